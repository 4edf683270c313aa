/**
 * Locks and barriers of the simulated program. An atomic read-modify-write is one write reference,
 * since the line is taken for writing once, whether or not the operation then succeeds.
 */
import type { Region } from './layout.js';
import { ISSUE, type Processor, type Thread, WAIT, WORD } from './thread.js';

/** Cycles between two swaps of a processor that does not test before. */
const RETRY_CYCLES = 4;

/**
 * A spin lock taken by test-and-test-and-set (L. Rudolph and Z. Segall, Dynamic Decentralized Cache
 * Schemes for MIMD Parallel Processors, 1984): a processor reads until the lock looks free and only
 * then tries to swap itself in, which is one write whether or not it succeeds.
 */
export class Lock {
  private held = false;

  constructor(
    private readonly region: Region,
    private readonly offset: number,
  ) {}

  *acquire(processor: Processor): Thread {
    do {
      yield processor.until(this.region, this.offset, () => !this.held);
    } while (!(yield* this.swap(processor)));
  }

  /** Test-and-set without the test: tries to swap at every turn. */
  *acquireBySwapping(processor: Processor): Thread {
    while (!(yield* this.swap(processor))) {
      processor.compute(RETRY_CYCLES);
      yield WAIT;
    }
  }

  *release(processor: Processor): Thread {
    yield ISSUE;
    processor.write(this.region, this.offset, WORD);
    this.held = false;
  }

  private *swap(processor: Processor): Generator<typeof ISSUE | typeof WAIT, boolean, void> {
    yield ISSUE;
    processor.write(this.region, this.offset, WORD);
    const taken = !this.held;
    this.held = true;
    return taken;
  }
}

/** Bytes that a barrier needs: its counter and its flag, two cache lines apart. */
export const BARRIER_BYTES = 256;
const FLAG_OFFSET = 128;

/**
 * A central sense-reversing barrier (J. M. Mellor-Crummey and M. L. Scott, Algorithms for Scalable
 * Synchronization on Shared-Memory Multiprocessors, 1991): everyone adds to a counter; the last to
 * arrive resets it and turns the flag on which the others spin.
 */
export class Barrier {
  private arrived = 0;
  private episode = 0;

  constructor(
    private readonly region: Region,
    private readonly participants: number,
    private readonly offset = 0,
  ) {}

  *wait(processor: Processor): Thread {
    yield ISSUE;
    const episode = this.episode;
    processor.write(this.region, this.offset, WORD);
    this.arrived += 1;
    if (this.arrived < this.participants) {
      yield processor.until(this.region, this.offset + FLAG_OFFSET, () => this.episode !== episode);
      return;
    }
    processor.write(this.region, this.offset, WORD);
    yield ISSUE;
    this.arrived = 0;
    this.episode += 1;
    processor.write(this.region, this.offset + FLAG_OFFSET, WORD);
  }
}
