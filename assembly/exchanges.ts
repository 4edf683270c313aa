/**
 * Messages that always go together, as the loop counts them: once for all of them.
 *
 *   exchanges u32 × 16 × N × N   at (node × N + other) << COLUMN_SHIFT | kind << 2
 *
 * A node's row is found by the record of any of its processors (counters.ts), a column by a home's
 * number or a processor's record. `settleExchanges` adds them to the messages of messages.ts, before
 * the host reads those and before a count can overflow.
 */
import {
  COLUMN_SHIFT,
  LAST,
  MESSAGE_TYPES,
  counters,
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
} from './messages';
import { recordOf } from './counters';

// Of a node and a home: GetS or GetM, answered by the home, or by another cache; Put or PutData.
export const ASKED: u32 = 0;
export const ASKED_AND_ANSWERED: u32 = 2;
export const UPGRADED: u32 = 4;
export const LEFT: u32 = 5;
// Of two nodes: another cache of the second answered the first with the line, or that its copy has gone.
export const ANSWERED: u32 = 7;
export const YIELDED: u32 = 15;
// Of a holder's node and a home: FwdGetS or FwdGetM, alone, with a WriteBack, or with an Ack; Inv.
export const FORWARDED: u32 = 8;
export const WRITTEN: u32 = 2;
export const INVALIDATED: u32 = 12;
export const CHANGED: u32 = 13;

const KINDS: u32 = 16;

/** The row of a processor's node. */
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
  const rowBytes: usize = (<usize>nodes) << COLUMN_SHIFT;
  memory.fill(exchanges, 0, rowBytes * nodes);
  for (let p: u32 = 0; p < processors; p++) {
    const node = p / nodeShare;
    store<u32>(recordOf(p), <u32>(exchanges + node * rowBytes), counters + LAST + 24);
    store<u32>(recordOf(p), node << COLUMN_SHIFT, counters + LAST + 28);
    store<u64>(
      recordOf(p),
      (u64.MAX_VALUE >> (64 - min(nodeShare, 64))) << ((node * nodeShare) & 63),
      counters + LAST + 32,
    );
  }
}

/** So many messages from node to node. */
function add(type: u32, from: u32, to: u32, count: u32): void {
  const at = messages + ((<usize>((from * nodes + to) * MESSAGE_TYPES + type)) << 3);
  store<u64>(at, load<u64>(at) + count);
}

/** What an exchange of `kind` between a node and another one, or a home, consists of. */
function settle(kind: u32, node: u32, other: u32, count: u32): void {
  if (kind < UPGRADED) {
    add(kind & 1 ? GET_M : GET_S, node, other, count);
    if (kind >= ASKED_AND_ANSWERED) add(DATA, other, node, count);
  } else if (kind == UPGRADED) {
    add(UPGRADE, node, other, count);
    add(ACK, other, node, count);
  } else if (kind < ANSWERED) {
    add(kind == LEFT ? PUT : PUT_DATA, node, other, count);
  } else if (kind == ANSWERED || kind == YIELDED) {
    add(kind == ANSWERED ? DATA : INV_ACK, other, node, count);
  } else if (kind == INVALIDATED) {
    add(INV, other, node, count);
  } else {
    // FORWARDED and what follows it, CHANGED: for BusRd or for another request.
    add((kind >= CHANGED ? kind - CHANGED : kind) & 1 ? FWD_GET_M : FWD_GET_S, other, node, count);
    if (kind >= CHANGED) add(ACK, node, other, count);
    else if (kind >= FORWARDED + WRITTEN) add(WRITE_BACK, node, other, count);
  }
}

/** Adds what was counted to the messages. */
export function settleExchanges(): void {
  for (let node: u32 = 0; node < nodes; node++) {
    for (let other: u32 = 0; other < nodes; other++) {
      const at = exchanges + ((<usize>(node * nodes + other)) << COLUMN_SHIFT);
      for (let kind: u32 = 0; kind < KINDS; kind++) {
        const count = load<u32>(at + (kind << 2));
        if (count) settle(kind, node, other, count);
      }
    }
  }
  memory.fill(exchanges, 0, (<usize>(nodes * nodes)) << COLUMN_SHIFT);
}
