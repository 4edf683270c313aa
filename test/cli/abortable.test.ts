import { describe, expect, it } from 'vitest';
import { abortable, untilAborted } from '../../src/cli/abortable.js';
import { createBatch, type TraceBatch } from '../../src/traces/batch.js';
import type { TraceSource } from '../../src/traces/source.js';
import { workloadSource } from '../../src/workloads/index.js';

/** Gives batches, and then neither another nor an end. */
const stalling = (given: number): TraceSource & { closed: boolean } => {
  const source = {
    name: 'pipe',
    format: 'text',
    closed: false,
    async *batches(): AsyncGenerator<TraceBatch> {
      try {
        for (let i = 0; i < given; i++) yield createBatch(1);
        await new Promise(() => undefined);
      } finally {
        source.closed = true;
      }
    },
  };
  return source;
};

const countOf = async (batches: AsyncIterable<TraceBatch>, onBatch: () => void = () => undefined) => {
  let count = 0;
  for await (const _ of batches) {
    count++;
    onBatch();
  }
  return count;
};

describe('an abortable trace', () => {
  it('ends although its reader still waits', async () => {
    const controller = new AbortController();
    const batches = abortable(stalling(3)).batches(controller.signal);
    setTimeout(() => controller.abort(), 50);
    expect(await countOf(batches)).toBe(3);
  });

  it('gives no further batch once it is aborted', async () => {
    const controller = new AbortController();
    const batches = abortable(stalling(3)).batches(controller.signal);
    expect(await countOf(batches, () => controller.abort())).toBe(1);
  });

  it('closes its reader when the user of the batches wants no more', async () => {
    const source = stalling(3);
    for await (const _ of abortable(source).batches(new AbortController().signal)) break;
    expect(source.closed).toBe(true);
  });

  it('passes on what its reader throws', async () => {
    const broken: TraceSource = {
      name: 'broken',
      format: 'text',
      // biome-ignore lint/correctness/useYield: fails before it has anything to give
      async *batches() {
        throw new Error('line 1 does not parse');
      },
    };
    const batches = abortable(broken).batches(new AbortController().signal);
    await expect(countOf(batches)).rejects.toThrow('line 1 does not parse');
  });

  it('is otherwise the trace that it was', async () => {
    const source = workloadSource('migratory', { references: 100_000, processors: 3 });
    const same = abortable(source);
    const { signal } = new AbortController();
    expect(await countOf(same.batches(signal))).toBe(await countOf(source.batches()));
    expect([same.name, same.format, same.processors, same.progress?.()]).toEqual([
      'migratory',
      'workload',
      3,
      { done: 100_000, total: 100_000, unit: 'references' },
    ]);
  });
});

describe('a promise until it is aborted', () => {
  it('gives what it gives', async () => {
    expect(await untilAborted(Promise.resolve(7), new AbortController().signal)).toBe(7);
  });

  it('is rejected by the abort, before or after it is asked for', async () => {
    const never = new Promise(() => undefined);
    await expect(untilAborted(never, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    await expect(untilAborted(never, AbortSignal.timeout(20))).rejects.toMatchObject({ name: 'AbortError' });
  });
});
