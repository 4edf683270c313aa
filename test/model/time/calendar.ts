/** When something that serves one at a time is busy: the intervals themselves, the latest sixteen. */

interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Busy intervals that are kept apart; of earlier times it is only known that they are past. */
export const KEPT_INTERVALS = 16;

export class Calendar {
  uses = 0;
  busy = 0;
  waited = 0;
  private past = 0;
  /** In order; no two of them meet or touch. */
  private intervals: Interval[] = [];

  /** Takes the first `cycles` on end that are free at or after `at`, and returns when they begin. */
  reserve(at: number, cycles: number): number {
    if (cycles === 0) return at;
    const start = this.firstFree(at, cycles);
    this.insert({ from: start, to: start + cycles });
    this.uses++;
    this.busy += cycles;
    this.waited += start - at;
    return start;
  }

  /** When it is free for good. */
  get lastEnd(): number {
    return this.intervals.at(-1)?.to ?? 0;
  }

  /** When the first `cycles` on end begin that are free at or after `at`. */
  firstFree(at: number, cycles: number): number {
    let start = Math.max(at, this.past);
    for (const { from, to } of this.intervals) {
      if (start + cycles <= from) return start;
      start = Math.max(start, to);
    }
    return start;
  }

  private insert(interval: Interval): void {
    const touches = (other: Interval): boolean => other.to >= interval.from && other.from <= interval.to;
    const joined = [interval, ...this.intervals.filter(touches)];
    const merged: Interval = {
      from: Math.min(...joined.map(({ from }) => from)),
      to: Math.max(...joined.map(({ to }) => to)),
    };
    const apart = this.intervals.filter((other) => !touches(other));
    this.intervals = [...apart, merged].sort((a, b) => a.from - b.from);
    if (this.intervals.length <= KEPT_INTERVALS) return;
    this.past = this.intervals[0]!.to;
    this.intervals = this.intervals.slice(1);
  }
}
