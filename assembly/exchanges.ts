/**
 * Messages that always go together, as the loop counts them: once for all of them.
 *
 *   exchanges u32 × N' × 64 × ⌈N / N'⌉ × P, where N' is N, or 64 if there are more nodes
 *     at processor × exchangeBytes + ⌊node / N'⌋ × nodeBlockBytes + kind × kindBytes + (node mod N') × 4
 *                                    └─ column, without the kind (placement.ts) ────────────────────────┘
 *
 * The nodes of one kind lie side by side: a run has few kinds, and so a processor few of the host's lines.
 * A table for each processor, not for its node: neighbours that count at the same place one after the
 * other make the host wait for its own stores. `settleExchanges` adds what was counted to messages,
 * visits and tallies, before the host reads those and before a count can overflow.
 */
import { LAST, counters, directed, nodeShare, nodes, processors } from './layout';
import { EXCHANGES, exchangeBytes, exchanges, kindBytes } from './layout-nodes';
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
  WRITE_BACK,
  nodeOf,
  sendOften,
} from './messages';
import { columnFor } from './placement';
import { EVENT_BusRd, EVENT_BusRdX, EVENT_Evict, INVALID } from './codes';
import { TALLY_LOCAL_REQUESTS, TALLY_REMOTE_REQUESTS, recordOf, tally, visitOften } from './counters';
import { cellAt, fetchOf, flushes, nextOf, passesData, supplies, writesBack } from './transition';

// Of a requester and a home, its own visit of its cell counted as well:
/** By the operation, read or write: a miss on a line that nobody holds. */
export const FETCHED: u32 = 0;
/** By the state: an eviction, and so Put or PutData. */
export const EVICTED: u32 = 1;
/** The home invalidates in all other processors. */
export const BROADCAST: u32 = 17;
/** By the slot of the visit (counters.ts) and the operation: a miss on a line that one other cache holds. */
export const ASKED: u32 = 18;
// Of a requester and another node, in the room that slot 3 leaves: Data, or InvAck, from there.
export const ANSWERED: u32 = 24;
export const YIELDED: u32 = 25;
// Of a holder and a home:
/** By the state and whether it is BusRd or BusRdX: the one copy is snooped, its visit counted as well. */
export const SNOOPED: u32 = 32;

/** A processor's exchanges. */
// @ts-ignore: decorator
@inline
export function exchangesOf(record: usize): usize {
  return load<u32>(record, counters + LAST + 40);
}

/** The column of a processor's node. */
// @ts-ignore: decorator
@inline
export function columnOf(record: usize): u32 {
  return load<u32>(record, counters + LAST + 44);
}

/** The bits of the node's processors in a set of holders. Up to 64 processors. */
// @ts-ignore: decorator
@inline
export function neighboursOf(record: usize): u64 {
  return load<u64>(record, counters + LAST + 48);
}

/** Counts an exchange of the processor that they are of with the column's node. */
// @ts-ignore: decorator
@inline
export function exchange(own: usize, column: u32, kind: u32): void {
  const at = own + <usize>(column + kind * kindBytes);
  store<u32>(at, load<u32>(at) + 1);
}

/** Clears the counts, and writes into the processors' records where theirs are. */
export function resetExchanges(): void {
  memory.fill(exchanges, 0, <usize>exchangeBytes * processors);
  for (let p: u32 = 0; p < processors; p++) {
    const node = p / nodeShare;
    const neighbours: u64 = u64.MAX_VALUE >> (64 - min(nodeShare, 64));
    store<u32>(recordOf(p), <u32>exchanges + p * exchangeBytes, counters + LAST + 40);
    store<u32>(recordOf(p), columnFor(node), counters + LAST + 44);
    store<u64>(recordOf(p), neighbours << ((node * nodeShare) & 63), counters + LAST + 48);
  }
}

/** A request, answered by the home or not, and the requester's visit in `slot`. */
function settleRequests(p: u32, home: u32, op: u32, slot: u32, answered: bool, count: u32): void {
  const node = nodeOf(p);
  sendOften(fetchOf(cellAt(op, INVALID)) ? GET_M : GET_S, node, home, count);
  if (answered) sendOften(DATA, home, node, count);
  tally(recordOf(p), home == node ? TALLY_LOCAL_REQUESTS : TALLY_REMOTE_REQUESTS, count);
  visitOften(recordOf(p), op, slot, INVALID, count);
}

function settleEvictions(p: u32, home: u32, state: u32, count: u32): void {
  sendOften(writesBack(cellAt(EVENT_Evict, state)) ? PUT_DATA : PUT, nodeOf(p), home, count);
  visitOften(recordOf(p), EVENT_Evict, 0, state, count);
}

/** What the home and the holder of the one copy say to each other, as `tellHolder` in request.ts. */
function settleSnoops(q: u32, home: u32, isWrite: u32, state: u32, count: u32): void {
  const node = nodeOf(q);
  const event = isWrite ? EVENT_BusRdX : EVENT_BusRd;
  const cell = cellAt(event, state);
  const forward = isWrite ? FWD_GET_M : FWD_GET_S;
  if (passesData(cell)) {
    sendOften(forward, home, node, count);
    if (flushes(cell)) sendOften(WRITE_BACK, node, home, count);
  } else if (!nextOf(cell, 0)) {
    sendOften(INV, home, node, count);
  } else if (nextOf(cell, 0) != state) {
    sendOften(forward, home, node, count);
    sendOften(ACK, node, home, count);
  }
  visitOften(recordOf(q), event, supplies(cell) ? 1 : 0, state, count);
}

/** Everybody but the requester is told, and answers it. */
function settleBroadcasts(p: u32, home: u32, count: u32): void {
  for (let q: u32 = 0; q < processors; q++) {
    if (q == p) continue;
    sendOften(INV, home, nodeOf(q), count);
    sendOften(INV_ACK, nodeOf(q), nodeOf(p), count);
  }
}

/** What the exchanges of `kind` between a processor and a node consist of. */
function settle(kind: u32, p: u32, other: u32, count: u32): void {
  if (kind <= EVICTED) settleRequests(p, other, kind, 0, true, count);
  else if (kind == BROADCAST) settleBroadcasts(p, other, count);
  else if (kind < ASKED) settleEvictions(p, other, kind - EVICTED, count);
  else if (kind == ANSWERED) sendOften(DATA, other, nodeOf(p), count);
  else if (kind == YIELDED) sendOften(INV_ACK, other, nodeOf(p), count);
  else if (kind >= SNOOPED) settleSnoops(p, other, kind & 1, (kind - SNOOPED) >> 1, count);
  else {
    const slot = (kind - ASKED) >> 1;
    settleRequests(p, other, (kind - ASKED) & 1, slot, slot < 4, count);
  }
}

/** Adds what was counted to what it stands for. */
export function settleExchanges(): void {
  if (!directed) return;
  for (let p: u32 = 0; p < processors; p++) {
    for (let other: u32 = 0; other < nodes; other++) {
      const at = exchanges + <usize>p * exchangeBytes + columnFor(other);
      for (let kind: u32 = 0; kind < EXCHANGES; kind++) {
        const count = load<u32>(at + kind * kindBytes);
        if (count) settle(kind, p, other, count);
      }
    }
  }
  memory.fill(exchanges, 0, <usize>processors * exchangeBytes);
}
