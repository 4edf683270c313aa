import { Command } from 'commander';
import type { RunOptions } from '../actions/run.js';
import type { Act } from './act.js';
import { withMachine, withReport, withSource } from './options.js';

const EXAMPLES = `
Examples:
  cohort run                                            the bundled trace on the default machine
  cohort run trace.din.gz --protocol MOESI --classify   misses told apart by kind
  cohort run p0.din p1.din --interleave round-robin     one file a processor
  cohort run --workload false-sharing --references 1M --processors 8
  cohort run --machine dash --timed --set timing.mshrs.entries=8
  cohort run trace.txt --set l1.size=64KiB --set l1.replacement=SRRIP --report json --out result.json`;

/** `cohort run`: one trace on one machine. */
export const runCommand = (act: Act): Command => {
  const command = new Command('run')
    .summary('simulate a trace on a machine and print the report')
    .description(
      'Simulates a trace on a machine and prints the report. Without a trace, the bundled one is taken. ' +
        'Several files are one trace, a file for each processor, in order.',
    )
    .argument(
      '[trace...]',
      'trace files, as they are or compressed with gzip, xz or zstd (-: standard input), or sample:NAME for a bundled one',
    );
  withSource(withMachine(command));
  withReport(command)
    .option('--classify', 'tell misses apart: cold, capacity, conflict, true and false sharing')
    .option(
      '--timed',
      'give each processor a clock: cycles, latencies, stalls and how busy buses and links are',
    )
    .addHelpText('after', EXAMPLES);
  return command.action((traces: string[], options: RunOptions) =>
    act(async (io) => (await import('../actions/run.js')).run(traces, options, io)),
  );
};
