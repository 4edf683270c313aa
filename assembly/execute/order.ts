/**
 * Which processor goes on next: that which can do so first; of several, that with the lowest number.
 *
 *   order  u64 × 2 P', P' = 2^pBits: node i has the lesser of nodes 2 i and 2 i + 1
 *     when the processor can go on << PROCESSOR_BITS | its number
 *     leaf P' + p is processor p's, node 1 the first of all
 *
 * Who is next changes at every turn, by no rule that the host's processor could learn: so it is selected,
 * without a branch. Times too large for a node are told apart by the processors' own clocks.
 */
import { order, pBits, processors } from '../layout';
import { readyAt, runnerAt } from './threads';

const PROCESSOR_BITS: u64 = 12;
const PROCESSOR_MASK: u64 = (1 << PROCESSOR_BITS) - 1;
/** Not for now. */
export const NEVER: u64 = ~0 >> PROCESSOR_BITS;
/** Stands for all later times, but NEVER. */
const FAR: u64 = NEVER - 1;
/** From here on, times are told apart by the clocks: a turn that begins before ends before FAR. */
const NEARLY_FAR: u64 = FAR - (1 << 40);
const ROOT: usize = 1;

// @ts-ignore: decorator
@inline
function nodeAt(node: usize): usize {
  return order + (node << 3);
}

// @ts-ignore: decorator
@inline
function leafOf(p: u32): usize {
  return ((<usize>1) << pBits) + p;
}

// @ts-ignore: decorator
@inline
function keyOf(p: u32, time: u64): u64 {
  const near = time == u64.MAX_VALUE ? NEVER : min(time, FAR);
  return (near << PROCESSOR_BITS) | p;
}

/** The first processor that can go on, and when the first of all others can; NEVER if none can. */
export let firstProcessor: u32 = 0;
export let secondTime: u64 = NEVER;

/** When the first processor can go on, which is found with the time of the second; NEVER if none can. */
// @ts-ignore: decorator
@inline
export function findFirst(): u64 {
  const key = load<u64>(nodeAt(ROOT));
  const time = key >> PROCESSOR_BITS;
  if (time >= NEARLY_FAR) return findFar(time);
  const p = <u32>(key & PROCESSOR_MASK);
  let second: u64 = ~0;
  for (let node = leafOf(p); node > ROOT; node >>= 1) second = min(second, load<u64>(nodeAt(node ^ 1)));
  firstProcessor = p;
  secondTime = second >> PROCESSOR_BITS;
  return time;
}

/** The same, by the processors' clocks. */
function findFar(time: u64): u64 {
  if (time == NEVER) return NEVER;
  let first: u64 = ~0;
  let second: u64 = ~0;
  for (let p: u32 = 0; p < processors; p++) {
    const ready = readyAt(runnerAt(p));
    if (ready < first) {
      second = first;
      first = ready;
      firstProcessor = p;
    } else second = min(second, ready);
  }
  secondTime = second == u64.MAX_VALUE ? NEVER : second;
  return first;
}

/** The processor can go on at `time`; the largest number if it cannot. */
// @ts-ignore: decorator
@inline
export function setTime(p: u32, time: u64): void {
  let node = leafOf(p);
  let first = keyOf(p, time);
  store<u64>(nodeAt(node), first);
  while (node > ROOT) {
    first = min(first, load<u64>(nodeAt(node ^ 1)));
    node >>= 1;
    store<u64>(nodeAt(node), first);
  }
}

/** Puts all processors in order, as their threads are now. */
export function putInOrder(): void {
  const leaves: u32 = (<u32>1) << pBits;
  for (let p: u32 = 0; p < leaves; p++) {
    store<u64>(nodeAt(leafOf(p)), keyOf(p, p < processors ? readyAt(runnerAt(p)) : u64.MAX_VALUE));
  }
  for (let node: usize = leaves - 1; node >= ROOT; node--) {
    const left = nodeAt(node << 1);
    store<u64>(nodeAt(node), min(load<u64>(left), load<u64>(left + 8)));
  }
}
