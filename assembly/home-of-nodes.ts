/**
 * A transaction on a machine whose directories know nodes: within a node caches snoop each other, and
 * the home hears only of what they cannot settle among themselves.
 *
 *   requester ─► its node's caches ─ all that is wanted ─► done; at most memory is written at the home
 *             └─ request ─► home ─► its entry ─► Fwd, Inv, Recall, once a node ─► nodes with copies
 *
 * On a node's bus any cache that can supplies. Of other nodes' only those do that the home can name: a
 * holder in a yielding state, which several may be in, leaves the answer to memory (`yields`).
 *
 * After D. Lenoski et al., The Directory-Based Cache Coherence Protocol for the DASH Multiprocessor,
 * 1990, whose clusters of processors on a bus are such nodes. W, H, K: see bus.ts.
 */
import { wordsOf } from './bus';
import { recordFault } from './lose';
import { isFull } from './kinds';
import { blocksOf, bytesOf, findWord, wordAt } from './cache';
import { ACTION_Supply, ACTION_WriteBack, EVENT_BusRd, EVENT_BusWr, TXN_BASE } from './codes';
import {
  TALLY_INVALIDATIONS_SENT,
  TALLY_LOCAL_REQUESTS,
  TALLY_NODE_REQUESTS,
  TALLY_REMOTE_REQUESTS,
  TALLY_SHARED_WRITE_BACKS,
  TALLY_UPDATES_SENT,
  TALLY_USELESS_INVALIDATIONS,
  recordOf,
  tally,
  visit,
} from './counters';
import { addImprecise, canBeImprecise, isPrecise, makePrecise, mayHold, overflows } from './directory';
import { entryToTake, lineOfEntry, takeEntry, touchEntry } from './sparse';
import { passValues } from './execute/pass';
import { hasShared } from './hierarchy';
import { NOBODY, isHeldByOthers, nextHolder } from './holders';
import { EMPTY, executing, nodes, wordShift, timed } from './layout';
import { organisation, owningStates, yieldingStates } from './layout-nodes';
import { forgetUnheld } from './leave';
import { ACK, DATA, INV, INV_ACK, WRITE_BACK, nodeOf, send, sendWords, tellHolder } from './messages';
import { firstHolderIn, isAloneInNode, isHeldIn, nextNode, nodeCount } from './node-holders';
import { FULL_MAP, LIMITED, SPARSE } from './organisations';
import { homeForRequest, homeOfLine, lineAddressOf } from './pages';
import { metaOf } from './record';
import { clock } from './replacement/clock';
import { conclude, obey, referencesBefore, sendRequest, takeBack, takesAll, tellRecall } from './request';
import { isGeneral, ownRecord, requester, requesterIn } from './requester';
import { takeBackShared } from './shared';
import {
  askDirectory,
  endInNode,
  endRequest,
  noteSource,
  noteUseless,
  postFlush,
  postWords,
  snoopNode,
  startTelling,
  timeAck,
  timeData,
  timeHolder,
  timeRecall,
  timeUseless,
} from './timed/request-time';
import {
  cellAt,
  fills,
  flushes,
  isImpossible,
  movesWord,
  nextOf,
  STATE_MASK,
  supplyBit,
  takesWord,
  transactionOf,
  writesBack,
} from './transition';

// What `survey` finds of a line's holders, the requester aside.
/** Who supplies a fetched line, or NOBODY: the first of the own node that can, else the first elsewhere. */
let supplier: u32 = NOBODY;
/** Other nodes hold the line; and they have something to do. */
let heldElsewhere: bool = false;
let actsElsewhere: bool = false;
/** The own node may do as it likes: one of its copies is exclusive or dirty. */
let owned: bool = false;

// @ts-ignore: decorator
@inline
export function owns(state: u32): bool {
  return ((owningStates >> state) & 1) != 0;
}

/** Whether a holder in another node leaves the answer to the home: memory has what it has. */
// @ts-ignore: decorator
@inline
export function yields(state: u32): bool {
  return ((yieldingStates >> state) & 1) != 0;
}

/** Looks at what the holders would do, before anything is done. `state`: of the own copy. */
function survey<W, H>(p: u32, line: u32, event: u32, state: u32, fetching: bool): void {
  const node = nodeOf(p);
  const blocks = blocksOf(lineAddressOf(line));
  const wanted = supplyBit(fetching);
  supplier = NOBODY;
  heldElsewhere = false;
  actsElsewhere = false;
  owned = owns(state);
  for (let q = nextHolder<H>(line, 0); q != NOBODY; q = nextHolder<H>(line, q + 1)) {
    if (q == p) continue;
    const held = wordAt<W>(findWord<W>(blocks + <usize>q * bytesOf<W>(), q, line)) & STATE_MASK;
    const cell = cellAt(event, held);
    const near: bool = nodeOf(q) == node;
    if (near) {
      if (owns(held)) owned = true;
    } else {
      heldElsewhere = true;
      if (flushes(cell) || nextOf(cell, 0) != held) actsElsewhere = true;
    }
    if (!(cell & wanted) || (!near && yields(held))) continue;
    if (supplier == NOBODY || (near && nodeOf(supplier) != node)) supplier = q;
  }
}

