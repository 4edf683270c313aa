/**
 * Courses of events over one line and three caches, worked out by hand from the papers, with what
 * each protocol must do at each step. The cases that start as "the running example" are Culler &
 * Singh's: P1 reads u, P3 reads u, P3 writes u, P1 reads u, P2 reads u.
 */
export interface SequenceStep {
  /** From 0. */
  readonly processor: number;
  readonly op: 'read' | 'write' | 'evict';
  /** The state of each cache after the step. */
  readonly states: readonly string[];
  /** Transactions that the step puts on the bus, in order. */
  readonly bus: readonly string[];
  /** Who answers the fill: a processor or memory. Left out: no line is fetched. */
  readonly data?: number | 'memory';
  /** What memory takes, in order: the line (flush, write-back), the written word. Left out: nothing. */
  readonly written?: readonly ('line' | 'word')[];
}

export interface Sequence {
  readonly protocol: string;
  readonly title: string;
  readonly source: string;
  readonly steps: readonly SequenceStep[];
}

export const CULLER_SINGH =
  'D. E. Culler, J. P. Singh, Parallel Computer Architecture, 1999, sections 5.1 to 5.3: the example of three processors that share u';
export const ARCHIBALD_BAER =
  'J. Archibald, J.-L. Baer, Cache Coherence Protocols: Evaluation Using a Multiprocessor Simulation Model, 1986, section 3';
export const SWEAZEY_SMITH =
  'P. Sweazey, A. J. Smith, A Class of Compatible Cache Consistency Protocols and their Support by the IEEE Futurebus, 1986';
export const GOODMAN_HUM =
  'J. R. Goodman, H. H. J. Hum, MESIF: A Two-Hop Cache Coherency Protocol for Point-to-Point Interconnects, 2004';
