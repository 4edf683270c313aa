import { OPERATION } from '../protocol/codes.js';
import type { TraceBatch } from '../traces/batch.js';
import type { Region } from './layout.js';
import { Random } from './random.js';

/**
 * The program of one simulated processor, written as a generator that makes references by calling
 * `Processor` and yields when they should be issued:
 *
 * - `yield ISSUE`: go on once everything so far has been issued, at the very time of the next
 *   reference. Needed before looking at anything that other processors change, and whenever
 *   `processor.full` says so.
 * - `yield WAIT`: the same, and leave the rest of this turn to the others. At least one reference
 *   must come before it (a spinning processor reads what it waits for).
 *
 * A thread that returns is idle from then on.
 */
export type Thread = Generator<typeof ISSUE | typeof WAIT, void, void>;
export const ISSUE = 0;
export const WAIT = 1;

/** Records that may be queued before `full` is true, and room for those that a thread still adds. */
const QUEUE_FULL = 128;
const QUEUE_SLACK = 128;
/** Words of a queued record: address low, address high, meta, gap. */
const WORDS = 4;

/** One simulated processor: the references that its thread has made and that are not issued yet. */
export class Processor {
  /** Random numbers of this processor's own. */
  readonly random: Random;
  /** True once the thread has returned. */
  done = false;
  /** The thread yielded WAIT: its turn ends when the queue is empty. */
  waiting = false;

  private readonly queue = new Uint32Array((QUEUE_FULL + QUEUE_SLACK) * WORDS);
  private head = 0;
  private tail = 0;
  private gap = 0;
  private thread: Thread | undefined;
  private readonly readMeta: number;
  private readonly writeMeta: number;

  constructor(
    /** Its number, from 0. */
    readonly index: number,
    seed: number,
  ) {
    this.random = new Random(seed, index);
    this.readMeta = index | (OPERATION.read << 16);
    this.writeMeta = index | (OPERATION.write << 16);
  }

  run(thread: Thread): void {
    this.thread = thread;
  }

  /** Reads `bytes` bytes, `offset` bytes into the region. */
  read(region: Region, offset: number, bytes: number): void {
    this.put(region.low + offset, region.high, this.readMeta | (bytes << 20));
  }

  /** Writes `bytes` bytes, `offset` bytes into the region. */
  write(region: Region, offset: number, bytes: number): void {
    this.put(region.low + offset, region.high, this.writeMeta | (bytes << 20));
  }

  /** Reads or writes. */
  access(write: boolean, region: Region, offset: number, bytes: number): void {
    this.put(region.low + offset, region.high, (write ? this.writeMeta : this.readMeta) | (bytes << 20));
  }

  /** Computes for so many cycles: the gap before the next reference grows. */
  compute(cycles: number): void {
    this.gap += cycles;
  }

  /** Whether the thread should yield: at most 128 references may come before it asks again. */
  get full(): boolean {
    return this.tail >= QUEUE_FULL * WORDS;
  }

  /** References made and not issued yet. */
  get queued(): number {
    return (this.tail - this.head) / WORDS;
  }

  /** Runs the thread to its next yield. The queue must be empty. */
  resume(): void {
    this.head = 0;
    this.tail = 0;
    const step = this.thread!.next();
    if (step.done) this.done = true;
    else this.waiting = step.value === WAIT;
    if (this.tail > this.queue.length) {
      throw new RangeError(
        `a thread made ${this.tail / WORDS} references without asking whether it should yield`,
      );
    }
  }

  /** Issues up to `most` references into the batch from `at` on; returns how many. */
  issue(batch: TraceBatch, at: number, most: number): number {
    const { queue } = this;
    const { addresses, meta, gaps } = batch;
    const end = Math.min(this.tail, this.head + most * WORDS);
    let record = at;
    for (let from = this.head; from < end; from += WORDS, record++) {
      addresses[2 * record] = queue[from]!;
      addresses[2 * record + 1] = queue[from + 1]!;
      meta[record] = queue[from + 2]!;
      gaps[record] = queue[from + 3]!;
    }
    this.head = end;
    return record - at;
  }

  /** Takes the next reference of `other`, a part of this processor's work, as its own. */
  forward(other: Processor): void {
    const { queue, head } = other;
    other.head += WORDS;
    this.gap += queue[head + 3]!;
    this.put(queue[head]!, queue[head + 1]!, queue[head + 2]!);
  }

  private put(low: number, high: number, meta: number): void {
    const { queue, tail } = this;
    queue[tail] = low;
    queue[tail + 1] = high;
    queue[tail + 2] = meta;
    queue[tail + 3] = this.gap;
    this.tail = tail + WORDS;
    this.gap = 0;
  }
}
