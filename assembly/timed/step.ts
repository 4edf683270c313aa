/**
 * One step: whatever comes first does its reference, or drains a store, or finds that it must wait.
 *
 *   agents.ts ─► processor ─► its first reference (window.ts) ─► store buffer ─► misses outstanding
 *            └─► drain ─► its oldest store                         └─► the reference itself, in `perform`
 *
 * What a reference does to caches, counters and messages is what it does without time; only when is
 * decided here. W and H as in bus.ts; K is f64.
 */
import { findWord, ownBlock, wordAt } from '../cache';
import { fault } from '../lose';
import { recordOf } from '../counters';
import { refer } from '../extras';
import { fetches, general, tellsFetches } from '../hierarchy';
import { goesBeyondFirst, referInFull } from '../full';
import { PREFETCH_NONE, kind } from '../prefetch/tables';
import { stateAt } from '../private';
import { directed, lineShift, twoLevel } from '../layout';
import { NO_LINE, hasRoomForPages, lineNumber, makeRoomForPages, makeRoomForVectors } from '../pages';
import { homesFull } from '../placement';
import { eventIn, recordAt, rowIn, setRecord } from '../record';
import { TICK, clock, setClock } from '../replacement/clock';
import { setOrigin } from '../request';
import { keepClock } from '../keep-clock';
import { STOP_IMPOSSIBLE, STOP_MEMORY, STOP_NONE, STOP_PAGES } from '../stops';
import { STATE_MASK, cellInRow, hasTransaction } from '../transition';
import { findUpper } from '../upper';
import {
  accountOf,
  addForwarded,
  addOverlapped,
  addStall,
  noteOutstanding,
  overlappedOf,
  setClockOf,
  spendAhead,
  stallUntil,
  stallsOf,
} from './accounts';
import { NO_KEY, isDrain, nextKey, processorOf, timeIn } from './agents';
import { CAUSE_L1, CAUSE_MSHR, CAUSE_TLB, addTrail, forget, spend, spent, trailInto } from './causes';
import { CLASS_FORWARDED, CLASS_MERGED, addLatency } from './classes';
import { currentClass, endAt, endsAt, goesOn, issueAt, setClass, startReference, transacts } from './current';
import {
  addMiss,
  areAllOutstanding,
  canOverlap,
  coreOf,
  firstEnd,
  joins,
  noteDrain,
  noteTransaction,
  outstandingEnd,
} from './outstanding';
import { awaitRoom } from './memory';
import { setReady } from './ready';
import { drainsQuickly, isSimple, prepareQuickPass, refersQuickly } from './quick';
import { clearDone, noteForwarded, noteReferred, referred, retire, waitForAll } from './retire';
import { l1Cycles, missEntries, storeEntries } from './settings';
import { OWN_RECORD, endOverlapped, endTransaction, leadTrail, transactSimply } from './simple';
import {
  FORWARDED,
  NOT_BUFFERED,
  enter,
  finishDrain,
  hasRoom,
  lookInStores,
  storeMeta,
  storeToDrain,
  waitForRoom,
} from './store-buffer';
import { IS_FETCH, addressIn, headOf, metaIn, schedule, setNow } from './window';

/** Why the last step could not be done. */
export let stepStop: u32 = 0;
let overlaps: bool = false;
/** References that a step may make besides its own. */
const MOST_REFERENCES: u32 = 16;
export function clearSteps(): void {
  clearDone();
  stepStop = STOP_NONE;
  overlaps = canOverlap();
  prepareQuickPass(overlaps);
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

/** The word of the line in the processor's only cache, 0 if it is not held. */
// @ts-ignore: decorator
@inline
function wordFor<W>(p: u32, lineAddress: u64, line: u32): usize {
  return findWord<W>(ownBlock(recordOf(p), lineAddress), p, line);
}

/** Whether a reference to it has a transaction. */
// @ts-ignore: decorator
@inline
function asksAt<W>(at: usize, meta: u32): bool {
  return hasTransaction(cellInRow(rowIn(meta), at ? wordAt<W>(at) & STATE_MASK : 0));
}

/** The cell of a reference, as the state of its line is now. */
// @ts-ignore: decorator
@inline
export function cellFor<W>(p: u32, lineAddress: u64, line: u32, meta: u32): u32 {
  if (general) return cellInRow(rowIn(meta), load<u8>(stateAt(coreOf(p), line)));
  const at = wordFor<W>(p, lineAddress, line);
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
  awaitRoom();
  if (transacts) setReady(line, endsAt);
  noteReferred(meta);
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
  addTrail(waits ? stallsOf(own) : overlappedOf(own));
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
    if (hasRoom(p, account, time)) {
      enter(p, account, time, address, meta);
      endEarly(p, account, slot, time);
    } else {
      waitForRoom(p, account);
      schedule(p, account);
    }
    return true;
  }
  const found = lookInStores(p, account, time, address, meta);
  if (found == NOT_BUFFERED) return false;
  if (found == FORWARDED) {
    addForwarded(account);
    addLatency(CLASS_FORWARDED, l1Cycles);
    noteForwarded(meta);
    endEarly(p, account, slot, time);
  } else {
    schedule(p, account);
  }
  return true;
}

