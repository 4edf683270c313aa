/**
 * The replacement policies of one set, each kept in whatever form reads most plainly.
 * Definitions: the papers named at each class, with the details that the papers leave
 * open (what a freed way remembers) as the core's policy files state them.
 */
import type { ReplacementName } from '../../src/replacement/index.js';

export interface Policy {
  /** The line in the way was hit. */
  touch(way: number): void;
  /** A line was placed in the way. */
  fill(way: number): void;
  /** The way was emptied other than by replacement. */
  free(way: number): void;
  /** The way to give up; every way is in use. */
  victim(): number;
}

/** Least recently used first (Mattson et al. 1970). */
class LRU implements Policy {
  private order: number[] = [];
  touch(way: number): void {
    this.free(way);
    this.order.push(way);
  }
  fill(way: number): void {
    this.touch(way);
  }
  free(way: number): void {
    this.order = this.order.filter((other) => other !== way);
  }
  victim(): number {
    return this.order[0]!;
  }
}

/** First filled first (Belady 1966). */
class FIFO implements Policy {
  private queue: number[] = [];
  touch(): void {}
  fill(way: number): void {
    this.free(way);
    this.queue.push(way);
  }
  free(way: number): void {
    this.queue = this.queue.filter((other) => other !== way);
  }
  victim(): number {
    return this.queue[0]!;
  }
}

const U32 = 0xffff_ffffn;

/** lowbias32 (Wellons 2018) in unbounded integers cut to 32 bits. */
export const lowbias32 = (value: bigint): bigint => {
  let x = value & U32;
  x ^= x >> 16n;
  x = (x * 0x7feb352dn) & U32;
  x ^= x >> 15n;
  x = (x * 0x846ca68bn) & U32;
  x ^= x >> 16n;
  return x;
};

/** The n-th victim of a set is a hash of the seed, the set's place and n. */
class Random implements Policy {
  private drawn = 0n;
  constructor(
    private readonly ways: number,
    private readonly place: bigint,
    private readonly seed: bigint,
  ) {}
  touch(): void {}
  fill(): void {}
  free(): void {}
  victim(): number {
    const start = (this.seed ^ ((this.place * 0x9e3779b1n) & U32)) + this.drawn * 0x85ebca6bn;
    this.drawn = (this.drawn + 1n) % (1n << 27n);
    return Number((lowbias32(start) * BigInt(this.ways)) >> 32n);
  }
}

/** A node of the tree over ways [from, from + size), `older` telling which half to look in. */
interface TreeNode {
  readonly from: number;
  readonly size: number;
  older: 'left' | 'right';
  readonly halves: readonly [TreeNode, TreeNode] | null;
}

const treeOver = (from: number, size: number): TreeNode => ({
  from,
  size,
  older: 'left',
  halves: size === 1 ? null : [treeOver(from, size / 2), treeOver(from + size / 2, size / 2)],
});

/** Tree pseudo-LRU (So & Rechtschaffen 1988) over the next power of two; ways that do not exist are avoided. */
class TreePLRU implements Policy {
  private readonly root: TreeNode;
  constructor(private readonly ways: number) {
    let size = 1;
    while (size < ways) size *= 2;
    this.root = treeOver(0, size);
  }
  touch(way: number): void {
    for (let node = this.root; node.halves !== null; ) {
      const inRight = way >= node.from + node.size / 2;
      node.older = inRight ? 'left' : 'right';
      node = node.halves[inRight ? 1 : 0];
    }
  }
  fill(way: number): void {
    this.touch(way);
  }
  free(): void {}
  victim(): number {
    let node = this.root;
    while (node.halves !== null) {
      const right = node.halves[1];
      node = node.older === 'right' && right.from < this.ways ? right : node.halves[0];
    }
    return node.from;
  }
}

/** MRU bits (Malamy et al. 1994): the last bit to be set clears all others. */
class BitPLRU implements Policy {
  private readonly used = new Set<number>();
  constructor(private readonly ways: number) {}
  touch(way: number): void {
    this.used.add(way);
    if (this.used.size < this.ways) return;
    this.used.clear();
    this.used.add(way);
  }
  fill(way: number): void {
    this.touch(way);
  }
  free(way: number): void {
    this.used.delete(way);
  }
  victim(): number {
    for (let way = 0; way < this.ways; way++) if (!this.used.has(way)) return way;
    return 0;
  }
}

/** Not recently used: the bits are cleared when a victim is sought and all are set. */
class NRU implements Policy {
  private readonly used = new Set<number>();
  constructor(private readonly ways: number) {}
  touch(way: number): void {
    this.used.add(way);
  }
  fill(way: number): void {
    this.used.add(way);
  }
  free(way: number): void {
    this.used.delete(way);
  }
  victim(): number {
    if (this.used.size === this.ways) this.used.clear();
    for (let way = 0; way < this.ways; way++) if (!this.used.has(way)) return way;
    throw new Error('unreachable: some bit is clear');
  }
}

/** SRRIP with hit priority, two bits (Jaleel et al. 2010). */
class SRRIP implements Policy {
  private readonly interval: number[];
  constructor(ways: number) {
    this.interval = Array.from({ length: ways }, () => 0);
  }
  touch(way: number): void {
    this.interval[way] = 0;
  }
  fill(way: number): void {
    this.interval[way] = 2;
  }
  free(way: number): void {
    this.interval[way] = 0;
  }
  victim(): number {
    while (!this.interval.includes(3))
      this.interval.forEach((value, way) => {
        this.interval[way] = value + 1;
      });
    return this.interval.indexOf(3);
  }
}

/** Where a set is: random replacement has a stream of its own for each. */
export interface Place {
  readonly set: bigint;
  readonly processor: number;
  readonly seed: number;
}

export function createPolicy(name: ReplacementName, ways: number, place: Place): Policy {
  switch (name) {
    case 'LRU':
      return new LRU();
    case 'FIFO':
      return new FIFO();
    case 'random':
      return new Random(ways, place.set * 1024n + BigInt(place.processor), BigInt(place.seed));
    case 'tree-PLRU':
      return new TreePLRU(ways);
    case 'bit-PLRU':
      return new BitPLRU(ways);
    case 'NRU':
      return new NRU(ways);
    case 'SRRIP':
      return new SRRIP(ways);
  }
}
