import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { CohortError } from '../errors.js';
import type { TraceBatch } from '../traces/batch.js';
import type { DecodedTrace, ReadOptions } from '../traces/open.js';
import type { TraceProgress, TraceSource } from '../traces/source.js';
import { SharedBatches } from './shared-batches.js';

/** What the decoding thread is given. */
export interface DecodeTask {
  readonly paths: readonly string[];
  readonly options: ReadOptions;
  readonly buffer: SharedArrayBuffer;
  readonly records: number;
}

/** What it says: a batch is there that was waited for; the trace has ended; it failed. */
export type DecodeMessage =
  | { readonly kind: 'filled' }
  | { readonly kind: 'end' }
  | { readonly kind: 'error'; readonly message: string; readonly exitCode: 1 | 2 };

/** How long batches may follow each other before timers and signals get their turn. */
const TURN_MILLISECONDS = 20;

/**
 * The thread. From the package it is a built file beside this one. The sources Node does not read by
 * itself; there, a line of script has tsx load them.
 */
const startWorker = (task: DecodeTask): Worker => {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./decode-worker.js', import.meta.url), { workerData: task });
  }
  const source = JSON.stringify(new URL('./decode-worker.ts', import.meta.url).href);
  const script = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${source}, ${source}))`;
  return new Worker(script, { eval: true, workerData: task });
};

/** One pass over the trace: the thread, and what it has said. */
class Pass {
  private readonly worker: Worker;
  private over = false;
  private error: Error | undefined;
  private wake: (() => void) | undefined;

  constructor(
    task: DecodeTask,
    private readonly shared: SharedBatches,
  ) {
    this.worker = startWorker(task);
    this.worker.on('message', (message: DecodeMessage) => {
      if (message.kind === 'error') this.error = new CohortError(message.message, message.exitCode);
      if (message.kind !== 'filled') this.over = true;
      this.stir();
    });
    this.worker.on('error', (error) =>
      this.fail(`the thread that decodes the trace failed: ${error.message}`),
    );
    this.worker.on('exit', () => this.fail('the thread that decodes the trace ended early'));
  }

  private fail(message: string): void {
    if (!this.over) this.error = new CohortError(message);
    this.over = true;
    this.stir();
  }

  private stir(): void {
    this.wake?.();
    this.wake = undefined;
  }

  /** Stops waiting. */
  readonly abort = (): void => {
    this.over = true;
    this.stir();
  };

  /** The next batch; undefined at the end. */
  async next(): Promise<TraceBatch | undefined> {
    for (;;) {
      const batch = this.shared.nextFull();
      if (batch) return batch;
      if (this.over) {
        if (this.error) throw this.error;
        return undefined;
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  async stop(): Promise<void> {
    this.over = true;
    await this.worker.terminate();
  }
}

/** Trace files that another thread decodes while this one uses what is there. */
export class WorkerTrace implements TraceSource {
  readonly name: string;
  readonly format: string;
  readonly processors?: number;
  private shared: SharedBatches | undefined;

  /** @param opened the same trace, opened in this thread; it is asked what it is, and not read */
  constructor(
    private readonly paths: readonly string[],
    private readonly options: ReadOptions,
    private readonly opened: DecodedTrace,
  ) {
    this.name = opened.name;
    this.format = opened.format;
    if (opened.processors !== undefined) this.processors = opened.processors;
  }

  get bufferBytes(): number {
    return (this.shared?.buffer.byteLength ?? 0) + (this.shared?.readerBytes ?? 0);
  }

  progress(): TraceProgress {
    return { done: this.shared?.bytesDone ?? 0, total: this.opened.progress?.().total, unit: 'bytes' };
  }

  badRecords(): number {
    return this.shared?.badRecords ?? 0;
  }

  async *batches(signal?: AbortSignal): AsyncIterable<TraceBatch> {
    if (signal?.aborted) return;
    const records = this.opened.batchRecords;
    const shared = SharedBatches.create(records);
    this.shared = shared;
    const pass = new Pass(
      { paths: this.paths, options: this.options, buffer: shared.buffer, records },
      shared,
    );
    signal?.addEventListener('abort', pass.abort, { once: true });
    try {
      let turn = performance.now();
      for (let batch = await pass.next(); batch && !signal?.aborted; batch = await pass.next()) {
        yield batch;
        shared.taken();
        if (performance.now() - turn < TURN_MILLISECONDS) continue;
        // While batches are there before they are waited for, nothing else would come to its turn.
        await setImmediate();
        turn = performance.now();
      }
    } finally {
      signal?.removeEventListener('abort', pass.abort);
      await pass.stop();
    }
  }
}
