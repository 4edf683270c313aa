/**
 * Misses that the loop sees to by itself: of lines that nobody holds, or one other cache alone.
 *
 * What they do is what `transact` (bus.ts) does, without its loops and calls; where there is more
 * to do, they do nothing and return 0. For plain runs with LRU, whose `cell` is that of the
 * invalid state and a plain fill (transition.ts); `now` is the stamp. They return the line's word.
 * K: see bus.ts; f64 only where time is kept.
 */
import { oldestWay, ownBlock, findWord, setState, wordOffset } from './cache';
import { EVENT_Evict } from './codes';
import {
  TALLY_INVALIDATIONS_SENT,
  aloneIn,
  recordOf,
  slotOffset,
  tally,
  visit,
  visitInRow,
  visitSnooped,
} from './counters';
import { bothOf, holdersAt, holdersOf, isOne, oneOf } from './holders';
import { isFull } from './kinds';
import { EMPTY } from './layout';
import { lineAddressOf } from './pages';
import { noteFlush, postWriteBack, timePlainly } from './timed/bus-time';
import {
  STATE_MASK,
  cellAt,
  cellInRow,
  fills,
  flushes,
  hasTransaction,
  isPlainSnoop,
  isSupplied,
  nextOf,
  outcomeOf,
  snoopRowOf,
  suppliesFor,
  writesBack,
} from './transition';

/** Whether a way is free, or its line has no other holders, listed or in a vector (holders.ts). */
// @ts-ignore: decorator
@inline
export function isQuicklyEvicted(block: usize, way: u32, own: u64): bool {
  const old = load<u32>(block + ((<usize>way) << 2));
  return old == EMPTY || holdersOf(old) == own;
}

/** The word of a way that the next line goes to; the line in it is evicted. */
// @ts-ignore: decorator
@inline
function wordToFill<W, K>(record: usize, block: usize, way: u32, own: u64): usize {
  const tag = block + ((<usize>way) << 2);
  const word = tag + wordOffset<W>();
  const old = load<u32>(tag);
  if (old != EMPTY) {
    store<u64>(holdersAt(old), holdersOf(old) ^ own);
    const state = load<u32>(word) & STATE_MASK;
    visit(record, EVENT_Evict, 0, state);
    if (isFull<K>()) if (writesBack(cellAt(EVENT_Evict, state))) postWriteBack(lineAddressOf(old));
  }
  return word;
}

/** Nobody holds the line. */
// @ts-ignore: decorator
@inline
export function fetchUnheld<W, H, K>(
  record: usize,
  block: usize,
  line: u32,
  row: u32,
  cell: u32,
  now: u32,
): usize {
  const own = aloneIn(record);
  const way = oldestWay<W>(block);
  if (sizeof<H>() != 8 && !isQuicklyEvicted(block, way, own)) return 0;
  const word = wordToFill<W, K>(record, block, way, own);
  visitInRow(record, row, 0);
  store<u32>(word - wordOffset<W>(), line);
  store<u32>(word, now | nextOf(cell, 0));
  store<u64>(holdersAt(line), own);
  return word;
}

/** Somebody holds the line: one other cache alone, or it takes more than is done here. */
// @ts-ignore: decorator
@inline
export function fetchFromOne<W, H, K>(
  record: usize,
  block: usize,
  lineAddress: u64,
  line: u32,
  row: u32,
  cell: u32,
  now: u32,
): usize {
  const holders = holdersOf(line);
  if (!isOne<H>(holders) || !hasTransaction(cell)) return 0;
  const way = oldestWay<W>(block);
  const own = aloneIn(record);
  if (sizeof<H>() != 8 && !isQuicklyEvicted(block, way, own)) return 0;
  const other = recordOf(oneOf<H>(holders));
  const otherBlock = ownBlock(other, lineAddress);
  const at = findWord<W>(otherBlock, 0, line);
  const held = load<u32>(at);
  const state = held & STATE_MASK;
  const snoopRow = snoopRowOf(cell);
  const snooped = cellInRow(snoopRow, state);
  if (!isPlainSnoop(snooped)) return 0;

  if (isFull<K>()) {
    const supplied: bool = suppliesFor(cell, snooped) != 0;
    if (flushes(snooped) && !supplied) noteFlush();
    timePlainly(lineAddress, fills(cell), supplied);
  }
  visitSnooped(other, snoopRow, state, suppliesFor(cell, snooped));
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
  const outcome = outcomeOf(snooped);
  visitInRow(record + slotOffset(outcome | (isSupplied(cell, snooped) << 2)), row, 0);
  const word = wordToFill<W, K>(record, block, way, own);
  store<u32>(word - wordOffset<W>(), line);
  store<u32>(word, now | nextOf(cell, outcome));
  return word;
}
