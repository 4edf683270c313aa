import { Command, Option } from 'commander';
import type { RunOptions } from '../actions/run.js';
import type { RunProgramOptions } from '../actions/run-program.js';
import { inputsOf, requireApart, traceInputs } from '../apart.js';
import { isProgramFile } from '../load-program.js';
import { isFilePath } from '../names.js';
import { wholeNumber } from '../numbers.js';
import { refuseProgramOptions, refuseTraceOptions } from '../program-options.js';
import type { Act } from './act.js';
import { withCluster, withExecuting, withMachine, withReport, withSource } from './options.js';

const EXAMPLES = `
Examples:
  cohort run                                            the bundled trace on the default machine
  cohort run trace.din.gz --protocol MOESI --classify   misses told apart by kind
  cohort run p0.din p1.din --interleave round-robin     one file a processor
  cohort run --workload false-sharing --references 1M --processors 8
  cohort run --machine dash --timed --set timing.mshrs.entries=8
  cohort run --program counter --processors 4 --set lock=ticket --timeline run.json
  cohort run --program counter --set lock=mcs --cluster treadmarks-atm --set cluster.messages.latencyCycles=500
  cohort run --program mine.s --model tso --trace-out run.cohort
  cohort run trace.txt --set l1.size=64KiB --set l1.replacement=SRRIP --report json --out result.json`;

const orNothing = (one: string | undefined): readonly string[] => (one === undefined ? [] : [one]);

interface Named {
  readonly program?: string;
}

const withProgram = (command: Command): Command =>
  withExecuting(
    command
      .optionsGroup('Executing a program instead of reading a trace:')
      .option(
        '--program <name>',
        'a name (see: cohort list programs) or a file in assembly language (.s, -: standard input); --set also takes its parameters',
      ),
  )
    .option('--trace-out <file>', 'record its memory accesses as a trace; the ending tells the format')
    .option('--timeline <file>', 'write a timeline to open at https://ui.perfetto.dev')
    .addOption(
      new Option('--timeline-events <n>', 'most events of the timeline (default: 500k)').argParser(
        wholeNumber(1),
      ),
    );

/** `cohort run`: one trace, or one program, on one machine. */
export const runCommand = (act: Act): Command => {
  const command = new Command('run')
    .summary('simulate a trace or execute a program on a machine, and print the report')
    .description(
      'Simulates a trace on a machine and prints the report. Without a trace, the bundled one is taken. ' +
        'Several files are one trace, a file for each processor, in order. ' +
        'With --program, the processors execute a program, with real values in their caches; exit code 1 then ' +
        'tells of a fault, a deadlock, a livelock or the limit, not of what was computed.',
    )
    .argument(
      '[trace...]',
      'trace files, as they are or compressed with gzip, xz or zstd (-: standard input), or sample:NAME for a bundled one',
    );
  withProgram(withSource(withMachine(command)));
  withReport(withCluster(command))
    .option('--classify', 'tell misses apart: cold, capacity, conflict, true and false sharing')
    .option(
      '--timed',
      'give each processor a clock: cycles, latencies, stalls and how busy buses and links are',
    )
    .addHelpText('after', EXAMPLES);
  return command.action((traces: string[], options: RunOptions & RunProgramOptions & Named) =>
    act(async (io) => {
      const { program } = options;
      await requireApart(
        { '--out': options.out, '--trace-out': options.traceOut, '--timeline': options.timeline },
        [
          ...traceInputs(traces),
          ...inputsOf('--program', orNothing(program), isProgramFile),
          ...inputsOf('--machine', orNothing(options.machine), isFilePath),
          ...inputsOf('--protocol', orNothing(options.protocol), isFilePath),
        ],
      );
      if (program === undefined) {
        refuseProgramOptions(options);
        return (await import('../actions/run.js')).run(traces, options, io);
      }
      refuseTraceOptions(traces, program, options);
      return (await import('../actions/run-program.js')).runProgramByName(program, options, io);
    }),
  );
};
