/** Intervals that are kept; older ones are forgotten, and nothing is put before them. */
const MOST = 128;

/**
 * When one thing that does one job at a time is busy. Jobs are entered in the order in which the run
 * meets them, which is not quite that of their times: each gets the first gap that it fits in.
 */
export class Calendar {
  private readonly begins: number[] = [];
  private readonly ends: number[] = [];

  /** Enters a job of so many cycles, not before `from`; returns when it begins. */
  reserve(from: number, cycles: number): number {
    const { begins, ends } = this;
    let at = ends.length;
    while (at > 0 && (ends[at - 1] ?? 0) > from) at--;
    let begin = from;
    while (at < begins.length && (begins[at] ?? 0) < begin + cycles) begin = Math.max(begin, ends[at++] ?? 0);
    if (cycles > 0) this.enter(at, begin, begin + cycles);
    return begin;
  }

  private enter(at: number, begin: number, end: number): void {
    const { begins, ends } = this;
    begins.splice(at, 0, begin);
    ends.splice(at, 0, end);
    if (begins.length <= MOST) return;
    begins.shift();
    ends.shift();
  }
}
