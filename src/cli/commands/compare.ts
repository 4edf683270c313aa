import { Command } from 'commander';
import type { CompareOptions } from '../actions/compare.js';
import type { Act } from './act.js';
import { withMachines, withReport, withSource } from './options.js';

const EXAMPLES = `
Examples:
  cohort compare --protocol MSI,MESI,MOESI,Dragon
  cohort compare trace.din --machine smp4,quad-core --report md
  cohort compare --machine quad-core,two-socket --timed
  cohort compare --workload migratory --protocol MESI,./mine.json --report csv --out runs.csv`;

/** `cohort compare`: one trace, several machines or protocols, side by side. */
export const compareCommand = (act: Act): Command => {
  const command = new Command('compare')
    .summary('simulate one trace under several protocols or machines, side by side')
    .description(
      'Simulates one trace under each protocol on each machine, and prints the runs side by side. ' +
        'The trace is decoded once for all of them.',
    )
    .argument('[trace...]', 'trace files (-: standard input); without any, the bundled trace');
  withSource(withMachines(command));
  withReport(command)
    .option('--classify', 'tell misses apart: cold, capacity, conflict, true and false sharing')
    .option(
      '--timed',
      'give each processor a clock: cycles, latencies, stalls and how busy buses and links are',
    )
    .addHelpText('after', EXAMPLES);
  return command.action((traces: string[], options: CompareOptions) =>
    act(async (io) => (await import('../actions/compare.js')).compareRuns(traces, options, io)),
  );
};
