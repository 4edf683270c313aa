/**
 * Accesses of programs that are as good as done: by way of the caches, and then in values.
 *
 *   physical address ─ refer (extras.ts) ─► states and counters ─► image, images (values.ts)
 *
 *   uncached  u8 a line: whether it is kept out of the caches (synchronisation where nothing is coherent)
 *
 * W and H: see bus.ts. Runs that execute are of kind K = f64, or u32 where plain-access.ts says so.
 */
import { touch } from '../bus';
import { blocksOf, bytesOf, findWord, ownBlock, setState, wordAt } from '../cache';
import { EVENT_BusRd, EVENT_BusUpgr, EVENT_PrWr, STATES, TXN_BusRd, TXN_BusWr } from '../codes';
import {
  NO_ADDRESS,
  TALLY_BUS_WORDS,
  TALLY_MEMORY_WORDS,
  TALLY_MEMORY_WORDS_READ,
  TALLY_PAST_READS,
  TALLY_PAST_WRITES,
  firstThread,
  lastLine,
  lastWord,
  recordOf,
  setLastLine,
  setLastWord,
  tally,
  visit,
} from '../counters';
import { refer } from '../extras';
import { heldLine, linesOfReference, referInFull } from '../full';
import { general } from '../hierarchy';
import { isPlain } from '../kinds';
import {
  LINES_PER_PAGE,
  addresses,
  classifying,
  directed,
  image,
  imageBytes,
  lineShift,
  timed,
  tracking,
  twoLevel,
  uncached,
  wordShift,
} from '../layout';
import {
  NO_LINE,
  firstLineOf,
  hasRoomForPages,
  inRecentPage,
  lineNumber,
  makeRoomForPages,
  hasRoomForPages,
  makeRoomForVectors,
  recentOf,
} from '../pages';
import { PREFETCH_NONE, kind as prefetcher } from '../prefetch/tables';
import { setRecord } from '../record';
import { TICK, clock, setClock } from '../replacement/clock';
import { setOrigin } from '../request';
import {
  STATE_MASK,
  cellAt,
  isHit,
  movesWord,
  nextOf,
  takesWord,
  thenUpdates,
  transactionOf,
} from '../transition';
import { STOP_MEMORY } from '../stops';
import { accountOf, addDrainHit, addHit } from '../timed/accounts';
import { accessPast } from '../timed/past';
import { enterIsland } from '../timed/regions';
import { l1Cycles } from '../timed/settings';
import { cellFor, refersAt, stepStop } from '../timed/step';
import { afterChange, beforeChange, countUnknown, resetChanges } from './changes';
import { watching } from './events';
import { breakReservations, resetReservations } from './reservations';
import { threadIn } from './threads';
import { requestsOf, tellTransaction } from './watch';
import { imageOf, loadValue, numberWrite, setPending, storeValue, writeCopy, writeMemory } from './values';

export const READING: u32 = 0;
export const WRITING: u32 = 1;

/** Set when memory for pages of lines ran out. */
export let outOfMemory: bool = false;
/** Whether a write may move words: to memory, or to other copies. */
export let movesWords: bool = false;
/** Whether copies take a word where another processor fetches the line, or is about to write it. */
export let snoopersTakeWords: bool = false;
export let hasUncached: bool = false;
/** Reads and writes so far of what is kept out of the caches. */
export let uncachedAccesses: u64 = 0;
/** References so far. */
let referred: u64 = 0;

export function resetCommits(): void {
  outOfMemory = false;
  resetChanges();
  if (hasUncached) memory.fill(uncached, 0, imageBytes >> lineShift);
  hasUncached = false;
  uncachedAccesses = 0;
  referred = 0;
  movesWords = false;
  snoopersTakeWords = false;
  resetReservations();
  for (let state: u32 = 0; state < STATES; state++) {
    const cell = cellAt(EVENT_PrWr, state);
    if (movesWord(cell) || thenUpdates(cell) || transactionOf(cell) == TXN_BusWr) movesWords = true;
    for (let event = EVENT_BusRd; event <= EVENT_BusUpgr; event++) {
      if (takesWord(cellAt(event, state))) snoopersTakeWords = true;
    }
  }
}

/** Keeps the lines from `first` to `last` out of the caches. */
export function setUncached(first: u32, last: u32): void {
  hasUncached = true;
  memory.fill(uncached + first, 1, last - first + 1);
}

