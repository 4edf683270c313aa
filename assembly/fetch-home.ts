/**
 * Misses that the loop sees to by itself on machines with directories: as fetch.ts, and besides what
 * the home hears of it. What they do is what `transactAtHome` (home.ts) does; where there is more to
 * do, or the line's home may change, they do nothing and return 0.
 *
 *   requester ─ GetS, GetM ─► home (pages.ts) ─ Fwd, Inv ─► the one holder ─ Data, InvAck ─► requester
 *   victim's home ◄─ Put, PutData ─ requester       all counted as exchanges (exchanges.ts)
 */
import { findWord, oldestWay, ownBlock, setState, wordOffset } from './cache';
import { EVENT_Evict } from './codes';
import {
  TALLY_INVALIDATIONS_SENT,
  TALLY_NODE_REQUESTS,
  aloneIn,
  recordOf,
  slotOffset,
  tally,
  visit,
  visitInRow,
  visitSnooped,
} from './counters';
import { FULL_MAP, canBeImprecise, isPrecise, makePrecise, overflows } from './directory';
import {
  ANSWERED,
  ASKED,
  ASKED_AND_ANSWERED,
  FETCHED,
  FORWARDED,
  INVALIDATED,
  EVICTED,
  WRITTEN,
  YIELDED,
  columnOf,
  exchange,
  neighboursOf,
  rowOf,
} from './exchanges';
import { holdersAt, isUnheld, isVector, removeFromWord } from './holders';
import { COLUMN_SHIFT, EMPTY, NO_COLUMN, organisation, owningStates, tracksNodes } from './layout';
import { ACK, FWD_GET_M, FWD_GET_S, PUT, PUT_DATA, WRITE_BACK, send } from './messages';
import { columnOfHome } from './pages';
import {
  ROW_SHIFT,
  STATE_MASK,
  cellAt,
  cellInRow,
  fetchOf,
  flushes,
  isPlainSnoop,
  isSupplied,
  nextOf,
  outcomeOf,
  snoopRowOf,
  suppliesFor,
  writesBack,
} from './transition';

/** With directories of nodes: the home hears of no clean copy that leaves another one behind in its node. */
// @ts-ignore: decorator
@inline
function leaveNode<H>(p: usize, old: u32, state: u32, column: u32): void {
  visit(p, EVENT_Evict, 0, state);
  const node = columnOf(p) >> COLUMN_SHIFT;
  const home = column >> COLUMN_SHIFT;
  if (writesBack(cellAt(EVENT_Evict, state))) send(PUT_DATA, node, home);
  else if (sizeof<H>() != 8 || !(load<u64>(holdersAt<u64>(old)) & neighboursOf(p))) send(PUT, node, home);
}

/** The word of the way that the next line goes to; the line in it is evicted. 0 if its holders are in a vector. */
// @ts-ignore: decorator
@inline
function wordToFill<W, H>(record: usize, block: usize, own: H): usize {
  const tag = block + ((<usize>oldestWay<W>(block)) << 2);
  const word = tag + wordOffset<W>();
  const old = load<u32>(tag);
  if (old == EMPTY) return word;
  if (isVector<H>(old)) return 0;
  const state = load<u32>(word) & STATE_MASK;
  // A line that is held has a home: it was requested.
  const column = columnOfHome(old);
  removeFromWord<H>(old, own);
  if (tracksNodes) leaveNode<H>(record, old, state, column);
  else exchange(rowOf(record), column, EVICTED + state);
  if (organisation != FULL_MAP) {
    if (canBeImprecise() && isUnheld<H>(old)) makePrecise(old);
  }
  return word;
}

/** Nobody holds the line: its home has it. */
// @ts-ignore: decorator
@inline
export function fetchFromHome<W, H>(
  record: usize,
  block: usize,
  line: u32,
  row: u32,
  cell: u32,
  now: u32,
): usize {
  const column = columnOfHome(line);
  if (column == NO_COLUMN) return 0;
  const own = aloneIn<H>(record);
  const word = wordToFill<W, H>(record, block, own);
  if (sizeof<H>() != 8 && !word) return 0;
  exchange(rowOf(record), column, FETCHED + (row >> ROW_SHIFT));
  store<u32>(word - wordOffset<W>(), line);
  store<u32>(word, now | nextOf(cell, 0));
  store<H>(holdersAt<H>(line), own);
  return word;
}

