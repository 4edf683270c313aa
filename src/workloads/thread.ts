import { OPERATION } from '../protocol/codes.js';
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
 *   must come before it.
 * - `yield processor.until(…)`: read a word at every turn until a condition holds.
 *
 * A thread that returns is idle from then on.
 */
export type Thread = Generator<typeof ISSUE | typeof WAIT, void, void>;
export const ISSUE = 0;
export const WAIT = 1;

/** Bytes of a lock, a flag or a counter. */
export const WORD = 4;
/** Cycles between two looks at a word that is waited for. */
const SPIN_CYCLES = 4;

/** A word that is read again and again, and what ends that. */
interface Spin {
  readonly region: Region;
  readonly offset: number;
  holds(): boolean;
}

/** Records that may be queued before `full` is true, and room for those that a thread still adds. */
const QUEUE_FULL = 128;
const QUEUE_SLACK = 128;
/** Words of a queued record: address low, address high, meta, gap. */
export const WORDS = 4;
/** Words of a processor's queue. */
const QUEUE_WORDS = (QUEUE_FULL + QUEUE_SLACK) * WORDS;

/** Room for the queues of so many processors, side by side. */
export const createQueues = (processors: number): Int32Array => new Int32Array(processors * QUEUE_WORDS);

/** One simulated processor: the references that its thread has made and that are not issued yet. */
export class Processor {
  /** Random numbers of this processor's own. */
  readonly random: Random;
  /** True once the thread has returned. */
  done = false;
  /** The thread yielded WAIT: its turn ends when the queue is empty. */
  waiting = false;
  /** Where the queue's first record starts and its last one ends, in words of `queues`. */
  head: number;
  tail: number;

  private readonly start: number;
  private readonly fullAt: number;
  private gap = 0;
  private thread: Thread | undefined;
  private spin: Spin | undefined;
  private readonly readMeta: number;
  private readonly writeMeta: number;

  /** Its number from 0, its seed, and its queue: the `place`th among `queues`. */
  constructor(
    readonly index: number,
    seed: number,
    private readonly queues: Int32Array,
    place: number,
  ) {
    this.random = new Random(seed, index);
    this.readMeta = index | (OPERATION.read << 16);
    this.writeMeta = index | (OPERATION.write << 16);
    this.start = place * QUEUE_WORDS;
    this.fullAt = this.start + QUEUE_FULL * WORDS;
    this.head = this.start;
    this.tail = this.start;
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

  /** Reads (0) or writes (1). */
  access(operation: number, region: Region, offset: number, bytes: number): void {
    this.put(region.low + offset, region.high, this.readMeta | (operation << 16) | (bytes << 20));
  }

  /** Computes for so many cycles: the gap before the next reference grows. */
  compute(cycles: number): void {
    this.gap += cycles;
  }

  /** Yield what this returns to read a word at every turn, at least once, until the condition holds. */
  until(region: Region, offset: number, holds: () => boolean): typeof ISSUE {
    this.spin = { region, offset, holds };
    return ISSUE;
  }

  /** Whether the thread should yield: at most 128 references may come before it asks again. */
  get full(): boolean {
    return this.tail >= this.fullAt;
  }

  /** Whether all references made so far have been issued. */
  get empty(): boolean {
    return this.head === this.tail;
  }

  /** Runs the thread until it has made references or has returned. The queue must be empty. */
  resume(): void {
    while (this.empty && !this.done) {
      this.head = this.start;
      this.tail = this.start;
      if (this.spin) this.look(this.spin);
      else {
        const step = this.thread!.next();
        if (step.done) this.done = true;
        else this.waiting = step.value === WAIT;
      }
    }
    if (this.tail > this.start + QUEUE_WORDS) {
      throw new RangeError(
        `a thread made ${(this.tail - this.start) / WORDS} references without asking whether it should yield`,
      );
    }
  }

  /** Takes the next reference of `other`, a part of this processor's work, as its own. */
  forward(other: Processor): void {
    const { queues, head } = other;
    other.head += WORDS;
    this.gap += queues[head + 3]!;
    this.put(queues[head]!, queues[head + 1]!, queues[head + 2]!);
  }

  /** Reads the word that the thread waits for once more. */
  private look(spin: Spin): void {
    this.read(spin.region, spin.offset, WORD);
    this.waiting = !spin.holds();
    if (this.waiting) this.compute(SPIN_CYCLES);
    else this.spin = undefined;
  }

  private put(low: number, high: number, meta: number): void {
    const { queues, tail } = this;
    queues[tail] = low;
    queues[tail + 1] = high;
    queues[tail + 2] = meta;
    queues[tail + 3] = this.gap;
    this.tail = tail + WORDS;
    this.gap = 0;
  }
}
