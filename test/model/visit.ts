/**
 * What happened in one reference, and in each prefetch that it set off: all that the time it takes
 * depends on. Nothing in a reference depends on how long its parts take; only the order of references does.
 */
import type { Transaction } from './protocol.js';
import type { ModelReference } from './references.js';
import type { Translation } from './tlb.js';
import type { ModelMessage } from './traffic.js';

export type { ModelMessage as VisitMessage, Phase } from './traffic.js';

/** Who sends the line of a fill: a core (by its first thread), an L3 (by its cluster), or memory. */
export type Source =
  | { readonly from: 'core'; readonly core: number }
  | { readonly from: 'own L3' | 'other L3'; readonly cluster: number }
  | { readonly from: 'memory' };

export interface VisitRequest {
  readonly transaction: Transaction;
  /** A BusUpd follows. */
  readonly thenUpdates: boolean;
  /** `null`: it fills nothing. */
  readonly source: Source | null;
  /** The cluster's own L3 was looked up for the line and did not hold it. */
  readonly missedL3: boolean;
  /** Bus words that it carries: of a BusUpd, a BusWr, or a write-through that rides on it. */
  readonly words: number;
  /** Lines that other copies flushed and no fill carried, those of the following BusUpd included. */
  readonly loneFlushes: number;
  /** `null` on a bus. */
  readonly home: number | null;
  readonly servedInNode: boolean;
}

/** A line that went down: from a core (a BusWB), or from an L3 to memory. */
export interface Departure {
  readonly kind: 'core' | 'L3';
  readonly line: bigint;
}

export interface Move {
  /** The thread that refers. */
  readonly processor: number;
  /** By its first thread. */
  readonly core: number;
  readonly line: bigint;
  /** The transaction, if it needed one. */
  readonly request: VisitRequest | null;
  /** In the order in which they went. */
  readonly departures: readonly Departure[];
  /** Between nodes, in the order in which they were sent. */
  readonly messages: readonly ModelMessage[];
}

export interface Visit extends Move {
  readonly reference: ModelReference;
  /** `null` without a TLB. */
  readonly tlb: Translation | null;
  /** The L1 that the reference looks in (L1I for instruction fetches, where there is one) held the line. */
  readonly inL1: boolean;
  /** Likewise the L2; `null` without one. */
  readonly inL2: boolean | null;
  /** The first reference to a line that a prefetch brought. */
  readonly firstUse: boolean;
  /** In the order in which they were done; messages and departures of each are its own. */
  readonly prefetches: readonly Move[];
}
