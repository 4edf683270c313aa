/**
 * Store buffers: stores that their processor does not wait for, performed one after the other in
 * its order, and what loads find in them.
 *
 *   stores of a processor, a ring of storeEntries × STORE_BYTES
 *     u64 address, u64 entered, u64 end (NEVER: not drained yet), u64 let go (NEVER: not yet), u32 meta
 *   lines with stores, a table of u16 × LINE_COUNTS a processor: stores in the buffer, by the line that they go to
 *   in its account, at 80: u32 first, u32 count, u32 undrained, u32 entry that it waits for plus one
 *
 * An entry is free again once its store has ended. Eager buffers drain at once; lazy ones keep what
 * they hold until they are full, a load waits for it, or nothing else is left to do.
 */
import { lineShift } from '../layout';
import { bytesIn } from '../record';
import { accountOf, drainedOf, setDrained, stallUntil } from './accounts';
import { NEVER } from './agents';
import { CAUSE_STORE_BUFFER } from './causes';
import { LINE_COUNTS, LINE_COUNT_BITS, STORE_BYTES, storedLines, stores } from './regions';
import { drainsLazily, forwards, l1Cycles, storeEntries } from './settings';

const FIRST: usize = 80;
const COUNT: usize = 84;
const UNDRAINED: usize = 88;
const AWAITED: usize = 92;
const ENTERED: usize = 8;
const END: usize = 16;
const LET_GO: usize = 24;
const META: usize = 32;

export const NOT_BUFFERED: u32 = 0;
export const FORWARDED: u32 = 1;
export const MUST_WAIT: u32 = 2;

// @ts-ignore: decorator
@inline
function countOf(account: usize): u32 {
  return load<u32>(account, COUNT);
}

// @ts-ignore: decorator
@inline
function undrainedOf(account: usize): u32 {
  return load<u32>(account, UNDRAINED);
}

/** The i-th entry from the oldest on. */
// @ts-ignore: decorator
@inline
function entryAt(p: u32, account: usize, i: u32): usize {
  let index = load<u32>(account, FIRST) + i;
  if (index >= storeEntries) index -= storeEntries;
  return stores + <usize>(p * storeEntries + index) * STORE_BYTES;
}

/** Whether the processor waits for a store of which it is not known when it ends. */
// @ts-ignore: decorator
@inline
export function isBlocked(account: usize): bool {
  return load<u32>(account, AWAITED) != 0;
}

/** When the oldest store that is not drained can be, or NEVER. */
export function drainTime(p: u32, account: usize): u64 {
  const undrained = undrainedOf(account);
  if (!undrained) return NEVER;
  const entry = entryAt(p, account, countOf(account) - undrained);
  const letGo = load<u64>(entry, LET_GO);
  return letGo == NEVER ? NEVER : max(max(load<u64>(entry, ENTERED), drainedOf(account)), letGo);
}

/** How many stores of the buffer go to the line, or to others that share its place in the table. */
// @ts-ignore: decorator
@inline
function lineCountAt(p: u32, lineAddress: u64): usize {
  const place = (<u32>(lineAddress ^ (lineAddress >> LINE_COUNT_BITS))) & (LINE_COUNTS - 1);
  return storedLines + ((<usize>((p << LINE_COUNT_BITS) | place)) << 1);
}

/** Frees the entries of stores that have ended by `time`. */
function freeEnded(p: u32, account: usize, time: u64): void {
  let count = countOf(account);
  while (count > undrainedOf(account)) {
    const entry = entryAt(p, account, 0);
    if (load<u64>(entry, END) > time) return;
    const counted = lineCountAt(p, load<u64>(entry) >> (<u64>lineShift));
    store<u16>(counted, load<u16>(counted) - 1);
    const first = load<u32>(account, FIRST) + 1;
    store<u32>(account, first == storeEntries ? 0 : first, FIRST);
    store<u32>(account, --count, COUNT);
  }
}

/** Lets the stores drain up to the i-th entry. */
function letGoTo(p: u32, account: usize, last: u32, time: u64): void {
  for (let i = countOf(account) - undrainedOf(account); i <= last; i++) {
    const entry = entryAt(p, account, i);
    if (load<u64>(entry, LET_GO) > time) store<u64>(entry, time, LET_GO);
  }
}

