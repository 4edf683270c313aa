/** The text of a small file that the user named, or of the standard input. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CohortError } from '../errors.js';

/** The path that stands for the standard input. */
export const STDIN = '-';

/** What messages call it. */
export const inputName = (path: string): string => (path === STDIN ? 'standard input' : path);

/** Far more than any machine or protocol that people write. */
const MOST_BYTES = 1024 * 1024;

const tooLarge = (path: string, found: string, what: string, mostBytes: number): CohortError =>
  new CohortError(
    `${inputName(path)}: ${found} bytes; expected ${what}, at most ${mostBytes} bytes. Is it another file that you meant?`,
    2,
  );

const requireSmallFile = async (path: string, what: string, mostBytes: number): Promise<void> => {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    throw new CohortError(
      `${path}: no such file; expected ${what}. Look whether the path is right, from the folder you are in.`,
    );
  });
  if (found.isDirectory()) {
    throw new CohortError(`${path}: is a directory; expected a file with ${what}.`);
  }
  if (found.size > mostBytes) throw tooLarge(path, `${found.size}`, what, mostBytes);
};

/** Reads it whole. `what` tells in messages what it should hold; `-` is the standard input. */
export const readText = async (path: string, what: string, mostBytes = MOST_BYTES): Promise<string> => {
  if (path !== STDIN) await requireSmallFile(path, what, mostBytes);
  const stream = path === STDIN ? createReadStream('', { fd: 0, autoClose: false }) : createReadStream(path);
  const pieces: Buffer[] = [];
  let bytes = 0;
  // A pipe has no size that could be looked at beforehand.
  for await (const piece of stream as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > mostBytes) throw tooLarge(path, `more than ${mostBytes}`, what, mostBytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
};