/** Whether the home has nothing more to remember when a line with one holder gets another one, or one in its place. */
// @ts-ignore: decorator
@inline
function takesAnother(line: u32): bool {
  return !overflows(2) && (!canBeImprecise() || isPrecise(line));
}

/** What the home asks of the holder, and the holder answers; `fetch`: see fetchOf. */
// @ts-ignore: decorator
@inline
function askHolder(
  record: usize,
  other: usize,
  column: u32,
  fetch: u32,
  supplies: u32,
  snooped: u32,
  state: u32,
): void {
  const near = columnOf(other);
  const kept = nextOf(snooped, 0);
  const flushed: u32 = flushes(snooped) ? WRITTEN : 0;
  if (supplies | flushed) {
    exchange(rowOf(other), column, FORWARDED + fetch + flushed);
    if (supplies) exchange(rowOf(record), near, ANSWERED);
  } else if (!kept) {
    exchange(rowOf(other), column, INVALIDATED);
    exchange(rowOf(record), near, YIELDED);
  } else if (kept != state) {
    send(fetch ? FWD_GET_M : FWD_GET_S, column >> COLUMN_SHIFT, near >> COLUMN_SHIFT);
    send(ACK, near >> COLUMN_SHIFT, column >> COLUMN_SHIFT);
  }
}

/** One other cache may hold the line, by the bits of its holders. Up to 64 processors. */
// @ts-ignore: decorator
@inline
export function fetchFromOneByHome<W>(
  record: usize,
  block: usize,
  lineAddress: u64,
  line: u32,
  row: u32,
  cell: u32,
  now: u32,
): usize {
  const holders = load<u64>(holdersAt<u64>(line));
  const column = columnOfHome(line);
  if (holders & (holders - 1) || column == NO_COLUMN) return 0;
  if (organisation != FULL_MAP && !takesAnother(line)) return 0;
  const other = recordOf(<u32>ctz(holders));
  const at = findWord<W>(ownBlock(other, lineAddress), 0, line);
  const held = load<u32>(at);
  const state = held & STATE_MASK;
  const snoopRow = snoopRowOf(cell);
  const snooped = cellInRow(snoopRow, state);
  if (!isPlainSnoop(snooped)) return 0;
  const supplies = suppliesFor(cell, snooped);
  const fetch = fetchOf(cell);

  const inNode: bool = tracksNodes && columnOf(other) == columnOf(record);
  if (inNode) {
    // What the node cannot settle by itself is rare, and home-of-nodes.ts knows it all.
    if (!supplies || (fetch && !((owningStates >> state) & 1))) return 0;
    tally(record, TALLY_NODE_REQUESTS, 1);
    if (flushes(snooped)) send(WRITE_BACK, columnOf(record) >> COLUMN_SHIFT, column >> COLUMN_SHIFT);
  } else {
    exchange(rowOf(record), column, supplies ? ASKED + fetch : ASKED_AND_ANSWERED + fetch);
    askHolder(record, other, column, fetch, supplies, snooped, state);
  }

  const own = aloneIn<u64>(record);
  visitSnooped(other, snoopRow, state, supplies);
  const kept = nextOf(snooped, 0);
  if (kept) {
    setState<W>(at, held, kept);
    store<u64>(holdersAt<u64>(line), holders | own);
  } else {
    store<u32>(at - wordOffset<W>(), EMPTY);
    store<u32>(at, 0);
    store<u64>(holdersAt<u64>(line), own);
    tally(record, TALLY_INVALIDATIONS_SENT, 1);
  }
  const outcome = outcomeOf(snooped);
  visitInRow(record + slotOffset(outcome | (isSupplied(cell, snooped) << 2)), row, 0);
  const word = wordToFill<W, u64>(record, block, own);
  store<u32>(word - wordOffset<W>(), line);
  store<u32>(word, now | nextOf(cell, outcome));
  return word;
}