/** The processor goes on when the TLB and the L1 have been looked at, and the rest overlaps with what it does then. */
function goOn(account: usize, time: u64): void {
  const translation = spent(CAUSE_TLB);
  addStall(account, CAUSE_TLB, translation);
  addStall(account, CAUSE_L1, l1Cycles);
  setClockOf(account, time + translation + l1Cycles);
  noteOutstanding(account, endsAt);
  forget(CAUSE_TLB);
  forget(CAUSE_L1);
  addTrail(overlappedOf(account));
}

/** Whether a reference at `time` needs room among the misses that are outstanding. */
function isMiss<W>(p: u32, lineAddress: u64, line: u32, meta: u32, time: u64): bool {
  if (hasTransaction(cellFor<W>(p, lineAddress, line, meta))) return true;
  if (general) return goesBeyondFirst(p, line, (meta & IS_FETCH) != 0, time);
  return twoLevel && !findUpper(p, line);
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
    } else if (missEntries && goesOn) {
      addMiss(core, lineAddress, endsAt);
      goOn(own, time);
    } else {
      waitForAll(own);
    }
  }
  addLatency(currentClass, endsAt - time);
}

/** The same on a simple machine, for a reference that has a transaction; `at`: the word of its line, or 0. */
function requests<W, H>(p: u32, own: usize, slot: usize, time: u64, line: u32, at: usize): bool {
  if (missEntries && areAllOutstanding(p, time)) {
    stallUntil(own, CAUSE_MSHR, firstEnd(p));
    schedule(p, own);
    return true;
  }
  const address = addressIn(slot);
  const lineAddress = address >> (<u64>lineShift);
  leadTrail(own);
  const reason = transactSimply<W, H>(p, time, address, lineAddress, line, metaIn(slot), at);
  if (reason != STOP_NONE) return stop(reason);
  endTransaction(p, own, lineAddress, time, overlaps);
  retire(p, own, slot);
  return true;
}

/** A processor issues its first reference, or finds that it must wait. */
function issue<W, H>(p: u32, own: usize, slot: usize, time: u64): bool {
  spendAhead(own);
  setClockOf(own, time);
  if (storeEntries && isBuffered(p, own, slot, time)) return true;
  const address = addressIn(slot);
  const meta = metaIn(slot);
  const lineAddress = address >> (<u64>lineShift);
  const line = lineOf(lineAddress);
  if (line == NO_LINE) return stop(STOP_MEMORY);
  if (isSimple) {
    const at = wordFor<W>(p, lineAddress, line);
    if (asksAt<W>(at, meta)) return requests<W, H>(p, own, slot, time, line, at);
  }
  const core = coreOf(p);
  if (missEntries && areAllOutstanding(core, time)) {
    if (isMiss<W>(p, lineAddress, line, meta, time)) {
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

/** What a store means that was drained. */
function settleDrain(p: u32, own: usize, lineAddress: u64, time: u64): void {
  if (transacts) {
    noteDrain(p, lineAddress, endsAt);
  } else {
    const end = outstandingEnd(coreOf(p), lineAddress);
    if (end > endsAt) {
      setClass(CLASS_MERGED);
      spend(CAUSE_MSHR, end - endsAt);
      endAt(end);
    }
  }
  addTrail(overlappedOf(own));
  addLatency(currentClass, endsAt - time);
}

/** The oldest store of a buffer is done. */
function drain<W, H>(p: u32, own: usize, time: u64): bool {
  const entry = storeToDrain(p, own);
  const address = load<u64>(entry);
  const lineAddress = address >> (<u64>lineShift);
  const line = lineOf(lineAddress);
  if (line == NO_LINE) return stop(STOP_MEMORY);
  const meta = storeMeta(entry);
  const at = isSimple ? wordFor<W>(p, lineAddress, line) : 0;
  if (isSimple && asksAt<W>(at, meta)) {
    trailInto(overlappedOf(own));
    const reason = transactSimply<W, H>(p, time, address, lineAddress, line, meta, at);
    if (reason != STOP_NONE) return stop(reason);
    endOverlapped(own, time);
    addOverlapped(own, CAUSE_L1, l1Cycles);
    noteDrain(p, lineAddress, endsAt);
  } else {
    if (!perform<W, H>(p, time, address, line, meta)) return false;
    settleDrain(p, own, lineAddress, time);
  }
  finishDrain(own, entry, endsAt);
  schedule(p, own);
  return true;
}

/**
 * The next step, by its key; there must be one. Returns the next key; NO_KEY if it could not be done: see
 * `stepStop`.
 */
// @ts-ignore: decorator
@inline
export function step<W, H>(key: u64): u64 {
  const time = timeIn(key);
  const p = processorOf(key);
  const own = accountOf(p);
  setNow(time);
  if (storeEntries && isDrain(key)) {
    const next = isSimple ? drainsQuickly<W, H>(p, own, time) : NO_KEY;
    if (next != NO_KEY) return next;
    return drain<W, H>(p, own, time) ? nextKey() : NO_KEY;
  }
  const slot = headOf(own);
  if (isSimple) {
    const next = refersQuickly<W, H>(p, own, slot, time);
    if (next != NO_KEY) return next;
  }
  return issue<W, H>(p, own, slot, time) ? nextKey() : NO_KEY;
}
