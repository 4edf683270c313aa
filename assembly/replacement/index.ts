/**
 * What the caches ask of a policy. `words` is the address of a block's words, `way` an index. Who does
 * what is in dispatch.ts, which is generated from src/replacement/index.ts.
 */
import { STATUS_MASK, findAmong } from '../cache';
import { REPLACEMENT_LRU } from '../codes';
import { EMPTY } from '../layout';
import { fillOf, hitOf, keepsWays, victimOf } from './dispatch';
import { fill as fillLRU, hit as hitLRU } from './lru';

export { hasStamps, hasTree } from './dispatch';

/** A hit. LRU is what most caches have, and short enough to stand in the caller's loop. */
// @ts-ignore: decorator
@inline
export function touched(policy: u32, words: usize, ways: u32, way: u32): void {
  if (policy == REPLACEMENT_LRU) hitLRU(words, ways, way);
  else hitOf(policy, words, ways, way);
}

/** A line was placed in the way. */
// @ts-ignore: decorator
@inline
export function filled(policy: u32, words: usize, ways: u32, way: u32): void {
  if (policy == REPLACEMENT_LRU) fillLRU(words, ways, way);
  else fillOf(policy, words, ways, way);
}

/** The way was emptied by an invalidation. Its status bits are already clear. */
// @ts-ignore: decorator
@inline
export function removed(policy: u32, word: usize): void {
  if (keepsWays(policy)) store<u32>(word, load<u32>(word) & STATUS_MASK);
}

/** The lowest free way, else the policy's victim. `place` tells sets and processors apart. */
export function wayToFill(policy: u32, block: usize, ways: u32, lanes: u32, place: u32, seed: u32): u32 {
  const free = findAmong(block, lanes, EMPTY);
  if (free >= 0 && <u32>free < ways) return <u32>free;
  return victimOf(policy, block + ((<usize>lanes) << 2), ways, lanes, place, seed);
}
