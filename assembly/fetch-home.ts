/**
 * Misses that the loop sees to by itself on machines with directories: as fetch.ts, and besides what
 * the home hears of it. What they do is what `transactAtHome` (home.ts) does; where there is more to
 * do, or the line's home may change, they do nothing and return 0.
 *
 *   requester ─ GetS, GetM ─► home (pages.ts) ─ Fwd, Inv ─► the one holder ─ Data, InvAck ─► requester
 *   victim's home ◄─ Put, PutData ─ requester       all counted as exchanges (exchanges.ts)
 *
 * K: see bus.ts; f64 where time is kept, and directories know processors.
 */
import { findWord, oldestWay, ownBlock, setState, wordOffset } from './cache';
import { ACTION_Supply, EVENT_Evict } from './codes';
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
import { canBeImprecise, isPrecise, makePrecise, mindsLeaving, overflows } from './directory';
import { entryToTake, freeEntry, lineOfEntry, renewEntry, takeEntry } from './sparse';
import {
  ANSWERED,
  ASKED,
  EVICTED,
  FETCHED,
  SNOOPED,
  YIELDED,
  columnOf,
  exchange,
  neighboursOf,
  exchangesOf,
} from './exchanges';
import { isQuicklyEvicted } from './fetch';
import { bothOf, holdersAt, holdersOf, isOne, oneOf } from './holders';
import { yields } from './home-of-nodes';
import { isFull } from './kinds';
import { EMPTY, tracksNodes } from './layout';
import { NO_COLUMN, organisation, owningStates } from './layout-nodes';
import { WRITE_BACK, send } from './messages';
import { FULL_MAP, SPARSE } from './organisations';
import { firstColumnOf, lineAddressOf } from './pages';
import { columnAfter, nodeIn } from './placement';
import { postPut, timeFromHolder, timeFromMemory } from './timed/request-time';
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

/** Whether the home hears nothing: of a clean copy that leaves another behind in its node, where it knows nodes. */
// @ts-ignore: decorator
@inline
function leavesSilently<H>(record: usize, left: u64, state: u32): bool {
  if (sizeof<H>() != 8 || writesBack(cellAt(EVENT_Evict, state))) return false;
  return (left & neighboursOf(record)) != 0;
}

/** What becomes of the entry of a line that nobody holds any more. */
// @ts-ignore: decorator
@inline
function forget(line: u32): void {
  if (organisation == SPARSE) freeEntry(line);
  else if (canBeImprecise()) makePrecise(line);
}

/** The word of a way that the next line goes to; the line in it is evicted. */
// @ts-ignore: decorator
@inline
function wordToFill<W, H, K>(record: usize, block: usize, way: u32, own: u64): usize {
  const tag = block + ((<usize>way) << 2);
  const word = tag + wordOffset<W>();
  const old = load<u32>(tag);
  if (old == EMPTY) return word;
  const left = holdersOf(old) ^ own;
  store<u64>(holdersAt(old), left);
  const state = load<u32>(word) & STATE_MASK;
  if (mindsLeaving) {
    if (!left) forget(old);
    else if (tracksNodes && leavesSilently<H>(record, left, state)) {
      visit(record, EVENT_Evict, 0, state);
      return word;
    }
  }
  // A line that is held has a home: it was requested.
  const column = columnAfter(firstColumnOf(old), old);
  exchange(exchangesOf(record), column, EVICTED + state);
  if (isFull<K>()) {
    const writes = writesBack(cellAt(EVENT_Evict, state));
    postPut(nodeIn(columnOf(record)), nodeIn(column), writes ? lineAddressOf(old) : 0, writes);
  }
  return word;
}

/** Nobody holds the line: its home has it. */
// @ts-ignore: decorator
@inline
export function fetchFromHome<W, H, K>(
  record: usize,
  block: usize,
  lineAddress: u64,
  line: u32,
  row: u32,
  cell: u32,
  now: u32,
  first: u32,
): usize {
  if (first == NO_COLUMN) return 0;
  const column = columnAfter(first, line);
  let entry: usize = 0;
  if (organisation == SPARSE) {
    entry = entryToTake(lineAddress, nodeIn(column));
    if (lineOfEntry(entry) != EMPTY) return 0;
  }
  const own = aloneIn(record);
  const way = oldestWay<W>(block);
  if (sizeof<H>() != 8 && !isQuicklyEvicted(block, way, own)) return 0;
  exchange(exchangesOf(record), column, FETCHED + (row >> ROW_SHIFT));
  if (isFull<K>()) timeFromMemory(nodeIn(columnOf(record)), nodeIn(column), lineAddress);
  const word = wordToFill<W, H, K>(record, block, way, own);
  if (organisation == SPARSE) takeEntry(entry, line, now);
  store<u32>(word - wordOffset<W>(), line);
  store<u32>(word, now | nextOf(cell, 0));
  store<u64>(holdersAt(line), own);
  return word;
}

