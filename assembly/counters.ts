/**
 * What the core counts. Everything else in the report follows from these on the host.
 *
 *   one processor's record (COUNTER_STRIDE bytes)
 *   event e:  ├ outcome 0: visits of cell (e, state 0 … 15)   u64 × 16
 *             ├ outcome 1: the same, seen shared              u64 × 16
 *             ├ outcome 2: the same, seen owned               u64 × 16
 *             └ outcome 3: tallies 16 × e … 16 × e + 15       u64 × 16
 */
import { COUNTER_STRIDE, counters } from './layout';

/** Tallies: what the visits of cells do not tell. */
export const TALLY_TRANSFERS: u32 = 0;
export const TALLY_SUPPLIES: u32 = 1;
/** Flushes whose data the same transaction carried to the requester. */
export const TALLY_CARRIED_FLUSHES: u32 = 2;
export const TALLY_INVALIDATIONS_SENT: u32 = 3;
export const TALLY_UPDATES_SENT: u32 = 4;
export const TALLY_MEMORY_WORDS: u32 = 5;
export const TALLY_BUS_WORDS: u32 = 6;
/** BusUpd issued after the BusRd of a write miss. */
export const TALLY_FOLLOWING_UPDATES: u32 = 7;
export const TALLY_UPPER_HITS: u32 = 8;
export const TALLY_UPPER_EVICTIONS: u32 = 9;
export const TALLY_UPPER_WRITE_BACKS: u32 = 10;
export const TALLY_UPPER_WRITE_THROUGHS: u32 = 11;
export const TALLY_BACK_INVALIDATIONS: u32 = 12;
export const TALLY_COLD: u32 = 16;
export const TALLY_CAPACITY: u32 = 17;
export const TALLY_CONFLICT: u32 = 18;
export const TALLY_TRUE_SHARING: u32 = 19;
export const TALLY_FALSE_SHARING: u32 = 20;

// @ts-ignore: decorator
@inline
export function recordOf(processor: u32): usize {
  return counters + <usize>processor * COUNTER_STRIDE;
}

/** Counts one visit of the cell (event, state) with an outcome. */
// @ts-ignore: decorator
@inline
export function visit(record: usize, event: u32, outcome: u32, state: u32): void {
  const at = record + <usize>((event << 9) | (outcome << 7) | (state << 3));
  store<u64>(at, load<u64>(at) + 1);
}

// @ts-ignore: decorator
@inline
export function tally(record: usize, index: u32, by: u64): void {
  const at = record + <usize>(((index >> 4) << 9) | (3 << 7) | ((index & 15) << 3));
  store<u64>(at, load<u64>(at) + by);
}
