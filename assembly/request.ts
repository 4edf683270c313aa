/**
 * What is the same of a request, and of a recall, whatever the directory knows: processors (home.ts)
 * or nodes (home-of-nodes.ts). W, H, K: see bus.ts.
 */
import { countWords, settle, wordsOf } from './bus';
import { clearCopy, invalidate } from './lose';
import { isExtra, isFull } from './kinds';
import { blocksOf, bytesOf, findWord, setState, wordAt } from './cache';
import { lost } from './classify';
import { flushAbove, recallAbove } from './copies';
import { EVENT_BusRd, EVENT_BusRdX, EVENT_BusUpgr, EVENT_BusWr, EVENT_Evict } from './codes';
import { TALLY_RECALLS, recordOf, tally, visit } from './counters';
import { fillValues, takeValues } from './execute/pass';
import { removeHolder } from './holders';
import { classifying, executing, lineShift } from './layout';
import { wordInvalidates } from './layout-nodes';
import { forgetUnheld } from './leave';
import { GET_M, GET_S, RECALL, RECALL_ACK, RECALL_DATA, UPGRADE, send, sendWords } from './messages';
import { lineAddressOf } from './pages';
import { addressOf, eventIn, metaOf } from './record';
import { isGeneral, ownEvent, ownRecord, requesterIn } from './requester';
import {
  STATE_MASK,
  cellAt,
  fills,
  isSupplied,
  movesWord,
  nextOf,
  outcomeOf,
  passesData,
  writesBack,
} from './transition';

/** References before the record at address 0, were the input to reach that far: see `setOrigin`. */
let origin: u64 = 0;

/** Says how many references came before the record at `access`. */
export function setOrigin(access: usize, references: u64): void {
  origin = references - ((<u64>access) >> 3);
}

/** In the general loop: the record of the reference under way, whatever is done on its behalf. */
let underWay: usize = 0;

export function referenceIsAt(access: usize): void {
  underWay = access;
}

/** References before that of the record at `access`. */
// @ts-ignore: decorator
@inline
export function referencesBefore<K>(access: usize): u64 {
  return origin + ((<u64>(isGeneral<K>() ? underWay : access)) >> 3);
}

/** Whether a request takes every other copy away. */
export function takesAll(event: u32): bool {
  return event == EVENT_BusRdX || event == EVENT_BusUpgr || (event == EVENT_BusWr && wordInvalidates);
}

export function sendRequest(event: u32, from: u32, home: u32, access: usize, cell: u32): void {
  if (event == EVENT_BusRd) send(GET_S, from, home);
  else if (event == EVENT_BusRdX) send(GET_M, from, home);
  else if (event == EVENT_BusUpgr) send(UPGRADE, from, home);
  if (movesWord(cell)) sendWords(from, home, wordsOf(access));
}

/** A snooped copy, whose word is at `at`, does what its cell says; false if it goes. */
// @ts-ignore: decorator
@inline
export function obey<W, H, K>(q: u32, line: u32, at: usize, cell: u32): bool {
  if (isExtra<K>()) if (passesData(cell)) flushAbove<K>(q, line);
  const next = nextOf(cell, 0);
  if (next) {
    setState<W>(at, wordAt<W>(at), next);
    return true;
  }
  invalidate<W, K>(q, line, at);
  removeHolder<H>(line, q);
  return false;
}

/** Takes a copy out of its cache, as an eviction that its processor did not choose. Returns its cell. */
export function takeBack<W, H, K>(q: u32, line: u32): u32 {
  const block = blocksOf(lineAddressOf(line)) + <usize>q * bytesOf<W>();
  const at = findWord<W>(block, q, line);
  const state = wordAt<W>(at) & STATE_MASK;
  visit(recordOf(q), EVENT_Evict, 0, state);
  tally(recordOf(q), TALLY_RECALLS, 1);
  if (isFull<K>()) if (executing) takeValues(q, line, state);
  clearCopy<W, K>(at);
  removeHolder<H>(line, q);
  if (isExtra<K>()) {
    recallAbove<K>(q, line);
    if (classifying) lost(q, line, false);
  }
  forgetUnheld<H, K>(line);
  return cellAt(EVENT_Evict, state);
}

/** What a home and a node say when it takes back what is there. */
export function tellRecall(home: u32, node: u32, cells: u32): void {
  send(RECALL, home, node);
  if (writesBack(cells)) send(RECALL_DATA, node, home);
  else send(RECALL_ACK, node, home);
}

/** The requester's own part, by the or of all cells snooped. Returns the word after that, 0 if there is none. */
// @ts-ignore: decorator
@inline
export function conclude<W, H, K>(access: usize, line: u32, at: usize, cell: u32, seen: u32): usize {
  const outcome = outcomeOf(seen);
  const slot = outcome | (isSupplied(cell, seen) << 2);
  return concludeIn<W, H, K>(access, line, at, cell, slot, nextOf(cell, outcome));
}

/** The same, counted in `slot` (counters.ts), where its copy comes to be in state `next`. */
// @ts-ignore: decorator
@inline
export function concludeIn<W, H, K>(
  access: usize,
  line: u32,
  at: usize,
  cell: u32,
  slot: u32,
  next: u32,
): usize {
  const meta = metaOf(access);
  const p = requesterIn<K>(meta);
  const state = at ? wordAt<W>(at) & STATE_MASK : 0;
  visit(ownRecord<K>(p), ownEvent<K>(eventIn(meta)), slot, state);
  if (movesWord(cell)) countWords(ownRecord<K>(p), cell, false, access);
  if (isFull<K>()) if (executing && fills(cell)) fillValues(p, line);
  const blocks = blocksOf(addressOf(access) >> (<u64>lineShift));
  return settle<W, H, K>(p, line, blocks, at, next);
}
