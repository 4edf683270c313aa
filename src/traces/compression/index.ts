import type { Compression } from './compression.js';
import { gzip } from './gzip.js';
import { xz } from './xz.js';
import { zstd } from './zstd.js';

/** The compressions that are read around a trace. */
export const COMPRESSIONS: readonly Compression[] = [gzip, xz, zstd];

/** The compression that a file's first bytes tell. */
export const detectCompression = (head: Uint8Array): Compression | undefined =>
  COMPRESSIONS.find(({ magic }) => magic.every((byte, index) => head[index] === byte));
