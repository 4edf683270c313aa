/** One processor's time. */
import { type ProcessorTime, STALL_CAUSES, type StallCause } from '../../../src/result.js';

const zeros = (): Record<StallCause, number> =>
  Object.fromEntries(STALL_CAUSES.map((cause) => [cause, 0])) as Record<StallCause, number>;

export class ProcessorClock {
  at = 0;
  references = 0;
  compute = 0;
  idle = 0;
  /** When the last transaction that it did not wait for ends. */
  outstandingUntil = 0;
  private readonly stalls = zeros();
  /** What was not waited for. */
  private readonly overlapped = zeros();

  /** Spends the gap before a reference. */
  think(cycles: number): void {
    this.compute += cycles;
    this.at += cycles;
  }

  rest(until: number): void {
    if (until <= this.at) return;
    this.idle += until - this.at;
    this.at = until;
  }

  stall(cause: StallCause, until: number): void {
    if (until <= this.at) return;
    this.stalls[cause] += until - this.at;
    this.at = until;
  }

  stallAlong(causes: ReadonlyMap<StallCause, number>): void {
    for (const [cause, cycles] of causes) this.stall(cause, this.at + cycles);
  }

  /** A reference that the processor does not wait for spends its time beside it. */
  overlap(cause: StallCause, cycles: number): void {
    this.overlapped[cause] += cycles;
  }

  result(): ProcessorTime {
    const { at, references, compute, idle, stalls, overlapped } = this;
    return { cycles: at, references, compute, idle, stalls, overlapped };
  }
}
