import type { TraceBatch } from '../traces/batch.js';
import type { TraceProgress, TraceSource } from '../traces/source.js';

/** The beginning of a trace: at most `records` records of it. */
export const limited = (source: TraceSource, records: number): TraceSource => {
  let done = 0;
  async function* batches(signal?: AbortSignal): AsyncGenerator<TraceBatch> {
    done = 0;
    for await (const batch of source.batches(signal)) {
      const count = Math.min(batch.count, records - done);
      done += count;
      yield count === batch.count ? batch : { ...batch, count };
      if (done >= records) return;
    }
  }
  return {
    name: `${source.name} (first ${records.toLocaleString('en-US')})`,
    format: source.format,
    batches,
    progress: (): TraceProgress => ({ done, total: records, unit: 'references' }),
    ...(source.processors !== undefined && { processors: source.processors }),
    badRecords: () => source.badRecords?.() ?? 0,
    get bufferBytes() {
      return source.bufferBytes ?? 0;
    },
  };
};
