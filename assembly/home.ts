/**
 * A transaction on a machine with directories: the same cells as on the bus, told by messages.
 *
 *   requester ─ request ─► home (placement.ts) ─ its entry (directory.ts) ─► Fwd, Inv, Recall ─► holders
 *   holders ─ Data, InvAck ─► requester;  WriteBack, Ack ─► home;  home ─ Data, Ack ─► requester
 *
 * Messages after V. Nagarajan, D. J. Sorin, M. D. Hill and D. A. Wood, A Primer on Memory
 * Consistency and Cache Coherence, 2nd ed., 2020, ch. 8, and D. Lenoski et al., The Directory-Based
 * Cache Coherence Protocol for the DASH Multiprocessor, 1990. W, H, K: see bus.ts.
 */
import { clearCopy, countWords, isExtra, recordFault, settle, wordsOf } from './bus';
import { blocksOf, bytesOf, findWord, setState, wordAt } from './cache';
import { lost } from './classify';
import {
  EVENT_BusRd,
  EVENT_BusRdX,
  EVENT_BusUpgr,
  EVENT_BusWr,
  EVENT_Evict,
  TXN_BASE,
  TXN_impossible,
} from './codes';
import {
  TALLY_INVALIDATIONS_SENT,
  TALLY_LOCAL_REQUESTS,
  TALLY_RECALLS,
  TALLY_REMOTE_REQUESTS,
  TALLY_UPDATES_SENT,
  TALLY_USELESS_INVALIDATIONS,
  recordOf,
  tally,
  visit,
} from './counters';
import {
  LIMITED,
  SPARSE,
  addImprecise,
  canBeImprecise,
  isPrecise,
  makePrecise,
  mayHold,
  overflows,
  takeEntry,
  touchEntry,
  victimFor,
} from './directory';
import { NOBODY, holderCount, holds, isHeldByOthers, nextHolder, removeHolder } from './holders';
import { EMPTY, classifying, lineShift, organisation, processors, twoLevel, wordInvalidates } from './layout';
import {
  ACK,
  DATA,
  FWD_GET_M,
  FWD_GET_S,
  GET_M,
  GET_S,
  INV,
  INV_ACK,
  RECALL,
  RECALL_ACK,
  RECALL_DATA,
  UPGRADE,
  WRITE_BACK,
  nodeOf,
  send,
  sendWords,
} from './messages';
import { forgetUnheld } from './leave';
import { lineAddressOf } from './pages';
import { homeForRequest, homeOf } from './placement';
import { addressOf, eventIn, metaOf, processorIn } from './record';
import {
  STATE_MASK,
  cellAt,
  fills,
  flushes,
  isImpossible,
  isSupplied,
  movesWord,
  nextOf,
  outcomeOf,
  passesData,
  supplyBit,
  takesWord,
  transactionOf,
  writesBack,
} from './transition';
import { backInvalidate, dropUpper, flushUpper } from './upper';

/** References before the record at address 0, were the input to reach that far: see `setOrigin`. */
let origin: u64 = 0;

/** Says how many references came before the record at `access`. */
export function setOrigin(access: usize, references: u64): void {
  origin = references - ((<u64>access) >> 3);
}

/** Whether a request takes every other copy away. */
function takesAll(event: u32): bool {
  return event == EVENT_BusRdX || event == EVENT_BusUpgr || (event == EVENT_BusWr && wordInvalidates);
}

function sendRequest(event: u32, from: u32, home: u32, access: usize, cell: u32): void {
  if (event == EVENT_BusRd) send(GET_S, from, home);
  else if (event == EVENT_BusRdX) send(GET_M, from, home);
  else if (event == EVENT_BusUpgr) send(UPGRADE, from, home);
  if (movesWord(cell)) sendWords(from, home, wordsOf(access));
}

/** What the home and a holder say to each other, and the holder to the requester. */
function tellHolder(
  event: u32,
  home: u32,
  holder: u32,
  requester: u32,
  cell: u32,
  chosen: bool,
  moves: bool,
): void {
  const forward = event == EVENT_BusRd ? FWD_GET_S : FWD_GET_M;
  if (chosen || flushes(cell)) {
    send(forward, home, holder);
    if (chosen) send(DATA, holder, requester);
    if (flushes(cell)) send(WRITE_BACK, holder, home);
  } else if (!nextOf(cell, 0)) {
    send(INV, home, holder);
    send(INV_ACK, holder, requester);
  } else if (moves) {
    send(forward, home, holder);
    send(ACK, holder, home);
  }
}

/** Every other holder does what its cell says, in the order of the processors. Returns their cells, or-ed. */
function forwardToHolders<W, H, K>(p: u32, line: u32, home: u32, event: u32, fetching: bool): u32 {
  const blocks = blocksOf(lineAddressOf(line));
  const wanted = supplyBit(fetching);
  let seen: u32 = 0;
  let sent: u32 = 0;
  let updated: u32 = 0;
  for (let q = nextHolder<H>(line, 0); q != NOBODY; q = nextHolder<H>(line, q + 1)) {
    if (q == p) continue;
    const block = blocks + <usize>q * bytesOf<W>();
    const at = findWord<W>(block, q, line);
    const word = wordAt<W>(at);
    const state = word & STATE_MASK;
    const cell = cellAt(event, state);
    const next = nextOf(cell, 0);
    const chosen = (cell & ~seen & wanted) != 0;
    visit(recordOf(q), event, chosen ? 1 : 0, state);
    seen |= cell;
    if (isImpossible(cell)) recordFault(event, state);
    updated += takesWord(cell);
    tellHolder(event, home, nodeOf(q), nodeOf(p), cell, chosen, next != state);
    if (isExtra<K>()) if (twoLevel && passesData(cell)) flushUpper(q, line);
    if (next) {
      setState<W>(at, word, next);
      continue;
    }
    clearCopy<W, K>(at);
    removeHolder<H>(line, q);
    if (isExtra<K>()) {
      if (twoLevel) dropUpper(q, line);
      if (classifying) lost(q, line, true);
    }
    sent++;
  }
  tally(recordOf(p), TALLY_INVALIDATIONS_SENT, sent);
  tally(recordOf(p), TALLY_UPDATES_SENT, updated);
  return seen;
}