/** Whether the node's own caches see to the request, by what `survey` found. */
function staysIn(node: u32, event: u32, fetching: bool): bool {
  if (actsElsewhere) return false;
  if (fetching && (supplier == NOBODY || nodeOf(supplier) != node)) return false;
  return event == EVENT_BusRd || (event != EVENT_BusWr && !heldElsewhere && owned);
}

/**
 * What the home, if it was `asked`, says to the holders of one node, and they to others, by what all
 * of them do.
 */
function tellNode(
  event: u32,
  home: u32,
  asked: bool,
  holder: u32,
  requester: u32,
  cells: u32,
  loses: bool,
  changes: bool,
): void {
  if (holder != requester) {
    if (!asked) return;
    const supplies: bool = supplier != NOBODY && nodeOf(supplier) == holder;
    tellHolder(event, home, holder, requester, supplies, flushes(cells), loses, changes);
  } else if (flushes(cells)) {
    send(WRITE_BACK, holder, home);
  }
}

/** The same in time. */
function timeNode(
  home: u32,
  asked: bool,
  holder: u32,
  requester: u32,
  lineAddress: u64,
  cells: u32,
  loses: bool,
  changes: bool,
): void {
  if (holder != requester) {
    if (!asked) return;
    const supplies: bool = supplier != NOBODY && nodeOf(supplier) == holder;
    timeHolder(home, holder, requester, lineAddress, supplies, flushes(cells), loses, changes);
  } else if (flushes(cells)) {
    postFlush(holder, home, lineAddress);
  }
}

/** Every other holder does what its cell says. Returns their cells, or-ed. */
function forwardToNodes<W, H, K>(p: u32, line: u32, home: u32, asked: bool, event: u32): u32 {
  const node = nodeOf(p);
  const blocks = blocksOf(lineAddressOf(line));
  let seen: u32 = 0;
  let sent: u32 = 0;
  let updated: u32 = 0;
  for (let m = nextNode<H, K>(line, 0); m != NOBODY; m = nextNode<H, K>(line, m + 1)) {
    let cells: u32 = 0;
    let changes: bool = false;
    const before = sent;
    for (let q = firstHolderIn<H>(line, m); q != NOBODY && nodeOf(q) == m; q = nextHolder<H>(line, q + 1)) {
      if (q == p) continue;
      const at = findWord<W>(blocks + <usize>q * bytesOf<W>(), q, line);
      const state = wordAt<W>(at) & STATE_MASK;
      const cell = cellAt(event, state);
      visit(recordOf(q), event, q == supplier ? 1 : 0, state);
      if (isFull<K>()) if (executing) passValues(q, line, cell, q == supplier);
      if (isImpossible(cell)) recordFault(event, state);
      cells |= cell;
      updated += takesWord(cell);
      if (nextOf(cell, 0) != state) changes = true;
      if (!obey<W, H, K>(q, line, at, cell)) sent++;
    }
    tellNode(event, home, asked, m, node, cells, sent != before, changes);
    if (isFull<K>())
      if (timed) timeNode(home, asked, m, node, lineAddressOf(line), cells, sent != before, changes);
    seen |= cells;
  }
  tally(ownRecord<K>(p), TALLY_INVALIDATIONS_SENT, sent);
  tally(ownRecord<K>(p), TALLY_UPDATES_SENT, updated);
  return supplier == NOBODY ? seen & ~ACTION_Supply : seen;
}

/** An imprecise entry makes the home invalidate where there is nothing. */
function tellOtherNodes<H, K>(p: u32, line: u32, home: u32): void {
  const node = nodeOf(p);
  let useless: u32 = 0;
  for (let m: u32 = 0; m < nodes; m++) {
    if (m == node || !mayHold(line, m) || isHeldIn<H, K>(line, m)) continue;
    send(INV, home, m);
    send(INV_ACK, m, node);
    if (isFull<K>()) if (timed) noteUseless(m);
    useless++;
  }
  tally(ownRecord<K>(p), TALLY_USELESS_INVALIDATIONS, useless);
}

/** The same of its L3s. Returns what they add to the cells. */
function takeBackOfNode<H>(node: u32, line: u32, cells: u32): u32 {
  const written: bool = takeBackShared<H>(node, line) || writesBack(cells);
  if (written) tally(requester, TALLY_SHARED_WRITE_BACKS, 1);
  return written ? ACTION_WriteBack : 0;
}

/** The home takes all copies of a node back. */
function recallNode<W, H, K>(node: u32, line: u32): void {
  let cells: u32 = 0;
  for (let q = firstHolderIn<H>(line, node); q != NOBODY; q = firstHolderIn<H>(line, node)) {
    cells |= takeBack<W, H, K>(q, line);
  }
  if (isGeneral<K>()) if (hasShared) cells |= takeBackOfNode<H>(node, line, cells);
  const home = homeOfLine(line);
  tellRecall(home, node, cells);
  if (isFull<K>()) if (timed) timeRecall(home, node, lineAddressOf(line), writesBack(cells));
}

