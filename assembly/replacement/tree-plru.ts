/**
 * Tree pseudo-LRU: a binary tree over the ways, each inner node a bit that points to the older
 * half. Policy data: bit of node i (heap order, root 1) in the lowest policy bit of word i.
 * K. So and R. N. Rechtschaffen, Cache Operations by MRU Change, 1988; as in H. Al-Zoubi et al.,
 * Performance Evaluation of Cache Replacement Policies for the SPEC CPU2000 Benchmark Suite, 2004.
 */
import { POLICY_SHIFT } from '../cache';

const BIT: u32 = 1 << POLICY_SHIFT;

// @ts-ignore: decorator
@inline
function leavesFor(ways: u32): u32 {
  return ways <= 1 ? 1 : (<u32>1) << (32 - clz(ways - 1));
}

/** Every node on the way's path points away from it. */
export function hit(words: usize, ways: u32, way: u32): void {
  for (let node = leavesFor(ways) + way; node > 1; node >>= 1) {
    const at = words + ((<usize>(node >> 1)) << 2);
    const word = load<u32>(at);
    store<u32>(at, node & 1 ? word & ~BIT : word | BIT);
  }
}

export function fill(words: usize, ways: u32, way: u32): void {
  hit(words, ways, way);
}

/** Follows the bits from the root; a half without real ways is not entered. */
export function victim(words: usize, ways: u32, place: u32, seed: u32): u32 {
  const leaves = leavesFor(ways);
  let node: u32 = 1;
  let firstLeaf: u32 = 0;
  for (let half = leaves >> 1; half > 0; half >>= 1) {
    const right: u32 = load<u32>(words + ((<usize>node) << 2)) & BIT && firstLeaf + half < ways ? 1 : 0;
    node = (node << 1) | right;
    if (right) firstLeaf += half;
  }
  return firstLeaf;
}
