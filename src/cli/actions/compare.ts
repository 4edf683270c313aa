import { DEFAULT_MACHINE } from '../../config/parse.js';
import { CohortError } from '../../errors.js';
import type { RunOptions } from '../../simulate.js';
import type { Io } from '../io.js';
import { loadMachine, loadProtocol, requireFit } from '../load.js';
import { openSource } from '../open-source.js';
import type { ReportOptions, SourceOptions } from '../options.js';
import { namesOf, shortNames } from '../run-names.js';
import { splitList } from '../split-list.js';
import { simulateAndReport } from './simulate.js';

export interface CompareOptions extends Omit<SourceOptions, 'processors'>, ReportOptions {
  /** Names or files, each perhaps several with commas. */
  readonly machine?: readonly string[];
  readonly protocol?: readonly string[];
  readonly processors?: readonly number[];
  readonly set?: readonly string[];
  readonly classify?: boolean;
  readonly timed?: boolean;
}

/** One trace is for one number of processors. */
const oneOf = (processors: readonly number[] = []): { readonly processors?: number } => {
  const [first, second] = processors;
  if (second !== undefined) {
    throw new CohortError(
      `--processors ${processors.join(',')}: a trace is for one number of processors; expected one. Programs (--program) are compared over several.`,
      2,
    );
  }
  return first === undefined ? {} : { processors: first };
};

export const compareRuns = async (
  traces: readonly string[],
  options: CompareOptions,
  io: Io,
): Promise<number> => {
  const {
    machine: machineLists,
    protocol: protocolLists,
    classify = false,
    timed = false,
    processors: counts,
    ...others
  } = options;
  const rest = { ...others, ...oneOf(counts) };
  const names = splitList(machineLists);
  const machines = await Promise.all(
    names.length === 0 ? [loadMachine(rest)] : names.map((machine) => loadMachine({ ...rest, machine })),
  );
  const machineNames = shortNames(names);
  const protocols = splitList(protocolLists);
  const protocolNames = shortNames(protocols);
  const runs: RunOptions[] = [];
  const called: string[][] = [];
  for (const [onMachine, machine] of machines.entries()) {
    for (const [under, name] of (protocols.length === 0 ? [machine.protocol] : protocols).entries()) {
      const protocol = await loadProtocol(name);
      requireFit(protocol, machine, machineNames[onMachine] ?? DEFAULT_MACHINE);
      runs.push({ machine, protocol, classify, timed });
      called.push([machineNames[onMachine] ?? '', protocolNames[under] ?? '']);
    }
  }
  if (runs.length < 2) {
    throw new CohortError(
      'there is only one machine under one protocol, so nothing to compare. Name several, as in --protocol MSI,MESI,MOESI or --machine smp4,quad-core; for one, use "cohort run".',
      2,
    );
  }
  // A workload runs on every machine, so it uses no more processors than the smallest has.
  const processors = Math.min(...machines.map((machine) => machine.processors));
  return simulateAndReport(
    () => openSource(traces, rest, processors, io.signal),
    runs,
    { ...options, names: namesOf(called) },
    io,
  );
};
