/**
 * One step: whatever comes first does its reference, or drains a store, or finds that it must wait.
 *
 *   agents.ts ─► processor ─► its first reference (window.ts) ─► store buffer ─► misses outstanding
 *            └─► drain ─► its oldest store                         └─► the reference itself, in `perform`
 *
 * What a reference does to caches, counters and messages is what it does without time; only when is
 * decided here. W and H as in bus.ts; K is f64.
 */
import { REPLACEMENT_LRU } from '../codes';
import { findMask, findWord, ownBlock, setState, wordAt, wordOfMask } from '../cache';
import { fault, touch } from '../bus';
import { recordOf, visitInRow } from '../counters';
import { refer } from '../extras';
import { fetches, general, tellsFetches } from '../hierarchy';
import { referInFull } from '../full';
import { PREFETCH_NONE, kind } from '../prefetch/tables';
import { stateAt } from '../private';
import { fetchFromOne, fetchUnheld } from '../fetch';
import { isUnheld } from '../holders';
import {
  SCRATCH_RECORD,
  LINES_PER_PAGE,
  classifying,
  coherent,
  directed,
  lineShift,
  policy,
  twoLevel,
  unlimited,
} from '../layout';
import {
  NO_LINE,
  firstLineOf,
  hasRoomForPages,
  inRecentPage,
  lineNumber,
  makeRoomForPages,
  makeRoomForVectors,
  recentOf,
} from '../pages';
import { homesFull } from '../placement';
import { eventIn, recordAt, rowIn, setRecord } from '../record';
import { TICK, clock, setClock } from '../replacement/clock';
import { setOrigin } from '../request';
import { keepClock } from '../keep-clock';
import { STOP_IMPOSSIBLE, STOP_MEMORY, STOP_NONE, STOP_PAGES } from '../stops';
import { STATE_MASK, cellInRow, fills, hasTransaction, isHit, isPlainFill, nextOf } from '../transition';
import { findUpper } from '../upper';
import {
  accountOf,
  addCompute,
  addForwarded,
  addHit,
  addStall,
  clockOf,
  noteOutstanding,
  setClockOf,
  stallUntil,
  stallsOf,
} from './accounts';
import { isDrain, nextKey, processorOf, timeIn } from './agents';
import { timeOnBus } from './bus-time';
import {
  CAUSE_L1,
  CAUSE_LINE_WAIT,
  CAUSE_MSHR,
  addTrail,
  clearTrail,
  spend,
  CAUSE_TLB,
  spent,
} from './causes';
import { CLASS_FORWARDED, CLASS_MERGED, addLatency } from './classes';
import {
  currentClass,
  endAt,
  endsAt,
  issueAt,
  setClass,
  startAt,
  startReference,
  transacts,
} from './current';
import {
  addMiss,
  canOverlap,
  coreOf,
  firstEnd,
  joins,
  noteDrain,
  noteTransaction,
  outstandingAt,
  outstandingEnd,
} from './outstanding';
import { readyOf, setReady } from './ready';
import { l1Cycles, missEntries, storeEntries } from './settings';
import {
  FORWARDED,
  NOT_BUFFERED,
  enterStore,
  finishDrain,
  letAllGo,
  lookInStores,
  storeMeta,
  storeToDrain,
} from './store-buffer';
import {
  IS_FETCH,
  IS_PIECE,
  addressIn,
  clearGap,
  ended,
  gapIn,
  headOf,
  metaIn,
  now,
  release,
  schedule,
  setNow,
} from './window';

/** References that were done: to the caches, or served by a store buffer. */
let referred: u64 = 0;
let forwarded: u64 = 0;
/** How many of both were pieces of a record, but not the first. */
export let piecesDone: u64 = 0;
/** Why the last step could not be done. */
export let stepStop: u32 = 0;
/** Nothing but the L1, and the bus behind it, has to do with references. */
let isSimple: bool = false;
/** Its replacement needs but a stamp. */
let isPlainLRU: bool = false;
/** Its misses can be seen to by fetch.ts. */
let fetchesQuickly: bool = false;
let overlaps: bool = false;
/** References that a step may make besides its own. */
const MOST_REFERENCES: u32 = 16;
/** Where the record of the reference under way is. */
const OWN_RECORD: u32 = SCRATCH_RECORD + 1;

