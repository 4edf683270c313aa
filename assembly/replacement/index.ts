/**
 * The policies, one `case` each. `words` is the address of a block's words, `way` an index.
 * A policy without a case in `touched` or `removed` does nothing there.
 */
import { STATUS_MASK, findAmong, oldestAmong } from '../cache';
import {
  REPLACEMENT_FIFO,
  REPLACEMENT_LRU,
  REPLACEMENT_NRU,
  REPLACEMENT_SRRIP,
  REPLACEMENT_bitPLRU,
  REPLACEMENT_random,
  REPLACEMENT_treePLRU,
} from '../codes';
import { EMPTY } from '../layout';
import { touchBits, victimBits } from './bit-plru';
import { fillFIFO } from './fifo';
import { touchLRU } from './lru';
import { touchNRU, victimNRU } from './nru';
import { victimRandom } from './random';
import { fillSRRIP, touchSRRIP, victimSRRIP } from './srrip';
import { touchTree, victimTree } from './tree-plru';

/** Whether the policy data of a word are time stamps, which need renumbering. */
export function hasStamps(policy: u32): bool {
  return policy == REPLACEMENT_LRU || policy == REPLACEMENT_FIFO;
}

/** Whether the policy keeps a tree in the words, which must then be a power of two. */
export function hasTree(policy: u32): bool {
  return policy == REPLACEMENT_treePLRU;
}

/** A hit. */
// @ts-ignore: decorator
@inline
export function touched(policy: u32, words: usize, ways: u32, way: u32): void {
  if (policy == REPLACEMENT_LRU) touchLRU(words + ((<usize>way) << 2));
  else touchedOtherwise(policy, words, ways, way);
}

function touchedOtherwise(policy: u32, words: usize, ways: u32, way: u32): void {
  const word = words + ((<usize>way) << 2);
  switch (policy) {
    case REPLACEMENT_treePLRU:
      return touchTree(words, ways, way);
    case REPLACEMENT_bitPLRU:
      return touchBits(words, ways, way);
    case REPLACEMENT_NRU:
      return touchNRU(word);
    case REPLACEMENT_SRRIP:
      return touchSRRIP(word);
  }
}

/** A line was placed in the way. */
// @ts-ignore: decorator
@inline
export function filled(policy: u32, words: usize, ways: u32, way: u32): void {
  if (policy == REPLACEMENT_LRU) touchLRU(words + ((<usize>way) << 2));
  else filledOtherwise(policy, words, ways, way);
}

function filledOtherwise(policy: u32, words: usize, ways: u32, way: u32): void {
  const word = words + ((<usize>way) << 2);
  switch (policy) {
    case REPLACEMENT_FIFO:
      return fillFIFO(word);
    case REPLACEMENT_treePLRU:
      return touchTree(words, ways, way);
    case REPLACEMENT_bitPLRU:
      return touchBits(words, ways, way);
    case REPLACEMENT_NRU:
      return touchNRU(word);
    case REPLACEMENT_SRRIP:
      return fillSRRIP(word);
  }
}

/** The way was emptied by an invalidation. Its status bits are already clear. */
// @ts-ignore: decorator
@inline
export function removed(policy: u32, word: usize): void {
  if (policy == REPLACEMENT_random || policy == REPLACEMENT_treePLRU) return;
  store<u32>(word, load<u32>(word) & STATUS_MASK);
}

/** The way that gives place in a full set. `place` tells sets and processors apart. */
function victim(policy: u32, words: usize, ways: u32, lanes: u32, place: u32, seed: u32): u32 {
  switch (policy) {
    case REPLACEMENT_random:
      return victimRandom(words, ways, place, seed);
    case REPLACEMENT_treePLRU:
      return victimTree(words, ways);
    case REPLACEMENT_bitPLRU:
      return victimBits(words, ways);
    case REPLACEMENT_NRU:
      return victimNRU(words, ways);
    case REPLACEMENT_SRRIP:
      return victimSRRIP(words, ways);
    default:
      return oldestAmong(words, lanes);
  }
}

/** The lowest free way, else the policy's victim. */
export function wayToFill(policy: u32, block: usize, ways: u32, lanes: u32, place: u32, seed: u32): u32 {
  const free = findAmong(block, lanes, EMPTY);
  if (free >= 0 && <u32>free < ways) return <u32>free;
  return victim(policy, block + ((<usize>lanes) << 2), ways, lanes, place, seed);
}
