/** Translation look-aside buffers of a core: which pages each level holds, the least recently used first. */
import type { TlbConfig, TlbLevelConfig } from '../../src/config/hierarchy.js';

/** Where a page's translation was found; `walk`: in memory. */
export type Translation = 'L1' | 'L2' | 'walk';

class TlbLevel {
  private readonly sets = new Map<bigint, bigint[]>();
  private readonly ways: number;
  private readonly setCount: bigint;

  constructor({ entries, ways }: TlbLevelConfig) {
    this.ways = ways === 'full' ? entries : ways;
    this.setCount = BigInt(entries / this.ways);
  }

  /** Looks a page up and makes it the newest of its set; whether it was there. */
  translate(page: bigint): boolean {
    const index = page % this.setCount;
    const before = this.sets.get(index) ?? [];
    const others = before.filter((other) => other !== page);
    const hit = others.length < before.length;
    this.sets.set(index, [...others, page].slice(-this.ways));
    return hit;
  }

  /** Drops the pages that are concerned; how many there were. */
  forget(isConcerned: (page: bigint) => boolean): number {
    let dropped = 0;
    for (const [index, pages] of this.sets) {
      const kept = pages.filter((page) => !isConcerned(page));
      dropped += pages.length - kept.length;
      this.sets.set(index, kept);
    }
    return dropped;
  }
}

export class ModelTlb {
  private readonly l1: TlbLevel;
  private readonly l2: TlbLevel | null;
  private readonly pageBytes: bigint;

  constructor({ l1, l2, pageBytes }: TlbConfig) {
    this.l1 = new TlbLevel(l1);
    this.l2 = l2 === null ? null : new TlbLevel(l2);
    this.pageBytes = BigInt(pageBytes);
  }

  translate(address: bigint): Translation {
    const page = address / this.pageBytes;
    if (this.l1.translate(page)) return 'L1';
    return this.l2?.translate(page) ? 'L2' : 'walk';
  }

  /** Drops, in both levels, every page with a byte from `from` up to `to`; how many entries there were. */
  forget(from: bigint, to: bigint): number {
    const isConcerned = (page: bigint): boolean =>
      page * this.pageBytes < to && (page + 1n) * this.pageBytes > from;
    return this.l1.forget(isConcerned) + (this.l2?.forget(isConcerned) ?? 0);
  }
}
