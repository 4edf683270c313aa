import type { TraceBatch } from '../traces/batch.js';

/** Batches that are on their way: one is simulated, one waits, one is filled. */
export const SLOTS = 3;

const RECORD_BYTES = 16;
/** Bytes of the fields before the batches: 16 words, then 8 doubles. */
const FIELDS_BYTES = 128;

/** Words of the fields. */
const FILLED = 0;
const TAKEN = 1;
const WAITING = 2;
/** From here on: records in each slot. */
const COUNTS = 4;

/** Doubles of the fields. */
const BYTES_DONE = 8;
const BAD_RECORDS = 9;
const READER_BYTES = 10;

/**
 * A ring of batches in memory that two threads share. The decoding thread fills a slot and counts
 * `filled` up; the simulating thread uses it and counts `taken` up.
 */
export class SharedBatches {
  private readonly words: Int32Array;
  private readonly numbers: Float64Array;
  private readonly slots: readonly TraceBatch[];

  constructor(
    readonly buffer: SharedArrayBuffer,
    records: number,
  ) {
    this.words = new Int32Array(buffer, 0, 16);
    this.numbers = new Float64Array(buffer, 0, FIELDS_BYTES / 8);
    this.slots = Array.from({ length: SLOTS }, (_, slot) => {
      const start = FIELDS_BYTES + slot * records * RECORD_BYTES;
      return {
        count: 0,
        addresses: new Uint32Array(buffer, start, records * 2),
        meta: new Uint32Array(buffer, start + records * 8, records),
        gaps: new Uint32Array(buffer, start + records * 12, records),
      };
    });
  }

  static create(records: number): SharedBatches {
    return new SharedBatches(new SharedArrayBuffer(FIELDS_BYTES + SLOTS * records * RECORD_BYTES), records);
  }

  /** In the decoding thread: the slot to fill next; sleeps until it is free. */
  nextFree(): TraceBatch {
    const filled = Atomics.load(this.words, FILLED);
    for (;;) {
      const taken = Atomics.load(this.words, TAKEN);
      if (filled - taken < SLOTS) return this.slots[filled % SLOTS]!;
      Atomics.wait(this.words, TAKEN, taken);
    }
  }

  /** In the decoding thread: the slot is full. True if the other thread is to be woken. */
  filled(batch: TraceBatch, bytesDone: number, badRecords: number, readerBytes: number): boolean {
    const filled = Atomics.load(this.words, FILLED);
    this.words[COUNTS + (filled % SLOTS)] = batch.count;
    this.report(bytesDone, badRecords, readerBytes);
    Atomics.store(this.words, FILLED, filled + 1);
    return Atomics.exchange(this.words, WAITING, 0) === 1;
  }

  /** In the decoding thread: how far it is. */
  report(bytesDone: number, badRecords: number, readerBytes: number): void {
    this.numbers[BYTES_DONE] = bytesDone;
    this.numbers[BAD_RECORDS] = badRecords;
    this.numbers[READER_BYTES] = readerBytes;
  }

  /**
   * In the simulating thread: the next full slot; undefined if there is none yet, in which case the
   * decoding thread will say when there is.
   */
  nextFull(): TraceBatch | undefined {
    const taken = Atomics.load(this.words, TAKEN);
    if (Atomics.load(this.words, FILLED) === taken) {
      Atomics.store(this.words, WAITING, 1);
      if (Atomics.load(this.words, FILLED) === taken) return undefined;
      Atomics.store(this.words, WAITING, 0);
    }
    const batch = this.slots[taken % SLOTS]!;
    batch.count = this.words[COUNTS + (taken % SLOTS)]!;
    return batch;
  }

  /** In the simulating thread: the slot has been used. */
  taken(): void {
    Atomics.add(this.words, TAKEN, 1);
    Atomics.notify(this.words, TAKEN);
  }

  get bytesDone(): number {
    return this.numbers[BYTES_DONE]!;
  }

  get badRecords(): number {
    return this.numbers[BAD_RECORDS]!;
  }

  get readerBytes(): number {
    return this.numbers[READER_BYTES]!;
  }
}
