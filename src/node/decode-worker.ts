/** The thread that decodes trace files, started by worker-trace.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { CohortError } from '../errors.js';
import { openInThread } from './open-in-thread.js';
import { SharedBatches } from './shared-batches.js';
import type { DecodeMessage, DecodeTask } from './worker-trace.js';

const say = (message: DecodeMessage): void => parentPort?.postMessage(message);

const decode = async ({ paths, options, buffer, records }: DecodeTask): Promise<void> => {
  const shared = new SharedBatches(buffer, records);
  const { trace } = await openInThread(paths, options);
  const figures = (): [number, number, number] => [
    trace.progress?.().done ?? 0,
    trace.badRecords?.() ?? 0,
    trace.bufferBytes ?? 0,
  ];
  try {
    for await (const batch of trace.batchesInto(() => shared.nextFree())) {
      if (shared.filled(batch, ...figures())) say({ kind: 'filled' });
    }
  } finally {
    shared.report(...figures());
  }
};

try {
  await decode(workerData as DecodeTask);
  say({ kind: 'end' });
} catch (error) {
  const known = error instanceof CohortError;
  const message = error instanceof Error ? error.message : String(error);
  say({
    kind: 'error',
    message: known ? message : `the thread that decodes the trace failed: ${message}`,
    exitCode: known ? error.exitCode : 1,
  });
}
