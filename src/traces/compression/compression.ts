import { CohortError } from '../../errors.js';
import type { ByteStream } from '../byte-stream.js';

/** A compression around a whole file. One file a compression; the index lists them. */
export interface Compression {
  readonly name: string;
  /** Without the dot. */
  readonly extensions: readonly string[];
  /** What the compressed data begins with. */
  readonly magic: readonly number[];
  /**
   * Decompresses a stream, a bounded part at a time. Data that is damaged or ends too early is a
   * CohortError with the file and the byte offset in the compressed data.
   *
   * @param where the file's name, as messages give it
   */
  decompress(stream: ByteStream, where: string): ByteStream;
  /** Compresses a stream; the same bytes give the same result everywhere. */
  readonly compress?: (stream: ByteStream) => ByteStream;
}

/** A stream that counts what has been taken of it. */
export class CountedStream implements AsyncIterable<Uint8Array> {
  bytes = 0;
  ended = false;

  constructor(private readonly stream: ByteStream) {}

  async *[Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    for await (const piece of this.stream) {
      this.bytes += piece.length;
      yield piece;
    }
    this.ended = true;
  }
}

const MEND = 'Copy the file again, or compress the trace again';

/** Compressed data ends before it is complete. */
export const cutShort = (where: string, compression: string, bytes: number): CohortError =>
  new CohortError(
    `${where}: the ${compression} data is cut short: it ends at byte ${bytes}, before its own end. ${MEND}`,
  );

/** Compressed data does not decompress. */
export const damaged = (where: string, compression: string, bytes: number, why: string): CohortError =>
  new CohortError(
    `${where}: the ${compression} data is damaged, at or before byte ${bytes} (${why}). ${MEND}`,
  );

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