/** The processor stalls until the i-th entry is free, or is blocked until that is known. */
function waitFor(p: u32, account: usize, i: u32): void {
  const entry = entryAt(p, account, i);
  const end = load<u64>(entry, END);
  if (end == NEVER) store<u32>(account, <u32>((entry - stores) / STORE_BYTES) + 1, AWAITED);
  else stallUntil(account, CAUSE_STORE_BUFFER, end);
}

/** Whether a store can enter the buffer at `time`. */
// @ts-ignore: decorator
@inline
export function hasRoom(p: u32, account: usize, time: u64): bool {
  if (countOf(account) < storeEntries) return true;
  freeEnded(p, account, time);
  return countOf(account) < storeEntries;
}

/** The processor waits until it can. */
export function waitForRoom(p: u32, account: usize): void {
  waitFor(p, account, 0);
}

/** A store enters the buffer at `time`; there must be room. */
// @ts-ignore: decorator
@inline
export function enter(p: u32, account: usize, time: u64, address: u64, meta: u32): void {
  const counted = lineCountAt(p, address >> (<u64>lineShift));
  store<u16>(counted, load<u16>(counted) + 1);
  const count = countOf(account);
  const entry = entryAt(p, account, count);
  store<u64>(entry, address);
  store<u64>(entry, time + l1Cycles, ENTERED);
  store<u64>(entry, NEVER, END);
  store<u64>(entry, drainsLazily ? NEVER : 0, LET_GO);
  store<u32>(entry, meta, META);
  const undrained = undrainedOf(account) + 1;
  store<u32>(account, count + 1, COUNT);
  store<u32>(account, undrained, UNDRAINED);
  if (undrained == storeEntries) letGoTo(p, account, count + 1 - undrained, time + l1Cycles);
}

/** Whether a load of the line at `time` may find a store among those of the buffer. */
// @ts-ignore: decorator
@inline
export function mayBeStored(p: u32, account: usize, time: u64, lineAddress: u64): bool {
  if (!load<u16>(lineCountAt(p, lineAddress))) return false;
  freeEnded(p, account, time);
  return load<u16>(lineCountAt(p, lineAddress)) != 0;
}

/** What a load at `time` finds among the stores; the processor is made to wait where it must. */
export function lookInStores(p: u32, account: usize, time: u64, address: u64, meta: u32): u32 {
  if (!countOf(account)) return NOT_BUFFERED;
  freeEnded(p, account, time);
  const last = address + max<u32>(bytesIn(meta), 1) - 1;
  for (let i = countOf(account); i-- > 0;) {
    const entry = entryAt(p, account, i);
    const from = load<u64>(entry);
    const to = from + max<u32>(bytesIn(load<u32>(entry, META)), 1) - 1;
    if (last < from || to < address) continue;
    if (forwards && from <= address && last <= to) return FORWARDED;
    letGoTo(p, account, i, time);
    waitFor(p, account, i);
    return MUST_WAIT;
  }
  return NOT_BUFFERED;
}

/** The processor has nothing else to do from `time` on: its stores drain. */
export function letAllGo(p: u32, time: u64): void {
  const account = accountOf(p);
  if (undrainedOf(account)) letGoTo(p, account, countOf(account) - 1, time);
}

/** The store that is to be drained next: its address at 0, and its meta as `storeMeta`. */
export function storeToDrain(p: u32, account: usize): usize {
  return entryAt(p, account, countOf(account) - undrainedOf(account));
}

export function storeMeta(entry: usize): u32 {
  return load<u32>(entry, META);
}

/** The store was drained, and ends then. A processor that waits for it learns when it goes on. */
// @ts-ignore: decorator
@inline
export function finishDrain(account: usize, entry: usize, end: u64): void {
  store<u64>(entry, end, END);
  store<u32>(account, undrainedOf(account) - 1, UNDRAINED);
  setDrained(account, end);
  if (load<u32>(account, AWAITED) != <u32>((entry - stores) / STORE_BYTES) + 1) return;
  store<u32>(account, 0, AWAITED);
  stallUntil(account, CAUSE_STORE_BUFFER, end);
}