/** When the access under way begins; and in timed runs, when it ends. */
export let begins: u64 = 0;
export let ends: u64 = 0;
/** Whether the thread waits for it. */
let isWaitedFor: bool = true;

/** An access begins; stores that waited are not waited for. */
// @ts-ignore: decorator
@inline
export function beginAt(time: u64, waits: bool): void {
  begins = time;
  ends = time;
  isWaitedFor = waits;
}

/** The second access of an instruction, which begins when the first has ended. */
// @ts-ignore: decorator
@inline
export function beginNext(): void {
  begins = ends;
}

/** One access by way of the caches; whether the processor holds the line then. */
// @ts-ignore: decorator
@inline
export function pass<W, H>(p: u32, physical: u32, bytes: u32, writing: u32): bool {
  if (!twoLevel && !classifying && !general) {
    const word = hit<W, f64>(p, physical, writing);
    if (word) return true;
  }
  return passRecord<W, H>(p, physical, bytes, writing);
}

/** The processor's word of the line, 0 if it has none; the line of its last hit is not looked for again. */
// @ts-ignore: decorator
@inline
function find<W>(record: usize, p: u32, lineAddress: u64): usize {
  const entry = recentOf(lineAddress);
  const inPage = inRecentPage(entry, lineAddress);
  if (inPage >= LINES_PER_PAGE) return 0;
  const line = firstLineOf(entry) | (<u32>inPage);
  return findWord<W>(ownBlock(record, lineAddress), p, line);
}

/**
 * A look for what needs nothing but a hit; the word, or 0 if there is more to do. The line of the
 * processor's last hit is where it was, and the newest in its set: it is neither looked for nor touched.
 */
// @ts-ignore: decorator
@inline
export function hit<W, K>(p: u32, physical: u32, writing: u32): usize {
  const lineAddress: u64 = physical >> lineShift;
  const record = recordOf(p);
  const again = lastLine(record) == lineAddress;
  const at = again ? lastWord(record) : find<W>(record, p, lineAddress);
  if (!at) return 0;
  const word = wordAt<W>(at);
  const state = word & STATE_MASK;
  const cell = cellAt(writing, state);
  if (!isHit(cell)) return 0;
  visit(record, writing, 0, state);
  setClock(clock + TICK);
  const next = nextOf(cell, 0);
  if (next != state) setState<W>(at, word, next);
  if (!again) {
    setLastLine(record, lineAddress);
    setLastWord(record, at);
    touch<W, K>(ownBlock(record, lineAddress), at);
  }
  if (isPlain<K>()) return at;
  referred++;
  if (timed) {
    if (isWaitedFor) addHit(accountOf(p));
    else addDrainHit(accountOf(p));
    ends = begins + l1Cycles;
  }
  return at;
}

/** The same, whatever there is to do. */
export function passRecord<W, H>(p: u32, physical: u32, bytes: u32, writing: u32): bool {
  setLastLine(recordOf(p), NO_ADDRESS);
  const meta = p | (writing << 16) | (bytes << 20);
  return watching ? passWatched<W, H>(p, physical, meta) : passUnwatched<W, H>(p, physical, meta);
}

/** The same, and its transaction is told. */
function passWatched<W, H>(p: u32, physical: u32, meta: u32): bool {
  const line = lineWithRoom<H>(physical >> lineShift);
  if (line == NO_LINE) return false;
  const transaction = transactionOf(cellFor<W>(p, physical >> lineShift, line, meta));
  const requests = requestsOf(p);
  const held = passUnwatched<W, H>(p, physical, meta);
  if (transaction && (!directed || requestsOf(p) != requests)) {
    tellTransaction(p, physical, transaction, begins);
  }
  return held;
}

// @ts-ignore: decorator
@inline
function passUnwatched<W, H>(p: u32, physical: u32, meta: u32): bool {
  if (timed) return passInTime<W, H>(p, physical, meta);
  const lineAddress: u64 = physical >> lineShift;
  const line = lineWithRoom<H>(lineAddress);
  if (line == NO_LINE) return false;
  const access = addresses;
  setRecord(access, physical, meta);
  if (directed) setOrigin(access, referred);
  referred++;
  setClock(clock + TICK);
  if (!general) return refer<W, H, f64>(access, lineAddress, line) != 0;
  referInFull<H>(access, line);
  return heldLine;
}

