/**
 * The numbers that the host and the core agree on: events, transactions, and
 * the bits of one packed table cell. `assembly/codes.ts` is generated from this
 * file (`npm run generate`), and a test keeps the two equal.
 *
 * A compiled protocol is a dense table of `EVENTS × STATES` u32 cells, indexed
 * by `event * STATES + state`. State 0 is always the invalid (absent) state.
 */

/** Events, the rows of the compiled table. The first three come from the processor's own side. */
export const EVENT = {
  PrRd: 0,
  PrWr: 1,
  Evict: 2,
  BusRd: 3,
  BusRdX: 4,
  BusUpgr: 5,
  BusUpd: 6,
  BusWr: 7,
} as const;

export type EventName = keyof typeof EVENT;

/** Number of events. */
export const EVENTS = 8;
/** Number of states that a table may have, the invalid one included. */
export const STATES = 16;
/** The state code of a line that is not held. */
export const INVALID = 0;

/**
 * What the requester sees on the bus when its (last) transaction has been snooped:
 * nobody else holds the line, others hold it, or others hold it and one of them
 * is responsible for it (its state is dirty). `owned` is checked before `shared`.
 */
export const OUTCOME = { alone: 0, shared: 1, owned: 2 } as const;

/** A cell's transaction field: 0 none, otherwise the snooped event minus `TXN_BASE`. */
export const TXN = { none: 0, BusRd: 1, BusRdX: 2, BusUpgr: 3, BusUpd: 4, BusWr: 5, impossible: 7 } as const;
/** `EVENT.BusRd - TXN.BusRd`: adds to a transaction to give the event that others snoop. */
export const TXN_BASE = 2;

/**
 * The packed cell (u32):
 *
 * | bits  | field                                                                   |
 * |-------|-------------------------------------------------------------------------|
 * | 0–3   | next state (if alone; the only one for Evict and snooped events)        |
 * | 4–7   | next state if shared                                                    |
 * | 8–11  | next state if owned                                                     |
 * | 12–14 | transaction that the processor event issues (`TXN`)                     |
 * | 15…   | actions (`ACTION`)                                                      |
 */
export const NEXT_SHIFT = { alone: 0, shared: 4, owned: 8 } as const;
export const TXN_SHIFT = 12;

export const ACTION = {
  /** Processor events: the line's data is brought into the cache. */
  Fill: 1 << 15,
  /** Processor events: if others still share after the transaction, a BusUpd follows (Dragon's and Firefly's write miss). */
  ThenUpdate: 1 << 16,
  /**
   * Processor events: the written word also goes to memory (BusWr; Firefly's BusUpd; write-through).
   * With ThenUpdate and without WordAlways, only if the BusUpd follows.
   */
  MemoryWord: 1 << 17,
  /** Evict: the line goes to memory. */
  WriteBack: 1 << 18,
  /** Snooped events: this cache can put the line on the bus for the requester (cache-to-cache). */
  Supply: 1 << 19,
  /** Snooped events: memory takes the line. Without Supply, memory then answers the requester. */
  Flush: 1 << 20,
  /** Snooped events: this cache takes the written word into its copy. */
  Update: 1 << 21,
  /** Snooped events, derived: the copy survives, so this cache asserts the shared line. */
  Shared: 1 << 22,
  /** Snooped events, derived: the copy survives in a dirty state, so this cache asserts the owned line. */
  Owned: 1 << 23,
  /** Processor events: MemoryWord holds whether or not a BusUpd follows (write-through on top of ThenUpdate). */
  WordAlways: 1 << 24,
} as const;

/** Operations of a trace record. */
export const OPERATION = { read: 0, write: 1, instruction: 2 } as const;
