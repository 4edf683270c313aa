// Generated from src/replacement/index.ts by `npm run generate`; do not edit.

import { oldestAmong } from '../cache';
import {
  REPLACEMENT_FIFO,
  REPLACEMENT_LRU,
  REPLACEMENT_NRU,
  REPLACEMENT_SRRIP,
  REPLACEMENT_bitPLRU,
  REPLACEMENT_random,
  REPLACEMENT_treePLRU,
} from '../codes';
import { fill as fillLru, hit as hitLru } from './lru';
import { fill as fillFifo } from './fifo';
import { victim as victimRandom } from './random';
import { fill as fillTreePlru, hit as hitTreePlru, victim as victimTreePlru } from './tree-plru';
import { fill as fillBitPlru, hit as hitBitPlru, victim as victimBitPlru } from './bit-plru';
import { fill as fillNru, hit as hitNru, victim as victimNru } from './nru';
import { fill as fillSrrip, hit as hitSrrip, victim as victimSrrip } from './srrip';

/** Whether the policy keeps time stamps, which need renumbering. */
// @ts-ignore: decorator
@inline
export function hasStamps(policy: u32): bool {
  return policy == REPLACEMENT_LRU || policy == REPLACEMENT_FIFO;
}

/** Whether the policy keeps a tree in the words, which must then be a power of two. */
// @ts-ignore: decorator
@inline
export function hasTree(policy: u32): bool {
  return policy == REPLACEMENT_treePLRU;
}

/** Whether the policy keeps something of each way, which goes with the line. */
// @ts-ignore: decorator
@inline
export function keepsWays(policy: u32): bool {
  return (
    policy == REPLACEMENT_LRU ||
    policy == REPLACEMENT_FIFO ||
    policy == REPLACEMENT_bitPLRU ||
    policy == REPLACEMENT_NRU ||
    policy == REPLACEMENT_SRRIP
  );
}

/** A hit. */
export function hitOf(policy: u32, words: usize, ways: u32, way: u32): void {
  switch (policy) {
    case REPLACEMENT_LRU:
      return hitLru(words, ways, way);
    case REPLACEMENT_treePLRU:
      return hitTreePlru(words, ways, way);
    case REPLACEMENT_bitPLRU:
      return hitBitPlru(words, ways, way);
    case REPLACEMENT_NRU:
      return hitNru(words, ways, way);
    case REPLACEMENT_SRRIP:
      return hitSrrip(words, ways, way);
  }
}

/** A line was placed in the way. */
export function fillOf(policy: u32, words: usize, ways: u32, way: u32): void {
  switch (policy) {
    case REPLACEMENT_LRU:
      return fillLru(words, ways, way);
    case REPLACEMENT_FIFO:
      return fillFifo(words, ways, way);
    case REPLACEMENT_treePLRU:
      return fillTreePlru(words, ways, way);
    case REPLACEMENT_bitPLRU:
      return fillBitPlru(words, ways, way);
    case REPLACEMENT_NRU:
      return fillNru(words, ways, way);
    case REPLACEMENT_SRRIP:
      return fillSrrip(words, ways, way);
  }
}

/** The way that gives place in a full set. */
export function victimOf(policy: u32, words: usize, ways: u32, lanes: u32, place: u32, seed: u32): u32 {
  switch (policy) {
    case REPLACEMENT_random:
      return victimRandom(words, ways, place, seed);
    case REPLACEMENT_treePLRU:
      return victimTreePlru(words, ways, place, seed);
    case REPLACEMENT_bitPLRU:
      return victimBitPlru(words, ways, place, seed);
    case REPLACEMENT_NRU:
      return victimNru(words, ways, place, seed);
    case REPLACEMENT_SRRIP:
      return victimSrrip(words, ways, place, seed);
    default:
      return oldestAmong(words, lanes);
  }
}
