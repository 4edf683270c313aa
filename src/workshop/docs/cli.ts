import { Writable } from 'node:stream';
import { main } from '../../cli/main.js';
import { code, page } from './markdown.js';

/** What the command prints for these arguments, in a terminal of 100 characters. */
const printed = async (argv: readonly string[]): Promise<string> => {
  let text = '';
  const stdout = Object.assign(
    new Writable({
      write(chunk, _, done) {
        text += String(chunk);
        done();
      },
    }),
    { columns: 100 },
  );
  const signal = new AbortController().signal;
  const exitCode = await main(argv, { stdout, stderr: stdout, env: {}, signal });
  if (exitCode !== 0) throw new Error(`cohort ${argv.join(' ')}: ${text}`);
  return text;
};

/** The names under "Commands:" in a command's help. */
const subcommands = (help: string): string[] => {
  const [, list = ''] = /^Commands:\n((?: {2,}.*\n?)+)/m.exec(help) ?? [];
  return [...list.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name!).filter((name) => name !== 'help');
};

/** The help of a command and of those below it. */
const sections = async (command: readonly string[]): Promise<string[]> => {
  const help = await printed([...command, '--help']);
  const own = [`## ${['cohort', ...command].join(' ')}`, code(help, 'text')];
  const below = await Promise.all(subcommands(help).map((name) => sections([...command, name])));
  return [...own, ...below.flat()];
};

/** Every command and its options. */
export const cliPage = async (): Promise<string> =>
  page('The command line', 'src/cli/commands/', ...(await sections([])));
