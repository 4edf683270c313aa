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
import { blocksOf, bytesOf, findWord, oldestWay, setState, wordAt, wordOffset } from './cache';
import { lost } from './classify';
import { ALONE, addHolder, holdersAt, removeHolder, slotVector } from './holders';
import {
  TALLY_CARRIED_FLUSHES,
  TALLY_FOLLOWING_UPDATES,
  TALLY_INVALIDATIONS_SENT,
  TALLY_MEMORY_WORDS,
  TALLY_SUPPLIES,
  TALLY_TRANSFERS,
  TALLY_BUS_WORDS,
  TALLY_UPDATES_SENT,
  recordOf,
  tally,
  visit,
} from './counters';
import { EVENT_BusUpd, EVENT_Evict, TXN_BASE, TXN_BusUpd, TXN_impossible } from './codes';
import {
  EMPTY,
  classifying,
  coherent,
  lanes,
  lineStride,
  policy,
  seed,
  slotWords,
  table,
  twoLevel,
  ways,
  wordShift,
} from './layout';
import { lines } from './pages';
import { filled, removed, touched, wayToFill } from './replacement/index';
import { clock, stamp } from './replacement/clock';
import {
  STATE_MASK,
  cellAt,
  fills,
  flushes,
  linesAsserted,
  nextOf,
  passesData,
  supplies,
  takesWord,
  thenUpdates,
  transactionOf,
  writesWord,
} from './transition';
import { backInvalidate, dropUpper, flushUpper } from './upper';

const NOBODY: u32 = 0xffffffff;

/** Of the transaction under way: bus lines asserted, who supplies, and whether its flush is carried. */
let asserted: u32 = 0;
let supplier: u32 = NOBODY;
let carried: bool = false;
let invalidated: u32 = 0;
let updated: u32 = 0;

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

/** Takes a copy out of its block; the line's holders are the caller's. */
// @ts-ignore: decorator
@inline
function clearWord<W, K>(at: usize): void {
  if (isFloat<W>()) {
    store<u8>(at, 0);
    return;
  }
  store<u32>(at - wordOffset<W>(), EMPTY);
  if (sizeof<K>() == 1 && !isSigned<K>()) {
    store<u32>(at, 0);
  } else {
    store<u32>(at, load<u32>(at) & ~STATE_MASK);
    removed(policy, at);
  }
}

/** One copy snoops. True if it is invalidated. */
// @ts-ignore: decorator
@inline
function snoopCopy<W, K>(q: u32, line: u32, blocks: usize, event: u32): bool {
  const at = findWord<W>(blocks + <usize>q * bytesOf<W>(), q, line);
  const word = wordAt<W>(at);
  const state = word & STATE_MASK;
  const cell = cellAt(table, event, state);
  visit(recordOf(q), event, 0, state);
  asserted |= linesAsserted(cell);
  if (supplies(cell) && supplier == NOBODY) {
    supplier = q;
    carried = flushes(cell);
  }
  if (transactionOf(cell)) fault = ((event << 8) | state) + 1;
  updated += takesWord(cell);
  if (!isPlain<K>()) if (twoLevel && passesData(cell)) flushUpper(q, line);
  const next = nextOf(cell, 0);
  if (next) {
    if (next != state) setState<W>(at, word, next);
    return false;
  }
  invalidated++;
  clearWord<W, K>(at);
  if (!isPlain<K>()) {
    if (twoLevel) dropUpper(q, line);
    if (classifying) lost(q, line, true);
  }
  return true;
}

/** Every other copy snoops, in the order of the processors. */
// @ts-ignore: decorator
@inline
function snoop<W, H, K>(p: u32, line: u32, blocks: usize, event: u32): void {
  const at = holdersAt<H>(line);
  if (sizeof<H>() == 8) {
    const all = load<u64>(at);
    let kept = all;
    for (let rest = all & ~((<u64>1) << p); rest; rest &= rest - 1) {
      const q = <u32>ctz(rest);
      if (snoopCopy<W, K>(q, line, blocks, event)) kept &= ~((<u64>1) << q);
    }
    store<u64>(at, kept);
    return;
  }
  const entry = load<u32>(at);
  if (!entry) return;
  if (entry & ALONE) {
    const q = entry >> 2;
    if (q != p && snoopCopy<W, K>(q, line, blocks, event)) removeHolder<H>(line, q);
    return;
  }
  const vector = slotVector(entry);
  for (let i: u32 = 0; i < slotWords; i++) {
    let rest = load<u64>(vector + (<usize>i << 3));
    for (; rest; rest &= rest - 1) {
      const q = (i << 6) | <u32>ctz(rest);
      if (q != p && snoopCopy<W, K>(q, line, blocks, event)) removeHolder<H>(line, q);
    }
  }
}

