import type { CacheConfig } from '../../src/config/machine.js';
import { createPolicy, type Policy } from './replacement.js';

interface WaySet {
  /** The line in each way, `null` where the way is free. */
  readonly ways: (bigint | null)[];
  readonly policy: Policy;
}

export interface CacheOptions {
  readonly config: CacheConfig;
  readonly lineBytes: number;
  readonly processor: number;
  readonly seed: number;
}

/** Lines of one cache: `sets * ways`, or `null` when it is unlimited. */
export function capacityInLines(config: CacheConfig, lineBytes: number): number | null {
  return config.size === 'unlimited' ? null : config.size / lineBytes;
}

/** One cache of one processor: which lines it holds, where, and a value of type `T` for each. */
export class ModelCache<T> {
  private readonly sets = new Map<bigint, WaySet>();
  private readonly held = new Map<bigint, T>();
  /** 0 ways: unlimited. */
  private readonly ways: number;
  private readonly setCount: bigint;

  constructor(private readonly options: CacheOptions) {
    const lines = capacityInLines(options.config, options.lineBytes);
    this.ways = lines === null ? 0 : options.config.ways === 'full' ? lines : options.config.ways;
    this.setCount = lines === null ? 1n : BigInt(lines / this.ways);
  }

  get(line: bigint): T | undefined {
    return this.held.get(line);
  }

  set(line: bigint, value: T): void {
    if (!this.held.has(line)) throw new Error(`line ${line} is not held`);
    this.held.set(line, value);
  }

  lines(): [bigint, T][] {
    return [...this.held];
  }

  touch(line: bigint): void {
    if (this.ways === 0) return;
    const set = this.setOf(line);
    set.policy.touch(this.wayOf(set, line));
  }

  /** Drops a line, whose way becomes free. */
  remove(line: bigint): void {
    this.held.delete(line);
    if (this.ways === 0) return;
    const set = this.setOf(line);
    const way = this.wayOf(set, line);
    set.ways[way] = null;
    set.policy.free(way);
  }

  /** Places a line that is not held, and returns the one that had to go, if any. */
  place(line: bigint, value: T): { line: bigint; value: T } | null {
    if (this.ways === 0) {
      this.held.set(line, value);
      return null;
    }
    const set = this.setOf(line);
    const free = set.ways.indexOf(null);
    const way = free >= 0 ? free : set.policy.victim();
    const leaving = set.ways[way] ?? null;
    const evicted = leaving === null ? null : { line: leaving, value: this.held.get(leaving)! };
    if (evicted !== null) this.held.delete(evicted.line);
    set.ways[way] = line;
    this.held.set(line, value);
    set.policy.fill(way);
    return evicted;
  }

  private wayOf(set: WaySet, line: bigint): number {
    const way = set.ways.indexOf(line);
    if (way < 0) throw new Error(`line ${line} is not held`);
    return way;
  }

  private setOf(line: bigint): WaySet {
    const index = line % this.setCount;
    let set = this.sets.get(index);
    if (set === undefined) {
      const { config, processor, seed } = this.options;
      set = {
        ways: Array.from({ length: this.ways }, () => null),
        policy: createPolicy(config.replacement, this.ways, { set: index, processor, seed }),
      };
      this.sets.set(index, set);
    }
    return set;
  }
}
