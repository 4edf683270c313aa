/**
 * The only place that reads a protocol's table.
 *
 *   table: cell (event, state) at (event << 6 | state << 2), u32, see codes.ts
 */
import {
  ACTION_Fill,
  ACTION_Flush,
  ACTION_MemoryWord,
  ACTION_Supply,
  ACTION_ThenUpdate,
  ACTION_Update,
  ACTION_WordAlways,
  EVENT_PrRd,
  EVENT_PrWr,
  STATES,
  TXN_BusUpd,
  TXN_SHIFT,
} from './codes';

/** Set by `markHits` in the cells of held lines that need no transaction and keep the line. */
const HIT: u32 = 1 << 31;
/** The bits of a word that hold the state. */
export const STATE_MASK: u32 = 15;
const SUPPLY_BIT: u32 = 19;
const SHARED_BIT: u32 = 22;
const TXN_MASK: u32 = 7 << TXN_SHIFT;

// @ts-ignore: decorator
@inline
export function cellAt(table: usize, event: u32, state: u32): u32 {
  return load<u32>(table + <usize>((event << 6) | (state << 2)));
}

/** Marks the cells that the loop may decide by itself. */
export function markHits(table: usize): void {
  for (let event: u32 = EVENT_PrRd; event <= EVENT_PrWr; event++) {
    for (let state: u32 = 1; state < STATES; state++) {
      const cell = cellAt(table, event, state);
      if (!transactionOf(cell) && nextOf(cell, 0) && !(cell & ACTION_MemoryWord)) {
        store<u32>(table + <usize>((event << 6) | (state << 2)), cell | HIT);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
export function isHit(cell: u32): bool {
  return <i32>cell < 0;
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

/** 1 if the copy can put the line on the bus, else 0. */
// @ts-ignore: decorator
@inline
export function canSupply(cell: u32): u32 {
  return (cell >> SUPPLY_BIT) & 1;
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

/** Bits 0 (shared) and 1 (owned) that a snooped copy asserts. */
// @ts-ignore: decorator
@inline
export function linesAsserted(cell: u32): u32 {
  return (cell >> SHARED_BIT) & 3;
}
