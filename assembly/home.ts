/**
 * A transaction on a machine with directories: the same cells as on the bus, told by messages.
 * Here for directories that know processors; for those that know nodes, home-of-nodes.ts.
 *
 *   requester ─ request ─► home (placement.ts) ─ its entry (directory.ts) ─► Fwd, Inv, Recall ─► holders
 *   holders ─ Data, InvAck ─► requester;  WriteBack, Ack ─► home;  home ─ Data, Ack ─► requester
 *
 * A holder supplies if its cell says so. Where homes answer for mere sharers, the host has taken that out of
 * those cells (src/protocol/home-answers.ts).
 *
 * Messages after V. Nagarajan, D. J. Sorin, M. D. Hill and D. A. Wood, A Primer on Memory
 * Consistency and Cache Coherence, 2nd ed., 2020, ch. 8, and D. Lenoski et al., The Directory-Based
 * Cache Coherence Protocol for the DASH Multiprocessor, 1990. W, H, K: see bus.ts.
 */
import { settle, wordsOf } from './bus';
import { recordFault } from './lose';
import { isFull, isPlain } from './kinds';
import { blocksOf, wordAt } from './cache';
import { EVENT_BusWr, TXN_BASE, TXN_impossible } from './codes';
import {
  TALLY_LOCAL_REQUESTS,
  TALLY_REMOTE_REQUESTS,
  TALLY_USELESS_INVALIDATIONS,
  recordOf,
  tally,
  visit,
} from './counters';
import { addImprecise, canBeImprecise, isPrecise, makePrecise, mayHold, overflows } from './directory';
import { entryToTake, lineOfEntry, takeEntry, touchEntry } from './sparse';
import { ASKED, BROADCAST, exchange, exchangesOf } from './exchanges';
import { NOBODY, holderCount, holds, isHeldByOthers, nextHolder } from './holders';
import { transactOverNodes } from './home-of-nodes';
import { EMPTY, lineShift, coreThreads, processors, tracksNodes, wordShift, timed } from './layout';
import { organisation } from './layout-nodes';
import { forgetUnheld } from './leave';
import { ACK, DATA, INV, INV_ACK, nodeOf, send, sendOften } from './messages';
import { FULL_MAP, LIMITED, LIMITED_BROADCAST, SPARSE } from './organisations';
import { homeForRequest, homeOfLine, lineAddressOf } from './pages';
import { columnFor } from './placement';
import { addressOf, eventIn, metaOf, processorIn } from './record';
import { clock } from './replacement/clock';
import { conclude, referencesBefore, sendRequest, takeBack, takesAll, tellRecall } from './request';
import { isGeneral, ownEvent, ownRecord, requesterIn } from './requester';
import { snoop } from './snoop';
import {
  askDirectory,
  endRequest,
  noteUseless,
  startRequest,
  startTelling,
  timeAck,
  timeData,
  timeRecall,
  timeUseless,
} from './timed/request-time';
import {
  STATE_MASK,
  cellAt,
  fills,
  isPlainFill,
  isSupplied,
  movesWord,
  nextOf,
  outcomeOf,
  transactionOf,
  writesBack,
} from './transition';

/** An imprecise entry makes the home invalidate where there is nothing. */
function tellOthers<H, K>(p: u32, line: u32, home: u32): void {
  if (isPlain<K>() && organisation == LIMITED_BROADCAST) return tellAll<H>(p, line, home);
  let useless: u32 = 0;
  for (let q: u32 = 0; q < processors; q += isGeneral<K>() ? coreThreads : 1) {
    if (q == p || holds<H>(line, q) || !mayHold(line, q)) continue;
    send(INV, home, nodeOf(q));
    send(INV_ACK, nodeOf(q), nodeOf(p));
    if (isFull<K>()) if (timed) noteUseless(nodeOf(q));
    useless++;
  }
  tally(ownRecord<K>(p), TALLY_USELESS_INVALIDATIONS, useless);
}

/**
 * The same of an entry that may mean anybody, in a plain run: counted as one, without those who do hold the
 * line and are told as holders.
 */
function tellAll<H>(p: u32, line: u32, home: u32): void {
  let useless = processors - 1;
  for (let q = nextHolder<H>(line, 0); q != NOBODY; q = nextHolder<H>(line, q + 1)) {
    if (q == p) continue;
    sendOften(INV, home, nodeOf(q), -1);
    sendOften(INV_ACK, nodeOf(q), nodeOf(p), -1);
    useless--;
  }
  exchange(exchangesOf(recordOf(p)), columnFor(home), BROADCAST);
  tally(recordOf(p), TALLY_USELESS_INVALIDATIONS, useless);
}

