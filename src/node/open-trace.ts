import type { ReadOptions } from '../traces/open.js';
import type { TraceSource } from '../traces/source.js';
import { openInThread } from './open-in-thread.js';
import { WorkerTrace } from './worker-trace.js';

/** How to read trace files. */
export interface OpenFilesOptions extends ReadOptions {
  /**
   * Decodes in a worker thread while this one simulates. Default: where the files have 1 MiB or
   * more. Pipes, and so the standard input, are always decoded in this thread.
   */
  readonly worker?: boolean;
}

/** From this size on a worker is worth its start. */
const WORKER_BYTES = 1 << 20;
/**
 * Opens a trace: one file, or several of which each is a processor, in the order in which they are
 * given. `-` is the standard input. Compression (gzip, xz, zstd) and format are told by the content.
 *
 * Several files take turns, `quantum` records each (default 1); whatever processor numbers are in
 * them do not count. One file is read in its own order, unless `interleave` says `round-robin`; if its
 * format has no processors, all its references are processor 0's.
 *
 * @throws CohortError: a file that is missing, unreadable, a directory, empty, damaged or of unknown
 *   format (exit code 1); options out of range (exit code 2)
 */
export const openTraceFiles = async (
  paths: readonly string[],
  options: OpenFilesOptions = {},
): Promise<TraceSource> => {
  const { worker, ...reading } = options;
  const { trace, bytes } = await openInThread(paths, reading);
  return bytes !== undefined && (worker ?? bytes >= WORKER_BYTES)
    ? new WorkerTrace(paths, reading, trace)
    : trace;
};
