import { CohortError } from '../errors.js';
import { createBatch, MAX_PROCESSOR, metaProcessor, type TraceBatch } from './batch.js';
import type { NextBatch } from './lanes.js';

/** Records that are looked through for each processor's next one, unless told otherwise (20 MiB). */
export const DEFAULT_WINDOW_RECORDS = 1 << 20;
/** Bytes of the window a record. */
export const WINDOW_RECORD_BYTES = 20;

const NONE = -1;

/** The records that wait, in one list a processor. */
class Waiting {
  count = 0;
  private readonly records: TraceBatch;
  private readonly next: Int32Array;
  private free: number;
  private readonly first = new Int32Array(MAX_PROCESSOR + 1).fill(NONE);
  private readonly last = new Int32Array(MAX_PROCESSOR + 1).fill(NONE);

  constructor(readonly capacity: number) {
    this.records = createBatch(capacity);
    this.next = new Int32Array(capacity);
    for (let i = 0; i < capacity; i++) this.next[i] = i + 1 < capacity ? i + 1 : NONE;
    this.free = 0;
  }

  has(processor: number): boolean {
    return this.first[processor] !== NONE;
  }

  put(from: TraceBatch, i: number): void {
    const { records, next, last } = this;
    const at = this.free;
    this.free = next[at]!;
    records.addresses[2 * at] = from.addresses[2 * i]!;
    records.addresses[2 * at + 1] = from.addresses[2 * i + 1]!;
    records.meta[at] = from.meta[i]!;
    records.gaps[at] = from.gaps[i]!;
    next[at] = NONE;
    const processor = metaProcessor(from.meta[i]!);
    if (this.first[processor] === NONE) this.first[processor] = at;
    else next[last[processor]!] = at;
    last[processor] = at;
    this.count++;
  }

  take(processor: number, to: TraceBatch): void {
    const { records, next } = this;
    const at = this.first[processor]!;
    const i = to.count++;
    to.addresses[2 * i] = records.addresses[2 * at]!;
    to.addresses[2 * i + 1] = records.addresses[2 * at + 1]!;
    to.meta[i] = records.meta[at]!;
    to.gaps[i] = records.gaps[at]!;
    this.first[processor] = next[at]!;
    next[at] = this.free;
    this.free = at;
    this.count--;
  }
}

/**
 * One trace's processors in turn, whatever order it has them in: in each round, every processor that
 * has records left gives `quantum` of them, in ascending order of its number.
 *
 * For that, records are read ahead until every processor seen so far has one, `windowRecords` at
 * most. A processor without a record in a full window is passed over, as one that has come to its
 * end must be; if a record of it does come later, or a processor first appears only then, turns were
 * not round robin, and that is an error.
 */
export class RoundRobin {
  private readonly waiting: Waiting;
  private readonly source: AsyncIterator<TraceBatch>;
  private batch: TraceBatch | undefined;
  private at = 0;
  private ended = false;
  /** Processors seen so far, ascending; those that a full window had no record of. */
  private readonly seen: number[] = [];
  private readonly isSeen = new Uint8Array(MAX_PROCESSOR + 1);
  private readonly passedOver = new Uint8Array(MAX_PROCESSOR + 1);
  private windowWasFull = false;

  constructor(
    batches: AsyncIterable<TraceBatch>,
    private readonly name: string,
    private readonly quantum: number,
    windowRecords: number,
  ) {
    this.waiting = new Waiting(windowRecords);
    this.source = batches[Symbol.asyncIterator]();
  }

  async *batches(nextBatch: NextBatch, capacity: number): AsyncIterable<TraceBatch> {
    let batch = nextBatch();
    batch.count = 0;
    try {
      while (await this.someWait()) {
        // A copy: a processor that appears during a round joins the next one.
        for (const processor of [...this.seen]) {
          for (let left = this.quantum; left > 0; left--) {
            if (!this.waiting.has(processor)) {
              await this.fill();
              if (!this.waiting.has(processor)) {
                if (!this.ended) this.passedOver[processor] = 1;
                break;
              }
            }
            this.waiting.take(processor, batch);
            if (batch.count < capacity) continue;
            yield batch;
            batch = nextBatch();
            batch.count = 0;
          }
        }
      }
      if (batch.count > 0) yield batch;
    } finally {
      if (!this.ended) await this.source.return?.();
    }
  }

  /** Whether there are records; reads on for them. */
  private async someWait(): Promise<boolean> {
    if (this.waiting.count === 0) await this.fill();
    return this.waiting.count > 0;
  }

  /** Reads until the window is full or the trace ends. */
  private async fill(): Promise<void> {
    const { waiting } = this;
    while (!this.ended && waiting.count < waiting.capacity) {
      if (this.batch === undefined || this.at === this.batch.count) {
        const next = await this.source.next();
        this.at = 0;
        if (next.done) this.ended = true;
        else this.batch = next.value;
        continue;
      }
      const processor = metaProcessor(this.batch.meta[this.at]!);
      if (this.isSeen[processor] === 0 || this.passedOver[processor] === 1) this.meet(processor);
      waiting.put(this.batch, this.at++);
    }
    if (waiting.count === waiting.capacity) this.windowWasFull = true;
  }

  /** A processor's first record, or its first since it was passed over. */
  private meet(processor: number): void {
    if (this.windowWasFull) {
      throw new CohortError(
        `${this.name}: processors cannot take turns: more than ${this.waiting.capacity} records of others come before a record of processor ${processor}. Use the trace's own order, a larger window, or one file a processor`,
      );
    }
    this.isSeen[processor] = 1;
    this.seen.push(processor);
    this.seen.sort((a, b) => a - b);
  }
}
