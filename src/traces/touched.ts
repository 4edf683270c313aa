/** How much memory a trace touches, in aligned areas of `unitBytes`. */
export interface Footprint {
  readonly unitBytes: number;
  readonly units: number;
  /** False: there were more than could be remembered, and `units` is a lower bound. */
  readonly exact: boolean;
  /** Units that more than one processor touches, and those of them that at least one writes. */
  readonly shared: number;
  readonly writeShared: number;
}

/** Units that are remembered; 40 MiB with the room that a hash table needs. */
const MOST_UNITS = 1 << 20;
/** Largest table: twice the units, so that searches stay short. */
const MOST_SLOTS = MOST_UNITS * 2;
const FIRST_SLOTS = 1 << 12;

const SHARED = 1;
const WRITTEN = 2;

/** Which aligned areas of memory have been touched, and by whom: a hash table that grows to a bound. */
export class Touched {
  private slots = FIRST_SLOTS;
  /** The unit's number, in halves. */
  private low = new Uint32Array(FIRST_SLOTS);
  private high = new Uint32Array(FIRST_SLOTS);
  /** The first processor plus one; 0 in a free slot. */
  private owner = new Uint32Array(FIRST_SLOTS);
  private flags = new Uint8Array(FIRST_SLOTS);
  private units = 0;
  private exact = true;
  /** The slot of the last unit, as the next reference often goes to the same. */
  private last = 0;

  /** Touches all units of 2^bits bytes that `bytes` bytes from an address on lie in. */
  range(low: number, high: number, bytes: number, bits: number, processor: number, write: boolean): void {
    const count = (((low & ((1 << bits) - 1)) + bytes - 1) >>> bits) + 1;
    let unitLow = ((low >>> bits) | (high << (32 - bits))) >>> 0;
    let unitHigh = high >>> bits;
    for (let i = 0; i < count; i++) {
      this.touch(unitLow, unitHigh, processor, write);
      unitLow = (unitLow + 1) >>> 0;
      if (unitLow === 0) unitHigh++;
    }
  }

  private touch(low: number, high: number, processor: number, write: boolean): void {
    let slot = this.last;
    if (this.owner[slot] === 0 || this.low[slot] !== low || this.high[slot] !== high) {
      slot = this.slotOf(low, high);
      if (this.owner[slot] === 0) {
        if (this.units === MOST_UNITS) {
          this.exact = false;
          return;
        }
        this.low[slot] = low;
        this.high[slot] = high;
        this.owner[slot] = processor + 1;
        this.units++;
        if (this.units * 2 > this.slots && this.slots < MOST_SLOTS) {
          this.grow();
          slot = this.slotOf(low, high);
        }
      }
      this.last = slot;
    }
    if (write) this.flags[slot]! |= WRITTEN;
    if (this.owner[slot] !== processor + 1) this.flags[slot]! |= SHARED;
  }

  /** The slot that has the unit, or that it would get. */
  private slotOf(low: number, high: number): number {
    const mask = this.slots - 1;
    let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      if (this.owner[slot] === 0 || (this.low[slot] === low && this.high[slot] === high)) return slot;
    }
  }

  private grow(): void {
    const { low, high, owner, flags, slots } = this;
    this.slots = slots * 2;
    this.low = new Uint32Array(this.slots);
    this.high = new Uint32Array(this.slots);
    this.owner = new Uint32Array(this.slots);
    this.flags = new Uint8Array(this.slots);
    for (let i = 0; i < slots; i++) {
      if (owner[i] === 0) continue;
      const slot = this.slotOf(low[i]!, high[i]!);
      this.low[slot] = low[i]!;
      this.high[slot] = high[i]!;
      this.owner[slot] = owner[i]!;
      this.flags[slot] = flags[i]!;
    }
  }

  footprint(unitBytes: number): Footprint {
    let shared = 0;
    let writeShared = 0;
    for (const flags of this.flags) {
      if (!(flags & SHARED)) continue;
      shared++;
      if (flags & WRITTEN) writeShared++;
    }
    return { unitBytes, units: this.units, exact: this.exact, shared, writeShared };
  }
}
