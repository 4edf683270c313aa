import { CohortError } from '../../errors.js';
import type { Compression } from './compression.js';
import { gzip } from './gzip.js';
import { xz } from './xz.js';
import { zstd } from './zstd.js';

/** The compressions that are read around a trace. */
export const COMPRESSIONS: readonly Compression[] = [gzip, xz, zstd];

/** The compression that a file's first bytes tell. */
export const detectCompression = (head: Uint8Array): Compression | undefined =>
  COMPRESSIONS.find(({ magic }) => magic.every((byte, index) => head[index] === byte));

/** The compression whose extension a file's name ends with. */
export const compressionOfName = (fileName: string): Compression | undefined =>
  COMPRESSIONS.find(({ extensions }) => extensions.some((one) => fileName.toLowerCase().endsWith(`.${one}`)));

/** The compression of a name, to write with. Refused (exit code 2) if there is none. */
export const compressionNamed = (name: string): Compression & Required<Pick<Compression, 'compress'>> => {
  const found = COMPRESSIONS.find((one) => one.name === name);
  if (found?.compress) return { ...found, compress: found.compress };
  const writable = COMPRESSIONS.filter((one) => one.compress).map((one) => one.name);
  throw new CohortError(
    `files cannot be compressed with "${name}"; they can be with ${writable.join(', ')}`,
    2,
  );
};