/** Whether the home has nothing more to remember when a line with one holder gets another one, or one in its place. */
// @ts-ignore: decorator
@inline
function takesAnother(line: u32): bool {
  return organisation == SPARSE || (!overflows(2) && (!canBeImprecise() || isPrecise(line)));
}

/** Whether the holder's own node sees to the request by itself, as far as that is not rare (home-of-nodes.ts). */
// @ts-ignore: decorator
@inline
function servesNode(supplied: u32, fetch: u32, state: u32): bool {
  return supplied && (!fetch || (owningStates >> state) & 1);
}

/** The holder and the requester are of one node, whose caches see to it among themselves. */
// @ts-ignore: decorator
@inline
function tellNode(record: usize, other: usize, column: u32, snoopRow: u32, state: u32, snooped: u32): void {
  tally(record, TALLY_NODE_REQUESTS, 1);
  visitSnooped(other, snoopRow, state, ACTION_Supply);
  if (flushes(snooped)) send(WRITE_BACK, nodeIn(columnOf(record)), nodeIn(column));
}

/** Whether the requester waits for one answer only: the holder's, if it supplies the line, else memory's. */
// @ts-ignore: decorator
@inline
function answersAlone(supplied: u32, state: u32, snooped: u32): bool {
  return supplied != 0 || (!flushes(snooped) && nextOf(snooped, 0) == state);
}

/** What the holder answers. */
// @ts-ignore: decorator
@inline
function tellRequester(record: usize, other: usize, supplied: u32, snooped: u32): void {
  if (supplied) exchange(exchangesOf(record), columnOf(other), ANSWERED);
  else if (!flushes(snooped) && !nextOf(snooped, 0)) exchange(exchangesOf(record), columnOf(other), YIELDED);
}

/** Somebody holds the line: one other cache alone, or it takes more than is done here. */
// @ts-ignore: decorator
@inline
export function fetchFromOneByHome<W, H, K>(
  record: usize,
  block: usize,
  lineAddress: u64,
  line: u32,
  row: u32,
  cell: u32,
  now: u32,
  first: u32,
): usize {
  const holders = holdersOf(line);
  if (!isOne<H>(holders) || first == NO_COLUMN) return 0;
  const way = oldestWay<W>(block);
  const own = aloneIn(record);
  if (sizeof<H>() != 8 && !isQuicklyEvicted(block, way, own)) return 0;
  const column = columnAfter(first, line);
  if (organisation != FULL_MAP && !takesAnother(line)) return 0;
  const other = recordOf(oneOf<H>(holders));
  const at = findWord<W>(ownBlock(other, lineAddress), 0, line);
  const held = load<u32>(at);
  const state = held & STATE_MASK;
  const snoopRow = snoopRowOf(cell);
  const snooped = cellInRow(snoopRow, state);
  if (!isPlainSnoop(snooped)) return 0;
  const supplied = suppliesFor(cell, snooped);
  const fetch = fetchOf(cell);
  if (isFull<K>() && !answersAlone(supplied, state, snooped)) return 0;
  const outcome = outcomeOf(snooped);
  const slot = outcome | (isSupplied(cell, snooped) << 2);
  const near: bool = tracksNodes && columnOf(other) == columnOf(record);
  // A rare state for a holder that is alone.
  if (tracksNodes && !near && yields(state)) return 0;
  if (near) {
    if (!servesNode(supplied, fetch, state)) return 0;
    tellNode(record, other, column, snoopRow, state, snooped);
    visitInRow(record + slotOffset(slot), row, 0);
  } else {
    exchange(exchangesOf(other), column, SNOOPED + fetch + (state << 1));
    exchange(exchangesOf(record), column, ASKED + (row >> ROW_SHIFT) + (slot << 1));
    tellRequester(record, other, supplied, snooped);
  }

  if (isFull<K>()) {
    const node = nodeIn(columnOf(record));
    const home = nodeIn(column);
    if (supplied) timeFromHolder(node, home, nodeIn(columnOf(other)), lineAddress, flushes(snooped));
    else timeFromMemory(node, home, lineAddress);
  }
  if (organisation == SPARSE) renewEntry(line, now);
  const kept = nextOf(snooped, 0);
  if (kept) {
    setState<W>(at, held, kept);
    store<u64>(holdersAt(line), bothOf<H>(holders, own));
  } else {
    store<u32>(at - wordOffset<W>(), EMPTY);
    store<u32>(at, 0);
    store<u64>(holdersAt(line), own);
    tally(record, TALLY_INVALIDATIONS_SENT, 1);
  }
  const word = wordToFill<W, H, K>(record, block, way, own);
  store<u32>(word - wordOffset<W>(), line);
  store<u32>(word, now | nextOf(cell, outcome));
  return word;
}
