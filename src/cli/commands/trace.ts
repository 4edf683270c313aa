import { Command, Option } from 'commander';
import type { TraceInfoOptions } from '../actions/trace-info.js';
import type { TraceConvertOptions, TraceGenerateOptions } from '../actions/trace-write.js';
import { requireApart, traceInputs } from '../apart.js';
import { wholeNumber } from '../numbers.js';
import type { Act } from './act.js';
import { withGenerating, withReading } from './options.js';

const withWriting = (command: Command): Command =>
  command
    .optionsGroup('Writing:')
    .requiredOption('-o, --out <file>', 'file to write (-: standard output)')
    .option('--to <format>', 'trace format to write; without it, the ending of --out tells, else cohort')
    .addOption(
      new Option(
        '--compress <how>',
        'compression; without it, the ending of --out tells, and in the cohort format each chunk is gzipped',
      ).choices(['gzip', 'zstd', 'none']),
    )
    .option('--no-progress', 'show no progress bar');

const infoCommand = (act: Act): Command =>
  withReading(
    new Command('info')
      .description('Reads traces and tells what is in them: records, processors, operations, addresses.')
      .argument('<file...>', 'trace files; several are one trace, a file for each processor'),
  )
    .option('--json', 'print it as JSON')
    .option('--no-progress', 'show no progress bar')
    .action((files: string[], options: TraceInfoOptions) =>
      act(async (io) => (await import('../actions/trace-info.js')).traceInfo(files, options, io)),
    );

const convertCommand = (act: Act): Command =>
  withWriting(
    withReading(
      new Command('convert')
        .description('Reads traces of any format and writes them as one trace.')
        .argument('<file...>', 'trace files; several are one trace, a file for each processor'),
    )
      .option('--limit <n>', 'stop after so many records', wholeNumber(1))
      .option('--processor <n>', 'write the records of one processor alone', wholeNumber(0, 65535)),
  ).action((files: string[], options: TraceConvertOptions) =>
    act(async (io) => {
      await requireApart({ '--out': options.out }, traceInputs(files));
      return (await import('../actions/trace-write.js')).convertTrace(files, options, io);
    }),
  );

const generateCommand = (act: Act): Command =>
  withWriting(
    withGenerating(
      new Command('generate')
        .description('Writes the trace of a workload. The same seed gives the same trace.')
        .argument('<workload>', 'a workload’s name (see: cohort list workloads)')
        .option('--processors <n>', 'number of processors', wholeNumber(1, 1024))
        .option(
          '--quantum <n>',
          'references of a processor before it is the next one’s turn',
          wholeNumber(1, 65536),
        ),
    ),
  ).action((workload: string, options: TraceGenerateOptions) =>
    act(async (io) => (await import('../actions/trace-write.js')).generateTrace(workload, options, io)),
  );

/** `cohort trace …`: look into trace files, turn one format into another, make new ones. */
export const traceCommand = (act: Act): Command =>
  new Command('trace')
    .summary('look into trace files, convert and generate them')
    .description('Looks into trace files, converts them, and generates new ones.')
    .addCommand(infoCommand(act))
    .addCommand(convertCommand(act))
    .addCommand(generateCommand(act))
    .addHelpText(
      'after',
      `
Examples:
  cohort trace info trace.din.gz
  cohort trace convert p0.din p1.din --interleave round-robin --out both.cohort
  cohort trace generate lock-contention --references 1M --processors 8 --out locks.cohort`,
    );
