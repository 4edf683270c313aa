/**
 * A transaction on a machine with L3s, on a bus or between nodes whose directories know nodes.
 *
 *   who has the data? ─► own cluster's cores ─► own L3 ─► (own node's cores, L3s) ─► other cores ─► other L3s
 *                        ─► memory
 *   then every other core does what its cell says, every other L3 follows, and the own L3 takes the line
 *
 * An exclusive L3 gives up what is read from it. If memory is older, and no other cache holds the line, the
 * reader takes the duty to write it back over: its copy is as after a write (`takenOver`). With other holders
 * memory is written first.
 *
 * Here caches are W = f32 (states beside the line) and the loop is K = f64. H: see bus.ts.
 */
import { wordsOf } from './bus';
import { recordFault } from './lose';
import {
  ACTION_Supply,
  EVENT_PrRd,
  EVENT_PrWr,
  INVALID,
  OUTCOME_alone,
  TXN_BASE,
  TXN_impossible,
} from './codes';
import {
  TALLY_INVALIDATIONS_SENT,
  TALLY_NODE_REQUESTS,
  TALLY_SHARED_WRITE_BACKS,
  TALLY_UPDATES_SENT,
  TAKEN_OVER,
  clusterOf,
  recordOf,
  tally,
  visit,
} from './counters';
import { passValues } from './execute/pass';
import { canBeImprecise, makePrecise } from './directory';
import { EXCLUSIVE, isDirtyState, sharedInclusion } from './hierarchy';
import { NOBODY, isHeldByOthers, nextHolder } from './holders';
import { askHome, joinEntry } from './home-of-nodes';
import { clusterShare, directed, executing, lineStride, nodeShare, nodes, timed, wordShift } from './layout';
import { forgetUnheld } from './leave';
import { L3, isDirty, setClean, touchIn } from './levels';
import { ACK, DATA, WRITE_BACK, nodeOf, send, sendWords, tellHolder } from './messages';
import { isHeldIn } from './node-holders';
import { homeOfLine, lineAddressOf } from './pages';
import { lines } from './growing';
import { eventIn, metaOf } from './record';
import { conclude, concludeIn, obey, takesAll } from './request';
import { requester, requesterIn } from './requester';
import { dropShared, findShared, placeShared } from './shared';
import {
  FROM_CORE,
  FROM_MEMORY,
  FROM_OTHER_SHARED,
  FROM_OWN_SHARED,
  noteFlush,
  noteSharedWrite,
  postSharedWrites,
  timeFrom,
} from './timed/bus-time';
import { CLASS_L3 } from './timed/classes';
import { setClass } from './timed/current';
import {
  endInNodeFrom,
  endRequest,
  lookInShared,
  noteSource,
  postFlush,
  postWords,
  snoopNode,
  supplyFromShared,
  timeAck,
  timeData,
  timeHolder,
  timeUseless,
} from './timed/request-time';
import { l3Cycles } from './timed/settings';
import { firstClusterOf, nextShared } from './shared-holders';
import {
  cellAt,
  fills,
  flushes,
  isImpossible,
  movesWord,
  nextOf,
  outcomeOf,
  takesWord,
  transactionOf,
  writesWord,
} from './transition';
import {
  chooseSource,
  heldHere,
  isSuppliedFrom,
  lookedInVain,
  newest,
  placeOf,
  seen,
  sharedSupplier,
  stateOf,
  staysIn,
  supplier,
  survey,
} from './clusters-source';

/** Whether what the own L3 gives up is yet to be written to memory. */
let ownWillWrite: bool = false;

// What the copies of one node did.
let cells: u32 = 0;
let loses: bool = false;
let changes: bool = false;

/** The cores of a node do what their cells say. */
function obeyIn<H>(p: u32, line: u32, node: u32, event: u32): void {
  const end = directed ? (node + 1) * nodeShare : NOBODY;
  let sent: u32 = 0;
  let updated: u32 = 0;
  for (let q = nextHolder<H>(line, node * nodeShare); q < end; q = nextHolder<H>(line, q + 1)) {
    if (q == p) continue;
    const state = stateOf(q, line);
    const cell = cellAt(event, state);
    visit(recordOf(q), event, q == supplier ? 1 : 0, state);
    if (executing) passValues(q, line, cell, q == newest());
    if (isImpossible(cell)) recordFault(event, state);
    cells |= cell;
    updated += takesWord(cell);
    if (nextOf(cell, 0) != state) changes = true;
    if (flushes(cell)) {
      if (timed && !directed && q != supplier) noteFlush();
      const word = findShared(line, q / clusterShare);
      if (word) setClean(word);
    }
    if (!obey<f32, H, f64>(q, line, lines + <usize>line * lineStride + q, cell)) sent++;
  }
  if (sent) loses = true;
  tally(requester, TALLY_INVALIDATIONS_SENT, sent);
  tally(requester, TALLY_UPDATES_SENT, updated);
}

