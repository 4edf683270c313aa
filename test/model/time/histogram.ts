/** Latencies of one class of accesses: every one of them kept, counted into buckets at the end. */
import type { AccessClass, LatencyResult } from '../../../src/result.js';

/** The largest value in the bucket of `latency`: exact below 16, then eight buckets for each power of two. */
export function bucketEnd(latency: number): number {
  let width = 1;
  while (latency >= 16 * width) width *= 2;
  return Math.floor(latency / width) * width + width - 1;
}

export class Latencies {
  private readonly values: number[] = [];

  add(latency: number): void {
    this.values.push(latency);
  }

  /** There must have been some. */
  result(name: AccessClass): LatencyResult {
    const sorted = [...this.values].sort((a, b) => a - b);
    const max = sorted.at(-1)!;
    /** No latency of the bucket is longer than the longest of all. */
    const upTo = (value: number): number => Math.min(max, bucketEnd(value));
    const percentile = (percent: number): number => {
      const rank = Math.ceil((sorted.length * percent) / 100);
      return upTo(sorted[rank - 1]!);
    };
    const counts = new Map<number, number>();
    for (const value of sorted) counts.set(upTo(value), (counts.get(upTo(value)) ?? 0) + 1);
    return {
      class: name,
      count: sorted.length,
      cycles: sorted.reduce((sum, value) => sum + value, 0),
      max,
      p50: percentile(50),
      p99: percentile(99),
      histogram: [...counts].map(([end, count]) => ({ upTo: end, count })),
    };
  }
}
