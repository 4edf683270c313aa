import { describe, expect, it } from 'vitest';
import { limited } from '../../src/cli/limit.js';
import { metaProcessor } from '../../src/traces/batch.js';
import type { TraceSource } from '../../src/traces/source.js';
import { workloadSource } from '../../src/workloads/index.js';

const addresses = async (source: TraceSource): Promise<string[]> => {
  const seen: string[] = [];
  for await (const batch of source.batches()) {
    for (let i = 0; i < batch.count; i++) {
      seen.push(`P${metaProcessor(batch.meta[i]!)} ${batch.addresses[2 * i + 1]}:${batch.addresses[2 * i]}`);
    }
  }
  return seen;
};

const whole = () => workloadSource('uniform-random', { references: 1000 }, { batch: 64 });

describe('the beginning of a trace', () => {
  it.each([1, 63, 64, 65, 500, 999, 1000, 1001])('of %i records is just that', async (records) => {
    expect(await addresses(limited(whole(), records))).toEqual((await addresses(whole())).slice(0, records));
  });

  it('is the same when it is read again', async () => {
    const source = limited(whole(), 100);
    expect(await addresses(source)).toEqual(await addresses(source));
  });

  it('says in its name that it is one', () => {
    expect(limited(whole(), 12345).name).toBe('uniform-random (first 12,345)');
  });

  it('is done when its last record is', async () => {
    const source = limited(whole(), 100);
    await addresses(source);
    expect(source.progress?.()).toEqual({ done: 100, total: 100, unit: 'references' });
  });

  it('leaves the rest of the trace unread', async () => {
    const source = whole();
    await addresses(limited(source, 100));
    expect(source.progress?.().done).toBeLessThan(1000);
  });
});
