import type { TraceBatch } from '../../batch.js';
import { MAX_BITS, MAX_BLOCK_BITS, MAX_CHUNK_RECORDS } from './layout.js';

/** Bits that it takes to tell `count` things apart. */
const bitsFor = (count: number): number => (count <= 1 ? 0 : 32 - Math.clz32(count - 1));

/** Number of the highest bit in which two addresses differ, 0 to 63; −1 if they are equal. */
const highestDifference = (lowA: number, highA: number, lowB: number, highB: number): number =>
  highA === highB ? 31 - Math.clz32(lowA ^ lowB) : 63 - Math.clz32(highA ^ highB);

/**
 * Splits the addresses of a chunk into blocks, aligned areas of 2^bits bytes, and offsets in them.
 * Each processor has its own list of blocks, in ascending order, so that a record names its block
 * by a small number: how many that are depends on the processor's own working set alone.
 */
export class BlockChoice {
  /** Low bits that are 0 in every address, and are not written. */
  shift = 0;
  /** log2 of a block's bytes. */
  bits = 0;
  /** Blocks of all processors. */
  count = 0;
  /** By record: number of its block in its processor's list; offset in it, without the low `shift` bits. */
  readonly block = new Uint32Array(MAX_CHUNK_RECORDS);
  readonly offset = new Uint32Array(MAX_CHUNK_RECORDS);
  /** By record: offset minus the last offset in the same block, modulo the block's size. */
  readonly difference = new Uint32Array(MAX_CHUNK_RECORDS);
  /** By block: its address. */
  readonly low = new Uint32Array(MAX_CHUNK_RECORDS);
  readonly high = new Uint32Array(MAX_CHUNK_RECORDS);
  /** By processor index: how many blocks it has. */
  readonly blocksOf = new Uint32Array(MAX_CHUNK_RECORDS);

  /** Addresses in ascending order, processor after processor; as 64-bit numbers and as halves. */
  private readonly sorted = new BigUint64Array(MAX_CHUNK_RECORDS);
  private readonly halves = new Uint32Array(this.sorted.buffer);
  private readonly startOf = new Uint32Array(MAX_CHUNK_RECORDS + 1);
  private readonly place = new Uint32Array(MAX_CHUNK_RECORDS + 1);

  /** @param processor index of each record's processor, below `processors` */
  choose(batch: TraceBatch, processor: Uint32Array, processors: number): void {
    this.findShift(batch);
    this.sort(batch, processor, processors);
    this.bits = this.cheapestBits(batch.count, processors);
    this.listBlocks(processors);
    this.split(batch, processor);
  }

  private findShift(batch: TraceBatch): void {
    let any = 0;
    for (let i = 0; i < batch.count; i++) any |= batch.addresses[2 * i]!;
    this.shift = any === 0 ? 31 : 31 - Math.clz32(any & -any);
  }

  private sort({ count, addresses }: TraceBatch, processor: Uint32Array, processors: number): void {
    const { startOf, place, halves } = this;
    startOf.fill(0, 0, processors + 1);
    for (let i = 0; i < count; i++) startOf[processor[i]! + 1]! += 1;
    for (let p = 0; p < processors; p++) startOf[p + 1]! += startOf[p]!;
    place.set(startOf.subarray(0, processors));
    for (let i = 0; i < count; i++) {
      const to = place[processor[i]!]!++;
      halves[2 * to] = addresses[2 * i]!;
      halves[2 * to + 1] = addresses[2 * i + 1]!;
    }
    for (let p = 0; p < processors; p++) this.sorted.subarray(startOf[p]!, startOf[p + 1]!).sort();
  }

  /**
   * The block size that takes the fewest bytes. Two neighbours in ascending order lie in different
   * blocks exactly if their highest differing bit is outside the block; one histogram of those bits
   * gives the number of blocks for every size at once.
   */
  private cheapestBits(records: number, processors: number): number {
    const least = this.shift;
    const most = Math.min(MAX_BLOCK_BITS, this.shift + MAX_BITS);
    const total = new Array<number>(most - least + 1).fill(0);
    const largest = new Array<number>(most - least + 1).fill(0);
    const differing = new Uint32Array(64);
    for (let p = 0; p < processors; p++) {
      differing.fill(0);
      for (let i = this.startOf[p]! + 1; i < this.startOf[p + 1]!; i++) {
        const highest = this.highestDifference(i);
        if (highest >= 0) differing[highest]! += 1;
      }
      let blocks = 1;
      for (let bit = 63; bit >= least; bit--) {
        blocks += differing[bit]!;
        if (bit > most) continue;
        total[bit - least]! += blocks;
        largest[bit - least] = Math.max(largest[bit - least]!, blocks);
      }
    }
    let best = most;
    let bestCost = Infinity;
    for (let bits = most; bits >= least; bits--) {
      const perRecord = bits - this.shift + bitsFor(largest[bits - least]!);
      const itsCost = (perRecord * records) / 8 + total[bits - least]! * 8;
      if (itsCost < bestCost) {
        bestCost = itsCost;
        best = bits;
      }
    }
    return best;
  }

  /** Between the address at `i` in ascending order and the one before. */
  private highestDifference(i: number): number {
    const { halves } = this;
    return highestDifference(halves[2 * i]!, halves[2 * i + 1]!, halves[2 * i - 2]!, halves[2 * i - 1]!);
  }

  private listBlocks(processors: number): void {
    const { halves, startOf, low, high, bits } = this;
    let count = 0;
    for (let p = 0; p < processors; p++) {
      const before = count;
      for (let i = startOf[p]!; i < startOf[p + 1]!; i++) {
        if (i > startOf[p]! && this.highestDifference(i) < bits) continue;
        low[count] = bits === 32 ? 0 : (halves[2 * i]! >>> bits) << bits;
        high[count] = halves[2 * i + 1]!;
        count++;
      }
      this.blocksOf[p] = count - before;
    }
    this.count = count;
  }

  private split({ count, addresses }: TraceBatch, processor: Uint32Array): void {
    const { bits, shift, place, blocksOf } = this;
    const mask = 2 ** (bits - shift) - 1;
    for (let p = 0, first = 0; first < this.count; p++) {
      place[p] = first;
      first += blocksOf[p]!;
    }
    const last = new Uint32Array(this.count);
    for (let i = 0; i < count; i++) {
      const p = processor[i]!;
      const found = this.find(place[p]!, blocksOf[p]!, addresses[2 * i]!, addresses[2 * i + 1]!);
      const offset = (addresses[2 * i]! >>> shift) & mask;
      this.block[i] = found - place[p]!;
      this.offset[i] = offset;
      this.difference[i] = (offset - last[found]!) & mask;
      last[found] = offset;
    }
  }

  /** The block of an address, among `count` from `first` on: the last that does not begin after it. */
  private find(first: number, count: number, addressLow: number, addressHigh: number): number {
    const { low, high } = this;
    let from = first;
    let to = first + count;
    while (to - from > 1) {
      const middle = (from + to) >>> 1;
      const h = high[middle]!;
      if (h < addressHigh || (h === addressHigh && low[middle]! <= addressLow)) from = middle;
      else to = middle;
    }
    return from;
  }
}
