/**
 * Who is next: of all processors with a reference in the window, and of all store buffers with a
 * store to drain, the one that comes first.
 *
 *   key, u64: time << 11 | 1 for a processor, 0 for a drain << 10 | processor;  NEVER: not for now
 *   tree, u64 × 2 P': node i is the lesser of nodes 2 i and 2 i + 1; leaf P' + p is processor p's
 *
 * So the least key is that of the earliest; at the same time a drain goes before a processor, and
 * lower numbers go first.
 */
import { pBits } from '../layout';
import { tree } from './regions';

export const NEVER: u64 = ~0;
/** No key, not even NEVER. */
export const NO_KEY: u64 = NEVER - 1;
const TIME_SHIFT: u64 = 11;
const PROCESSOR: u64 = 1 << 10;

// @ts-ignore: decorator
@inline
function keyAt(node: usize): usize {
  return tree + (node << 3);
}

// @ts-ignore: decorator
@inline
export function nextKey(): u64 {
  return load<u64>(tree, 8);
}

// @ts-ignore: decorator
@inline
export function timeIn(key: u64): u64 {
  return key >> TIME_SHIFT;
}

// @ts-ignore: decorator
@inline
export function processorOf(key: u64): u32 {
  return (<u32>key) & 1023;
}

// @ts-ignore: decorator
@inline
export function isDrain(key: u64): bool {
  return !(key & PROCESSOR);
}

/** Returns the least key of all, as `nextKey`. */
// @ts-ignore: decorator
@inline
function setLeaf(p: u32, key: u64): u64 {
  let node: usize = ((<usize>1) << pBits) + p;
  let least = key;
  store<u64>(keyAt(node), key);
  while (node > 1) {
    least = min(least, load<u64>(keyAt(node ^ 1)));
    node >>= 1;
    store<u64>(keyAt(node), least);
  }
  return least;
}

/** The processor comes at `time`; where there are no store buffers. Returns the next key. */
// @ts-ignore: decorator
@inline
export function setOnlyTime(p: u32, time: u64): u64 {
  return setLeaf(p, (time << TIME_SHIFT) | PROCESSOR | p);
}

/** The processor has nothing to do for now; where there are no store buffers. Returns the next key. */
export function setNoTime(p: u32): u64 {
  return setLeaf(p, NEVER);
}

/** When the processor and its store buffer come next; NEVER: not for now. Returns the next key. */
// @ts-ignore: decorator
@inline
export function setTimes(p: u32, own: u64, drain: u64): u64 {
  const ownKey = own == NEVER ? NEVER : (own << TIME_SHIFT) | PROCESSOR | p;
  const drainKey = drain == NEVER ? NEVER : (drain << TIME_SHIFT) | p;
  return setLeaf(p, min(ownKey, drainKey));
}

export function clearAgents(): void {
  memory.fill(tree, 0xff, (<usize>16) << pBits);
}
