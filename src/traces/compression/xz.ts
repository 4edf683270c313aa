import type { ByteStream } from '../byte-stream.js';
import { type Compression, CountedStream, cutShort, damaged, reasonOf } from './compression.js';

const readable = (stream: ByteStream): ReadableStream<Uint8Array> => {
  const iterator = stream[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
};

async function* unxz(stream: ByteStream, where: string): ByteStream {
  // Loaded when it is needed: it brings a decompressor in Wasm.
  const { XzReadableStream } = await import('./xz-stream.js');
  const counted = new CountedStream(stream);
  const reader = new XzReadableStream(readable(counted)).getReader();
  let finished = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield value;
    }
    finished = true;
  } catch (error) {
    finished = true;
    if (counted.ended) throw cutShort(where, 'xz', counted.bytes);
    throw damaged(where, 'xz', counted.bytes, reasonOf(error));
  } finally {
    if (!finished) await reader.cancel().catch(() => undefined);
  }
}

export const xz: Compression = {
  name: 'xz',
  extensions: ['xz'],
  magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  decompress: unxz,
};
