/** The options that several commands share. Their types once read: ../options.ts. */
import { type Command, Option } from 'commander';
import { DSM_KINDS } from '../../cluster/config.js';
import { collect, wholeNumber, wholeNumbers } from '../numbers.js';

export const MOST_PROCESSORS = 1024;

export const withReading = (command: Command): Command =>
  command
    .optionsGroup('Reading traces:')
    .option('--format <name>', 'trace format; without it, the content tells (see: cohort list formats)')
    .addOption(
      new Option(
        '--interleave <how>',
        'order of references of several processors: as in the trace, or in turns',
      ).choices(['trace', 'round-robin']),
    )
    .option(
      '--quantum <n>',
      'references that a processor makes before it is the next one’s turn',
      wholeNumber(1, 2 ** 31 - 1),
    )
    .option('--strict', 'stop at a line that does not parse', true)
    .option('--no-strict', 'count and skip such lines (also --strict=false)');

export const withGenerating = (command: Command, defaults = ''): Command =>
  command
    .option('--param <name=value>', 'set a parameter of the workload; may be given several times', collect)
    .option(
      '--references <n>',
      `length of the workload in references, such as 250k or 1M${defaults}`,
      wholeNumber(1),
    )
    .option(
      '--seed <n>',
      'seed of the workload, of random replacement, and of a program’s interleaving',
      wholeNumber(0, 0xffff_ffff),
    );

export const withSource = (command: Command): Command => {
  withReading(command).option('--limit <n>', 'stop after so many records of the trace', wholeNumber(1));
  command
    .optionsGroup('Generating a workload instead of reading a trace:')
    .option('--workload <name>', 'workload to generate (see: cohort list workloads)');
  return withGenerating(command);
};

export const SET = 'override a field of the machine, such as l1.size=64KiB; may be given several times';

export const withMachine = (command: Command): Command =>
  command
    .optionsGroup('Machine:')
    .option(
      '--machine <name>',
      'a name (see: cohort list machines), a JSON file, or a file with what numactl --hardware prints',
    )
    .option('--protocol <name>', 'a name (see: cohort list protocols) or a JSON file')
    .option('--processors <n>', 'number of processors', wholeNumber(1, MOST_PROCESSORS))
    .option('--set <path=value>', SET, collect);

export const withMachines = (command: Command): Command =>
  command
    .optionsGroup('Machines:')
    .option(
      '--machine <name,...>',
      'one or several: names (see: cohort list machines) or JSON files',
      collect,
    )
    .option(
      '--protocol <name,...>',
      'one or several: names (see: cohort list protocols) or JSON files',
      collect,
    )
    .option(
      '--processors <n,...>',
      'number of processors; of programs, also several numbers',
      wholeNumbers(1, MOST_PROCESSORS),
    )
    .option('--set <path=value>', SET, collect);

/** Options of programs that `run` and `compare` share, after the program itself. */
export const withExecuting = (command: Command): Command =>
  command
    .option(
      '--threads <n>',
      'threads of the program; without it, one a processor, as far as the program can use them',
      wholeNumber(1, MOST_PROCESSORS),
    )
    .addOption(
      new Option(
        '--model <name>',
        'memory model: whether stores may wait, and in what order they leave',
      ).choices(['sc', 'tso', 'pso']),
    )
    .option(
      '--slack <bits>',
      'processors may run ahead of each other by up to 2^bits - 1 cycles, 0 to 16; without it, 3',
      wholeNumber(0, 16),
    )
    .option(
      '--limit-instructions <n>',
      'stop after so many instructions of all threads; without it, 1G',
      wholeNumber(1),
    )
    .option(
      '--livelock-instructions <n>',
      'look for a livelock after so many instructions without a change of memory; without it, 1M',
      wholeNumber(1),
    )
    .option(
      '--schedule <policy>',
      'let threads take turns on the processors: round-robin, priority, affinity or gang',
    )
    .option('--quantum-cycles <n>', 'cycles of a thread’s turn; without it, 10k', wholeNumber(1))
    .option('--switch-cycles <n>', 'cycles that a processor takes to run another thread', wholeNumber(0))
    .option('--migration-cycles <n>', 'cycles besides if the thread ran elsewhere before', wholeNumber(0))
    .option(
      '--priorities <n,...>',
      'of each thread of all processes, the higher the sooner; without it, 0',
      wholeNumbers(0, 1_000_000),
    )
    .option(
      '--processes <n>',
      'copies of the program, each with memory of its own',
      wholeNumber(1, MOST_PROCESSORS),
    );

/** Options of clusters that `run` and `compare` share. */
export const withCluster = (command: Command): Command =>
  command
    .optionsGroup('Running it on nodes with memories of their own:')
    .option(
      '--cluster <nodes|name>',
      'on so many nodes, a cluster by name (see: cohort list clusters), or a JSON file; --set cluster.PATH=VALUE sets any field',
    )
    .addOption(
      new Option(
        '--dsm <kind>',
        'how the nodes share memory: not, by pages with one writer, or lazy release consistency',
      ).choices(DSM_KINDS),
    )
    .option('--manager <name>', 'who keeps the books on pages under ivy; without it, dynamic-distributed')
    .option('--page-bytes <size>', 'bytes of a page that nodes share, such as 1KiB; without it, 4096');

export const withReport = (command: Command): Command =>
  command
    .optionsGroup('Report:')
    .option('--report <name>', 'text, json, csv or md; without it, the ending of --out tells, else text')
    .option('-o, --out <file>', 'write the report to a file instead of the terminal (-: standard output)')
    .option('--stats', 'print memory, time and rate to the standard error')
    .option('--no-progress', 'show no progress bar')
    .option('--color', 'colour the text report even if it does not go to a terminal')
    .option('--no-color', 'do not colour it even if it does');
