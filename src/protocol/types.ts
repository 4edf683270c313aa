import type { EventName } from './codes.js';

/** What a state says of the copy that is in it. */
export type StateAttribute =
  /** PrRd hits without a transaction. */
  | 'readable'
  /** PrWr hits without a transaction. */
  | 'writable'
  /** Memory may be older than this copy: whoever holds it must write it back. */
  | 'dirty'
  /** No other cache holds the line. */
  | 'exclusive'
  /** The copy answers some other cache's request for the line. */
  | 'supplies';

/**
 * A protocol as an author writes it, in a file of `src/protocols/` or in JSON.
 *
 * `grid` is the textbook table: one header line `state | event | …`, then one line a
 * state; columns are separated by `|`. A cell is `actions → next`, where
 *
 * - actions are separated by commas and may be empty,
 * - `→` may be written `->`,
 * - next is a state, or a choice on the bus lines, read left to right:
 *   `shared ? S : E`, `owned ? S : shared ? F : E`,
 * - `.` means that nothing happens and the state stays,
 * - `!` means that the event cannot happen in that state.
 *
 * Actions of PrRd and PrWr: one transaction (`BusRd`, `BusRdX`, `BusUpgr`, `BusUpd`,
 * `BusWr`), `MemoryWord` (the word goes to memory as well; implied by BusWr), and
 * `BusRd, shared ? BusUpd` for a write miss that fetches and then updates the sharers.
 * BusRd and BusRdX fill unless the next state is the invalid one.
 * Action of Evict: `WriteBack`. Actions of snooped events: `Supply`, `Flush`, `Update`.
 *
 * A column that the grid leaves out means that no cell issues that transaction.
 */
export interface ProtocolSource {
  /** The field's own name, e.g. `MESI`. */
  readonly name: string;
  /** One line: what it is known as. */
  readonly title: string;
  /** Author, title, year. */
  readonly source: string;
  /** Two to six sentences for a reader: what it is for, what sets it apart, deviations from the paper. */
  readonly about: string;
  /** `false` only for caches that hardware does not keep coherent. Default true. */
  readonly coherent?: boolean;
  /** States in the order of the table. The first is the invalid state. */
  readonly states: Readonly<Record<string, readonly StateAttribute[]>>;
  /** The table: one string, or its lines. */
  readonly grid: string | readonly string[];
}

/** One state, compiled. */
export interface CompiledState {
  readonly name: string;
  /** 0 is the invalid state. */
  readonly code: number;
  readonly attributes: readonly StateAttribute[];
}

/** A protocol in the form that the core reads. */
export interface CompiledProtocol {
  readonly source: ProtocolSource;
  readonly states: readonly CompiledState[];
  /** Columns that the grid names, in its order. */
  readonly events: readonly EventName[];
  /** `EVENTS * STATES` packed cells, see `codes.ts`. */
  readonly table: Uint32Array;
}