/** Gives the line an entry of a sparse directory, at the cost of another line's copies if need be. */
function claimEntry<W, H, K>(line: u32, home: u32): void {
  if (touchEntry(line, home)) return;
  const word = entryToTake(lineAddressOf(line), home);
  const victim = lineOfEntry(word);
  if (victim != EMPTY) {
    for (let m = nextNode<H, K>(victim, 0); m != NOBODY; m = nextNode<H, K>(victim, m + 1)) {
      recallNode<W, H, K>(m, victim);
    }
  }
  takeEntry(word, line, clock);
}

/** The requester's node has become a holder: an entry with few pointers may not stand for all of them. */
export function joinEntry<W, H, K>(node: u32, line: u32): void {
  if (organisation == LIMITED && overflows(nodeCount<H, K>(line))) {
    let m = nextNode<H, K>(line, 0);
    if (m == node) m = nextNode<H, K>(line, m + 1);
    recallNode<W, H, K>(m, line);
  } else if (canBeImprecise()) {
    if (!isPrecise(line)) addImprecise(line, node);
    else if (overflows(nodeCount<H, K>(line))) {
      for (let m = nextNode<H, K>(line, 0); m != NOBODY; m = nextNode<H, K>(line, m + 1))
        addImprecise(line, m);
    }
  }
}

/** Sends the request to its home, up to the point where the holders do their part. Returns the home. */
export function askHome<W, H, K>(access: usize, line: u32, node: u32, event: u32, cell: u32): u32 {
  const p = requesterIn<K>(metaOf(access));
  const home = homeForRequest(line, ownRecord<K>(p), node, referencesBefore<K>(access));
  tally(ownRecord<K>(p), home == node ? TALLY_LOCAL_REQUESTS : TALLY_REMOTE_REQUESTS, 1);
  if (isFull<K>())
    if (timed) {
      const bytes = movesWord(cell) ? wordsOf(access) << wordShift : 0;
      askDirectory(node, home, lineAddressOf(line), event != EVENT_BusWr, bytes);
    }
  if (organisation == SPARSE) claimEntry<W, H, K>(line, home);
  if (isFull<K>()) if (timed) startTelling();
  sendRequest(event, node, home, access, cell);
  if (canBeImprecise() && takesAll(event) && !isPrecise(line)) tellOtherNodes<H, K>(p, line, home);
  return home;
}

/** What is left to the home once the holders have done their part. */
function answer<K>(line: u32, node: u32, home: u32, event: u32, fetching: bool): void {
  if (isFull<K>()) if (timed) timeUseless(home, node);
  if (!fetching || (supplier != NOBODY && nodeOf(supplier) == node)) {
    send(ACK, home, node);
    if (isFull<K>()) if (timed) timeAck(home, node);
  } else if (supplier == NOBODY) {
    send(DATA, home, node);
    if (isFull<K>()) if (timed) timeData(home, node, lineAddressOf(line));
  }
  if (isFull<K>())
    if (timed) {
      if (supplier != NOBODY && nodeOf(supplier) == node) noteSource(node);
      endRequest(node, home, fetching);
    }
  if (canBeImprecise() && takesAll(event)) makePrecise(line);
}

/** A reference that has a transaction, as `transactAtHome` in home.ts. `cell`: its own. */
export function transactOverNodes<W, H, K>(access: usize, line: u32, at: usize, cell: u32): usize {
  const p = requesterIn<K>(metaOf(access));
  const node = nodeOf(p);
  const event = transactionOf(cell) + TXN_BASE;
  const fetching = fills(cell);
  survey<W, H>(p, line, event, at ? wordAt<W>(at) & STATE_MASK : 0, fetching);
  const stays = staysIn(node, event, fetching);
  let home: u32;
  if (isFull<K>()) if (timed) snoopNode(node);
  if (stays) {
    tally(ownRecord<K>(p), TALLY_NODE_REQUESTS, 1);
    home = homeOfLine(line);
    if (isFull<K>()) if (timed) endInNode(node, fetching);
    if (movesWord(cell)) {
      sendWords(node, home, wordsOf(access));
      if (isFull<K>()) if (timed) postWords(node, home, lineAddressOf(line), wordsOf(access) << wordShift);
    }
  } else {
    home = askHome<W, H, K>(access, line, node, event, cell);
  }
  const seen: u32 = isHeldByOthers<H>(line, p) ? forwardToNodes<W, H, K>(p, line, home, !stays, event) : 0;
  if (!stays) answer<K>(line, node, home, event, fetching);

  const word = conclude<W, H, K>(access, line, at, cell, seen);
  if (!stays && !at && word && isAloneInNode<H>(line, p)) joinEntry<W, H, K>(node, line);
  if (organisation != FULL_MAP) forgetUnheld<H, K>(line);
  return word;
}
