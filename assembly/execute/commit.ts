/**
 * Accesses of programs that are as good as done: by way of the caches, and then in values.
 *
 *   physical address ─ refer (extras.ts) ─► states and counters ─► image, images (values.ts)
 *
 *   uncached  u8 a line: whether it is kept out of the caches (synchronisation where nothing is coherent)
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
  imageBytes,
  lineShift,
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
import { breakReservations, resetReservations } from './reservations';
import { threadIn } from './threads';
import { imageOf, loadValue, numberWrite, setPending, writeCopy, writeMemory } from './values';

export const READING: u32 = 0;
export const WRITING: u32 = 1;

/** Set when memory for pages of lines ran out. */
export let outOfMemory: bool = false;
/** Stores that changed what was there: while it stands still, nothing that is written matters. */
export let changes: u64 = 0;
/** Whether a write may move words: to memory, or to other copies. */
export let movesWords: bool = false;
let hasUncached: bool = false;
/** References so far. */
let referred: u64 = 0;

export function resetCommits(): void {
  outOfMemory = false;
  changes = 0;
  if (hasUncached) memory.fill(uncached, 0, imageBytes >> lineShift);
  hasUncached = false;
  referred = 0;
  movesWords = false;
  resetReservations();
  for (let state: u32 = 0; state < STATES; state++) {
    const cell = cellAt(EVENT_PrWr, state);
    if (movesWord(cell) || thenUpdates(cell) || transactionOf(cell) == TXN_BusWr) movesWords = true;
  }
}

/** Keeps the lines from `first` to `last` out of the caches. */
export function setUncached(first: u32, last: u32): void {
  hasUncached = true;
  memory.fill(uncached + first, 1, last - first + 1);
}

/** One access by way of the caches; whether the processor holds the line then. */
// @ts-ignore: decorator
@inline
export function pass<W, H>(p: u32, physical: u32, bytes: u32, writing: u32): bool {
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
export function isUncached(physical: u32): bool {
  return hasUncached && load<u8>(uncached + (physical >> lineShift)) != 0;
}

/** Does a write whose thread may write there. */
export function commit<W, H>(thread: usize, p: u32, physical: u32, bytes: u32, value: u64): void {
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
export function writeHeld(p: u32, physical: u32, bytes: u32, value: u64): void {
  if (loadValue(imageOf(p) + physical, bytes) != masked(value, bytes)) changes++;
  writeCopy(p);
}

// @ts-ignore: decorator
@inline
export function masked(value: u64, bytes: u32): u64 {
  return bytes == 8 ? value : value & (((<u64>1) << (bytes << 3)) - 1);
}
