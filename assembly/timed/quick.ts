/**
 * The quick pass of a step: a reference that hits in the only level, or misses simply (fetch.ts, fetch-home.ts)
 * with the bus or directories behind it; a store that enters its buffer, or waits for it, and one that is drained
 * in the same ways. Whatever else there is leaves it to step.ts. W and H as in bus.ts.
 */
import { REPLACEMENT_LRU } from '../codes';
import { findMask, ownBlock, setState, wordAt, wordOfMask } from '../cache';
import { touch } from '../bus';
import { recordOf, visitInRow } from '../counters';
import { general } from '../hierarchy';
import { fetchFromOne, fetchUnheld } from '../fetch';
import { fetchFromHome, fetchFromOneByHome } from '../fetch-home';
import { isUnheld } from '../holders';
import {
  LINES_PER_PAGE,
  classifying,
  coherent,
  directed,
  lineShift,
  policy,
  tracksNodes,
  twoLevel,
  unlimited,
} from '../layout';
import { firstColumnIn, firstLineOf, inRecentPage, recentOf } from '../pages';
import { eventIn, rowIn } from '../record';
import { TICK, clock, setClock } from '../replacement/clock';
import { STATE_MASK, cellInRow, fills, hasTransaction, isHit, isPlainFill, nextOf } from '../transition';
import {
  addDrainHit,
  addHit,
  addOverlapped,
  addStall,
  clockOf,
  overlappedOf,
  setClockOf,
  spendAhead,
  stallUntil,
} from './accounts';
import { NO_KEY } from './agents';
import { timePlainly } from './bus-time';
import { CAUSE_L1, CAUSE_MSHR, trailInto } from './causes';
import { addLatency } from './classes';
import { currentClass, endsAt } from './current';
import { awaitRoom } from './memory';
import { areAllOutstanding, firstEnd, noteDrain } from './outstanding';
import { readyOf, setReady } from './ready';
import { noteReferred, retireAt } from './retire';
import { l1Cycles, missEntries, storeEntries } from './settings';
import { endOverlapped, endTransaction, leadTrail, startBehindFirst } from './simple';
import {
  enter,
  finishDrain,
  hasRoom,
  mayBeStored,
  storeMeta,
  storeToDrain,
  waitForRoom,
} from './store-buffer';
import { addressIn, metaIn, schedule } from './window';

/** Nothing but the L1, and the bus behind it, has to do with references. */
export let isSimple: bool = false;
/** Its replacement needs but a stamp. */
let isPlainLRU: bool = false;
/** Its misses can be seen to by fetch.ts, or fetch-home.ts. */
let fetchesQuickly: bool = false;
/** Something may be outstanding when a processor refers. */
let overlapping: bool = false;

export function prepareQuickPass(overlaps: bool): void {
  overlapping = overlaps;
  isSimple = !general && !twoLevel && !classifying;
  isPlainLRU = !unlimited && policy == REPLACEMENT_LRU;
  fetchesQuickly = isSimple && isPlainLRU && coherent && !tracksNodes;
}

/** A line that its cache holds, by what `findMask` told, is referred to; false, and nothing done, if that is no hit. */
// @ts-ignore: decorator
@inline
function hits<W>(p: u32, record: usize, block: usize, line: u32, mask: u32, row: u32): bool {
  const at = wordOfMask<W>(block, p, line, mask);
  const word = wordAt<W>(at);
  const state = word & STATE_MASK;
  const cell = cellInRow(row, state);
  if (!isHit(cell)) return false;
  visitInRow(record, row, state);
  setClock(clock + TICK);
  if (isPlainLRU) {
    store<u32>(at, clock | nextOf(cell, 0));
  } else {
    setState<W>(at, word, nextOf(cell, 0));
    touch<W, f64>(block, at);
  }
  return true;
}

/**
 * A line that its cache does not hold is fetched, for a reference at `time`; false, and nothing done, if
 * that takes more than is done here. `entry`: where its page was looked up.
 */
function fetch<W>(p: u32, lineAddress: u64, entry: usize, line: u32, row: u32, time: u64): bool {
  const cell = cellInRow(row, 0);
  if (!isPlainFill(cell) || !hasTransaction(cell)) return false;
  startBehindFirst(line, time);
  const record = recordOf(p);
  const block = ownBlock(record, lineAddress);
  const now = clock + TICK;
  if (directed) {
    const first = firstColumnIn(entry);
    const word = isUnheld<u64>(line)
      ? fetchFromHome<W, u64, f64>(record, block, lineAddress, line, row, cell, now, first)
      : fetchFromOneByHome<W, u64, f64>(record, block, lineAddress, line, row, cell, now, first);
    if (!word) return false;
  } else if (isUnheld<u64>(line)) {
    timePlainly(lineAddress, fills(cell), false);
    fetchUnheld<W, u64, f64>(record, block, line, row, cell, now);
  } else if (!fetchFromOne<W, u64, f64>(record, block, lineAddress, line, row, cell, now)) {
    return false;
  }
  setClock(clock + TICK);
  awaitRoom();
  setReady(line, endsAt);
  addLatency(currentClass, endsAt - time);
  return true;
}