/** The line's number, with room for all that a reference may need; NO_LINE if memory ends. */
export function lineWithRoom<H>(lineAddress: u64): u32 {
  let line = lineNumber(lineAddress);
  let fits = sizeof<H>() != 4 || makeRoomForVectors(linesOfReference());
  if (line == NO_LINE || (general && !hasRoomForPages())) {
    fits = fits && makeRoomForPages();
    line = lineNumber(lineAddress);
  }
  if (!fits) outOfMemory = true;
  return fits ? line : NO_LINE;
}

/** Whether the processor, or the core that it is a thread of, holds the line. */
// @ts-ignore: decorator
@inline
function isHeld<W>(p: u32, lineAddress: u64, line: u32): bool {
  const holder = general ? firstThread(recordOf(p)) : p;
  return findWord<W>(blocksOf(lineAddress) + <usize>holder * bytesOf<W>(), holder, line) != 0;
}

/** The same on a machine with clocks. */
function passInTime<W, H>(p: u32, physical: u32, meta: u32): bool {
  enterIsland(p);
  ends = refersAt<W, H>(p, begins, physical, meta, isWaitedFor);
  if (stepStop == STOP_MEMORY) outOfMemory = true;
  if (!ends) return false;
  if (general) return heldLine;
  const lineAddress: u64 = physical >> lineShift;
  const line = lineNumber(lineAddress);
  return isHeld<W>(p, lineAddress, line);
}

// @ts-ignore: decorator
@inline
export function isUncached(physical: u32): bool {
  return hasUncached && load<u8>(uncached + (physical >> lineShift)) != 0;
}

/** An access that goes past the caches: one transaction on the bus, for words. */
export function goPast(p: u32, physical: u32, bytes: u32, writing: u32): void {
  const words = ((physical + bytes - 1) >> wordShift) - (physical >> wordShift) + 1;
  const began = ends;
  uncachedAccesses++;
  tally(recordOf(p), writing ? TALLY_PAST_WRITES : TALLY_PAST_READS, 1);
  tally(recordOf(p), writing ? TALLY_MEMORY_WORDS : TALLY_MEMORY_WORDS_READ, words);
  tally(recordOf(p), TALLY_BUS_WORDS, words);
  if (timed) ends = accessPast(p, began, physical, words << wordShift, writing != 0, isWaitedFor);
  if (watching) tellTransaction(p, physical, writing ? TXN_BusWr : TXN_BusRd, began);
}

/** Does a write whose thread may write there. */
export function commit<W, H>(thread: usize, p: u32, physical: u32, bytes: u32, value: u64): void {
  setPending(physical, bytes, value);
  if (tracking) numberWrite(threadIn(thread));
  breakReservations(thread, physical >> lineShift);
  if (isUncached(physical)) {
    goPast(p, physical, bytes, WRITING);
    const at = image + physical;
    if (loadValue(at, bytes) == masked(value, bytes)) {
      writeMemory();
      return;
    }
    beforeChange(at, physical);
    writeMemory();
    afterChange(at, physical);
    return;
  }
  if (!pass<W, H>(p, physical, bytes, WRITING)) {
    countUnknown();
    return;
  }
  writeBrought<W>(p, physical, bytes, value);
}

/** What is known by the word goes on to memory if a prefetch of the same reference took the line away again. */
// @ts-ignore: decorator
@inline
export function writeBrought<W>(p: u32, physical: u32, bytes: u32, value: u64): void {
  writeHeld(p, physical, bytes, value);
  if (!general || prefetcher == PREFETCH_NONE) return;
  const lineAddress: u64 = physical >> lineShift;
  if (!isHeld<W>(p, lineAddress, lineNumber(lineAddress))) writeMemory();
}

/** A copy takes a value, and nothing else does. */
// @ts-ignore: decorator
@inline
export function changeHeld(p: u32, physical: u32, bytes: u32, value: u64): void {
  const at = imageOf(p) + physical;
  if (loadValue(at, bytes) == masked(value, bytes)) return;
  beforeChange(at, physical);
  storeValue(at, bytes, value);
  afterChange(at, physical);
}

// @ts-ignore: decorator
@inline
export function writeHeld(p: u32, physical: u32, bytes: u32, value: u64): void {
  const at = imageOf(p) + physical;
  if (loadValue(at, bytes) == masked(value, bytes)) {
    writeCopy(p);
    return;
  }
  beforeChange(at, physical);
  writeCopy(p);
  afterChange(at, physical);
}

// @ts-ignore: decorator
@inline
export function masked(value: u64, bytes: u32): u64 {
  return bytes == 8 ? value : value & (((<u64>1) << (bytes << 3)) - 1);
}
