/**
 * Messages that always go together, as the loop counts them: once for all of them.
 *
 *   exchanges u32 × 32 × N × P   at (processor × N + node) << COLUMN_SHIFT | kind << 2
 *
 * A row for each processor, not for its node: neighbours that count at the same place one after the
 * other make the host wait for its own stores. `settleExchanges` adds what was counted to messages,
 * visits and tallies, before the host reads those and before a count can overflow.
 */
import {
  COLUMN_SHIFT,
  LAST,
  MESSAGE_TYPES,
  counters,
  directed,
  exchanges,
  messages,
  nodeShare,
  nodes,
  processors,
} from './layout';
import {
  ACK,
  DATA,
  FWD_GET_M,
  FWD_GET_S,
  GET_M,
  GET_S,
  INV,
  INV_ACK,
  PUT,
  PUT_DATA,
  UPGRADE,
  WRITE_BACK,
  nodeOf,
} from './messages';
import { EVENT_Evict, INVALID } from './codes';
import { TALLY_LOCAL_REQUESTS, TALLY_REMOTE_REQUESTS, recordOf, tally, visitOften } from './counters';
import { cellAt, fetchOf, writesBack } from './transition';

// Of a requester and a home. These two count the requester's own visit of its cell as well:
/** By the operation, read or write: a miss on a line that nobody holds. */
export const FETCHED: u32 = 0;
/** By the state: an eviction, and so Put or PutData. */
export const EVICTED: u32 = 1;
/** GetS or GetM of a line that another cache supplies, or only the home. */
export const ASKED: u32 = 18;
export const ASKED_AND_ANSWERED: u32 = 20;
/** Upgrade and the home's Ack. */
export const UPGRADED: u32 = 22;
// Of a requester and another node: Data, or InvAck, from there.
export const ANSWERED: u32 = 23;
export const YIELDED: u32 = 24;
// Of a holder and a home: Inv from there; FwdGetS or FwdGetM, and the same with WriteBack to there.
export const INVALIDATED: u32 = 25;
export const FORWARDED: u32 = 26;
export const WRITTEN: u32 = 2;

const KINDS: u32 = 1 << (COLUMN_SHIFT - 2);
/** In place of a message's type. */
const NO_ANSWER: u32 = 0xffffffff;

/** A processor's row. */
// @ts-ignore: decorator
@inline
export function rowOf(record: usize): usize {
  return load<u32>(record, counters + LAST + 24);
}

/** The column of a processor's node. */
// @ts-ignore: decorator
@inline
export function columnOf(record: usize): u32 {
  return load<u32>(record, counters + LAST + 28);
}

/** The bits of the node's processors in a set of holders. Up to 64 processors. */
// @ts-ignore: decorator
@inline
export function neighboursOf(record: usize): u64 {
  return load<u64>(record, counters + LAST + 32);
}

/** Counts an exchange of the row's node with the column's. */
// @ts-ignore: decorator
@inline
export function exchange(row: usize, column: u32, kind: u32): void {
  const at = row + <usize>(column + (kind << 2));
  store<u32>(at, load<u32>(at) + 1);
}

/** Clears the counts, and writes into the processors' records where theirs are. */
export function resetExchanges(): void {
  const rowBytes = nodes << COLUMN_SHIFT;
  memory.fill(exchanges, 0, <usize>rowBytes * processors);
  for (let p: u32 = 0; p < processors; p++) {
    const node = p / nodeShare;
    const neighbours: u64 = u64.MAX_VALUE >> (64 - min(nodeShare, 64));
    store<u32>(recordOf(p), <u32>exchanges + p * rowBytes, counters + LAST + 24);
    store<u32>(recordOf(p), node << COLUMN_SHIFT, counters + LAST + 28);
    store<u64>(recordOf(p), neighbours << ((node * nodeShare) & 63), counters + LAST + 32);
  }
}

/** So many messages from node to node. */
function add(type: u32, from: u32, to: u32, count: u32): void {
  const at = messages + ((<usize>((from * nodes + to) * MESSAGE_TYPES + type)) << 3);
  store<u64>(at, load<u64>(at) + count);
}

/** What the exchanges of a requester with a home consist of: its request, and the home's answer. */
function settleRequests(p: u32, home: u32, request: u32, answer: u32, count: u32): void {
  const node = nodeOf(p);
  add(request, node, home, count);
  if (answer != NO_ANSWER) add(answer, home, node, count);
  tally(recordOf(p), home == node ? TALLY_LOCAL_REQUESTS : TALLY_REMOTE_REQUESTS, count);
}

/** What misses on lines that nobody holds, and evictions, consist of. */
function settleOwn(kind: u32, p: u32, home: u32, count: u32): void {
  if (kind < EVICTED + 1) {
    settleRequests(p, home, fetchOf(cellAt(kind, INVALID)) ? GET_M : GET_S, DATA, count);
    visitOften(recordOf(p), kind, INVALID, count);
  } else {
    const state = kind - EVICTED;
    add(writesBack(cellAt(EVENT_Evict, state)) ? PUT_DATA : PUT, nodeOf(p), home, count);
    visitOften(recordOf(p), EVENT_Evict, state, count);
  }
}

/** What the exchanges of `kind` between a processor and a node consist of. */
function settle(kind: u32, p: u32, other: u32, count: u32): void {
  const node = nodeOf(p);
  if (kind < ASKED) {
    settleOwn(kind, p, other, count);
  } else if (kind < UPGRADED) {
    settleRequests(p, other, kind & 1 ? GET_M : GET_S, kind < ASKED_AND_ANSWERED ? NO_ANSWER : DATA, count);
  } else if (kind == UPGRADED) {
    settleRequests(p, other, UPGRADE, ACK, count);
  } else if (kind < INVALIDATED) {
    add(kind == ANSWERED ? DATA : INV_ACK, other, node, count);
  } else if (kind == INVALIDATED) {
    add(INV, other, node, count);
  } else {
    add(kind & 1 ? FWD_GET_M : FWD_GET_S, other, node, count);
    if (kind >= FORWARDED + WRITTEN) add(WRITE_BACK, node, other, count);
  }
}

/** Adds what was counted to what it stands for. */
export function settleExchanges(): void {
  if (!directed) return;
  for (let p: u32 = 0; p < processors; p++) {
    for (let other: u32 = 0; other < nodes; other++) {
      const at = exchanges + ((<usize>(p * nodes + other)) << COLUMN_SHIFT);
      for (let kind: u32 = 0; kind < KINDS; kind++) {
        const count = load<u32>(at + (kind << 2));
        if (count) settle(kind, p, other, count);
      }
    }
  }
  memory.fill(exchanges, 0, (<usize>(processors * nodes)) << COLUMN_SHIFT);
}