/** A processor waits until there is room for its store. Returns the next key. */
function waitForEntry(p: u32, own: usize, time: u64): u64 {
  spendAhead(own);
  setClockOf(own, time);
  waitForRoom(p, own);
  return schedule(p, own);
}

/** A store enters its buffer, or its processor waits until it can. Returns the next key. */
// @ts-ignore: decorator
@inline
function buffers(p: u32, own: usize, slot: usize, meta: u32, time: u64): u64 {
  if (!hasRoom(p, own, time)) return waitForEntry(p, own, time);
  spendAhead(own);
  enter(p, own, time, addressIn(slot), meta);
  addStall(own, CAUSE_L1, l1Cycles);
  return retireAt(p, own, slot, time + l1Cycles);
}

/** A processor that has as many misses outstanding as it can waits until one of them has ended. Returns the next key. */
function waitForMiss(p: u32, own: usize, time: u64): u64 {
  spendAhead(own);
  setClockOf(own, time);
  stallUntil(own, CAUSE_MSHR, firstEnd(p));
  return schedule(p, own);
}

/**
 * A reference that hits without more ado, or misses simply, where nothing else can come of it. Returns the next
 * key (agents.ts); NO_KEY, and nothing done, if it does more.
 */
// @ts-ignore: decorator
@inline
export function refersQuickly<W, H>(p: u32, own: usize, slot: usize, time: u64): u64 {
  const meta = metaIn(slot);
  const lineAddress = addressIn(slot) >> (<u64>lineShift);
  if (storeEntries) {
    if (eventIn(meta)) return buffers(p, own, slot, meta, time);
    if (mayBeStored(p, own, time, lineAddress)) return NO_KEY;
  }
  const entry = recentOf(lineAddress);
  const inPage = inRecentPage(entry, lineAddress);
  if (inPage >= LINES_PER_PAGE) return NO_KEY;
  const line = firstLineOf(entry) | (<u32>inPage);
  const record = recordOf(p);
  const block = ownBlock(record, lineAddress);
  const row = rowIn(meta);
  const mask = findMask<W>(block, p, line);
  let end = time + l1Cycles;
  if (mask) {
    // Nothing that is outstanding on the line ends later than its last transaction.
    if (overlapping && readyOf(line) > end) return NO_KEY;
    if (!hits<W>(p, record, block, line, mask, row)) return NO_KEY;
    addHit(own);
  } else {
    if (sizeof<H>() != 8 || sizeof<W>() != 8 || !fetchesQuickly) return NO_KEY;
    if (missEntries && areAllOutstanding(p, time)) {
      return hasTransaction(cellInRow(row, 0)) ? waitForMiss(p, own, time) : NO_KEY;
    }
    leadTrail(own);
    if (!fetch<W>(p, lineAddress, entry, line, row, time)) return NO_KEY;
    endTransaction(p, own, lineAddress, time, overlapping);
    end = clockOf(own);
  }
  noteReferred(meta);
  spendAhead(own);
  return retireAt(p, own, slot, end);
}

/** The same for a store that is drained. */
export function drainsQuickly<W, H>(p: u32, own: usize, time: u64): u64 {
  const stored = storeToDrain(p, own);
  const lineAddress = load<u64>(stored) >> (<u64>lineShift);
  const meta = storeMeta(stored);
  const entry = recentOf(lineAddress);
  const inPage = inRecentPage(entry, lineAddress);
  if (inPage >= LINES_PER_PAGE) return NO_KEY;
  const line = firstLineOf(entry) | (<u32>inPage);
  const record = recordOf(p);
  const block = ownBlock(record, lineAddress);
  const row = rowIn(meta);
  const mask = findMask<W>(block, p, line);
  if (mask) {
    if (readyOf(line) > time + l1Cycles) return NO_KEY;
    if (!hits<W>(p, record, block, line, mask, row)) return NO_KEY;
    addDrainHit(own);
    finishDrain(own, stored, time + l1Cycles);
  } else {
    if (sizeof<H>() != 8 || sizeof<W>() != 8 || !fetchesQuickly) return NO_KEY;
    trailInto(overlappedOf(own));
    if (!fetch<W>(p, lineAddress, entry, line, row, time)) return NO_KEY;
    endOverlapped(own, time);
    addOverlapped(own, CAUSE_L1, l1Cycles);
    noteDrain(p, lineAddress, endsAt);
    finishDrain(own, stored, endsAt);
  }
  noteReferred(meta);
  return schedule(p, own);
}
