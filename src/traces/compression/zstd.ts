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

const LEVEL = 9;
/** Bytes that are compressed at once. */
const PART = 1 << 17;

async function* compress(stream: ByteStream): ByteStream {
  // Loaded when it is needed: it brings a compressor in Wasm.
  const { Zstd } = await import('@hpcc-js/wasm-zstd');
  const compressor = await Zstd.load();
  compressor.reset();
  compressor.setCompressionLevel(LEVEL);
  for await (const piece of stream) {
    for (let at = 0; at < piece.length; at += PART) {
      const bytes = compressor.compressChunk(piece.subarray(at, at + PART));
      if (bytes.length > 0) yield bytes;
    }
  }
  yield compressor.compressEnd();
}

export const zstd: Compression = {
  name: 'zstd',
  extensions: ['zst'],
  magic: [0x28, 0xb5, 0x2f, 0xfd],
  decompress: unzstd,
  compress,
};
