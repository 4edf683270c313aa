import type { RunOptions } from '../commands/run.js';
import type { Io } from '../io.js';
import { loadMachine, loadProtocol } from '../load.js';
import { openSource } from '../open-source.js';
import { simulateAndReport } from './simulate.js';

export const run = async (traces: readonly string[], options: RunOptions, io: Io): Promise<number> => {
  const machine = await loadMachine(options);
  const protocol = await loadProtocol(options.protocol ?? machine.protocol);
  const runs = [{ machine, protocol, classify: options.classify ?? false }];
  return simulateAndReport(
    () => openSource(traces, options, machine.processors, io.signal),
    runs,
    options,
    io,
  );
};
