import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { open, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CohortError } from '../errors.js';
import { printable } from '../traces/printable.js';

/** Files that are being written, by their temporary names. */
const unfinished = new Set<string>();

/** Removes what is being written, at once; for a process that is about to exit. */
export const removeUnfinished = (): void => {
  for (const path of unfinished) rmSync(path, { force: true });
  unfinished.clear();
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder. Make it first',
  ENOTDIR: 'a part of the path is not a folder',
  EACCES: 'it may not be written. Check the folder’s permissions',
  EPERM: 'it may not be written. Check the folder’s permissions',
  EROFS: 'the disk is read-only. Choose another folder',
  EISDIR: 'it is a directory; expected the name of a file in it',
  ENOSPC: 'the disk is full. Make room, or choose another folder',
  EDQUOT: 'the quota is used up. Make room, or choose another folder',
  EFBIG: 'the file would be larger than the disk allows',
  ENAMETOOLONG: 'the name is too long',
  EEXIST: 'something else has that name',
};

const writeError = (path: string, error: unknown): unknown => {
  if (error instanceof CohortError || !(error instanceof Error) || !('code' in error)) return error;
  const reason = REASONS[String(error.code)] ?? `it cannot be written (${String(error.code)})`;
  return new CohortError(`${printable(path, 200)}: ${reason}`);
};

/** Text, bytes, or bytes as they are made; what an iterable gives is written before it is asked for more. */
export type FileContent = string | Uint8Array | AsyncIterable<Uint8Array>;

async function* partsOf(content: FileContent): AsyncIterable<Uint8Array> {
  if (typeof content === 'string') yield Buffer.from(content, 'utf8');
  else if (content instanceof Uint8Array) yield content;
  else yield* content;
}

/** Permissions of the file that is replaced, or those of a new one. */
const modeFor = async (path: string): Promise<number> => {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
  return found ? found.mode & 0o777 : 0o666;
};

const writeParts = async (
  path: string,
  mode: number,
  content: FileContent,
  signal?: AbortSignal,
): Promise<boolean> => {
  const file = await open(path, 'wx', mode);
  try {
    for await (const part of partsOf(content)) {
      if (signal?.aborted) return false;
      for (let at = 0; at < part.length; ) at += (await file.write(part, at)).bytesWritten;
    }
    return !signal?.aborted;
  } finally {
    await file.close();
  }
};

/**
 * Writes a file that is whole or not there: to a temporary name in the same folder, which takes the
 * file's place when everything has been written, and is removed after an error or an abort. What is
 * no regular file (a pipe, /dev/stdout) is written directly.
 *
 * @returns false if it was aborted, and nothing was written
 * @throws CohortError naming the file and what is in the way; errors of `content` as they are
 */
export const writeFile = async (
  path: string,
  content: FileContent,
  signal?: AbortSignal,
): Promise<boolean> => {
  const special = await stat(path).then(
    (found) => !found.isFile() && !found.isDirectory(),
    () => false,
  );
  if (special) return writeSpecial(path, content, signal);
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.tmp`);
  try {
    const mode = await modeFor(path);
    unfinished.add(temporary);
    const whole = await writeParts(temporary, mode, content, signal);
    if (whole) await rename(temporary, path);
    else await unlink(temporary);
    return whole;
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw writeError(path, error);
  } finally {
    unfinished.delete(temporary);
  }
};

const writeSpecial = async (path: string, content: FileContent, signal?: AbortSignal): Promise<boolean> => {
  try {
    const file = await open(path, 'w');
    try {
      for await (const part of partsOf(content)) {
        if (signal?.aborted) return false;
        for (let at = 0; at < part.length; ) at += (await file.write(part, at)).bytesWritten;
      }
      return true;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw writeError(path, error);
  }
};
