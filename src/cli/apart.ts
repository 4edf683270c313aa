/** A command neither writes over what it reads, nor two of its outputs into one file. */
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CohortError } from '../errors.js';
import { STDOUT } from './output.js';
import { STDIN } from './read-text.js';

/** What tells a file from others, by whatever path it is named; `undefined`: nothing is lost by writing there twice. */
const identityOf = async (path: string): Promise<string | undefined> => {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  if (found) return found.isFile() ? `${found.dev}:${found.ino}` : undefined;
  // It is not there yet: what tells is its folder, whose real path is the same by any way.
  const folder = await realpath(dirname(path)).catch(() => undefined);
  return folder === undefined ? undefined : join(folder, basename(path));
};

/** A file that a command reads, and how it was named: `--program x.s`, or an argument. */
export interface Input {
  readonly path: string;
  readonly as: string;
}

/** Trace files among the arguments. */
export const traceInputs = (named: readonly string[]): Input[] =>
  named.filter((name) => name !== STDIN && !name.startsWith('sample:')).map((path) => ({ path, as: path }));

/** What an option names, as far as that is files. */
export const inputsOf = (
  option: string,
  named: readonly string[],
  isFile: (name: string) => boolean,
): Input[] =>
  named.filter((name) => name !== STDIN && isFile(name)).map((path) => ({ path, as: `${option} ${path}` }));

/**
 * @param outputs paths by option; of those not given, nothing is looked at
 * @throws CohortError (exit code 2): one of them is read, or two are one file
 */
export const requireApart = async (
  outputs: Readonly<Record<string, string | undefined>>,
  inputs: readonly Input[],
): Promise<void> => {
  const taken = new Map<string, Input & { readonly does: string }>();
  for (const input of inputs) {
    const identity = await identityOf(input.path);
    if (identity !== undefined) taken.set(identity, { ...input, does: 'is read' });
  }
  for (const [option, path] of Object.entries(outputs)) {
    if (path === undefined) continue;
    const identity = path === STDOUT ? STDOUT : await identityOf(path);
    if (identity === undefined) continue;
    const other = taken.get(identity);
    const as = `${option} ${path}`;
    if (other) {
      const where = path === STDOUT ? 'the standard output' : 'the same file';
      throw new CohortError(
        `${as} would be written over ${other.as}, which ${other.does}: both are ${where}. Give ${option} another name.`,
        2,
      );
    }
    taken.set(identity, { path, as, does: 'is written, too' });
  }
};
