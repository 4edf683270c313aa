import { Command } from 'commander';
import { CohortError } from '../../errors.js';
import type { CompareOptions } from '../actions/compare.js';
import type { CompareProgramsOptions } from '../actions/compare-programs.js';
import { inputsOf, requireApart, traceInputs } from '../apart.js';
import { isProgramFile } from '../load-program.js';
import { isFilePath } from '../names.js';
import { collect } from '../numbers.js';
import { refuseProgramOptions, refuseTraceOptions } from '../program-options.js';
import { splitList } from '../split-list.js';
import type { Act } from './act.js';
import { withCluster, withExecuting, withMachines, withReport, withSource } from './options.js';

const EXAMPLES = `
Examples:
  cohort compare --protocol MSI,MESI,MOESI,Dragon
  cohort compare trace.din --machine smp4,quad-core --report md
  cohort compare --machine quad-core,two-socket --timed
  cohort compare --program counter --set lock=tas,ttas,ticket,mcs --processors 1,2,4,8,16
  cohort compare --program counter --set lock=ttas,mcs,dsm --cluster 4 --set cluster.dsm=ivy,lrc
  cohort compare --program parallel-sum --memories all --cluster now --timed
  cohort compare --workload migratory --protocol MESI,./mine.json --report csv --out runs.csv`;

interface Named {
  readonly program?: readonly string[];
  readonly memories?: string;
}

const withPrograms = (command: Command): Command =>
  withExecuting(
    command
      .optionsGroup('Executing programs instead of reading a trace:')
      .option(
        '--program <name,...>',
        'one or several: names (see: cohort list programs) or files in assembly language; --set also takes their ' +
          'parameters, and lists of values, as in lock=tas,ticket',
        collect,
      )
      .option(
        '--memories <kind,...>',
        'with --program: the same program on one memory, over nodes, on clusters that share pages, and by messages: ' +
          'smp, numa, ivy, lrc, messages, or all',
      ),
  );

/** `cohort compare`: one trace, several machines or protocols, side by side. */
export const compareCommand = (act: Act): Command => {
  const command = new Command('compare')
    .summary('simulate one trace, or execute programs, on several machines side by side')
    .description(
      'Simulates one trace under each protocol on each machine, and prints the runs side by side. ' +
        'The trace is decoded once for all of them. With --program, programs are executed for every combination ' +
        'of the lists given; where processors differ, the curve over them is drawn (--report svg: as a drawing).',
    )
    .argument('[trace...]', 'trace files (-: standard input); without any, the bundled trace');
  withPrograms(withSource(withMachines(command)));
  withReport(withCluster(command))
    .option('--classify', 'tell misses apart: cold, capacity, conflict, true and false sharing')
    .option(
      '--timed',
      'give each processor a clock: cycles, latencies, stalls and how busy buses and links are',
    )
    .addHelpText('after', EXAMPLES);
  return command.action((traces: string[], options: CompareOptions & CompareProgramsOptions & Named) =>
    act(async (io) => {
      const programs = splitList(options.program);
      await requireApart({ '--out': options.out }, [
        ...traceInputs(traces),
        ...inputsOf('--program', programs, isProgramFile),
        ...inputsOf('--machine', splitList(options.machine), isFilePath),
        ...inputsOf('--protocol', splitList(options.protocol), isFilePath),
      ]);
      const [first] = programs;
      if (first === undefined) {
        refuseProgramOptions(options);
        return (await import('../actions/compare.js')).compareRuns(traces, options, io);
      }
      refuseTraceOptions(traces, first, options);
      const { memories } = options;
      if (memories !== undefined) {
        if (options.classify) {
          throw new CohortError(
            '--classify tells the misses of one machine apart, and --memories compares kinds of memory; leave one of both out.',
            2,
          );
        }
        const { compareMemoriesOf } = await import('../actions/compare-memories.js');
        return compareMemoriesOf(programs, { ...options, memories }, io);
      }
      return (await import('../actions/compare-programs.js')).compareProgramsByName(programs, options, io);
    }),
  );
};
