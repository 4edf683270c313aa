import { Command } from 'commander';
import type { SpeedUpCommandOptions } from '../actions/speed-up.js';
import { inputsOf, requireApart } from '../apart.js';
import { isProgramFile } from '../load-program.js';
import { isFilePath } from '../names.js';
import { collect, wholeNumber, wholeNumbers } from '../numbers.js';
import type { Act } from './act.js';
import { withExecuting, withReport } from './options.js';

const EXAMPLES = `
Examples:
  cohort speedup --program matrix-multiply --processors 2,4,8
  cohort speedup --program parallel-sum --processors 2,4,8,16 --scale elements
  cohort speedup --program bank --processors 4 --schedule gang --processes 2 --switch-cycles 200`;

/** `cohort speedup`: the same work on one processor and on several, and as multiprogramming on one. */
export const speedUpCommand = (act: Act): Command => {
  const command = new Command('speedup')
    .summary('execute a program on one processor and on several, and fit the laws of speed-up')
    .description(
      'Executes a program laid out for one thread on one processor, which is the base, and with a thread for each ' +
        'processor (or --threads) on each number of processors; tells speed-up, efficiency, misses and switches, and ' +
        'fits Amdahl’s law. All threads taking turns on one processor have a row of their own, which shows what that ' +
        'costs; it is the base where threads do not divide the work, but each does its own (as in counter, or bank). ' +
        'With --scale, the work grows with the processors, and Gustafson’s law is fitted.',
    )
    .requiredOption('--program <name>', 'a name (see: cohort list programs) or a file in assembly language')
    .optionsGroup('Machine:')
    .option('--machine <name>', 'a name (see: cohort list machines) or a JSON file')
    .option('--protocol <name>', 'a name (see: cohort list protocols) or a JSON file')
    .requiredOption(
      '--processors <n,...>',
      'numbers of processors; one processor is always there',
      wholeNumbers(1, 1024),
    )
    .option(
      '--set <name=value>',
      'override a parameter of the program or a field of the machine; may be given several times',
      collect,
    )
    .option('--seed <n>', 'seed of the interleaving and of random numbers', wholeNumber(0, 0xffff_ffff))
    .optionsGroup('Executing:')
    .option('--scale <parameter>', 'a parameter of the program that is multiplied by the processors')
    .option('--timed', 'run times of the timed machine; without it, an instruction takes a cycle');
  withReport(withExecuting(command)).addHelpText('after', EXAMPLES);
  return command.action((options: SpeedUpCommandOptions) =>
    act(async (io) => {
      await requireApart({ '--out': options.out }, [
        ...inputsOf('--program', [options.program], isProgramFile),
        ...inputsOf('--machine', options.machine === undefined ? [] : [options.machine], isFilePath),
        ...inputsOf('--protocol', options.protocol === undefined ? [] : [options.protocol], isFilePath),
      ]);
      return (await import('../actions/speed-up.js')).studySpeedUp(options, io);
    }),
  );
};
