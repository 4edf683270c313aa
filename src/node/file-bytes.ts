import { constants, createReadStream } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { CohortError } from '../errors.js';
import type { ByteStream, BytesAt } from '../traces/byte-stream.js';
import { printable } from '../traces/printable.js';

/** The path that stands for the standard input. */
export const STDIN = '-';

const PIECE_BYTES = 1 << 18;

/** A path as messages and reports show it. */
export const shownPath = (path: string): string => (path === STDIN ? 'standard input' : printable(path, 200));

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Check the name and the folder',
  ENOTDIR: 'a part of the path is not a folder. Check the name',
  EACCES: 'it may not be read. Check its permissions',
  EPERM: 'it may not be read. Check its permissions',
  EISDIR: 'it is a directory; expected a file. Name a file in it',
  ELOOP: 'its symbolic links go in a circle',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open. Give fewer, or raise the limit (ulimit -n)',
  EIO: 'the disk gave an error',
};

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** What a file system's error means for the user. */
export const fileError = (path: string, error: unknown): CohortError => {
  if (error instanceof CohortError) return error;
  const code = codeOf(error);
  const reason = REASONS[code ?? ''] ?? `it cannot be read (${code ?? String(error)})`;
  return new CohortError(`${shownPath(path)}: ${reason}`);
};

/** Bytes of a file that is there, is no directory and may be read; undefined for a pipe or a device. */
export const checkedSize = async (path: string): Promise<number | undefined> => {
  if (path === STDIN) return undefined;
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    await access(path, constants.R_OK);
    if (!found.isFile()) return undefined;
    if (found.size === 0) throw new CohortError(`${shownPath(path)} is empty; expected a trace`);
    return found.size;
  } catch (error) {
    throw fileError(path, error);
  }
};

/** A file's bytes, or the standard input's. */
export async function* fileBytes(path: string): ByteStream {
  const stream =
    path === STDIN
      ? createReadStream('', { fd: 0, autoClose: false, highWaterMark: PIECE_BYTES })
      : createReadStream(path, { highWaterMark: PIECE_BYTES });
  try {
    for await (const piece of stream) {
      if (piece instanceof Uint8Array) yield piece;
    }
  } catch (error) {
    throw fileError(path, error);
  } finally {
    stream.destroy();
  }
}

/** Some bytes of a file. */
export const fileBytesAt =
  (path: string): BytesAt =>
  async (offset, length) => {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  };
