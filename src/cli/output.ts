/** Where a report goes: the standard output, or a file that is either whole or not there. */
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CohortError } from '../errors.js';
import { type Io, print } from './io.js';

/** The path that stands for the standard output. */
export const STDOUT = '-';

/** Says before a long run, rather than after it, that its result could not be written. */
export const requireWritable = async (path: string, option = '--out'): Promise<void> => {
  if (path === STDOUT) {
    if (option === '--out') return;
    throw new CohortError(
      `${option} -: the standard output is for the report; expected the name of a file (${option} /dev/stdout, with the report in one by --out, is that).`,
      2,
    );
  }
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) {
    throw new CohortError(`${option} ${path}: is a directory; expected the name of a file in it.`, 2);
  }
  const folder = dirname(path);
  const parent = await stat(folder).catch(() => undefined);
  if (!parent) throw new CohortError(`${option} ${path}: there is no folder ${folder}; make it first.`, 2);
  if (!parent.isDirectory()) throw new CohortError(`${option} ${path}: ${folder} is not a folder.`, 2);
};

/** Hands a whole text to where the user wants it. */
export const deliver = async (text: string, path: string | undefined, io: Io): Promise<void> => {
  if (path === undefined || path === STDOUT) return print(io.stdout, text);
  const { writeFile } = await import('../node/write-file.js');
  await writeFile(path, text);
};
