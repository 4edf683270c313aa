/**
 * The snooping bus: what a transaction does to the other copies, and to the requester's own.
 *
 *   holders of the line ─► for each other copy: its block (or byte) ─► cell (event, state) ─► act
 *   then the requester: outcome (alone, shared, owned) ─► next state ─► place, change or drop
 *
 * Type parameters: W is the kind of cache (cache.ts), H the kind of holder set (holders.ts), and
 * K the kind of run: u8 plain with LRU, i8 plain with any other policy, u16 and i16 the same on a
 * machine with directories (home.ts), f32 with an L1 above or with classification, which the plain
 * runs never pay for, u32 plain with LRU and values, and f64 with whatever a machine can have (full.ts), and
 * time (timed/).
 */
import { blocksOf, bytesOf, oldestWay, setState, wordAt, wordOffset } from './cache';
import { lost } from './classify';
import { addHolder, removeHolder } from './holders';
import { TALLY_FOLLOWING_UPDATES, TALLY_MEMORY_WORDS, TALLY_BUS_WORDS, tally, visit } from './counters';
import { EVENT_BusUpd, EVENT_Evict, TXN_BASE, TXN_BusUpd, TXN_impossible } from './codes';
import {
  EMPTY,
  cache,
  classifying,
  coherent,
  executing,
  lanes,
  lineMask,
  lineShift,
  lineStride,
  policy,
  seed,
  setBytes,
  twoLevel,
  ways,
  wordShift,
  timed,
} from './layout';
import { hasValues, isDirected, isFull, isPlain, isPlainLRU } from './kinds';
import { fillValues, takeValues } from './execute/pass';
import { writeMemory } from './execute/values';
import { lineAddressOf } from './pages';
import { lines } from './growing';
import { putAtHome } from './leave';
import { addressOf, bytesIn, eventIn, metaOf, rowIn } from './record';
import { filled, touched, wayToFill } from './replacement/index';
import { postWriteBack, timeOnBus } from './timed/bus-time';
import { clock, stamp } from './replacement/clock';
import { ownEvent, ownRecord, requesterIn } from './requester';
import { invalidate, recordFault } from './lose';
import { NO_HOME, snoop } from './snoop';
import { backInvalidate } from './upper';
import {
  STATE_MASK,
  cellAt,
  fills,
  cellInRow,
  isSpecial,
  isSupplied,
  movesWord,
  nextOf,
  outcomeOf,
  thenUpdates,
  transactionOf,
  writesBack,
  writesWord,
} from './transition';

/** Bus words that the bytes of an access overlap. */
export function wordsOf(access: usize): u32 {
  const first = (<u32>addressOf(access)) & lineMask;
  const last = first + max<u32>(bytesIn(metaOf(access)), 1) - 1;
  return (last >> wordShift) - (first >> wordShift) + 1;
}

/** Returns how many of them cross the bus. */
export function countWords(record: usize, cell: u32, followed: bool, access: usize): u32 {
  const count = wordsOf(access);
  const memory = writesWord(cell, followed);
  if (memory) {
    tally(record, TALLY_MEMORY_WORDS, count);
    if (executing) writeMemory();
  }
  if (!memory && !followed && transactionOf(cell) != TXN_BusUpd) return 0;
  tally(record, TALLY_BUS_WORDS, count);
  return count;
}

/** Replacement takes the line of a way; its place is the caller's to fill. */
// @ts-ignore: decorator
@inline
function evict<H, K>(p: u32, record: usize, old: u32, state: u32): void {
  visit(record, EVENT_Evict, 0, state);
  removeHolder<H>(old, p);
  if (hasValues<K>()) takeValues(p, old, state);
  if (!isPlain<K>()) {
    if (twoLevel) backInvalidate(p, old);
    if (classifying) lost(p, old, false);
  }
  if (isDirected<K>()) putAtHome<H, K>(p, old, state);
  else if (isFull<K>())
    if (timed && writesBack(cellAt(EVENT_Evict, state))) postWriteBack(lineAddressOf(old));
}

/** Tells sets and processors apart, for policies that draw lots. */
function placeOf(blocks: usize, p: u32): u32 {
  return ((<u32>((blocks - cache) / setBytes)) << 10) | p;
}

/** Brings the line in and returns its word; a full set gives up a victim first. */
// @ts-ignore: decorator
@inline
function place<W, H, K>(p: u32, record: usize, line: u32, blocks: usize, next: u32): usize {
  if (isFloat<W>()) {
    const at = lines + <usize>line * lineStride + p;
    store<u8>(at, <u8>next);
    addHolder<H>(line, p);
    return at;
  }
  const block = blocks + <usize>p * bytesOf<W>();
  const way = isPlainLRU<K>()
    ? oldestWay<W>(block)
    : wayToFill(policy, block, ways, lanes, placeOf(blocks, p), seed);
  const tag = block + ((<usize>way) << 2);
  const word = tag + wordOffset<W>();
  const old = load<u32>(tag);
  if (old != EMPTY) evict<H, K>(p, record, old, load<u32>(word) & STATE_MASK);
  store<u32>(tag, line);
  if (isPlainLRU<K>()) {
    store<u32>(word, clock | next);
  } else {
    store<u32>(word, (load<u32>(word) & ~STATE_MASK) | next);
    filled(policy, block + wordOffset<W>(), ways, way);
  }
  addHolder<H>(line, p);
  return word;
}