export function clearSteps(): void {
  referred = 0;
  forwarded = 0;
  piecesDone = 0;
  stepStop = STOP_NONE;
  overlaps = canOverlap();
  isSimple = !general && !twoLevel && !classifying && !overlaps;
  isPlainLRU = !unlimited && policy == REPLACEMENT_LRU;
  fetchesQuickly = isSimple && isPlainLRU && coherent && !directed;
}

export function referencesDone(): u64 {
  return referred + forwarded;
}

/** The processor's first reference is over. */
// @ts-ignore: decorator
@inline
function retire(p: u32, account: usize, slot: usize): void {
  release(account, slot);
  if (ended && storeEntries && !headOf(account)) letAllGo(p, max(clockOf(account), now));
  schedule(p, account);
}

/** The number of a line; NO_LINE if memory ends. */
function lineOf(lineAddress: u64): u32 {
  keepClock();
  if (!makeRoomForVectors(MOST_REFERENCES)) return NO_LINE;
  let line = lineNumber(lineAddress);
  while (line == NO_LINE && makeRoomForPages()) line = lineNumber(lineAddress);
  // Prefetches find room for their lines.
  if (kind != PREFETCH_NONE && line != NO_LINE && !hasRoomForPages()) {
    return makeRoomForPages() ? lineNumber(lineAddress) : NO_LINE;
  }
  return line;
}

// @ts-ignore: decorator
@inline
function cellFor<W>(p: u32, lineAddress: u64, line: u32, meta: u32): u32 {
  if (general) return cellInRow(rowIn(meta), load<u8>(stateAt(coreOf(p), line)));
  const at = findWord<W>(ownBlock(recordOf(p), lineAddress), p, line);
  return cellInRow(rowIn(meta), at ? wordAt<W>(at) & STATE_MASK : 0);
}

function stop(reason: u32): bool {
  stepStop = reason;
  return false;
}

/** Does a reference at `time`; `endsAt` and `currentClass` tell what came of it. False if it could not. */
function perform<W, H>(p: u32, time: u64, address: u64, line: u32, meta: u32): bool {
  const lineAddress = address >> (<u64>lineShift);
  const access = recordAt(OWN_RECORD);
  setRecord(access, address, meta);
  if (directed) setOrigin(access, referred);
  setClock(clock + TICK);
  issueAt(accountOf(p), time);
  if (general) {
    if (tellsFetches) store<u8>(fetches + OWN_RECORD, meta & IS_FETCH ? 1 : 0);
    referInFull<H>(access, line);
  } else {
    const asks = hasTransaction(cellFor<W>(p, lineAddress, line, meta));
    startReference(line, 0, twoLevel && !findUpper(p, line), false, asks);
    refer<W, H, f64>(access, lineAddress, line);
  }
  if (fault) return stop(STOP_IMPOSSIBLE);
  if (homesFull) return stop(STOP_PAGES);
  if (transacts) setReady(line, endsAt);
  referred++;
  if (meta & IS_PIECE) piecesDone++;
  return true;
}

/**
 * A reference that executing makes (execute/), not the window: at `time`, and waited for if `waits`.
 * Returns when it ends; 0 if it could not be done, see `stepStop`.
 */
