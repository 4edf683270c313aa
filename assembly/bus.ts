/**
 * The snooping bus: what a transaction does to the other copies, and to the requester's own.
 *
 *   holders of the line ─► for each other copy: its block (or byte) ─► cell (event, state) ─► act
 *   then the requester: outcome (alone, shared, owned) ─► next state ─► place, change or drop
 *
 * Type parameters: W is the kind of cache (cache.ts), H the kind of holder set (holders.ts), and
 * K the kind of run: u8 plain with LRU, i8 plain with any other policy, f32 with an L1 above or
 * with classification, which the plain runs never pay for.
 */
import { bytesOf, findWord, freeLine, oldestWay, putLine, setState, wordAt, wordOffset } from './cache';
import { lost } from './classify';
import { ALONE, addHolder, holdersAt, removeHolder, slotVector } from './holders';
import {
  SLOT_SUPPLIED,
  TALLY_FOLLOWING_UPDATES,
  TALLY_INVALIDATIONS_SENT,
  TALLY_MEMORY_WORDS,
  TALLY_BUS_WORDS,
  TALLY_UPDATES_SENT,
  recordOf,
  tally,
  visit,
} from './counters';
import { EVENT_BusUpd, EVENT_Evict, TXN_BASE, TXN_BusUpd, TXN_impossible } from './codes';
import {
  EMPTY,
  cache,
  classifying,
  coherent,
  lanes,
  lineMask,
  lineStride,
  policy,
  seed,
  setBytes,
  slotWords,
  table,
  twoLevel,
  ways,
  wordShift,
} from './layout';
import { lines } from './pages';
import { addressOf, bytesIn, eventIn, metaOf, processorIn } from './record';
import { filled, removed, touched, wayToFill } from './replacement/index';
import { clock, stamp } from './replacement/clock';
import {
  STATE_MASK,
  canSupply,
  cellAt,
  fills,
  linesAsserted,
  movesWord,
  nextOf,
  passesData,
  takesWord,
  thenUpdates,
  transactionOf,
  writesWord,
} from './transition';
import { backInvalidate, dropUpper, flushUpper } from './upper';

/** An impossible cell that was reached: event << 8 | state, plus one; 0 if there was none. */
export let fault: u32 = 0;

export function clearFault(): void {
  fault = 0;
}

// @ts-ignore: decorator
@inline
function isPlain<K>(): bool {
  return !isFloat<K>();
}

// @ts-ignore: decorator
@inline
function isPlainLRU<K>(): bool {
  return !isFloat<K>() && !isSigned<K>();
}

/** Whether the ways are few enough, and their words plain enough, to be written as vectors. */
// @ts-ignore: decorator
@inline
function inVectors<W, K>(): bool {
  return !isFloat<W>() && sizeof<W>() > 1 && isPlainLRU<K>();
}

/** Takes a copy out of its block; the line's holders are the caller's. */
// @ts-ignore: decorator
@inline
function clearCopy<W, K>(block: usize, line: u32, at: usize): void {
  if (isFloat<W>()) {
    store<u8>(at, 0);
  } else if (inVectors<W, K>()) {
    freeLine<W>(block, line);
  } else {
    store<u32>(at - wordOffset<W>(), EMPTY);
    store<u32>(at, load<u32>(at) & ~STATE_MASK);
    removed(policy, at);
  }
}

/**
 * One copy snoops; returns its cell, whose next state 0 says that it is gone.
 * `choosing` is 1 while the requester looks for a cache that supplies, else 0.
 */
// @ts-ignore: decorator
@inline
function snoopCopy<W, K>(q: u32, line: u32, blocks: usize, event: u32, choosing: u32): u32 {
  const block = blocks + <usize>q * bytesOf<W>();
  const at = findWord<W>(block, q, line);
  const word = wordAt<W>(at);
  const state = word & STATE_MASK;
  const cell = cellAt(table, event, state);
  visit(recordOf(q), event, choosing & canSupply(cell), state);
  if (!isPlain<K>()) if (twoLevel && passesData(cell)) flushUpper(q, line);
  const next = nextOf(cell, 0);
  if (next) {
    setState<W>(at, word, next);
  } else {
    clearCopy<W, K>(block, line, at);
    if (!isPlain<K>()) {
      if (twoLevel) dropUpper(q, line);
      if (classifying) lost(q, line, true);
    }
  }
  if (transactionOf(cell)) fault = ((event << 8) | state) + 1;
  return cell;
}

/** What a snoop found: all cells visited, or-ed, below; copies invalidated and updated above. */
const SENT_SHIFT: u32 = 32;
const UPDATES_SHIFT: u32 = 48;

// @ts-ignore: decorator
@inline
function found(cell: u32): u64 {
  return (<u64>(nextOf(cell, 0) == 0) << SENT_SHIFT) + (<u64>takesWord(cell) << UPDATES_SHIFT);
}

