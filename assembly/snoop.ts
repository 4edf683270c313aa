/**
 * Every other copy of a line does what its cell says, on the bus or, over directories, as the home tells it.
 *
 *   holders (holders.ts) ─► for each other copy: its block (or byte) ─► cell (event, state) ─► act
 *
 * W, H, K: see bus.ts.
 */
import { invalidate, recordFault } from './lose';
import { bytesOf, findWord, setState, wordAt } from './cache';
import { flushAbove } from './copies';
import { TALLY_INVALIDATIONS_SENT, TALLY_UPDATES_SENT, recordOf, tally, visitSnooped } from './counters';
import { passValues } from './execute/pass';
import {
  aloneAs,
  firstListed,
  holdersAt,
  isList,
  isVector,
  nextPlace,
  removeHolder,
  restOfList,
  vectorOf,
  withoutPlace,
  wordsInUse,
} from './holders';
import { hasValues, isDirected, isFull, isPlain } from './kinds';
import { timed } from './layout';
import { nodeOf, tellHolder } from './messages';
import { lineAddressOf } from './pages';

import { ownRecord } from './requester';
import { noteFlush } from './timed/bus-time';
import { timeHolder } from './timed/request-time';
import {
  ROW_SHIFT,
  STATE_MASK,
  cellInRow,
  flushes,
  isImpossible,
  nextOf,
  passesData,
  supplyBit,
  takesWord,
} from './transition';

/** The home of a line on a machine without directories. */
export const NO_HOME: u32 = 0;

const UPDATED: u32 = 1 << 16;

/** The home tells a holder, whose state is not what it was unless `next` says so. */
// @ts-ignore: decorator
@inline
function tell<K>(
  line: u32,
  event: u32,
  home: u32,
  holder: u32,
  requester: u32,
  cell: u32,
  chosen: bool,
  next: u32,
  state: u32,
): void {
  if (next == state && !passesData(cell)) return;
  tellHolder(event, home, holder, requester, chosen, flushes(cell), !next, next != state);
  if (isFull<K>() && timed)
    timeHolder(home, holder, requester, lineAddressOf(line), chosen, flushes(cell), !next, next != state);
}

/**
 * Every other copy snoops, in the order of the processors, and the copies reached are counted.
 * Returns all cells visited, or-ed. `fetching`: the first that can supplies the line.
 */
export function snoop<W, H, K>(p: u32, line: u32, blocks: usize, event: u32, fetching: bool, home: u32): u32 {
  const at = holdersAt(line);
  const row = event << ROW_SHIFT;
  const node: u32 = isDirected<K>() ? nodeOf(p) : 0;
  let kept = load<u64>(at);
  const inVector = isVector<H>(kept);
  const vector: usize = inVector ? vectorOf(kept) : 0;
  let words: u32 = inVector ? wordsInUse(kept) : 0;
  let rest: u64 = inVector ? 0 : sizeof<H>() == 8 ? kept & ~aloneAs<u64>(p) : kept;
  let first: u32 = 0;
  let place: u64 = 0;
  let wanted = supplyBit(fetching);
  let seen: u32 = 0;
  let sent: u32 = 0;
  for (;;) {
    if (!rest) {
      if (!words) break;
      first = (<u32>ctz(words)) << 6;
      rest = load<u64>(vector + (first >> 3));
      words &= words - 1;
    }
    const q = isList<H>(kept) ? firstListed(rest) : first + <u32>ctz(rest);
    rest = isList<H>(kept) ? restOfList(rest) : rest & (rest - 1);
    if (sizeof<H>() == 4 && q == p) {
      place = nextPlace(place);
      continue;
    }
    const own = findWord<W>(blocks + <usize>q * bytesOf<W>(), q, line);
    const word = wordAt<W>(own);
    const state = word & STATE_MASK;
    const cell = cellInRow(row, state);
    const next = nextOf(cell, 0);
    visitSnooped(recordOf(q), row, state, cell & wanted);
    if (isDirected<K>()) tell<K>(line, event, home, nodeOf(q), node, cell, (cell & wanted) != 0, next, state);
    else if (isFull<K>()) if (timed && flushes(cell) && !(cell & wanted)) noteFlush();
    if (hasValues<K>()) passValues(q, line, cell, (cell & wanted) != 0);
    wanted &= ~cell;
    seen |= cell;
    if (isImpossible(cell)) recordFault(event, state);
    if (takesWord(cell)) sent += UPDATED;
    if (!isPlain<K>()) if (passesData(cell)) flushAbove<K>(q, line);
    if (next) {
      setState<W>(own, word, next);
      place = nextPlace(place);
    } else {
      invalidate<W, K>(q, line, own);
      sent++;
      if (inVector) removeHolder<H>(line, q);
      else kept = isList<H>(kept) ? withoutPlace(kept, place) : kept & ~aloneAs<u64>(q);
    }
  }
  if (!inVector) store<u64>(at, kept);
  if (sent) countSent(ownRecord<K>(p), sent);
  return seen;
}

/** Counts the copies in other caches that a transaction reached. */
function countSent(record: usize, sent: u32): void {
  if (sent & (UPDATED - 1)) tally(record, TALLY_INVALIDATIONS_SENT, sent & (UPDATED - 1));
  if (sent >= UPDATED) tally(record, TALLY_UPDATES_SENT, sent >> 16);
}