export function refersAt<W, H>(p: u32, time: u64, address: u64, meta: u32, waits: bool): u64 {
  const lineAddress = address >> (<u64>lineShift);
  const line = lineOf(lineAddress);
  if (line == NO_LINE) {
    stop(STOP_MEMORY);
    return 0;
  }
  if (!perform<W, H>(p, time, address, line, meta)) return 0;
  const own = accountOf(p);
  const core = coreOf(p);
  const end = overlaps && !transacts ? outstandingEnd(core, lineAddress) : 0;
  if (end > endsAt) {
    setClass(CLASS_MERGED);
    spend(CAUSE_MSHR, end - endsAt);
    endAt(end);
  }
  if (overlaps && transacts) noteTransaction(p, lineAddress, endsAt);
  if (waits) addTrail(stallsOf(own));
  addLatency(currentClass, endsAt - time);
  return endsAt;
}

/** A load that a store serves, or a store that is put off: it takes the L1's time, and nothing else. */
function endEarly(p: u32, account: usize, slot: usize, time: u64): void {
  addStall(account, CAUSE_L1, l1Cycles);
  setClockOf(account, time + l1Cycles);
  retire(p, account, slot);
}

/** Whether the store buffer sees to the reference, or makes it wait. */
function isBuffered(p: u32, account: usize, slot: usize, time: u64): bool {
  const address = addressIn(slot);
  const meta = metaIn(slot);
  if (eventIn(meta)) {
    if (enterStore(p, account, time, address, meta)) endEarly(p, account, slot, time);
    else schedule(p, account);
    return true;
  }
  const found = lookInStores(p, account, time, address, meta);
  if (found == NOT_BUFFERED) return false;
  if (found == FORWARDED) {
    addForwarded(account);
    addLatency(CLASS_FORWARDED, l1Cycles);
    forwarded++;
    if (meta & IS_PIECE) piecesDone++;
    endEarly(p, account, slot, time);
  } else {
    schedule(p, account);
  }
  return true;
}

/** The processor waits for its reference: all that it takes is a stall. */
function waitForAll(account: usize): void {
  addTrail(stallsOf(account));
  setClockOf(account, endsAt);
}

/** The processor goes on when the TLB and the L1 have been looked at. */
function goOn(account: usize, time: u64): void {
  const translation = spent(CAUSE_TLB);
  addStall(account, CAUSE_TLB, translation);
  addStall(account, CAUSE_L1, l1Cycles);
  setClockOf(account, time + translation + l1Cycles);
  noteOutstanding(account, endsAt);
}

/** What a reference that was performed means for its processor. */
function settle(p: u32, own: usize, core: u32, time: u64, lineAddress: u64): void {
  if (transacts) {
    if (missEntries) {
      addMiss(core, lineAddress, endsAt);
      goOn(own, time);
    } else {
      waitForAll(own);
      if (overlaps) noteTransaction(p, lineAddress, endsAt);
    }
  } else {
    const end = overlaps ? outstandingEnd(core, lineAddress) : 0;
    if (end > endsAt) {
      setClass(CLASS_MERGED);
      spend(CAUSE_MSHR, end - endsAt);
      endAt(end);
      if (joins()) goOn(own, time);
      else waitForAll(own);
    } else {
      waitForAll(own);
    }
  }
  addLatency(currentClass, endsAt - time);
}

/** A processor issues its first reference, or finds that it must wait. */
function issue<W, H>(p: u32, own: usize, slot: usize, time: u64): bool {
  addCompute(own, gapIn(slot));
  clearGap(slot);
  setClockOf(own, time);
  if (storeEntries && isBuffered(p, own, slot, time)) return true;
  const address = addressIn(slot);
  const meta = metaIn(slot);
  const lineAddress = address >> (<u64>lineShift);
  const line = lineOf(lineAddress);
  if (line == NO_LINE) return stop(STOP_MEMORY);
  const core = coreOf(p);
  if (missEntries && outstandingAt(core, time) == missEntries) {
    if (hasTransaction(cellFor<W>(p, lineAddress, line, meta))) {
      stallUntil(own, CAUSE_MSHR, firstEnd(core));
      schedule(p, own);
      return true;
    }
  }
  if (!perform<W, H>(p, time, address, line, meta)) return false;
  settle(p, own, core, time, lineAddress);
  retire(p, own, slot);
  return true;
}

