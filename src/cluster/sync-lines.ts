/**
 * Pages under lazy release consistency, and the lines that a program marks by `.sync` apart from them, with
 * one writer each: accesses to those are sequentially consistent and synchronise. With a line goes what the
 * node knows that wrote it last, so that who reads what another has stored has acquired what that released
 * (S. V. Adve and M. D. Hill, A Unified Formalization of Four Shared-Memory Models, 1993: programs without
 * data races then see memory as if it were sequentially consistent).
 */
import type { Consistency, News } from './consistency.js';
import type { Ivy } from './ivy.js';
import type { LazyRelease } from './lazy-release.js';

export class SyncLines implements Consistency {
  readonly timeBytes: number;

  /** `count`: of pages; blocks from there on are lines. */
  constructor(
    private readonly pages: LazyRelease,
    private readonly lines: Ivy,
    private readonly count: number,
  ) {
    this.timeBytes = pages.timeBytes;
  }

  begin(): void {
    this.pages.begin();
    this.lines.begin();
  }

  fault(node: number, block: number, writing: boolean, time: number): number {
    if (block < this.count) return this.pages.fault(node, block, writing, time);
    return this.lines.fault(node, block - this.count, writing, time);
  }

  hands(block: number): boolean {
    return block >= this.count;
  }

  isAtomic(block: number): boolean {
    return block >= this.count || this.pages.isAtomic();
  }

  travelCycles(node: number, block: number): number {
    return block < this.count ? 0 : this.lines.travelCycles(node, block - this.count);
  }

  freeAt(block: number): number {
    return block < this.count ? 0 : this.lines.freeAt(block - this.count);
  }

  news(from: number, to: number): News {
    return this.pages.news(from, to);
  }

  learn(from: number, to: number): number {
    return this.pages.learn(from, to);
  }

  gather(): void {
    this.pages.gather();
    this.lines.gather();
  }
}
