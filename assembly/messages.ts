/**
 * Messages between nodes, counted by pair of nodes and type; distances and bytes follow on the host.
 *
 *   messages u64 × N × N × MESSAGE_TYPES   at ((from × N + to) × MESSAGE_TYPES + type) × 8
 *   wordsOut u64 × N × N                   bus words that write-throughs carried
 *   nodeOf   u16 × P                       the node of each processor
 *
 * Every Put and PutData is answered by a PutAck, which the host adds.
 */
import { EVENT_BusRd } from './codes';
import { nodeShare, nodes, processors } from './layout';
import { MESSAGE_TYPES, messages, nodeTable, wordsOut } from './layout-nodes';

export const GET_S: u32 = 0;
export const GET_M: u32 = 1;
export const UPGRADE: u32 = 2;
export const WRITE_THROUGH: u32 = 3;
export const FWD_GET_S: u32 = 4;
export const FWD_GET_M: u32 = 5;
export const INV: u32 = 6;
export const INV_ACK: u32 = 7;
export const DATA: u32 = 8;
export const ACK: u32 = 9;
export const WRITE_BACK: u32 = 10;
export const PUT: u32 = 11;
export const PUT_DATA: u32 = 12;
export const RECALL: u32 = 14;
export const RECALL_ACK: u32 = 15;
export const RECALL_DATA: u32 = 16;
export const PAGE_DATA: u32 = 17;

// @ts-ignore: decorator
@inline
export function nodeOf(processor: u32): u32 {
  return load<u16>(nodeTable + ((<usize>processor) << 1));
}

/** So many messages of one type; −1 takes one back. */
// @ts-ignore: decorator
@inline
export function sendOften(type: u32, from: u32, to: u32, count: i64): void {
  const at = messages + ((<usize>((from * nodes + to) * MESSAGE_TYPES + type)) << 3);
  store<u64>(at, load<u64>(at) + count);
}

/** One message. */
// @ts-ignore: decorator
@inline
export function send(type: u32, from: u32, to: u32): void {
  sendOften(type, from, to, 1);
}

/**
 * What the home and a holder's node say to each other, and that node to the requester's: whether the
 * holder supplies the line, passes it to memory, loses it, or changes its state.
 */
export function tellHolder(
  event: u32,
  home: u32,
  holder: u32,
  requester: u32,
  supplies: bool,
  flushes: bool,
  loses: bool,
  changes: bool,
): void {
  const forward = event == EVENT_BusRd ? FWD_GET_S : FWD_GET_M;
  if (supplies || flushes) {
    send(forward, home, holder);
    if (supplies) send(DATA, holder, requester);
    if (flushes) send(WRITE_BACK, holder, home);
  } else if (loses) {
    send(INV, home, holder);
    send(INV_ACK, holder, requester);
  } else if (changes) {
    send(forward, home, holder);
    send(ACK, holder, home);
  }
}

/** A write that goes through to the home. */
export function sendWords(from: u32, to: u32, words: u32): void {
  send(WRITE_THROUGH, from, to);
  const at = wordsOut + ((<usize>(from * nodes + to)) << 3);
  store<u64>(at, load<u64>(at) + words);
}

export function resetMessages(): void {
  memory.fill(messages, 0, (<usize>(nodes * nodes * MESSAGE_TYPES)) << 3);
  memory.fill(wordsOut, 0, (<usize>(nodes * nodes)) << 3);
  for (let p: u32 = 0; p < processors; p++) store<u16>(nodeTable + ((<usize>p) << 1), <u16>(p / nodeShare));
}
