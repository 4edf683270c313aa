import { CohortError } from '../errors.js';
import { joinBytes } from './bytes.js';

/** Bytes in pieces of any size. A piece is not changed or kept by whoever is given it. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** What a trace's bytes may be given as. A function is called for each pass over the trace. */
export type ByteInput = Uint8Array | Blob | ByteStream | (() => ByteStream);

/** Bytes that can be read, once or over and over. */
export interface ByteSource {
  open(): ByteStream;
  /** In bytes, where known. */
  readonly size: number | undefined;
  /** Whether `open` may be called again. */
  readonly again: boolean;
  /** Some bytes from an offset on, where bytes can be had out of order. */
  readonly at?: BytesAt;
}

/** Gives `length` bytes from an offset on, or fewer at the end. */
export type BytesAt = (offset: number, length: number) => Promise<Uint8Array>;

/** Bytes of a piece, where the source does not come in pieces of its own. */
const PIECE_BYTES = 1 << 18;

async function* arrayPieces(bytes: Uint8Array): ByteStream {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

async function* blobPieces(blob: Blob): ByteStream {
  for (let at = 0; at < blob.size; at += PIECE_BYTES) {
    yield new Uint8Array(await blob.slice(at, at + PIECE_BYTES).arrayBuffer());
  }
}

/** Checks what a user gave and makes a source of it. `known`: what cannot be seen from a stream. */
export const byteSource = (
  input: ByteInput,
  known: Pick<Partial<ByteSource>, 'size' | 'at'> = {},
): ByteSource => {
  const { size, at } = known;
  if (input instanceof Uint8Array) {
    const bytesAt: BytesAt = async (offset, length) => input.subarray(offset, offset + length);
    return { open: () => arrayPieces(input), size: input.length, again: true, at: bytesAt };
  }
  if (typeof Blob === 'function' && input instanceof Blob) {
    const bytesAt: BytesAt = async (offset, length) =>
      new Uint8Array(await input.slice(offset, offset + length).arrayBuffer());
    return { open: () => blobPieces(input), size: input.size, again: true, at: bytesAt };
  }
  if (typeof input === 'function') return { open: input, size, again: true, ...(at && { at }) };
  if (typeof input === 'object' && input !== null && Symbol.asyncIterator in input) {
    return { open: () => input, size, again: false };
  }
  throw new CohortError(
    'a trace’s bytes must be given as a Uint8Array, a Blob, an async iterable of Uint8Array, or a function that makes one',
    2,
  );
};

/** A stream whose beginning has been looked at. */
export interface Peeked {
  /** At least the bytes asked for, unless the stream is shorter. */
  readonly head: Uint8Array;
  /** The whole stream, the head included. To be read once. */
  readonly stream: ByteStream;
  /** Lets go of the stream without reading it. */
  close(): Promise<void>;
}

/** Reads the first `bytes` bytes of a stream, and gives the stream back as if they had not been read. */
export const peek = async (stream: ByteStream, bytes: number): Promise<Peeked> => {
  const iterator = stream[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let held = 0;
  let ended = false;
  while (held < bytes) {
    const next = await iterator.next();
    if (next.done) {
      ended = true;
      break;
    }
    // Copied: whoever made the piece may fill it anew at the next step.
    pieces.push(next.value.slice());
    held += next.value.length;
  }
  const head = joinBytes(pieces);
  const close = async (): Promise<void> => {
    if (!ended) await iterator.return?.();
    ended = true;
  };
  async function* whole(): ByteStream {
    try {
      if (head.length > 0) yield head;
      while (!ended) {
        const next = await iterator.next();
        if (next.done) ended = true;
        else yield next.value;
      }
    } finally {
      await close();
    }
  }
  return { head, stream: whole(), close };
};
