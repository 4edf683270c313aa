import type { RunOptions } from '../commands/run.js';
import type { Io } from '../io.js';
import { loadMachine, loadProtocol } from '../load.js';
import { openSource } from '../source.js';
import { simulateAndReport } from './simulate.js';

export const run = async (traces: readonly string[], options: RunOptions, io: Io): Promise<number> => {
  const machine = await loadMachine(options);
  const protocol = options.protocol === undefined ? {} : { protocol: await loadProtocol(options.protocol) };
  const trace = await openSource(traces, options, machine.processors);
  return simulateAndReport(
    trace,
    [{ machine, ...protocol, classify: options.classify ?? false }],
    options,
    io,
  );
};
