/** From 64-bit line addresses to dense line numbers, and who holds each line: assembly/pages.ts in JavaScript. */

const LINE_BITS = 6;
const LINES_PER_PAGE = 1 << LINE_BITS;
const RECENT = 1 << 16;
const BUCKETS = 1 << 16;
const FIRST_PAGES = 256;
const NONE = -1;
/** 2^32 over the golden ratio. */
const GOLDEN = 0x9e3779b1;

/** Line addresses and page numbers are two halves of 32 bits. */
export class Pages {
  /** Processors 0–31 and 32–63 that hold each line, a bit each. */
  holdersLow = new Int32Array(FIRST_PAGES * LINES_PER_PAGE);
  holdersHigh = new Int32Array(FIRST_PAGES * LINES_PER_PAGE);
  #low = new Int32Array(FIRST_PAGES);
  #high = new Int32Array(FIRST_PAGES);
  #next = new Int32Array(FIRST_PAGES);
  #used = 0;
  #free = NONE;
  #freePages = 0;
  readonly #buckets = new Int32Array(BUCKETS).fill(NONE);
  readonly #recentLow = new Int32Array(RECENT);
  readonly #recentHigh = new Int32Array(RECENT).fill(NONE);
  readonly #recentFirst = new Int32Array(RECENT);

  /** Number of the line with this address. */
  lineNumber(addressLow: number, addressHigh: number): number {
    const low = (addressLow >>> LINE_BITS) | (addressHigh << (32 - LINE_BITS));
    const high = addressHigh >>> LINE_BITS;
    const at = (low ^ (low >>> 16) ^ (high << 12)) & (RECENT - 1);
    const inPage = addressLow & (LINES_PER_PAGE - 1);
    if (this.#recentLow[at] === low && this.#recentHigh[at] === high) return this.#recentFirst[at]! | inPage;
    const first = this.#find(low, high) << LINE_BITS;
    this.#recentLow[at] = low;
    this.#recentHigh[at] = high;
    this.#recentFirst[at] = first;
    return first | inPage;
  }

  isUnheld(line: number): boolean {
    return (this.holdersLow[line]! | this.holdersHigh[line]!) === 0;
  }

  #bucketOf(low: number, high: number): number {
    return Math.imul(low ^ Math.imul(high, GOLDEN), GOLDEN) >>> 16;
  }

  #find(low: number, high: number): number {
    const bucket = this.#bucketOf(low, high);
    let slot = this.#buckets[bucket]!;
    while (slot !== NONE && (this.#low[slot] !== low || this.#high[slot] !== high)) slot = this.#next[slot]!;
    return slot === NONE ? this.#add(low, high) : slot;
  }

  #add(low: number, high: number): number {
    if (this.#freePages === 0 && this.#used === this.#low.length) this.#makeRoom();
    let slot = this.#used;
    if (this.#freePages > 0) {
      slot = this.#free;
      this.#free = this.#next[slot]!;
      this.#freePages--;
    } else {
      this.#used++;
    }
    const bucket = this.#bucketOf(low, high);
    this.#low[slot] = low;
    this.#high[slot] = high;
    this.#next[slot] = this.#buckets[bucket]!;
    this.#buckets[bucket] = slot;
    return slot;
  }

  #isHeld(slot: number): boolean {
    for (let line = slot << LINE_BITS; line < (slot + 1) << LINE_BITS; line++) {
      if (this.holdersLow[line] || this.holdersHigh[line]) return true;
    }
    return false;
  }

  /** Takes back every page of which no line is held; doubles the room where that gave less than half. */
  #makeRoom(): void {
    this.#buckets.fill(NONE);
    this.#recentHigh.fill(NONE);
    this.#free = NONE;
    this.#freePages = 0;
    for (let slot = 0; slot < this.#used; slot++) {
      if (this.#isHeld(slot)) {
        const bucket = this.#bucketOf(this.#low[slot]!, this.#high[slot]!);
        this.#next[slot] = this.#buckets[bucket]!;
        this.#buckets[bucket] = slot;
      } else {
        this.#next[slot] = this.#free;
        this.#free = slot;
        this.#freePages++;
      }
    }
    if (this.#freePages <= this.#low.length >> 1) this.#grow();
  }

  #grow(): void {
    const twice = (old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(old.length * 2);
      grown.set(old);
      return grown;
    };
    this.#low = twice(this.#low);
    this.#high = twice(this.#high);
    this.#next = twice(this.#next);
    this.holdersLow = twice(this.holdersLow);
    this.holdersHigh = twice(this.holdersHigh);
  }
}
