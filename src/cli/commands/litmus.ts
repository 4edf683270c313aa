import { Command, Option } from 'commander';
import type { LitmusCommandOptions } from '../actions/litmus.js';
import { collect, wholeNumber } from '../numbers.js';
import type { Act } from './act.js';

/** `cohort litmus …`: how can a few threads end, under each memory model? */
export const litmusCommand = (act: Act): Command =>
  new Command('litmus')
    .summary('explore litmus tests under memory models')
    .description(
      'Explores every execution of litmus tests under a memory model, and prints the final states as herd7 does. ' +
        'Tests are .litmus files in herd7’s format (X86, X86_64, or Cohort’s own instructions), folders of them, ' +
        'or names of the catalogue (see: cohort list litmus). Without a test: the whole catalogue. ' +
        'With --sample, exit code 1 tells of a run that ended in a state that the model does not allow.',
    )
    .argument('[test...]', 'names, files, folders (-: standard input)')
    .option('--model <name,...>', 'one or several of sc, tso, pso and relaxed; without it, tso', collect)
    .option('--show', 'print a shortest execution that decides each condition, step by step')
    .option('--limit <n>', 'most states of a test to visit', wholeNumber(1, 2 ** 31 - 1))
    .option(
      '--sample <n>',
      'also run each test so often on the timed machine, and print how often it ended in which state',
      wholeNumber(1, 2 ** 32),
    )
    .option(
      '--machine <name>',
      'what it runs on: a name (see: cohort list machines) or a JSON file; without it, smp4',
    )
    .option(
      '--seed <n>',
      'seed of the first run; each after it has the next one',
      wholeNumber(0, 0xffff_ffff),
    )
    .option('--no-progress', 'show no progress bar')
    .addOption(
      new Option('--format <format>', 'herd7’s layout, data, or a table of tests and models')
        .choices(['text', 'json', 'table'])
        .default('text'),
    )
    .addHelpText(
      'after',
      `
Examples:
  cohort litmus SB --model tso                     store buffering on x86
  cohort litmus SB --model sc,tso --show           and how it comes about
  cohort litmus mine.litmus tests/ --model relaxed files of your own
  cohort litmus --model sc,tso,pso,relaxed --format table
                                                   what each model allows
  cohort litmus SB --model tso --sample 1k         how often the machine shows it`,
    )
    .action((tests: string[], options: LitmusCommandOptions) =>
      act(async (io) => (await import('../actions/litmus.js')).exploreTests(tests, options, io)),
    );
