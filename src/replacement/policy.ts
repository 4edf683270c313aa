/** What a policy may have a rule for: a hit, a fill, and the way that gives place. */
export type Rule = 'hit' | 'fill' | 'victim';

/** A replacement policy: its rules are in the core, in a file of its own under `assembly/replacement/`. */
export interface ReplacementPolicy {
  readonly name: string;
  /** What it evicts, in a line. */
  readonly title: string;
  /** Author, title, year. */
  readonly source: string;
  /** Of `assembly/replacement/<file>.ts`. */
  readonly file: string;
  /**
   * What it keeps above the status bits of the words of a set, a word a way:
   * - `stamps`: when each line was used or filled. The core renumbers them in time;
   * - `ways`: something of each way, which is cleared when the way is emptied;
   * - `set`: something of the set as a whole, which stays;
   * - `tree`: the same, in words that are a power of two.
   */
  readonly keeps: 'stamps' | 'ways' | 'set' | 'tree';
  /**
   * What the file exports of `hit(words, ways, way)`, `fill(words, ways, way)` and
   * `victim(words, ways, place, seed)`. Without a rule, hits and fills change nothing, and the victim is the
   * way of the oldest stamp.
   */
  readonly rules: readonly Rule[];
}
