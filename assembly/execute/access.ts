/**
 * Memory accesses of programs: checked, held back where the memory model lets stores wait, and done.
 *
 *   thread's address ─ in its space? aligned? allowed? ─► physical ─ queue (weak.ts) ─► commit.ts
 *
 *   rights    u8 a unit, one table a node: 0 nothing, 1 reading, 2 and writing, 3 and atomic accesses (memory
 *             shared by software; units are pages, or lines where some of a page are kept apart from it)
 *
 * W and H: see bus.ts.
 */
import { image, lineShift, rightsShift, spaceBase, spaceBytes, tracking } from '../layout';
import {
  READING,
  WRITING,
  beginAt,
  beginNext,
  commit,
  goPast,
  isUncached,
  masked,
  movesWords,
  pass,
  resetCommits,
  writeBrought,
} from './commit';
import { EVENT_ACCESS, EVENT_ATOMIC_WRITE, EVENT_STALE, tell, tracing } from './events';
import { breakReservations, reserve, unreserve } from './reservations';
import { MODEL_SC, PARTLY, QUEUED, forward, forwarded, model, queueOf } from './store-queue';
import {
  FAULT_RANGE,
  FAULT_UNALIGNED,
  STALE_LOADS,
  baseOf,
  bump,
  pcOf,
  raise,
  reservationOf,
  rightsOf,
  threadIn,
} from './threads';
import { imageOf, lastWriter, loadValue, numberWrite, setPending, writesBehind } from './values';
import { drainAll, hold } from './weak';

/** What an atomic access needs, beside READING and WRITING. */
const ATOMIC: u32 = 2;

/** Set when a thread needs rights that it has not: 1 + the unit; the host sees to it. */
export let missingPage: u32 = 0;

export function resetAccess(): void {
  missingPage = 0;
  resetCommits();
}

export function clearMissing(): void {
  missingPage = 0;
}

/** The physical address, or −1: the access is not done, and it is said why. */
// @ts-ignore: decorator
@inline
function placeOf(thread: usize, address: u64, bytes: u32, needs: u32): i32 {
  if (address < spaceBase || address >= spaceBytes || address + bytes > spaceBytes) {
    raise(thread, FAULT_RANGE, address, bytes);
    return -1;
  }
  if (address & (bytes - 1)) {
    raise(thread, FAULT_UNALIGNED, address, bytes);
    return -1;
  }
  const table = rightsOf(thread);
  if (table && load<u8>(table + ((<usize>address) >> rightsShift)) <= needs) {
    missingPage = 1 + ((<u32>address) >> rightsShift);
    return -1;
  }
  return <i32>(baseOf(thread) + address);
}

/** `kind`: EVENT_ACCESS, or EVENT_ATOMIC_WRITE. */
function traceAccess(
  kind: u32,
  thread: usize,
  p: u32,
  physical: u32,
  bytes: u32,
  writing: u32,
  now: u64,
): void {
  tell(kind, threadIn(thread), now, physical, p | (writing << 16) | (bytes << 20));
}

function tellStale(thread: usize, p: u32, physical: u32, bytes: u32, now: u64): void {
  const behind = writesBehind(p, physical, bytes);
  if (!behind) return;
  bump(thread, STALE_LOADS, 1);
  // The interpreter sets the program counter to the next instruction before it does one that accesses memory.
  const place = physical | ((<u64>(pcOf(thread) - 1)) << 32);
  tell(EVENT_STALE, threadIn(thread), now, place, ((<u64>behind) << 32) | lastWriter(physical));
}

/** Reads; what it returns means nothing if the thread faulted, or a page is missing. */
export function read<W, H>(thread: usize, p: u32, address: u64, bytes: u32, now: u64): u64 {
  const physical = placeOf(thread, address, bytes, READING);
  if (physical < 0) return 0;
  if (model != MODEL_SC) {
    const found = forward(queueOf(thread), physical, bytes);
    if (found == QUEUED) return forwarded;
    if (found == PARTLY) beginAt(drainAll<W, H>(thread, p, now), true);
  }
  if (tracing) traceAccess(EVENT_ACCESS, thread, p, physical, bytes, READING, now);
  if (isUncached(physical)) {
    goPast(p, physical, bytes, READING);
    return loadValue(image + physical, bytes);
  }
  const held = pass<W, H>(p, physical, bytes, READING);
  if (!held) return loadValue(image + physical, bytes);
  if (tracking) tellStale(thread, p, physical, bytes, now);
  return loadValue(imageOf(p) + physical, bytes);
}

