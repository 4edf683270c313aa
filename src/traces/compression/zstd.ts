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
/** Bytes of a frame; a file is as many frames as it takes. */
const FRAME_BYTES = 1 << 20;

/** Compresses frame by frame: whole frames need no state from one to the next, and bounded memory. */
async function* compress(stream: ByteStream): ByteStream {
  // Loaded when it is needed: it brings a compressor in Wasm.
  const { Zstd } = await import('@hpcc-js/wasm-zstd');
  const compressor = await Zstd.load();
  const frame = new Uint8Array(FRAME_BYTES);
  let held = 0;
  for await (const piece of stream) {
    for (let at = 0; at < piece.length; ) {
      const taken = Math.min(piece.length - at, FRAME_BYTES - held);
      frame.set(piece.subarray(at, at + taken), held);
      held += taken;
      at += taken;
      if (held < FRAME_BYTES) continue;
      yield compressor.compress(frame, LEVEL);
      held = 0;
    }
  }
  if (held > 0) yield compressor.compress(frame.subarray(0, held), LEVEL);
}

export const zstd: Compression = {
  name: 'zstd',
  extensions: ['zst'],
  magic: [0x28, 0xb5, 0x2f, 0xfd],
  decompress: unzstd,
  compress,
};
