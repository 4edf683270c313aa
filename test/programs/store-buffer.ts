/** Stores of one thread that memory has not seen yet, kept in numbers so that states can be compared. */

const ENTRIES = 4;
const ENTRY = 5;
const COUNT = 0;
const EPOCH = 1;
const FIRST = 2;
const RELEASE = 16;

/** Numbers that a buffer takes. */
export const BUFFER_NUMBERS = FIRST + ENTRIES * ENTRY;

export interface BufferedStore {
  readonly address: number;
  readonly bytes: number;
  readonly release: boolean;
  /** How many fences of stores stood before it: a lower one goes first. */
  readonly epoch: number;
  readonly value: bigint;
}

const overlap = (a: { address: number; bytes: number }, b: { address: number; bytes: number }): boolean =>
  a.address < b.address + b.bytes && b.address < a.address + a.bytes;

export class StoreBuffer {
  constructor(private readonly numbers: Int32Array) {}

  get count(): number {
    return this.numbers[COUNT]!;
  }

  get full(): boolean {
    return this.count === ENTRIES;
  }

  /** From the oldest. */
  entry(index: number): BufferedStore {
    const { numbers } = this;
    const at = FIRST + index * ENTRY;
    return {
      address: numbers[at]!,
      bytes: numbers[at + 1]! & 15,
      release: (numbers[at + 1]! & RELEASE) !== 0,
      epoch: numbers[at + 2]!,
      value: (BigInt(numbers[at + 4]!) << 32n) | BigInt(numbers[at + 3]! >>> 0),
    };
  }

  private entries(): BufferedStore[] {
    return Array.from({ length: this.count }, (_, i) => this.entry(i));
  }

  add(address: number, bytes: number, value: bigint, release: boolean): void {
    const { numbers } = this;
    const at = FIRST + numbers[COUNT]!++ * ENTRY;
    numbers[at] = address;
    numbers[at + 1] = bytes | (release ? RELEASE : 0);
    numbers[at + 2] = numbers[EPOCH]!;
    numbers[at + 3] = Number(BigInt.asIntN(32, value));
    numbers[at + 4] = Number(BigInt.asIntN(32, value >> 32n));
  }

  /** Later stores go after all that are here. */
  fence(): void {
    if (this.count > 0 && this.entry(this.count - 1).epoch === this.numbers[EPOCH]) this.numbers[EPOCH]! += 1;
  }

  /** Which entries may go to memory: the oldest, or (by address) each that nothing older holds back. */
  drainable(byAddress: boolean): number[] {
    if (this.count === 0) return [];
    if (!byAddress) return [0];
    const entries = this.entries();
    return entries.flatMap((entry, i) => {
      const held = entries
        .slice(0, i)
        .some((older) => entry.release || older.epoch < entry.epoch || overlap(older, entry));
      return held ? [] : [i];
    });
  }

  remove(index: number): void {
    const { numbers } = this;
    const at = FIRST + index * ENTRY;
    numbers.copyWithin(at, at + ENTRY, BUFFER_NUMBERS);
    numbers.fill(0, BUFFER_NUMBERS - ENTRY);
    const count = --numbers[COUNT]!;
    // Epochs matter by their order alone; the least is 0, so that equal states look equal.
    const least = Math.min(numbers[EPOCH]!, ...this.entries().map(({ epoch }) => epoch));
    for (let i = 0; i < count; i++) numbers[FIRST + i * ENTRY + 2]! -= least;
    numbers[EPOCH] = count === 0 ? 0 : numbers[EPOCH]! - least;
  }

  /** What a load of the own thread sees: the youngest store that has all of its bytes. */
  forwarded(address: number, bytes: number): bigint | 'none' | 'partly' {
    for (let i = this.count - 1; i >= 0; i--) {
      const entry = this.entry(i);
      if (!overlap(entry, { address, bytes })) continue;
      const whole = entry.address <= address && address + bytes <= entry.address + entry.bytes;
      return whole ? entry.value >> BigInt(8 * (address - entry.address)) : 'partly';
    }
    return 'none';
  }
}
