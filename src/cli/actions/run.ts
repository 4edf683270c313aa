import type { Io } from '../io.js';
import { loadMachine, loadProtocol } from '../load.js';
import { openSource } from '../open-source.js';
import type { ReportOptions, SourceOptions } from '../options.js';
import { simulateAndReport } from './simulate.js';

export interface RunOptions extends SourceOptions, ReportOptions {
  readonly machine?: string;
  readonly protocol?: string;
  readonly set?: readonly string[];
  readonly classify?: boolean;
  readonly timed?: boolean;
}

export const run = async (traces: readonly string[], options: RunOptions, io: Io): Promise<number> => {
  const machine = await loadMachine(options);
  const protocol = await loadProtocol(options.protocol ?? machine.protocol);
  const { classify = false, timed = false } = options;
  const runs = [{ machine, protocol, classify, timed }];
  return simulateAndReport(
    () => openSource(traces, options, machine.processors, io.signal),
    runs,
    options,
    io,
  );
};
