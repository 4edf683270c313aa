/**
 * The quick pass of a step: a reference that hits in the only level, or misses simply (fetch.ts) with
 * the bus behind it. Whatever else there is leaves it to step.ts. W and H as in bus.ts.
 */
import { REPLACEMENT_LRU } from '../codes';
import { findMask, ownBlock, setState, wordAt, wordOfMask } from '../cache';
import { touch } from '../bus';
import { recordOf, visitInRow } from '../counters';
import { general } from '../hierarchy';
import { fetchFromOne, fetchUnheld } from '../fetch';
import { isUnheld } from '../holders';
import {
  LINES_PER_PAGE,
  classifying,
  coherent,
  directed,
  lineShift,
  policy,
  twoLevel,
  unlimited,
} from '../layout';
import { firstLineOf, inRecentPage, recentOf } from '../pages';
import { rowIn } from '../record';
import { TICK, clock, setClock } from '../replacement/clock';
import { STATE_MASK, cellInRow, fills, hasTransaction, isHit, isPlainFill, nextOf } from '../transition';
import { addCompute, addHit, setClockOf } from './accounts';
import { timeOnBus } from './bus-time';
import { CAUSE_L1, CAUSE_LINE_WAIT, clearTrail, spend } from './causes';
import { addLatency } from './classes';
import { currentClass, endsAt, startAt } from './current';
import { readyOf, setReady } from './ready';
import { noteReferred, retire, waitForAll } from './retire';
import { l1Cycles } from './settings';
import { addressIn, gapIn, metaIn } from './window';

/** Nothing but the L1, and the bus behind it, has to do with references. */
export let isSimple: bool = false;
/** Its replacement needs but a stamp. */
let isPlainLRU: bool = false;
/** Its misses can be seen to by fetch.ts. */
let fetchesQuickly: bool = false;

export function prepareQuickPass(overlaps: bool): void {
  isSimple = !general && !twoLevel && !classifying && !overlaps;
  isPlainLRU = !unlimited && policy == REPLACEMENT_LRU;
  fetchesQuickly = isSimple && isPlainLRU && coherent && !directed;
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
  } else if (!fetchFromOne<W, u64, f64>(record, block, lineAddress, line, row, cell, clock + TICK)) {
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
export function refersQuickly<W, H>(p: u32, own: usize, slot: usize, time: u64): bool {
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
  noteReferred(meta);
  retire(p, own, slot);
  return true;
}
