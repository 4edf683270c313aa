/**
 * What the core counts. Everything else in the report follows from these on the host.
 *
 *   one processor's record (COUNTER_STRIDE bytes)
 *     ├─ visits of cells, u64 at slot << 10 | event << 7 | state << 3
 *     │    slot of PrRd and PrWr: outcome (0 alone, 1 shared, 2 owned) | 4 if another cache supplied;
 *         TAKEN_OVER: a read that became what a write would have made of it, see clusters.ts
 *     │    slot of a snooped event: 1 if this copy was chosen to supply, else 0;  slot of Evict: 0
 *     │    a prefetch: as a PrRd of the invalid state, but in the row of Evict
 *     ├─ tallies, u64 × 64: what the visits do not tell
 *     ├─ last: u64 line address and u32 address of the word of its last reference's line, see loop.ts
 *     ├─ its own: u32 address of its block of set 0, how a line is marked that it alone holds, and u32 its
 *        core's first thread, its core and its cluster (hierarchy.ts)
 *     └─ its node's: where what the node exchanges with others is counted, see exchanges.ts
 */
import { ACTION_Supply } from './codes';
import { aloneAs } from './holders';
import {
  COUNTER_STRIDE,
  LAST,
  TALLIES,
  blockBytes,
  cache,
  clusterShare,
  counters,
  coreThreads,
  processors,
} from './layout';

/** Bytes of one slot's visits. */
const SLOT_BYTES: u32 = 1 << 10;

/** A slot of PrRd that no outcome has. */
export const TAKEN_OVER: u32 = 3;

export const TALLY_INVALIDATIONS_SENT: u32 = 0;
export const TALLY_UPDATES_SENT: u32 = 1;
export const TALLY_MEMORY_WORDS: u32 = 2;
export const TALLY_BUS_WORDS: u32 = 3;
/** BusUpd issued after the BusRd of a write miss. */
export const TALLY_FOLLOWING_UPDATES: u32 = 4;
export const TALLY_UPPER_HITS: u32 = 5;
export const TALLY_UPPER_EVICTIONS: u32 = 6;
export const TALLY_UPPER_WRITE_BACKS: u32 = 7;
export const TALLY_UPPER_WRITE_THROUGHS: u32 = 8;
export const TALLY_BACK_INVALIDATIONS: u32 = 9;
export const TALLY_COLD: u32 = 10;
export const TALLY_CAPACITY: u32 = 11;
export const TALLY_CONFLICT: u32 = 12;
export const TALLY_TRUE_SHARING: u32 = 13;
export const TALLY_FALSE_SHARING: u32 = 14;
export const TALLY_LOCAL_REQUESTS: u32 = 15;
export const TALLY_REMOTE_REQUESTS: u32 = 16;
export const TALLY_RECALLS: u32 = 17;
export const TALLY_USELESS_INVALIDATIONS: u32 = 18;
export const TALLY_PAGE_MIGRATIONS: u32 = 19;
/** Requests that the caches of a node served among themselves. */
export const TALLY_NODE_REQUESTS: u32 = 20;
// Of the general loop alone, see hierarchy.ts.
export const TALLY_FETCH_HITS: u32 = 21;
export const TALLY_FETCH_MISSES: u32 = 22;
export const TALLY_SECOND_HITS: u32 = 23;
export const TALLY_VICTIM_FILLS: u32 = 24;
export const TALLY_SHARED_HITS: u32 = 25;
export const TALLY_SHARED_MISSES: u32 = 26;
export const TALLY_SHARED_REMOTE_HITS: u32 = 27;
export const TALLY_SHARED_FILLS: u32 = 28;
export const TALLY_SHARED_EVICTIONS: u32 = 29;
export const TALLY_SHARED_WRITE_BACKS: u32 = 30;
export const TALLY_SHARED_BACK_INVALIDATIONS: u32 = 31;
export const TALLY_TLB_MISSES: u32 = 32;
export const TALLY_PAGE_WALKS: u32 = 33;
export const TALLY_PREFETCHES: u32 = 34;
export const TALLY_USEFUL_PREFETCHES: u32 = 35;
export const TALLY_USELESS_PREFETCHES: u32 = 36;
export const TALLY_TLB_SHOOTDOWNS: u32 = 37;
// Of programs, see execute/commit.ts: accesses past the caches, and bus words that they read.
export const TALLY_PAST_READS: u32 = 38;
export const TALLY_PAST_WRITES: u32 = 39;
export const TALLY_MEMORY_WORDS_READ: u32 = 40;

/** A processor's record, as an offset from the region's start. */
// @ts-ignore: decorator
@inline
export function recordOf(processor: u32): usize {
  return <usize>processor * COUNTER_STRIDE;
}

