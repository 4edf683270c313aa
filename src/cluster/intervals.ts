/**
 * Intervals of the nodes' work, divided by what they acquire and release, and what each node knows of
 * those of others (P. Keleher, A. L. Cox and W. Zwaenepoel, Lazy Release Consistency, 1992).
 */

/** One interval of a node in which it wrote pages; the pages are its write notices. */
export interface Interval {
  readonly node: number;
  /** Counts from 1 in each node; intervals in which nothing was written are not counted. */
  readonly number: number;
  /** The last interval of each node that came before its end, or is itself. */
  readonly time: Uint32Array;
  readonly pages: readonly number[];
}

/** Bytes of a number, of a page's, and of a node's in a message. */
const NUMBER_BYTES = 4;

/** Whether `a` came before `b`, or is `b`. */
export const cameBefore = (a: Interval, b: Interval): boolean => a.number <= (b.time[a.node] ?? 0);

/** Orders intervals so that none comes before one that it knows of: the sum of the times grows on the way. */
export const inOrder = (a: Interval, b: Interval): number => {
  const sum = ({ time }: Interval): number => time.reduce((total, number) => total + number, 0);
  return sum(a) - sum(b) || a.node - b.node;
};

export class Intervals {
  private readonly of: Interval[][];
  private readonly times: Uint32Array[];

  constructor(private readonly nodes: number) {
    this.of = Array.from({ length: nodes }, () => []);
    this.times = Array.from({ length: nodes }, () => new Uint32Array(nodes));
  }

  private timeOf(node: number): Uint32Array {
    return this.times[node] ?? new Uint32Array(this.nodes);
  }

  /** Bytes of a node's vector of times in a message. */
  get timeBytes(): number {
    return this.nodes * NUMBER_BYTES;
  }

  /** The node's interval is over, in which it wrote these pages. */
  close(node: number, pages: readonly number[]): Interval {
    const time = this.timeOf(node);
    const number = (time[node] ?? 0) + 1;
    time[node] = number;
    const interval = { node, number, time: time.slice(), pages };
    this.of[node]?.push(interval);
    return interval;
  }

  /** What `from` knows and `to` does not. */
  unknown(from: number, to: number): Interval[] {
    const known = this.timeOf(from);
    const before = this.timeOf(to);
    return this.of.flatMap((intervals, node) => intervals.slice(before[node], known[node]));
  }

  /** `to` knows then what `from` knows. */
  learn(from: number, to: number): void {
    const time = this.timeOf(to);
    this.timeOf(from).forEach((number, node) => {
      time[node] = Math.max(time[node] ?? 0, number);
    });
  }

  /** Bytes of these in a message: each with its time and its pages. */
  bytesOf(intervals: readonly Interval[]): number {
    const pages = intervals.reduce((sum, interval) => sum + interval.pages.length, 0);
    return intervals.length * (this.timeBytes + NUMBER_BYTES) + pages * NUMBER_BYTES;
  }
}