/** Replacement learns of a hit. */
// @ts-ignore: decorator
@inline
export function touch<W, K>(block: usize, at: usize): void {
  if (isFloat<W>()) return;
  if (isPlainLRU<K>()) stamp(at, clock);
  else {
    const words = block + wordOffset<W>();
    touched(policy, words, ways, <u32>((at - words) >> 2));
  }
}

/** The own copy changes its state, or goes when the next one is the invalid one. Returns its word, or 0. */
// @ts-ignore: decorator
@inline
function change<W, H, K>(p: u32, line: u32, block: usize, at: usize, next: u32): usize {
  if (next) {
    setState<W>(at, wordAt<W>(at), next);
    if (isPlain<K>()) touch<W, K>(block, at);
    return at;
  }
  invalidate<W, K>(p, line, at);
  removeHolder<H>(line, p);
  return 0;
}

/** Changes the own copy, or brings the line in. Returns the line's word, or 0. */
// @ts-ignore: decorator
@inline
export function settle<W, H, K>(p: u32, line: u32, blocks: usize, at: usize, next: u32): usize {
  if (at) return change<W, H, K>(p, line, blocks + <usize>p * bytesOf<W>(), at, next);
  return next ? place<W, H, K>(p, ownRecord<K>(p), line, blocks, next) : 0;
}

/**
 * The whole of a reference that does more than hit: its transaction, if it has one, what the
 * others do, and what becomes of the own copy. `access` is its record, `at` the word of the own
 * copy, 0 if there is none. Returns the word after that, 0 if there is none.
 */
export function transact<W, H, K>(access: usize, line: u32, at: usize): usize {
  const meta = metaOf(access);
  const p = requesterIn<K>(meta);
  const state = at ? wordAt<W>(at) & STATE_MASK : 0;
  const cell = cellInRow(rowIn(meta), state);
  if (isSpecial(cell)) return transactSpecially<W, H, K>(access, line, at);
  const blocks = blocksOf(addressOf(access) >> (<u64>lineShift));
  const transaction = transactionOf(cell);
  let seen: u32 = 0;
  // Where nobody snoops there are transactions only for the sake of their time.
  if (transaction && (!isFull<K>() || coherent)) {
    seen = snoop<W, H, K>(p, line, blocks, transaction + TXN_BASE, fills(cell), NO_HOME);
  }
  const outcome = outcomeOf(seen);
  visit(ownRecord<K>(p), ownEvent<K>(eventIn(meta)), outcome | (isSupplied(cell, seen) << 2), state);
  if (isFull<K>())
    if (timed && transaction)
      timeOnBus(lineAddressOf(line), fills(cell), isSupplied(cell, seen) != 0, false, 0);
  if (hasValues<K>() && fills(cell)) fillValues(p, line);
  return settle<W, H, K>(p, line, blocks, at, nextOf(cell, outcome));
}

/** The same for transactions that move words, that a BusUpd may follow, or that cannot happen. */
function transactSpecially<W, H, K>(access: usize, line: u32, at: usize): usize {
  const meta = metaOf(access);
  const p = requesterIn<K>(meta);
  const op = eventIn(meta);
  const state = at ? wordAt<W>(at) & STATE_MASK : 0;
  const cell = cellAt(op, state);
  const transaction = transactionOf(cell);
  if (transaction == TXN_impossible) {
    recordFault(op, state);
    return 0;
  }
  const blocks = blocksOf(addressOf(access) >> (<u64>lineShift));
  let seen: u32 = 0;
  if (transaction && coherent)
    seen = snoop<W, H, K>(p, line, blocks, transaction + TXN_BASE, fills(cell), NO_HOME);
  const supplied = isSupplied(cell, seen);
  const followed = thenUpdates(cell) && outcomeOf(seen) != 0;
  if (followed) {
    seen = snoop<W, H, K>(p, line, blocks, EVENT_BusUpd, false, NO_HOME);
    tally(ownRecord<K>(p), TALLY_FOLLOWING_UPDATES, 1);
  }
  const outcome = outcomeOf(seen);
  visit(ownRecord<K>(p), ownEvent<K>(op), outcome | (supplied << 2), state);
  let words: u32 = 0;
  if (followed || movesWord(cell)) words = countWords(ownRecord<K>(p), cell, followed, access);
  if (isFull<K>())
    if (timed && transaction)
      timeOnBus(lineAddressOf(line), fills(cell), supplied != 0, followed, words << wordShift);
  if (hasValues<K>() && fills(cell)) fillValues(p, line);
  return settle<W, H, K>(p, line, blocks, at, nextOf(cell, outcome));
}