/**
 * Writes, or lets the store wait; nothing is written if the thread faulted, or a page is missing.
 * `release`: nothing before it may come after it.
 */
export function write<W, H>(
  thread: usize,
  p: u32,
  address: u64,
  bytes: u32,
  value: u64,
  release: bool,
  now: u64,
): void {
  const physical = placeOf(thread, address, bytes, WRITING);
  if (physical < 0) return;
  if (tracing) traceAccess(EVENT_ACCESS, thread, p, physical, bytes, WRITING, now);
  if (model == MODEL_SC) commit<W, H>(thread, p, physical, bytes, value);
  else beginAt(hold<W, H>(thread, p, physical, bytes, value, release, now), true);
}

/** What an atomic instruction makes of the old value. */
export const SET: u32 = 0;
export const SWAP: u32 = 1;
export const COMPARE: u32 = 2;
export const ADD: u32 = 3;

// @ts-ignore: decorator
@inline
export function combined(kind: u32, old: u64, operand: u64): u64 {
  return kind == SET ? 1 : kind == ADD ? old + operand : operand;
}

/**
 * Reads and writes as one; returns the old value. Where a write moves words, the line is read before,
 * so that the word is known when it moves; else the write alone brings the line.
 */
export function exchange<W, H>(
  thread: usize,
  p: u32,
  address: u64,
  bytes: u32,
  kind: u32,
  operand: u64,
  expected: u64,
  now: u64,
): u64 {
  const physical = placeOf(thread, address, bytes, ATOMIC);
  if (physical < 0) return 0;
  const apart = isUncached(physical);
  const needs = movesWords && !apart ? READING : WRITING;
  if (tracing) traceAccess(EVENT_ACCESS, thread, p, physical, bytes, needs, now);
  let held = false;
  if (apart) goPast(p, physical, bytes, READING);
  else held = pass<W, H>(p, physical, bytes, needs);
  if (tracking && held) tellStale(thread, p, physical, bytes, now);
  const old = loadValue((held ? imageOf(p) : image) + physical, bytes);
  if (kind == COMPARE && old != masked(expected, bytes)) return old;
  const value = masked(combined(kind, old, operand), bytes);
  if (movesWords || !held) {
    if (tracing && !apart) traceAccess(EVENT_ATOMIC_WRITE, thread, p, physical, bytes, WRITING, now);
    beginNext();
    commit<W, H>(thread, p, physical, bytes, value);
    return old;
  }
  setPending(physical, bytes, value);
  if (tracking) numberWrite(threadIn(thread));
  breakReservations(thread, physical >> lineShift);
  writeBrought<W>(p, physical, bytes, value);
  return old;
}

/** Loads, and reserves the line for a store that succeeds only if nobody wrote between. */
export function loadLinked<W, H>(thread: usize, p: u32, address: u64, bytes: u32, now: u64): u64 {
  const value = read<W, H>(thread, p, address, bytes, now);
  const mark: u64 = ((baseOf(thread) + address) >> (<u64>lineShift)) + 1;
  reserve(thread, mark);
  return value;
}

/** Whether the store was done. */
export function storeConditional<W, H>(
  thread: usize,
  p: u32,
  address: u64,
  bytes: u32,
  value: u64,
  now: u64,
): bool {
  const mark: u64 = ((baseOf(thread) + address) >> (<u64>lineShift)) + 1;
  const kept = reservationOf(thread) == mark;
  if (!kept) {
    unreserve(thread);
    return false;
  }
  const physical = placeOf(thread, address, bytes, ATOMIC);
  if (physical < 0) return false;
  if (tracing) traceAccess(EVENT_ACCESS, thread, p, physical, bytes, WRITING, now);
  commit<W, H>(thread, p, physical, bytes, value);
  unreserve(thread);
  return true;
}