/** An imprecise entry makes the home invalidate where there is nothing. */
function tellOthers<H>(p: u32, line: u32, home: u32): void {
  let useless: u32 = 0;
  for (let q: u32 = 0; q < processors; q++) {
    if (q == p || holds<H>(line, q) || !mayHold(line, q)) continue;
    send(INV, home, nodeOf(q));
    send(INV_ACK, nodeOf(q), nodeOf(p));
    useless++;
  }
  tally(recordOf(p), TALLY_USELESS_INVALIDATIONS, useless);
}

/** The home takes a copy back: an eviction that its processor did not choose. */
function recallCopy<W, H, K>(q: u32, line: u32): void {
  const lineAddress = lineAddressOf(line);
  const home = homeOf(lineAddress);
  const block = blocksOf(lineAddress) + <usize>q * bytesOf<W>();
  const at = findWord<W>(block, q, line);
  const state = wordAt<W>(at) & STATE_MASK;
  visit(recordOf(q), EVENT_Evict, 0, state);
  tally(recordOf(q), TALLY_RECALLS, 1);
  send(RECALL, home, nodeOf(q));
  if (writesBack(cellAt(EVENT_Evict, state))) send(RECALL_DATA, nodeOf(q), home);
  else send(RECALL_ACK, nodeOf(q), home);
  clearCopy<W, K>(at);
  removeHolder<H>(line, q);
  if (isExtra<K>()) {
    if (twoLevel) backInvalidate(q, line);
    if (classifying) lost(q, line, false);
  }
  forgetUnheld<H>(line);
}

/** Gives the line an entry of a sparse directory, at the cost of another line's copies if need be. */
function claimEntry<W, H, K>(line: u32, home: u32): void {
  if (touchEntry(line, home)) return;
  const victim = victimFor(line, home);
  if (victim != EMPTY) {
    for (let q = nextHolder<H>(victim, 0); q != NOBODY; q = nextHolder<H>(victim, q + 1)) {
      recallCopy<W, H, K>(q, victim);
    }
  }
  takeEntry(line, home);
}

/** The requester has become a holder: an entry with few pointers may not stand for all of them. */
function joinEntry<W, H, K>(p: u32, line: u32): void {
  if (organisation == LIMITED && overflows(holderCount<H>(line))) {
    let q = nextHolder<H>(line, 0);
    if (q == p) q = nextHolder<H>(line, q + 1);
    recallCopy<W, H, K>(q, line);
  } else if (canBeImprecise()) {
    if (!isPrecise(line)) addImprecise(line, p);
    else if (overflows(holderCount<H>(line))) {
      for (let q = nextHolder<H>(line, 0); q != NOBODY; q = nextHolder<H>(line, q + 1)) addImprecise(line, q);
    }
  }
}

/** The whole of a reference that does more than hit, as `transact` in bus.ts. */
export function transactAtHome<W, H, K>(access: usize, line: u32, at: usize): usize {
  const p = processorIn(metaOf(access));
  const op = eventIn(metaOf(access));
  const state = at ? wordAt<W>(at) & STATE_MASK : 0;
  const cell = cellAt(op, state);
  const transaction = transactionOf(cell);
  if (transaction == TXN_impossible) {
    recordFault(op, state);
    return 0;
  }
  const lineAddress = addressOf(access) >> (<u64>lineShift);
  if (!transaction) {
    visit(recordOf(p), op, 0, state);
    return settle<W, H, K>(p, line, blocksOf(lineAddress), at, nextOf(cell, 0));
  }

  const event = transaction + TXN_BASE;
  const node = nodeOf(p);
  const home = homeForRequest(lineAddress, p, node, origin + ((<u64>access) >> 3));
  tally(recordOf(p), home == node ? TALLY_LOCAL_REQUESTS : TALLY_REMOTE_REQUESTS, 1);
  if (organisation == SPARSE) claimEntry<W, H, K>(line, home);
  sendRequest(event, node, home, access, cell);
  if (canBeImprecise() && takesAll(event) && !isPrecise(line)) tellOthers<H>(p, line, home);
  const seen: u32 = isHeldByOthers<H>(line, p)
    ? forwardToHolders<W, H, K>(p, line, home, event, fills(cell))
    : 0;
  const supplied = isSupplied(cell, seen);
  if (!fills(cell)) send(ACK, home, node);
  else if (!supplied) send(DATA, home, node);
  if (canBeImprecise() && takesAll(event)) makePrecise(line);

  const outcome = outcomeOf(seen);
  visit(recordOf(p), op, outcome | (supplied << 2), state);
  if (movesWord(cell)) countWords(recordOf(p), cell, false, access);
  const word = settle<W, H, K>(p, line, blocksOf(lineAddress), at, nextOf(cell, outcome));
  if (!at && word) joinEntry<W, H, K>(p, line);
  forgetUnheld<H>(line);
  return word;
}