/** Every other copy snoops, in the order of the processors. Returns what was found. */
// @ts-ignore: decorator
@inline
function snoop<W, H, K>(p: u32, line: u32, blocks: usize, event: u32, fetching: bool): u64 {
  let seen: u32 = 0;
  let sent: u64 = 0;
  let choosing: u32 = fetching ? 1 : 0;
  const at = holdersAt<H>(line);
  if (sizeof<H>() == 8) {
    const all = load<u64>(at);
    let kept = all;
    for (let rest = all & ~((<u64>1) << p); rest; rest &= rest - 1) {
      const q = <u32>ctz(rest);
      const cell = snoopCopy<W, K>(q, line, blocks, event, choosing);
      seen |= cell;
      sent += found(cell);
      choosing &= ~canSupply(cell);
      kept &= ~((<u64>(nextOf(cell, 0) == 0)) << q);
    }
    store<u64>(at, kept);
    return seen | sent;
  }
  const entry = load<u32>(at);
  if (!entry) return 0;
  if (entry & ALONE) {
    const q = entry >> 2;
    if (q == p) return 0;
    const cell = snoopCopy<W, K>(q, line, blocks, event, choosing);
    if (!nextOf(cell, 0)) removeHolder<H>(line, q);
    return cell | found(cell);
  }
  const vector = slotVector(entry);
  for (let i: u32 = 0; i < slotWords; i++) {
    let rest = load<u64>(vector + (<usize>i << 3));
    for (; rest; rest &= rest - 1) {
      const q = (i << 6) | <u32>ctz(rest);
      if (q == p) continue;
      const cell = snoopCopy<W, K>(q, line, blocks, event, choosing);
      seen |= cell;
      sent += found(cell);
      choosing &= ~canSupply(cell);
      if (!nextOf(cell, 0)) removeHolder<H>(line, q);
    }
  }
  return seen | sent;
}

/** Counts the copies in other caches that a transaction reached. */
// @ts-ignore: decorator
@inline
function countSent(record: usize, seen: u64): void {
  const sent = <u32>(seen >> SENT_SHIFT);
  if (sent & 0xffff) tally(record, TALLY_INVALIDATIONS_SENT, sent & 0xffff);
  if (sent >> 16) tally(record, TALLY_UPDATES_SENT, sent >> 16);
}

/** Bus words that the bytes of an access overlap. */
function wordsOf(access: usize): u32 {
  const first = <u32>addressOf(access) & lineMask;
  const last = first + max<u32>(bytesIn(metaOf(access)), 1) - 1;
  return (last >> wordShift) - (first >> wordShift) + 1;
}

function countWords(record: usize, cell: u32, followed: bool, access: usize): void {
  const count = wordsOf(access);
  const memory = writesWord(cell, followed);
  if (memory) tally(record, TALLY_MEMORY_WORDS, count);
  if (memory || followed || transactionOf(cell) == TXN_BusUpd) tally(record, TALLY_BUS_WORDS, count);
}

/** Replacement takes the line of a way; its place is the caller's to fill. */
// @ts-ignore: decorator
@inline
function evict<H, K>(p: u32, record: usize, old: u32, state: u32): void {
  visit(record, EVENT_Evict, 0, state);
  removeHolder<H>(old, p);
  if (!isPlain<K>()) {
    if (twoLevel) backInvalidate(p, old);
    if (classifying) lost(p, old, false);
  }
}

/** Tells sets and processors apart, for policies that draw lots. */
function placeOf(blocks: usize, p: u32): u32 {
  return (<u32>((blocks - cache) / setBytes) << 10) | p;
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
  const tag = block + (<usize>way << 2);
  const word = tag + wordOffset<W>();
  const old = load<u32>(tag);
  if (old != EMPTY) evict<H, K>(p, record, old, load<u32>(word) & STATE_MASK);
  if (inVectors<W, K>()) {
    putLine<W>(block, way, line, clock | next);
  } else {
    store<u32>(tag, line);
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
  clearCopy<W, K>(block, line, at);
  removeHolder<H>(line, p);
  if (!isPlain<K>()) {
    if (twoLevel) dropUpper(p, line);
    if (classifying) lost(p, line, true);
  }
  return 0;
}

/**
 * The whole of a reference that does more than hit: its transaction, if it has one, what the
 * others do, and what becomes of the own copy. `access` is its record, `blocks` those of its set,
 * `at` the word of the own copy, 0 if there is none. Returns the word after that, 0 if there is none.
 */
export function transact<W, H, K>(access: usize, line: u32, blocks: usize, at: usize): usize {
  const p = processorIn(metaOf(access));
  const op = eventIn(metaOf(access));
  const record = recordOf(p);
  const state = at ? wordAt<W>(at) & STATE_MASK : 0;
  const cell = cellAt(table, op, state);
  const transaction = transactionOf(cell);
  let seen: u64 = 0;
  let followed = false;
  if (transaction && coherent) {
    if (transaction == TXN_impossible) {
      fault = ((op << 8) | state) + 1;
      return 0;
    }
    seen = snoop<W, H, K>(p, line, blocks, transaction + TXN_BASE, fills(cell));
    countSent(record, seen);
  }
  let lines = linesAsserted(<u32>seen);
  if (thenUpdates(cell) && lines) {
    followed = true;
    const updated = snoop<W, H, K>(p, line, blocks, EVENT_BusUpd, false);
    countSent(record, updated);
    tally(record, TALLY_FOLLOWING_UPDATES, 1);
    lines = linesAsserted(<u32>updated);
  }
  // 0, 1 and 3 (an owner also shares) become the outcomes alone, shared and owned.
  const outcome = lines - (lines >> 1);
  const next = nextOf(cell, outcome);
  visit(record, op, outcome | (fills(cell) && canSupply(<u32>seen) ? SLOT_SUPPLIED : 0), state);
  if (followed || movesWord(cell)) countWords(record, cell, followed, access);
  if (at) return change<W, H, K>(p, line, blocks + <usize>p * bytesOf<W>(), at, next);
  return next ? place<W, H, K>(p, record, line, blocks, next) : 0;
}
