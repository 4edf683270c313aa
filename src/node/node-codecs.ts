import { pipeline, Readable } from 'node:stream';
import { createGunzip, gunzipSync } from 'node:zlib';
import { CohortError } from '../errors.js';
import type { ByteStream } from '../traces/byte-stream.js';
import { type Codecs, portableUnpacker } from '../traces/codecs.js';
import { CountedStream, cutShort, damaged, reasonOf } from '../traces/compression/compression.js';

const PIECE_BYTES = 1 << 18;

/** Inflates with Node's zlib, in its thread pool. */
async function* gunzip(stream: ByteStream, where: string): ByteStream {
  const counted = new CountedStream(stream);
  const inflater = createGunzip({ chunkSize: PIECE_BYTES });
  // The callback is there because an error without one would end the process; `for await` throws it.
  pipeline(Readable.from(counted, { objectMode: true, highWaterMark: 1 }), inflater, () => undefined);
  try {
    for await (const piece of inflater) {
      if (piece instanceof Uint8Array) yield piece;
    }
  } catch (error) {
    if (error instanceof CohortError) throw error;
    const reason = reasonOf(error);
    if (reason === 'unexpected end of file') throw cutShort(where, 'gzip', counted.bytes);
    throw damaged(where, 'gzip', counted.bytes, reason);
  } finally {
    inflater.destroy();
  }
}

const gunzipBuffer = (input: Uint8Array, output: Uint8Array): boolean => {
  try {
    const room = Math.max(output.length, 64);
    const bytes = gunzipSync(input, { maxOutputLength: room, chunkSize: room });
    if (bytes.length !== output.length) return false;
    output.set(bytes);
    return true;
  } catch {
    return false;
  }
};

/** Node's own decompressors, several times as fast as those in JavaScript. */
export const nodeCodecs: Codecs = { gunzip, unpacker: { ...portableUnpacker, gzip: gunzipBuffer } };