/** Memory takes a dirty line of an L3. True, to be noted. */
function writeBack(): bool {
  tally(requester, TALLY_SHARED_WRITE_BACKS, 1);
  if (timed && !directed) noteSharedWrite();
  return true;
}

/** The other L3s of a node follow. `next`: the requester's. Whether memory was written. */
function followIn(own: u32, line: u32, node: u32, takes: bool, next: u32): bool {
  let wrote: bool = false;
  const first = directed ? firstClusterOf(node) : 0;
  const end = directed ? first + nodeShare / clusterShare : NOBODY;
  for (let k = nextShared(line, first); k < end; k = nextShared(line, k + 1)) {
    if (k == own) continue;
    const word = findShared(line, k);
    const dirty = isDirty(word);
    if (takes) {
      dropShared(line, k, word);
      loses = true;
      if (dirty && !isDirtyState(next)) wrote = writeBack();
    } else if (dirty) {
      setClean(word);
      wrote = writeBack();
    }
  }
  return wrote;
}

/** What the copies of a node did, in time. */
function timePlace(line: u32, home: u32, asked: bool, m: u32, node: u32, wrote: bool): void {
  const lineAddress = lineAddressOf(line);
  if (m == node) {
    if (wrote || ownWillWrite) postFlush(node, home, lineAddress);
  } else if (asked) {
    supplyFromShared(sharedSupplier != NOBODY);
    timeHolder(home, m, node, lineAddress, isSuppliedFrom(m), wrote, loses, changes);
  }
}

/** Whether the own L3 gives up a dirty line that memory has to take. */
function willWrite(own: u32, line: u32, next: u32): bool {
  if (sharedSupplier != own || sharedInclusion != EXCLUSIVE || isDirtyState(next)) return false;
  return isDirty(findShared(line, own));
}

/** The state of a reader's copy that has the duty to write the line back from the own L3; 0 if it is not taken over. */
function takenOver<H>(p: u32, own: u32, line: u32, op: u32, state: u32, next: u32): u32 {
  if (sharedInclusion != EXCLUSIVE || sharedSupplier != own) return 0;
  if (op != EVENT_PrRd || state != INVALID || isDirtyState(next) || !isDirty(findShared(line, own))) return 0;
  if (isHeldByOthers<H>(line, p)) return 0;
  if (nextShared(line, 0) != own || nextShared(line, own + 1) != NOBODY) return 0;
  const written = nextOf(cellAt(EVENT_PrWr, INVALID), OUTCOME_alone);
  return isDirtyState(written) ? written : 0;
}

/** The transaction in time on a bus. */
function timeClusters(access: usize, line: u32, own: u32, cell: u32): void {
  const source =
    supplier != NOBODY
      ? FROM_CORE
      : sharedSupplier == NOBODY
        ? FROM_MEMORY
        : sharedSupplier == own
          ? FROM_OWN_SHARED
          : FROM_OTHER_SHARED;
  const words = movesWord(cell) && writesWord(cell, false) ? wordsOf(access) << wordShift : 0;
  const looked = lookedInVain ? l3Cycles : 0;
  timeFrom(lineAddressOf(line), fills(cell), source, looked, false, words);
  postSharedWrites(lineAddressOf(line));
}

/** The request starts, and ends if the node itself sees to it, in time. */
function startOverNodes(own: u32, node: u32, stays: bool, fetching: bool): void {
  snoopNode(node);
  if (stays) endInNodeFrom(node, fetching, sharedSupplier != NOBODY, sharedSupplier == own);
  else if (lookedInVain) lookInShared();
}

/** All other copies do their part; whether the own node wrote memory. */
function forward<H>(p: u32, line: u32, home: u32, asked: bool, event: u32, next: u32): bool {
  const own = p / clusterShare;
  const node = placeOf(p);
  const takes = takesAll(event);
  const places = directed ? nodes : 1;
  let wroteHere: bool = false;
  for (let m: u32 = 0; m < places; m++) {
    if (directed && !isHeldIn<H, f64>(line, m)) continue;
    cells = 0;
    loses = false;
    changes = false;
    obeyIn<H>(p, line, m, event);
    const wrote = followIn(own, line, m, takes, next) || flushes(cells);
    if (m == node) wroteHere = wrote;
    else if (asked) tellHolder(event, home, m, node, isSuppliedFrom(m), wrote, loses, changes);
    if (timed && directed) timePlace(line, home, asked, m, node, wrote);
  }
  return wroteHere;
}

