/**
 * Memory accesses of programs: checked, done by the caches as those of a trace, and then in values.
 *
 *   thread's address ─ aligned? in its space? allowed? ─► physical address ─ refer ─► image, images
 *
 *   uncached  u8 a line: whether it is kept out of the caches (synchronisation where nothing is coherent)
 *   rights    u8 a page, one table a node: 0 nothing, 1 reading, 2 all (pages shared by software)
 *
 * W and H: see bus.ts. Runs that execute are of kind f64.
 */
import { touch } from '../bus';
import { blocksOf, bytesOf, findWord, setState, wordAt } from '../cache';
import { EVENT_PrWr, STATES, TXN_BusWr } from '../codes';
import { recordOf, visit } from '../counters';
import { refer } from '../extras';
import {
  LINES_PER_PAGE,
  addresses,
  classifying,
  directed,
  image,
  lineShift,
  rightsShift,
  spaceBase,
  spaceBytes,
  tracking,
  twoLevel,
  uncached,
} from '../layout';
import {
  NO_LINE,
  firstLineOf,
  inRecentPage,
  lineNumber,
  makeRoomForPages,
  makeRoomForVectors,
  recentOf,
} from '../pages';
import { setRecord } from '../record';
import { TICK, clock, setClock } from '../replacement/clock';
import { setOrigin } from '../request';
import { STATE_MASK, cellAt, isHit, movesWord, nextOf, thenUpdates, transactionOf } from '../transition';
import { breakReservations, reserve, resetReservations, unreserve } from './reservations';
import { EVENT_ACCESS, EVENT_STALE, tell, tracing } from './events';
import {
  FAULT_RANGE,
  FAULT_UNALIGNED,
  STALE_LOADS,
  baseOf,
  bump,
  raise,
  reservationOf,
  rightsOf,
  threadIn,
} from './threads';
import {
  imageOf,
  lastWriter,
  loadValue,
  numberWrite,
  setPending,
  writeCopy,
  writeMemory,
  writesBehind,
} from './values';

export const READING: u32 = 0;
export const WRITING: u32 = 1;

/** Set when a thread needs rights that it has not: 1 + the page; the host sees to it. */
export let missingPage: u32 = 0;
/** Set when memory for pages of lines ran out. */
export let outOfMemory: bool = false;
/** Stores that changed what was there: while it stands still, nothing that is written matters. */
export let changes: u64 = 0;
let hasUncached: bool = false;
/** Whether a write may move words: to memory, or to other copies. */
let movesWords: bool = false;
/** References so far. */
let referred: u64 = 0;

export function resetAccess(): void {
  missingPage = 0;
  outOfMemory = false;
  changes = 0;
  resetReservations();
  hasUncached = false;
  referred = 0;
  movesWords = false;
  for (let state: u32 = 0; state < STATES; state++) {
    const cell = cellAt(EVENT_PrWr, state);
    if (movesWord(cell) || thenUpdates(cell) || transactionOf(cell) == TXN_BusWr) movesWords = true;
  }
}

export function clearMissing(): void {
  missingPage = 0;
}

/** Keeps the lines from `first` to `last` out of the caches. */
export function setUncached(first: u32, last: u32): void {
  hasUncached = true;
  memory.fill(uncached + first, 1, last - first + 1);
}

/** The physical address, or −1: the access is not done, and it is said why. */
// @ts-ignore: decorator
@inline
function placeOf(thread: usize, address: u64, bytes: u32, writing: u32): i32 {
  if (address < spaceBase || address >= spaceBytes || address + bytes > spaceBytes) {
    raise(thread, FAULT_RANGE, address, bytes);
    return -1;
  }
  if (address & (bytes - 1)) {
    raise(thread, FAULT_UNALIGNED, address, bytes);
    return -1;
  }
  const table = rightsOf(thread);
  if (table && load<u8>(table + ((<usize>address) >> rightsShift)) <= writing) {
    missingPage = 1 + ((<u32>address) >> rightsShift);
    return -1;
  }
  return <i32>(baseOf(thread) + address);
}

/** One access by way of the caches; whether the processor holds the line then. */
// @ts-ignore: decorator
@inline
function pass<W, H>(p: u32, physical: u32, bytes: u32, writing: u32): bool {
  if (!twoLevel && !classifying) {
    const word = hit<W>(p, physical, writing);
    if (word) return true;
  }
  return passRecord<W, H>(p, physical, bytes, writing);
}

/** A look for what needs nothing but a hit; the word, or 0 if there is more to do. */
// @ts-ignore: decorator
@inline
function hit<W>(p: u32, physical: u32, writing: u32): usize {
  const lineAddress: u64 = physical >> lineShift;
  const entry = recentOf(lineAddress);
  const inPage = inRecentPage(entry, lineAddress);
  if (inPage >= LINES_PER_PAGE) return 0;
  const line = firstLineOf(entry) | (<u32>inPage);
  const block = blocksOf(lineAddress) + <usize>p * bytesOf<W>();
  const at = findWord<W>(block, p, line);
  if (!at) return 0;
  const word = wordAt<W>(at);
  const state = word & STATE_MASK;
  const cell = cellAt(writing, state);
  if (!isHit(cell)) return 0;
  visit(recordOf(p), writing, 0, state);
  setClock(clock + TICK);
  setState<W>(at, word, nextOf(cell, 0));
  touch<W, f64>(block, at);
  referred++;
  return at;
}

