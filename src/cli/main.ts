/** The command line as a function: arguments in, exit code out. */
import { Command } from 'commander';
import { CohortError } from '../errors.js';
import type { Act } from './commands/act.js';
import { checkCommand } from './commands/check.js';
import { compareCommand } from './commands/compare.js';
import { listCommand } from './commands/list.js';
import { litmusCommand } from './commands/litmus.js';
import { runCommand } from './commands/run.js';
import { schemaCommand } from './commands/schema.js';
import { showCommand } from './commands/show.js';
import { speedUpCommand } from './commands/speed-up.js';
import { traceCommand } from './commands/trace.js';
import { EXIT, failureOf, failureText } from './failure.js';
import { type Io, print, widthOf } from './io.js';
import { didYouMean } from './names.js';
import { VERSION } from './version.js';

const AFTER_HELP = `
Examples:
  cohort run                                      the bundled trace on the default machine
  cohort run trace.din.gz --protocol MOESI        a trace of your own under another protocol
  cohort compare --protocol MSI,MESI,MOESI        protocols side by side over one trace
  cohort show protocol MESI                       the textbook table
  cohort <command> --help                         all options of a command, with examples

Exit codes: 0 done, 1 failed on the way, 2 wrong usage or configuration, 130 stopped by Ctrl-C.`;

/** A command that only groups others says which when none of them is given. */
const requireSubcommand = (group: Command): void => {
  if (group.commands.length === 0) return;
  group.allowExcessArguments().action(() => {
    const names = group.commands.map((each) => each.name());
    const [unknown] = group.args;
    const what =
      unknown === undefined
        ? `"cohort ${group.name()}" needs one of ${names.join(', ')} after it.`
        : `there is no "cohort ${group.name()} ${unknown}"; expected one of ${names.join(', ')}.${didYouMean(unknown, names)}`;
    throw new CohortError(`${what} See: cohort ${group.name()} --help`, 2);
  });
};

/** Every command inherits what is set on the program: no exit, and all output through `io`. */
const program = (act: Act, io: Io, helpTo: (text: string) => void): Command => {
  const root = new Command('cohort')
    .description('Simulates multiprocessors: processors, private caches, coherence protocols, memory.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    // Its own knows only the first level; see `execute`.
    .helpCommand(false)
    .addHelpText('after', AFTER_HELP);
  for (const make of [
    runCommand,
    compareCommand,
    speedUpCommand,
    traceCommand,
    litmusCommand,
    showCommand,
    listCommand,
    checkCommand,
    schemaCommand,
  ]) {
    const command = make(act);
    requireSubcommand(command);
    root.addCommand(command);
  }
  const configure = (command: Command): void => {
    command.exitOverride().configureOutput({
      writeOut: helpTo,
      // The message comes with the error that commander throws.
      writeErr: () => undefined,
      getOutHelpWidth: () => widthOf(io),
      getOutHasColors: () => false,
    });
    command.commands.forEach(configure);
  };
  configure(root);
  return root;
};

/** Commander has no options that are a flag and may also take a value, but never the next argument. */
const withoutStrictValue = (argument: string): string => {
  const [option, value] = argument.split('=', 2);
  if (option !== '--strict' || value === undefined) return argument;
  if (value === 'true') return '--strict';
  if (value === 'false') return '--no-strict';
  throw new CohortError(`${argument}: expected --strict=true or --strict=false.`, 2);
};

/** Runs the command; errors are thrown. */
const execute = async (argv: readonly string[], io: Io): Promise<number> => {
  let exitCode: number = EXIT.ok;
  let help = '';
  const act: Act = async (action) => {
    exitCode = await action(io);
  };
  const root = program(act, io, (text) => {
    help += text;
  });
  const [first, ...rest] = argv;
  const asked = first === undefined || first === 'help' ? [...rest, '--help'] : argv;
  const given = asked.map(withoutStrictValue);
  try {
    await root.parseAsync(given, { from: 'user' });
  } finally {
    if (help !== '') await print(io.stdout, help);
  }
  return exitCode;
};

/**
 * Carries out `cohort <argv>` and resolves with the exit code; never rejects. Results go to
 * `io.stdout`; an error becomes one message on `io.stderr`.
 */
export const main = async (argv: readonly string[], io: Io): Promise<number> => {
  try {
    return await execute(argv, io);
  } catch (error) {
    // If the standard error is gone as well, the exit code is all that is left to tell.
    await print(io.stderr, failureText(error, io.env)).catch(() => undefined);
    return failureOf(error).exitCode;
  }
};
