/** Compressed trace files: whole streams, in bounded memory. */
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { Zstd } from '@hpcc-js/wasm-zstd';

export type CompressionName = 'gzip' | 'zstd' | 'none';

/** Bytes that are made one part after another; a part may be used until the next is asked for. */
export type Parts = AsyncIterable<Uint8Array>;

const ZSTD_LEVEL = 9;

/** Copies, because the compressor works on one part while the next is made. */
async function* copies(parts: Parts): AsyncGenerator<Uint8Array> {
  for await (const part of parts) if (part.length > 0) yield part.slice();
}

async function* gzipped(parts: Parts): AsyncGenerator<Uint8Array> {
  const gzip = createGzip();
  // An error reaches the loop below; without a callback it would end the process first.
  pipeline(Readable.from(copies(parts)), gzip, () => undefined);
  for await (const part of gzip) if (part instanceof Uint8Array) yield part;
}

async function* zstandard(parts: Parts): AsyncGenerator<Uint8Array> {
  const zstd = await Zstd.load();
  zstd.reset();
  zstd.setCompressionLevel(ZSTD_LEVEL);
  for await (const part of parts) if (part.length > 0) yield zstd.compressChunk(part);
  yield zstd.compressEnd();
}

export const compressed = (parts: Parts, how: CompressionName): Parts => {
  if (how === 'gzip') return gzipped(parts);
  return how === 'zstd' ? zstandard(parts) : parts;
};

/** The compression that a file's name promises. */
export const compressionOfName = (path: string): CompressionName => {
  const ending = /\.(gz|gzip|zst|zstd)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === undefined) return 'none';
  return ending.startsWith('g') ? 'gzip' : 'zstd';
};
