/** A chain of happenings, each of which begins when the one before it ends, and what each was for. */
import type { StallCause } from '../../../src/result.js';
import type { Calendar } from './calendar.js';

export class Path {
  private constructor(
    public at: number,
    private spent: Map<StallCause, number>,
  ) {}

  static from(at: number): Path {
    return new Path(at, new Map());
  }

  /** Another that has come the same way so far. */
  fork(): Path {
    return new Path(this.at, new Map(this.spent));
  }

  /** Goes on from where the other one is, with its past. */
  become(other: Path): void {
    this.at = other.at;
    this.spent = new Map(other.spent);
  }

  spend(cause: StallCause, cycles: number): void {
    if (cycles === 0) return;
    this.spent.set(cause, (this.spent.get(cause) ?? 0) + cycles);
    this.at += cycles;
  }

  waitUntil(cause: StallCause, time: number): void {
    if (time > this.at) this.spend(cause, time - this.at);
  }

  /** Waits for the resource and has it for so long; the cause of having it is `use`. */
  occupy(resource: Calendar, cycles: number, wait: StallCause, use: StallCause): void {
    this.waitUntil(wait, resource.reserve(this.at, cycles));
    this.spend(use, cycles);
  }

  causes(): ReadonlyMap<StallCause, number> {
    return this.spent;
  }
}

/** The path that ends last; the first of those that end together. */
export function latest(paths: readonly Path[]): Path {
  return paths.reduce((last, path) => (path.at > last.at ? path : last));
}
