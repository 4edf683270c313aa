/**
 * The only place that reads a protocol's table.
 *
 *   table: cell (event, state) at (event << 6 | state << 2), u32, see codes.ts
 */
import {
  ACTION_Fill,
  ACTION_Flush,
  ACTION_MemoryWord,
  ACTION_Shared,
  ACTION_Supply,
  ACTION_ThenUpdate,
  ACTION_Update,
  ACTION_WordAlways,
  ACTION_WriteBack,
  EVENT_PrRd,
  EVENT_PrWr,
  STATES,
  TXN_BASE,
  TXN_BusRd,
  TXN_BusUpd,
  TXN_impossible,
  TXN_SHIFT,
} from './codes';
import { directed, table } from './layout';

/** Set by `prepareTable`: held lines that need no transaction and are kept. */
const HIT: u32 = 1 << 31;
/** Set by `prepareTable`: words cross the bus, a second transaction may follow, or it cannot happen. */
const SPECIAL: u32 = 1 << 30;
/**
 * Set by `prepareTable`: misses that bring the line in whatever the outcome, and move no words. With
 * directories, by BusRd or BusRdX.
 */
const PLAIN_FILL: u32 = 1 << 29;
/** The bits of a word that hold the state. */
export const STATE_MASK: u32 = 15;
/** From an event to its row. */
export const ROW_SHIFT: u32 = 6;
const FILL_BIT: u32 = 15;
const SUPPLY_BIT: u32 = 19;
const SHARED_BIT: u32 = 22;
const TXN_MASK: u32 = 7 << TXN_SHIFT;

// @ts-ignore: decorator
@inline
export function cellAt(event: u32, state: u32): u32 {
  return load<u32>(<usize>((event << 6) + (state << 2)), table);
}

/** The same for a processor event whose row, `event << 6`, is at hand. */
// @ts-ignore: decorator
@inline
export function cellInRow(row: u32, state: u32): u32 {
  return load<u32>(<usize>(row + (state << 2)), table);
}

/**
 * Prepares the table for the loops: marks the cells that they may decide by themselves, and those
 * whose transactions do more than the usual. Where nobody snoops there are no transactions.
 */
export function prepareTable(coherent: bool): void {
  for (let event: u32 = EVENT_PrRd; event <= EVENT_PrWr; event++) {
    for (let state: u32 = 0; state < STATES; state++) {
      let cell = cellAt(event, state);
      if (needsMore(cell)) cell |= SPECIAL;
      else if (!coherent) cell &= ~TXN_MASK;
      if (nextOf(cell, 0) && !(cell & SPECIAL)) {
        if (state && !(cell & TXN_MASK)) cell |= HIT;
        if (!state && nextOf(cell, 1) && nextOf(cell, 2) && (!directed || (fetchOf(cell) < 2 && fills(cell))))
          cell |= PLAIN_FILL;
      }
      store<u32>(<usize>((event << 6) + (state << 2)), cell, table);
    }
  }
}

function needsMore(cell: u32): bool {
  if (transactionOf(cell) == TXN_BusUpd || transactionOf(cell) == TXN_impossible) return true;
  return (cell & (ACTION_ThenUpdate | ACTION_MemoryWord)) != 0;
}

// @ts-ignore: decorator
@inline
export function isSpecial(cell: u32): bool {
  return (cell & SPECIAL) != 0;
}

// @ts-ignore: decorator
@inline
export function isHit(cell: u32): bool {
  return <i32>cell < 0;
}

// @ts-ignore: decorator
@inline
export function isPlainFill(cell: u32): bool {
  return (cell & PLAIN_FILL) != 0;
}

// @ts-ignore: decorator
@inline
export function hasTransaction(cell: u32): bool {
  return (cell & TXN_MASK) != 0;
}

/** 0 for a cell's BusRd, 1 for its BusRdX; something larger for what is neither. */
// @ts-ignore: decorator
@inline
export function fetchOf(cell: u32): u32 {
  return transactionOf(cell) - TXN_BusRd;
}

