import type { TraceBatch } from '../batch.js';
import type { ByteStream, BytesAt } from '../byte-stream.js';

/**
 * Decompresses one bounded buffer at once. True if the input, whole and undamaged, holds exactly the
 * bytes that fill the output.
 */
export type UnpackBuffer = (input: Uint8Array, output: Uint8Array) => boolean;

/** How compressed parts inside a file are unpacked. */
export interface Unpacker {
  readonly gzip: UnpackBuffer;
  readonly zstd: UnpackBuffer;
}

/** Compresses parts inside a file. */
export interface Packer {
  /** The container's number for it. */
  readonly packing: number;
  pack(bytes: Uint8Array): Uint8Array;
}

/** What a reader needs besides the bytes. */
export interface ReadContext {
  /** The file's name, as messages give it. */
  readonly where: string;
  /** On: what does not parse is an error. Off: it is skipped and counted in `bad`. */
  readonly strict: boolean;
  readonly unpacker: Unpacker;
  /** The batch to fill next, with room for the format's `batchRecords`. The one before has been used. */
  nextBatch(): TraceBatch;
  /** Records skipped so far; counted by the reader. */
  bad: number;
  /** Bytes of the reader's buffers; set by the reader. */
  readerBytes: number;
}

/** Makes a file's bytes from batches. Each part that it gives may be used until the next call. */
export interface TraceEncoder {
  begin(): Uint8Array;
  /** The bytes for a batch; empty where the encoder keeps the records for later. */
  add(batch: TraceBatch): Uint8Array;
  end(): Uint8Array;
}

export interface EncodeOptions {
  /** Inside a container: how chunks are compressed. Default gzip. */
  readonly compression?: 'none' | 'gzip' | 'zstd';
}

export interface TraceWriter {
  /** What of a record is written; the rest is lost, or refused (several processors). */
  readonly keeps: { readonly processors: boolean; readonly sizes: boolean; readonly gaps: boolean };
  create(options: EncodeOptions): Promise<TraceEncoder>;
}

/** What a file says of its records. */
export interface TraceSummary {
  readonly records: number;
  /** Highest processor number + 1. */
  readonly processors: number;
}

/** A file format of traces. One file a format; the index lists them. */
export interface TraceFormat {
  /** As `--format` takes it. */
  readonly name: string;
  readonly title: string;
  /** One line: where such files come from. */
  readonly about: string;
  /** Without the dot, and without that of a compression around it. Decides where the content leaves a doubt. */
  readonly extensions: readonly string[];
  /** Whether records say their processor. */
  readonly processors: boolean;
  /** Room that a batch must have. */
  readonly batchRecords: number;
  /**
   * How sure the first bytes of a file are of this format: 0 (they are not) to 1 (they can be no other).
   *
   * @param whole true if the head is the whole file
   */
  detect(head: Uint8Array, whole: boolean): number;
  read(stream: ByteStream, context: ReadContext): AsyncIterable<TraceBatch>;
  readonly write?: TraceWriter;
  /** What a file says of itself somewhere else than at its beginning; undefined if it does not, or is damaged. */
  readonly summary?: (at: BytesAt, size: number) => Promise<TraceSummary | undefined>;
}