/** Bus words that a reference's bytes overlap. */
// @ts-ignore: decorator
@inline
function wordsOf(offset: u32, bytes: u32): u32 {
  return ((offset + bytes - 1) >> wordShift) - (offset >> wordShift) + 1;
}

function countWords(record: usize, cell: u32, followed: bool, offset: u32, bytes: u32): void {
  const count = wordsOf(offset, bytes);
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

/** Brings the line in; a full set gives up a victim first. */
// @ts-ignore: decorator
@inline
function place<W, H, K>(p: u32, record: usize, line: u32, block: usize, set: u32, next: u32): void {
  if (isFloat<W>()) {
    store<u8>(lines + <usize>line * lineStride + p, <u8>next);
    addHolder<H>(line, p);
    return;
  }
  const plainLRU: bool = sizeof<K>() == 1 && !isSigned<K>();
  const way = plainLRU
    ? oldestWay<W>(block)
    : wayToFill(policy, block, ways, lanes, (set << 10) | p, seed);
  const tag = block + (<usize>way << 2);
  const word = tag + wordOffset<W>();
  const old = load<u32>(tag);
  if (old != EMPTY) evict<H, K>(p, record, old, load<u32>(word) & STATE_MASK);
  store<u32>(tag, line);
  if (plainLRU) {
    store<u32>(word, clock | next);
  } else {
    store<u32>(word, (load<u32>(word) & ~STATE_MASK) | next);
    filled(policy, block + wordOffset<W>(), ways, way);
  }
  addHolder<H>(line, p);
}

/** The copy changes its state, or goes when the next one is the invalid one. */
// @ts-ignore: decorator
@inline
function change<W, H, K>(p: u32, line: u32, block: usize, at: usize, next: u32): void {
  if (!next) {
    clearWord<W, K>(at);
    removeHolder<H>(line, p);
    if (!isPlain<K>()) {
      if (twoLevel) dropUpper(p, line);
      if (classifying) lost(p, line, true);
    }
    return;
  }
  setState<W>(at, wordAt<W>(at), next);
  if (isFloat<W>()) return;
  if (sizeof<K>() == 1) touch<W, K>(block, at);
}

/** Replacement learns of a hit. */
// @ts-ignore: decorator
@inline
export function touch<W, K>(block: usize, at: usize): void {
  if (isFloat<W>()) return;
  if (sizeof<K>() == 1 && !isSigned<K>()) stamp(at, clock);
  else {
    const words = block + wordOffset<W>();
    touched(policy, words, ways, <u32>((at - words) >> 2));
  }
}

/**
 * The whole of a reference that does more than hit: its transaction, if it has one, what the
 * others do, and what becomes of the own copy (`at` is its word, 0 if there is none).
 */
export function transact<W, H, K>(
  p: u32,
  op: u32,
  line: u32,
  set: u32,
  at: usize,
  cell: u32,
  offset: u32,
  bytes: u32,
): void {
  const record = recordOf(p);
  const blocks = blocksOf<W>(set);
  const block = blocks + <usize>p * bytesOf<W>();
  const state = at ? wordAt<W>(at) & STATE_MASK : 0;
  const transaction = transactionOf(cell);
  if (transaction == TXN_impossible) {
    fault = ((op << 8) | state) + 1;
    return;
  }
  asserted = 0;
  supplier = NOBODY;
  let followed = false;
  if (transaction && coherent) {
    invalidated = 0;
    updated = 0;
    snoop<W, H, K>(p, line, blocks, transaction + TXN_BASE);
    if (thenUpdates(cell) && asserted) {
      followed = true;
      asserted = 0;
      const source = supplier;
      supplier = 0;
      snoop<W, H, K>(p, line, blocks, EVENT_BusUpd);
      supplier = source;
      tally(record, TALLY_FOLLOWING_UPDATES, 1);
    }
    if (invalidated) tally(record, TALLY_INVALIDATIONS_SENT, invalidated);
    if (updated) tally(record, TALLY_UPDATES_SENT, updated);
  }
  const outcome = asserted & 2 ? 2 : asserted & 1;
  const next = nextOf(cell, outcome);
  visit(record, op, outcome, state);
  if (followed || writesWord(cell, followed) || transaction == TXN_BusUpd) {
    countWords(record, cell, followed, offset, bytes);
  }
  if (supplier != NOBODY && fills(cell) && next) {
    tally(record, TALLY_TRANSFERS, 1);
    tally(recordOf(supplier), TALLY_SUPPLIES, 1);
    if (carried) tally(recordOf(supplier), TALLY_CARRIED_FLUSHES, 1);
  }
  if (at) change<W, H, K>(p, line, block, at, next);
  else if (next) place<W, H, K>(p, record, line, block, set, next);
}