/** The own L3: used, emptied or filled. Whether memory was written. */
function keepShared<H>(own: u32, line: u32, fetching: bool, next: u32): bool {
  if (!fetching || !next) return false;
  if (sharedSupplier == own) {
    const word = findShared(line, own);
    if (sharedInclusion != EXCLUSIVE) {
      touchIn(L3, own, line, word);
      return false;
    }
    const dirty = isDirty(word);
    dropShared(line, own, word);
    return dirty && !isDirtyState(next) && writeBack();
  }
  const near: bool = supplier != NOBODY && supplier / clusterShare == own;
  if (!near && sharedInclusion != EXCLUSIVE) placeShared<H>(line, own, false);
  return false;
}

/** The node asks the home, unless it can see to the request itself. Returns the home. */
function askIfNeeded<H>(access: usize, p: u32, line: u32, event: u32, cell: u32, stays: bool): u32 {
  const node = nodeOf(p);
  if (!stays) return askHome<f32, H, f64>(access, line, node, event, cell);
  tally(requester, TALLY_NODE_REQUESTS, 1);
  const home = homeOfLine(line);
  if (movesWord(cell)) {
    sendWords(node, home, wordsOf(access));
    if (timed) postWords(node, home, lineAddressOf(line), wordsOf(access) << wordShift);
  }
  return home;
}

/** The home's answer to a request that it was asked. */
function answer(line: u32, node: u32, home: u32, event: u32, fetching: bool): void {
  if (timed) timeUseless(home, node);
  if (!fetching || isSuppliedFrom(node)) {
    send(ACK, home, node);
    if (timed) timeAck(home, node);
  } else if (supplier == NOBODY && sharedSupplier == NOBODY) {
    send(DATA, home, node);
    if (timed) timeData(home, node, lineAddressOf(line));
  }
  if (canBeImprecise() && takesAll(event)) makePrecise(line);
}

/** The whole of a reference that may have a transaction, as `transact` in bus.ts. */
export function transactOverClusters<H>(access: usize, line: u32, at: usize): usize {
  const p = requesterIn<f64>(metaOf(access));
  const op = eventIn(metaOf(access));
  const state: u32 = at ? load<u8>(at) : 0;
  const cell = cellAt(op, state);
  const transaction = transactionOf(cell);
  if (transaction == TXN_impossible) {
    recordFault(op, state);
    return 0;
  }
  if (!transaction) return conclude<f32, H, f64>(access, line, at, cell, 0);

  const event = transaction + TXN_BASE;
  const fetching = fills(cell);
  const own = clusterOf(recordOf(p));
  const node = placeOf(p);
  survey<H>(p, line, event, state, fetching);
  let next = nextOf(cell, outcomeOf(seen));
  if (fetching && next) chooseSource(own, line);
  const taken = fetching && next ? takenOver<H>(p, own, line, op, state, next) : 0;
  if (taken) next = taken;
  // Another core's copy is what counts as supplied: an L3's is no transfer between caches.
  const answers = (seen & ~ACTION_Supply) | (supplier == NOBODY ? 0 : ACTION_Supply);
  const heldBefore = heldHere;
  const stays = directed && staysIn(node, event, fetching);
  ownWillWrite = fetching && next != 0 && willWrite(own, line, next);
  if (timed && directed) startOverNodes(own, node, stays, fetching);
  const home = directed ? askIfNeeded<H>(access, p, line, event, cell, stays) : 0;
  let wrote = forward<H>(p, line, home, !stays, event, next);
  if (directed && !stays) {
    answer(line, node, home, event, fetching);
    if (timed) {
      if (fetching && isSuppliedFrom(node)) noteSource(node);
      endRequest(node, home, fetching);
      if (fetching && sharedSupplier == own) setClass(CLASS_L3);
    }
  } else if (timed && !directed) {
    timeClusters(access, line, own, cell);
  }
  const word = taken
    ? concludeIn<f32, H, f64>(access, line, at, cell, TAKEN_OVER, taken)
    : conclude<f32, H, f64>(access, line, at, cell, answers);
  if (keepShared<H>(own, line, fetching, next)) wrote = true;
  if (timed && !directed) postSharedWrites(lineAddressOf(line));
  if (!directed) return word;
  if (wrote) send(WRITE_BACK, node, home);
  if (!stays && !heldBefore && isHeldIn<H, f64>(line, node)) joinEntry<f32, H, f64>(node, line);
  forgetUnheld<H, f64>(line);
  return word;
}
