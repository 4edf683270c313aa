/**
 * The README's console blocks: after each line `$ npx cohort …` comes what the command prints. Running
 * them again gives the README anew, so that what it shows is what the built command does.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BLOCK = /^```console\n([\s\S]*?)^```$/gm;
const COMMAND = 'npx cohort';

/** The command lines of a block; a line that ends in `\` goes on in the next. */
const commandsOf = (block: string): string[] => {
  const commands: string[] = [];
  let open = false;
  for (const line of block.split('\n')) {
    if (open) commands.push(`${commands.pop()}\n${line}`);
    else if (line.startsWith('$ ')) commands.push(line);
    else continue;
    open = line.endsWith('\\');
  }
  return commands;
};

/** The text with the output of every console block taken from `cli` (the built command's path). */
export const rerun = (text: string, cli: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cohort-readme-'));
  const output = (command: string): string =>
    execFileSync(
      'sh',
      ['-c', command.slice('$ '.length).replaceAll(COMMAND, `"${process.execPath}" "${cli}"`)],
      {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, NO_COLOR: '1', COLUMNS: '80' },
      },
    ).replaceAll(/[ \t]+$/gm, '');
  try {
    return text.replace(BLOCK, (_, block: string) => {
      const sessions = commandsOf(block).map((command) => {
        const printed = output(command).replace(/^\n+|\n+$/g, '');
        return printed === '' ? command : `${command}\n${printed}`;
      });
      return `\`\`\`console\n${sessions.join('\n\n')}\n\`\`\``;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
