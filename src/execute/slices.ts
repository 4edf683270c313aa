/**
 * What caches are worth to a thread: misses in its slices, by how it came to its processor.
 *
 * A slice is what a thread runs from being given a processor to the next decision of the scheduler about
 * it: the end of its quantum, of its wait for nothing (it blocked, slept, yielded, ended), or of its luck
 * (another displaced it). References and misses are those of the processor between the two, as in the
 * counters `reads`, `writes` and the misses of both; only the slice's thread makes any there.
 */
import type { Referred } from '../engine/counted.js';
import type { SliceKind, SliceResult } from './result.js';

interface Count {
  slices: number;
  cycles: number;
  references: number;
  misses: number;
}

const KINDS = ['first', 'continued', 'switched', 'migrated'] as const satisfies readonly SliceKind[];

export class Slices {
  private readonly counts = new Map<SliceKind, Count>(
    KINDS.map((kind) => [kind, { slices: 0, cycles: 0, references: 0, misses: 0 }]),
  );
  /** What each processor had counted when its last slice ended. */
  private readonly before: Referred[];

  constructor(
    processors: number,
    private readonly referred: (processor: number) => Referred,
  ) {
    this.before = Array.from({ length: processors }, () => ({ references: 0, misses: 0 }));
  }

  /** A slice on the processor is over. */
  end(processor: number, kind: SliceKind, cycles: number): void {
    const count = this.counts.get(kind);
    const before = this.before[processor];
    const now = this.referred(processor);
    this.before[processor] = now;
    if (!count || !before) return;
    count.slices++;
    count.cycles += cycles;
    count.references += now.references - before.references;
    count.misses += now.misses - before.misses;
  }

  results(): SliceResult[] {
    return [...this.counts].map(([kind, count]) => ({ kind, ...count }));
  }
}