/** Counts one visit of the cell (event, state). */
// @ts-ignore: decorator
@inline
export function visit(record: usize, event: u32, slot: u32, state: u32): void {
  const at = record + <usize>((slot << 10) | (event << 7) | (state << 3));
  store<u64>(at, load<u64>(at, counters) + 1, counters);
}

/** So many visits of one cell. */
export function visitOften(record: usize, event: u32, slot: u32, state: u32, count: u32): void {
  const at = record + <usize>((slot << 10) | (event << 7) | (state << 3));
  store<u64>(at, load<u64>(at, counters) + count, counters);
}

/** The same in slot 0 of a processor event whose row of the table, `event << 6`, is at hand. */
// @ts-ignore: decorator
@inline
export function visitInRow(record: usize, row: u32, state: u32): void {
  const at = record + <usize>((row + (state << 2)) << 1);
  store<u64>(at, load<u64>(at, counters) + 1, counters);
}

/** From slot 0 to another. */
// @ts-ignore: decorator
@inline
export function slotOffset(slot: u32): usize {
  return slot * SLOT_BYTES;
}

/** The same of a snooped event; `supplies`: its bit of ACTION_Supply if the copy is chosen to supply. */
// @ts-ignore: decorator
@inline
export function visitSnooped(record: usize, row: u32, state: u32, supplies: u32): void {
  const at = record + <usize>((row + (state << 2)) << 1) + <usize>(supplies / (ACTION_Supply / SLOT_BYTES));
  store<u64>(at, load<u64>(at, counters) + 1, counters);
}

// @ts-ignore: decorator
@inline
export function tally(record: usize, index: u32, by: u64): void {
  const at = record + <usize>(index << 3);
  store<u64>(at, load<u64>(at, counters + TALLIES) + by, counters + TALLIES);
}

// @ts-ignore: decorator
@inline
export function tallyOf(record: usize, index: u32): u64 {
  return load<u64>(record + <usize>(index << 3), counters + TALLIES);
}

/** A line address that no line has. */
export const NO_ADDRESS: u64 = ~0;

/** Line address of the processor's last reference. */
// @ts-ignore: decorator
@inline
export function lastLine(record: usize): u64 {
  return load<u64>(record, counters + LAST);
}

/** Where the word of that line is. */
// @ts-ignore: decorator
@inline
export function lastWord(record: usize): usize {
  return load<u32>(record, counters + LAST + 8);
}

// @ts-ignore: decorator
@inline
export function setLastLine(record: usize, lineAddress: u64): void {
  store<u64>(record, lineAddress, counters + LAST);
}

// @ts-ignore: decorator
@inline
export function setLastWord(record: usize, word: usize): void {
  store<u32>(record, word, counters + LAST + 8);
}

/** Address of the processor's block of set 0. */
// @ts-ignore: decorator
@inline
export function firstBlock(record: usize): usize {
  return load<u32>(record, counters + LAST + 12);
}

/** The holders of a line that the processor alone holds, see holders.ts. */
// @ts-ignore: decorator
@inline
export function aloneIn(record: usize): u64 {
  return load<u64>(record, counters + LAST + 16);
}

/** The first thread of the processor's core. */
// @ts-ignore: decorator
@inline
export function firstThread(record: usize): u32 {
  return load<u32>(record, counters + LAST + 24);
}

// @ts-ignore: decorator
@inline
export function coreOf(record: usize): u32 {
  return load<u32>(record, counters + LAST + 28);
}

// @ts-ignore: decorator
@inline
export function clusterOf(record: usize): u32 {
  return load<u32>(record, counters + LAST + 32);
}

/** No processor has a last reference: its word may have moved, or have another stamp than it should. */
export function forgetLast(): void {
  for (let p: u32 = 0; p < processors; p++) setLastLine(recordOf(p), NO_ADDRESS);
}

/** Clears every count, and writes down what is each processor's own. */
export function resetCounters(): void {
  memory.fill(counters, 0, <usize>processors * COUNTER_STRIDE);
  for (let p: u32 = 0; p < processors; p++) {
    const record = recordOf(p);
    store<u32>(record, cache + <usize>p * blockBytes, counters + LAST + 12);
    store<u64>(record, processors > 64 ? aloneAs<u32>(p) : aloneAs<u64>(p), counters + LAST + 16);
    store<u32>(record, p - (p % coreThreads), counters + LAST + 24);
    store<u32>(record, p / coreThreads, counters + LAST + 28);
    store<u32>(record, p / clusterShare, counters + LAST + 32);
  }
  forgetLast();
}
