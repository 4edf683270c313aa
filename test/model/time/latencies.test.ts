import { describe, expect, test } from 'vitest';
import { bucketEnd, Latencies } from './histogram.js';

/** `from` to `to` is one bucket. */
const buckets = [
  { from: 0, to: 0 },
  { from: 15, to: 15 },
  { from: 16, to: 17 },
  { from: 30, to: 31 },
  { from: 32, to: 35 },
  { from: 60, to: 63 },
  { from: 64, to: 71 },
  { from: 1000, from0: 960, to: 1023 },
  { from: 2 ** 33, to: 2 ** 33 + 2 ** 30 - 1 },
].map(({ from, from0 = from, to }) => ({ from: from0, to }));

describe('latencies', () => {
  test.each(buckets)('from $from to $to are one bucket', ({ from, to }) => {
    expect([bucketEnd(from), bucketEnd(to)]).toEqual([to, to]);
    expect(bucketEnd(to + 1)).toBeGreaterThan(to);
    if (from > 0) expect(bucketEnd(from - 1)).toBe(from - 1);
  });

  const of = (...values: readonly number[]): ReturnType<Latencies['result']> => {
    const latencies = new Latencies();
    for (const value of values) latencies.add(value);
    return latencies.result('l1');
  };

  test('are counted into buckets, the empty ones left out', () => {
    expect(of(43, 3, 33, 3).histogram).toEqual([
      { upTo: 3, count: 2 },
      { upTo: 35, count: 1 },
      { upTo: 43, count: 1 },
    ]);
  });

  test('and the last bucket ends with the longest', () => {
    expect(of(33, 40).histogram).toEqual([
      { upTo: 35, count: 1 },
      { upTo: 40, count: 1 },
    ]);
  });

  test('have their sum and largest exactly', () => {
    expect(of(40, 3, 33)).toMatchObject({ count: 3, cycles: 76, max: 40 });
  });

  test.each([
    { title: 'half of them are at most p50', values: [1, 2, 3, 4], p50: 2, p99: 4 },
    { title: 'the one in the middle counts as below', values: [1, 2, 3], p50: 2, p99: 3 },
    { title: 'a percentile is the end of its bucket', values: [32, 90, 100], p50: 95, p99: 100 },
    { title: 'but never above the largest', values: [32, 33], p50: 33, p99: 33 },
    { title: 'one in a hundred is beyond p99', values: [...Array(99).fill(1), 50], p50: 1, p99: 1 },
    { title: 'two in a hundred are not', values: [...Array(98).fill(1), 50, 50], p50: 1, p99: 50 },
  ])('$title', ({ values, p50, p99 }) => {
    expect(of(...values)).toMatchObject({ p50, p99 });
  });
});
