import { gunzipSync } from 'fflate';
import { decompress } from 'fzstd';
import type { ByteStream } from './byte-stream.js';
import type { Unpacker } from './formats/format.js';

/**
 * Decompressors that a platform may have better ones of. What is left out is done in plain
 * JavaScript, which runs everywhere.
 */
export interface Codecs {
  /** Decompresses a stream; errors are CohortErrors with the file and the byte offset. */
  readonly gunzip?: (stream: ByteStream, where: string) => ByteStream;
  readonly unpacker?: Unpacker;
}

/** Whether `unpack` fills the output exactly. One byte more than it has would not fit, and throws. */
const fills = (output: Uint8Array, unpack: () => Uint8Array): boolean => {
  try {
    const bytes = unpack();
    if (bytes.length !== output.length) return false;
    if (bytes.buffer !== output.buffer || bytes.byteOffset !== output.byteOffset) output.set(bytes);
    return true;
  } catch {
    return false;
  }
};

/** The decompressors in plain JavaScript. */
export const portableUnpacker: Unpacker = {
  gzip: (input, output) => fills(output, () => gunzipSync(input, { out: output })),
  zstd: (input, output) => fills(output, () => decompress(input, output)),
};