/** Row of the event by which the cell's transaction is snooped. */
// @ts-ignore: decorator
@inline
export function snoopRowOf(cell: u32): u32 {
  return ((cell & TXN_MASK) >> (TXN_SHIFT - ROW_SHIFT)) + (TXN_BASE << ROW_SHIFT);
}

/** Whether a snooped copy does nothing but change or go, and pass the line on. */
// @ts-ignore: decorator
@inline
export function isPlainSnoop(cell: u32): bool {
  return (cell & (TXN_MASK | ACTION_Update)) == 0;
}

/** ACTION_Supply if a snooped copy can supply the line that the requester's cell fetches, else 0. */
// @ts-ignore: decorator
@inline
export function suppliesFor(cell: u32, snooped: u32): u32 {
  return (cell << (SUPPLY_BIT - FILL_BIT)) & snooped & ACTION_Supply;
}

// @ts-ignore: decorator
@inline
export function transactionOf(cell: u32): u32 {
  return (cell & TXN_MASK) >> TXN_SHIFT;
}

/** Next state for an outcome (0 alone, 1 shared, 2 owned). */
// @ts-ignore: decorator
@inline
export function nextOf(cell: u32, outcome: u32): u32 {
  return (cell >> (outcome << 2)) & STATE_MASK;
}

// @ts-ignore: decorator
@inline
export function fills(cell: u32): bool {
  return (cell & ACTION_Fill) != 0;
}

// @ts-ignore: decorator
@inline
export function thenUpdates(cell: u32): bool {
  return (cell & ACTION_ThenUpdate) != 0;
}

/** Whether the word goes to memory, given whether a following BusUpd was issued. */
// @ts-ignore: decorator
@inline
export function writesWord(cell: u32, followed: bool): bool {
  if (!(cell & ACTION_MemoryWord)) return false;
  return followed || (cell & (ACTION_ThenUpdate | ACTION_WordAlways)) != ACTION_ThenUpdate;
}

/** The bit that says so where `fetching`, to be taken out of the first cell that has it. */
// @ts-ignore: decorator
@inline
export function supplyBit(fetching: bool): u32 {
  return fetching ? ACTION_Supply : 0;
}

/** 1 if the line was asked for and somebody, by the or of all cells snooped, supplied it. */
// @ts-ignore: decorator
@inline
export function isSupplied(cell: u32, seen: u32): u32 {
  return (cell >> FILL_BIT) & (seen >> SUPPLY_BIT) & 1;
}

/** Whether it is the snooped event itself that cannot happen. */
// @ts-ignore: decorator
@inline
export function isImpossible(cell: u32): bool {
  return (cell & TXN_MASK) != 0;
}

/** Whether a snooped copy can supply the line. */
export function supplies(cell: u32): bool {
  return (cell & ACTION_Supply) != 0;
}

/** Whether memory takes a snooped line. */
// @ts-ignore: decorator
@inline
export function flushes(cell: u32): bool {
  return (cell & ACTION_Flush) != 0;
}

/** Whether an evicted line goes to memory. */
// @ts-ignore: decorator
@inline
export function writesBack(cell: u32): bool {
  return (cell & ACTION_WriteBack) != 0;
}

/** Whether a word crosses the bus, whatever follows. */
// @ts-ignore: decorator
@inline
export function movesWord(cell: u32): bool {
  return (cell & ACTION_MemoryWord) != 0 || transactionOf(cell) == TXN_BusUpd;
}

// @ts-ignore: decorator
@inline
export function passesData(cell: u32): bool {
  return (cell & (ACTION_Supply | ACTION_Flush)) != 0;
}

// @ts-ignore: decorator
@inline
export function takesWord(cell: u32): u32 {
  return cell & ACTION_Update ? 1 : 0;
}

/** The bit that says that a line is shared, to be or-ed to the cells snooped. */
// @ts-ignore: decorator
@inline
export function sharedLine(): u32 {
  return ACTION_Shared;
}

/** The outcome, by the or of all cells snooped: 0 alone, 1 shared, 2 owned. An owner also shares. */
// @ts-ignore: decorator
@inline
export function outcomeOf(seen: u32): u32 {
  const lines = (seen >> SHARED_BIT) & 3;
  return lines - (lines >> 1);
}