/** The oldest store of a buffer is done. */
function drain<W, H>(p: u32, own: usize, time: u64): bool {
  const entry = storeToDrain(p, own);
  const address = load<u64>(entry);
  const lineAddress = address >> (<u64>lineShift);
  const line = lineOf(lineAddress);
  if (line == NO_LINE) return stop(STOP_MEMORY);
  if (!perform<W, H>(p, time, address, line, storeMeta(entry))) return false;
  if (transacts) {
    noteDrain(p, lineAddress, endsAt);
  } else {
    const end = outstandingEnd(coreOf(p), lineAddress);
    if (end > endsAt) {
      setClass(CLASS_MERGED);
      endAt(end);
    }
  }
  addLatency(currentClass, endsAt - time);
  finishDrain(own, entry, endsAt);
  schedule(p, own);
  return true;
}

/** A line that its cache does not hold is fetched; false, and nothing done, if that takes more than is done here. */
function fetch<W>(p: u32, own: usize, lineAddress: u64, line: u32, row: u32, time: u64): bool {
  const cell = cellInRow(row, 0);
  if (!isPlainFill(cell) || !hasTransaction(cell)) return false;
  clearTrail();
  spend(CAUSE_L1, l1Cycles);
  const found = time + l1Cycles;
  const start = max(found, readyOf(line));
  spend(CAUSE_LINE_WAIT, start - found);
  startAt(start);
  const record = recordOf(p);
  const block = ownBlock(record, lineAddress);
  if (isUnheld<u64>(line)) {
    timeOnBus(lineAddress, fills(cell), false, false, 0);
    fetchUnheld<W, u64, f64>(record, block, line, row, cell, clock + TICK);
  } else if (!fetchFromOne<W, f64>(record, block, lineAddress, line, row, cell, clock + TICK)) {
    return false;
  }
  setClock(clock + TICK);
  setReady(line, endsAt);
  waitForAll(own);
  addLatency(currentClass, endsAt - time);
  return true;
}

/**
 * A reference that hits without more ado, or misses simply, where nothing else can come of it; false if
 * it does more.
 */
// @ts-ignore: decorator
@inline
function refersQuickly<W, H>(p: u32, own: usize, slot: usize, time: u64): bool {
  const meta = metaIn(slot);
  const lineAddress = addressIn(slot) >> (<u64>lineShift);
  const entry = recentOf(lineAddress);
  const inPage = inRecentPage(entry, lineAddress);
  if (inPage >= LINES_PER_PAGE) return false;
  const line = firstLineOf(entry) | (<u32>inPage);
  const record = recordOf(p);
  const block = ownBlock(record, lineAddress);
  const row = rowIn(meta);
  const mask = findMask<W>(block, p, line);
  if (mask) {
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
    addHit(own);
    setClockOf(own, time + l1Cycles);
  } else {
    if (sizeof<H>() != 8 || sizeof<W>() != 8 || !fetchesQuickly) return false;
    if (!fetch<W>(p, own, lineAddress, line, row, time)) return false;
  }
  const gap = gapIn(slot);
  if (gap) addCompute(own, gap);
  referred++;
  if (meta & IS_PIECE) piecesDone++;
  retire(p, own, slot);
  return true;
}

/** The next step; there must be one. False if it could not be done: see `stepStop`. */
// @ts-ignore: decorator
@inline
export function step<W, H>(): bool {
  const key = nextKey();
  const time = timeIn(key);
  const p = processorOf(key);
  const own = accountOf(p);
  setNow(time);
  if (storeEntries && isDrain(key)) return drain<W, H>(p, own, time);
  const slot = headOf(own);
  if (isSimple && refersQuickly<W, H>(p, own, slot, time)) return true;
  return issue<W, H>(p, own, slot, time);
}
