import type { ProgramResult } from '../execute/result.js';
import { RESULT_SCHEMA, type Result } from '../result.js';

/** What the caches did while a program ran, as if its accesses had come from a trace. */
export const asRun = (result: ProgramResult): Result => {
  const { ending, machine, protocol, program, total, processors, transitions, network, timing } = result;
  return {
    schema: RESULT_SCHEMA,
    partial: ending === 'stopped',
    machine,
    protocol,
    trace: {
      name: program.name,
      format: 'program',
      records: total.references,
      splits: 0,
      instructionsSkipped: 0,
      badRecords: 0,
    },
    classified: result.classified,
    total,
    processors,
    transitions,
    network,
    timing,
  };
};
