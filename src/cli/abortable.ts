/** Ctrl-C also stops a trace that is being waited for, such as a pipe into which nobody writes. */
import type { TraceBatch } from '../traces/batch.js';
import type { TraceSource } from '../traces/source.js';

const stopped = (): DOMException => new DOMException('stopped', 'AbortError');

/** What a promise gives, or an AbortError as soon as the signal is aborted. */
export const untilAborted = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const abort = (): void => reject(stopped());
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });

/** The next batch; nothing if the user stopped it, whatever the reader says to that. */
const nextUntilAborted = async (batches: AsyncIterator<TraceBatch>, signal: AbortSignal) => {
  try {
    return await untilAborted(batches.next(), signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
};

async function* batchesUntilAborted(
  source: TraceSource,
  signal: AbortSignal,
): AsyncGenerator<TraceBatch, void, undefined> {
  const batches = source.batches(signal)[Symbol.asyncIterator]();
  try {
    while (!signal.aborted) {
      const step = await nextUntilAborted(batches, signal);
      if (!step || step.done) return;
      yield step.value;
    }
  } finally {
    const closed = batches.return?.();
    // A reader that waits for bytes closes when they come, which may be never.
    if (signal.aborted) closed?.catch(() => undefined);
    else await closed;
  }
}

/** The same trace, whose batches end as soon as their signal is aborted. */
export const abortable = (source: TraceSource): TraceSource => ({
  name: source.name,
  format: source.format,
  ...(source.processors !== undefined && { processors: source.processors }),
  batches: (signal) => (signal ? batchesUntilAborted(source, signal) : source.batches()),
  ...(source.progress && { progress: () => source.progress!() }),
  badRecords: () => source.badRecords?.() ?? 0,
  get bufferBytes() {
    return source.bufferBytes ?? 0;
  },
});
