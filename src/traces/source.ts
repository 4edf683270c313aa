import type { TraceBatch } from './batch.js';

/** What a reader knows once it has started; grows while it reads. */
export interface TraceProgress {
  /** Bytes or references done so far, whichever `total` is in. */
  readonly done: number;
  /** `undefined` when the end is not known beforehand. */
  readonly total: number | undefined;
  readonly unit: 'bytes' | 'references';
}

/** A trace that can be simulated: a file, a generator, or arrays in memory. */
export interface TraceSource {
  /** For the report: a file's name, a workload's name. */
  readonly name: string;
  /** A trace format's name, `workload`, or `memory`. */
  readonly format: string;
  /** Processors that the trace is known to use, where it says so up front. */
  readonly processors?: number;
  /** Starts from the beginning at each call. Batches may be reused, see `TraceBatch`. */
  batches(signal?: AbortSignal): AsyncIterable<TraceBatch>;
  progress?(): TraceProgress;
  /** Records skipped so far because they did not parse (strict off). */
  badRecords?(): number;
  /** Bytes of the reader's own buffers (window, decompressor, queue). */
  readonly bufferBytes?: number;
}
