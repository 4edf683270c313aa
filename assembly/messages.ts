/**
 * Messages between nodes, counted by type and distance and by pair of nodes.
 *
 *   hops     u8 × N × N              links between two nodes, written by the host
 *   pairs    {u64 × 3} × N × N       messages by class: control, data, words
 *   types    u64 × MESSAGE_TYPES × HOP_LIMIT     messages by type and hops
 *   wordsOut u64 × N × N             bus words that write-throughs carried
 */
import { HOP_LIMIT, MESSAGE_TYPES, PAIR_BYTES, hops, nodes, pairs, types, wordsOut } from './layout';

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
export const PUT_ACK: u32 = 13;
export const RECALL: u32 = 14;
export const RECALL_ACK: u32 = 15;
export const RECALL_DATA: u32 = 16;

/** Where a pair's three counters are. */
const CONTROL: u32 = 0;
const WITH_LINE: u32 = 8;
const WITH_WORDS: u32 = 16;

// @ts-ignore: decorator
@inline
function increment(at: usize, by: u64): void {
  store<u64>(at, load<u64>(at) + by);
}

// @ts-ignore: decorator
@inline
function count(type: u32, from: u32, to: u32, kind: u32): void {
  const pair = <usize>(from * nodes + to);
  increment(pairs + pair * PAIR_BYTES + kind, 1);
  increment(types + ((<usize>(type * HOP_LIMIT + load<u8>(hops + pair))) << 3), 1);
}

/** A message without data. */
// @ts-ignore: decorator
@inline
export function send(type: u32, from: u32, to: u32): void {
  count(type, from, to, CONTROL);
}

/** A message that carries the line. */
// @ts-ignore: decorator
@inline
export function sendLine(type: u32, from: u32, to: u32): void {
  count(type, from, to, WITH_LINE);
}

/** A write that goes through to the home. */
export function sendWords(from: u32, to: u32, words: u32): void {
  count(WRITE_THROUGH, from, to, WITH_WORDS);
  increment(wordsOut + ((<usize>(from * nodes + to)) << 3), words);
}

export function clearMessages(): void {
  memory.fill(pairs, 0, <usize>(nodes * nodes) * PAIR_BYTES);
  memory.fill(types, 0, (<usize>(MESSAGE_TYPES * HOP_LIMIT)) << 3);
  memory.fill(wordsOut, 0, (<usize>(nodes * nodes)) << 3);
}