/** The home takes a copy back. */
function recallCopy<W, H, K>(q: u32, line: u32): void {
  const home = homeOfLine(line);
  const cell = takeBack<W, H, K>(q, line);
  tellRecall(home, nodeOf(q), cell);
  if (isFull<K>()) if (timed) timeRecall(home, nodeOf(q), lineAddressOf(line), writesBack(cell));
}

/** Gives the line an entry of a sparse directory, at the cost of another line's copies if need be. */
function claimEntry<W, H, K>(line: u32, home: u32): void {
  if (touchEntry(line, home)) return;
  const word = entryToTake(lineAddressOf(line), home);
  const victim = lineOfEntry(word);
  if (victim != EMPTY) {
    for (let q = nextHolder<H>(victim, 0); q != NOBODY; q = nextHolder<H>(victim, q + 1)) {
      recallCopy<W, H, K>(q, victim);
    }
  }
  takeEntry(word, line, clock);
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

/** A miss in a plain run that moves no words: as the rest of `transactAtHome`, with its messages counted in one. */
function fetchAtHome<W, H, K>(access: usize, line: u32, cell: u32): usize {
  const p = processorIn(metaOf(access));
  const record = recordOf(p);
  const event = transactionOf(cell) + TXN_BASE;
  const home = homeForRequest(line, record, nodeOf(p), referencesBefore<K>(access));
  if (organisation == SPARSE) claimEntry<W, H, K>(line, home);
  if (canBeImprecise() && takesAll(event) && !isPrecise(line)) tellOthers<H, K>(p, line, home);
  const blocks = blocksOf(addressOf(access) >> (<u64>lineShift));
  const seen: u32 = isHeldByOthers<H>(line, p) ? snoop<W, H, K>(p, line, blocks, event, true, home) : 0;
  const outcome = outcomeOf(seen);
  const slot = outcome | (isSupplied(cell, seen) << 2);
  exchange(exchangesOf(record), columnFor(home), ASKED + eventIn(metaOf(access)) + (slot << 1));
  if (canBeImprecise() && takesAll(event)) makePrecise(line);
  const word = settle<W, H, K>(p, line, blocks, 0, nextOf(cell, outcome));
  if (organisation != FULL_MAP) joinEntry<W, H, K>(p, line);
  return word;
}

/** The whole of a reference that does more than hit, as `transact` in bus.ts. */
export function transactAtHome<W, H, K>(access: usize, line: u32, at: usize): usize {
  const p = requesterIn<K>(metaOf(access));
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
    visit(ownRecord<K>(p), ownEvent<K>(op), 0, state);
    return settle<W, H, K>(p, line, blocksOf(lineAddress), at, nextOf(cell, 0));
  }

  if (tracksNodes) return transactOverNodes<W, H, K>(access, line, at, cell);
  if (isPlain<K>() && isPlainFill(cell)) return fetchAtHome<W, H, K>(access, line, cell);

  const event = transaction + TXN_BASE;
  const node = nodeOf(p);
  const home = homeForRequest(line, ownRecord<K>(p), node, referencesBefore<K>(access));
  tally(ownRecord<K>(p), home == node ? TALLY_LOCAL_REQUESTS : TALLY_REMOTE_REQUESTS, 1);
  if (isFull<K>())
    if (timed) {
      startRequest();
      askDirectory(
        node,
        home,
        lineAddress,
        event != EVENT_BusWr,
        movesWord(cell) ? wordsOf(access) << wordShift : 0,
      );
    }
  if (organisation == SPARSE) claimEntry<W, H, K>(line, home);
  if (isFull<K>()) if (timed) startTelling();
  sendRequest(event, node, home, access, cell);
  if (canBeImprecise() && takesAll(event) && !isPrecise(line)) tellOthers<H, K>(p, line, home);
  const seen: u32 = isHeldByOthers<H>(line, p)
    ? snoop<W, H, K>(p, line, blocksOf(lineAddress), event, fills(cell), home)
    : 0;
  if (isFull<K>()) if (timed) timeUseless(home, node);
  if (!fills(cell)) {
    send(ACK, home, node);
    if (isFull<K>()) if (timed) timeAck(home, node);
  } else if (!isSupplied(cell, seen)) {
    send(DATA, home, node);
    if (isFull<K>()) if (timed) timeData(home, node, lineAddress);
  }
  if (isFull<K>()) if (timed) endRequest(node, home, fills(cell));
  if (canBeImprecise() && takesAll(event)) makePrecise(line);

  const word = conclude<W, H, K>(access, line, at, cell, seen);
  if (!at && word) joinEntry<W, H, K>(p, line);
  if (organisation != FULL_MAP) forgetUnheld<H, K>(line);
  return word;
}
