/**
 * Which processor goes on next: that which can do so first; of several, that with the lowest number.
 *
 *   order  2 P' nodes, NODE_BYTES apart, P' = 2^pBits: node i tells the first of nodes 2 i and 2 i + 1
 *     0 when it can go on u64 (NEVER: not for now)   8 processor u32
 *     leaf P' + p is processor p's, node 1 the first of all
 *
 * Who is next changes at every turn, by no rule that the host's processor could learn: so it is selected,
 * without a branch.
 */
import { order, pBits, processors } from '../layout';
import { readyAt, runnerAt } from './threads';

export const NEVER: u64 = ~0;
const NODE_BYTES: usize = 16;
const ROOT: usize = 1;

// @ts-ignore: decorator
@inline
function nodeAt(node: usize): usize {
  return order + node * NODE_BYTES;
}

// @ts-ignore: decorator
@inline
function leafOf(p: u32): usize {
  return ((<usize>1) << pBits) + p;
}

// @ts-ignore: decorator
@inline
function timeIn(at: usize): u64 {
  return load<u64>(at);
}

// @ts-ignore: decorator
@inline
function processorIn(at: usize): u32 {
  return load<u32>(at, 8);
}

// @ts-ignore: decorator
@inline
function setNode(at: usize, time: u64, p: u32): void {
  store<u64>(at, time);
  store<u32>(at, p, 8);
}

/** When the first processor can go on; NEVER if none can. */
// @ts-ignore: decorator
@inline
export function firstTime(): u64 {
  return timeIn(nodeAt(ROOT));
}

// @ts-ignore: decorator
@inline
export function firstProcessor(): u32 {
  return processorIn(nodeAt(ROOT));
}

/** When the first of those other than the first can go on. */
// @ts-ignore: decorator
@inline
export function secondTime(): u64 {
  let second = NEVER;
  for (let node = leafOf(firstProcessor()); node > ROOT; node >>= 1) {
    second = min(second, timeIn(nodeAt(node ^ 1)));
  }
  return second;
}

/** The processor can go on at `time`. */
// @ts-ignore: decorator
@inline
export function setTime(p: u32, time: u64): void {
  let node = leafOf(p);
  let first = time;
  let who = p;
  setNode(nodeAt(node), first, who);
  while (node > ROOT) {
    const other = nodeAt(node ^ 1);
    const its = timeIn(other);
    // An odd node's neighbour has the lower numbers.
    const wins = (its < first) | ((its == first) & (((<u32>node) & 1) != 0));
    first = select(its, first, wins);
    who = select(processorIn(other), who, wins);
    node >>= 1;
    setNode(nodeAt(node), first, who);
  }
}

/** Puts all processors in order, as their threads are now. */
export function putInOrder(): void {
  const leaves: u32 = (<u32>1) << pBits;
  for (let p: u32 = 0; p < leaves; p++) {
    setNode(nodeAt(leafOf(p)), p < processors ? readyAt(runnerAt(p)) : NEVER, p);
  }
  for (let node: usize = leaves - 1; node >= ROOT; node--) {
    const left = nodeAt(node << 1);
    const right = left + NODE_BYTES;
    const from = timeIn(right) < timeIn(left) ? right : left;
    setNode(nodeAt(node), timeIn(from), processorIn(from));
  }
}