/** The same, whatever there is to do. */
function passRecord<W, H>(p: u32, physical: u32, bytes: u32, writing: u32): bool {
  const access = addresses;
  setRecord(access, physical, p | (writing << 16) | (bytes << 20));
  const lineAddress: u64 = physical >> lineShift;
  let line = lineNumber(lineAddress);
  if (line == NO_LINE) {
    if (!makeRoomForPages()) {
      outOfMemory = true;
      return false;
    }
    line = lineNumber(lineAddress);
  }
  if (sizeof<H>() == 4 && !makeRoomForVectors(1)) outOfMemory = true;
  setClock(clock + TICK);
  if (directed) setOrigin(access, referred);
  referred++;
  return refer<W, H, f64>(access, lineAddress, line) != 0;
}

// @ts-ignore: decorator
@inline
function isUncached(physical: u32): bool {
  return hasUncached && load<u8>(uncached + (physical >> lineShift)) != 0;
}

function traceAccess(thread: usize, p: u32, physical: u32, bytes: u32, writing: u32, now: u64): void {
  tell(EVENT_ACCESS, threadIn(thread), now, physical, p | (writing << 16) | (bytes << 20));
}

function tellStale(thread: usize, p: u32, physical: u32, bytes: u32, now: u64): void {
  const behind = writesBehind(p, physical, bytes);
  if (!behind) return;
  bump(thread, STALE_LOADS, 1);
  tell(EVENT_STALE, threadIn(thread), now, physical, ((<u64>behind) << 32) | lastWriter(physical));
}

/** Reads; what it returns means nothing if the thread faulted, or a page is missing. */
export function read<W, H>(thread: usize, p: u32, address: u64, bytes: u32, now: u64): u64 {
  const physical = placeOf(thread, address, bytes, READING);
  if (physical < 0) return 0;
  if (tracing) traceAccess(thread, p, physical, bytes, READING, now);
  if (isUncached(physical)) return loadValue(image + physical, bytes);
  const held = pass<W, H>(p, physical, bytes, READING);
  if (!held) return loadValue(image + physical, bytes);
  if (tracking) tellStale(thread, p, physical, bytes, now);
  return loadValue(imageOf(p) + physical, bytes);
}

/** Does a write whose thread may write there. */
function commit<W, H>(thread: usize, p: u32, physical: u32, bytes: u32, value: u64): void {
  setPending(physical, bytes, value);
  if (tracking) numberWrite(threadIn(thread));
  breakReservations(thread, physical >> lineShift);
  if (isUncached(physical)) {
    if (loadValue(image + physical, bytes) != value) changes++;
    writeMemory();
    return;
  }
  if (!pass<W, H>(p, physical, bytes, WRITING)) {
    changes++;
    return;
  }
  writeHeld(p, physical, bytes, value);
}

// @ts-ignore: decorator
@inline
function writeHeld(p: u32, physical: u32, bytes: u32, value: u64): void {
  if (loadValue(imageOf(p) + physical, bytes) != masked(value, bytes)) changes++;
  writeCopy(p);
}

// @ts-ignore: decorator
@inline
function masked(value: u64, bytes: u32): u64 {
  return bytes == 8 ? value : value & (((<u64>1) << (bytes << 3)) - 1);
}

/** Writes; nothing is written if the thread faulted, or a page is missing. */
export function write<W, H>(thread: usize, p: u32, address: u64, bytes: u32, value: u64, now: u64): void {
  const physical = placeOf(thread, address, bytes, WRITING);
  if (physical < 0) return;
  if (tracing) traceAccess(thread, p, physical, bytes, WRITING, now);
  commit<W, H>(thread, p, physical, bytes, value);
}

/** What an atomic instruction makes of the old value. */
export const SET: u32 = 0;
export const SWAP: u32 = 1;
export const COMPARE: u32 = 2;
export const ADD: u32 = 3;

// @ts-ignore: decorator
@inline
function combined(kind: u32, old: u64, operand: u64): u64 {
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
  const physical = placeOf(thread, address, bytes, WRITING);
  if (physical < 0) return 0;
  if (tracing) traceAccess(thread, p, physical, bytes, WRITING, now);
  const apart = isUncached(physical);
  let held = false;
  if (!apart) held = pass<W, H>(p, physical, bytes, movesWords ? READING : WRITING);
  const old = loadValue((held ? imageOf(p) : image) + physical, bytes);
  if (kind == COMPARE && old != masked(expected, bytes)) return old;
  const value = masked(combined(kind, old, operand), bytes);
  if (movesWords || !held) {
    commit<W, H>(thread, p, physical, bytes, value);
    return old;
  }
  setPending(physical, bytes, value);
  if (tracking) numberWrite(threadIn(thread));
  breakReservations(thread, physical >> lineShift);
  writeHeld(p, physical, bytes, value);
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
  write<W, H>(thread, p, address, bytes, value, now);
  if (!missingPage) unreserve(thread);
  return true;
}
