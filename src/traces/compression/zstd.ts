import { Decompress } from 'fzstd';
import type { ByteStream } from '../byte-stream.js';
import { type Compression, CountedStream, cutShort, damaged, reasonOf } from './compression.js';

/** Compressed bytes that are decompressed at once. */
const SLICE = 1 << 14;

async function* unzstd(stream: ByteStream, where: string): ByteStream {
  const counted = new CountedStream(stream);
  let out: Uint8Array[] = [];
  const decompressor = new Decompress((piece) => {
    // Copied: the decompressor goes on to use what it hands out as its window.
    if (piece.length > 0) out.push(piece.slice());
  });
  const push = (piece: Uint8Array, final: boolean): void => {
    try {
      decompressor.push(piece, final);
    } catch (error) {
      if (counted.ended && final) throw cutShort(where, 'zstd', counted.bytes);
      throw damaged(where, 'zstd', counted.bytes, reasonOf(error));
    }
  };
  for await (const piece of counted) {
    for (let at = 0; at < piece.length; at += SLICE) {
      push(piece.slice(at, at + SLICE), false);
      const ready = out;
      out = [];
      yield* ready;
    }
  }
  push(new Uint8Array(0), true);
  yield* out;
}

export const zstd: Compression = {
  name: 'zstd',
  extensions: ['zst', 'zstd'],
  magic: [0x28, 0xb5, 0x2f, 0xfd],
  decompress: unzstd,
};
