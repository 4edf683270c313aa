/**
 * The L1 above a private, inclusive L2: it holds lines and dirty bits, and no coherence state.
 *
 *   upper block (set, processor), upperBlockBytes = upperLanes × 8
 *     ├─ tag  u32 × upperLanes   line number, or EMPTY
 *     └─ word u32 × upperLanes   policy data << 5 | dirty << 4
 *
 * Whatever the L2 loses, the L1 loses as well (J.-L. Baer and W.-H. Wang, On the Inclusion
 * Properties for Multi-Level Cache Hierarchies, 1988).
 */
import { DIRTY, findAmong } from './cache';
import {
  TALLY_BACK_INVALIDATIONS,
  TALLY_UPPER_EVICTIONS,
  TALLY_UPPER_HITS,
  TALLY_UPPER_WRITE_BACKS,
  TALLY_UPPER_WRITE_THROUGHS,
  recordOf,
  tally,
} from './counters';
import {
  EMPTY,
  pBits,
  seed,
  upper,
  upperAllocates,
  upperBlockBytes,
  upperLanes,
  upperPolicy,
  upperSets,
  upperWays,
  upperWriteThrough,
} from './layout';
import { lineAddressOf } from './pages';
import { filled, removed, touched, wayToFill } from './replacement/index';

// @ts-ignore: decorator
@inline
function upperSetOf(lineAddress: u64): u32 {
  return (<u32>lineAddress) & (upperSets - 1);
}

// @ts-ignore: decorator
@inline
function upperBlock(set: u32, processor: u32): usize {
  return upper + (((<usize>set) << pBits) + processor) * upperBlockBytes;
}

// @ts-ignore: decorator
@inline
function wordsOf(block: usize): usize {
  return block + ((<usize>upperLanes) << 2);
}

/** Address of the line's word in the L1, or 0. */
export function findUpper(processor: u32, line: u32): usize {
  const block = upperBlock(upperSetOf(lineAddressOf(line)), processor);
  const way = findAmong(block, upperLanes, line);
  return way < 0 ? 0 : wordsOf(block) + ((<usize>way) << 2);
}

function clear(word: usize): void {
  store<u32>(word - ((<usize>upperLanes) << 2), EMPTY);
  store<u32>(word, load<u32>(word) & ~DIRTY);
  removed(upperPolicy, word);
}

/** The line leaves the L1 because another transaction, or its own, took it from the L2. */
export function dropUpper(processor: u32, line: u32): void {
  const word = findUpper(processor, line);
  if (word) clear(word);
}

/** A snoop wants the data: a dirty copy is written down to the L2 and stays, clean. */
export function flushUpper(processor: u32, line: u32): void {
  const word = findUpper(processor, line);
  if (!word || !(load<u32>(word) & DIRTY)) return;
  store<u32>(word, load<u32>(word) & ~DIRTY);
  tally(recordOf(processor), TALLY_UPPER_WRITE_BACKS, 1);
}

/** The L2 evicts the line. */
export function backInvalidate(processor: u32, line: u32): void {
  const word = findUpper(processor, line);
  if (!word) return;
  tally(recordOf(processor), TALLY_BACK_INVALIDATIONS, 1);
  if (load<u32>(word) & DIRTY) tally(recordOf(processor), TALLY_UPPER_WRITE_BACKS, 1);
  clear(word);
}

/** Brings the line into the L1; its victim, where dirty, goes down to the L2. Returns the line's word. */
function placeUpper(processor: u32, line: u32): usize {
  const set = upperSetOf(lineAddressOf(line));
  const block = upperBlock(set, processor);
  const way = wayToFill(upperPolicy, block, upperWays, upperLanes, (set << 10) | processor, ~seed);
  const tag = block + ((<usize>way) << 2);
  const word = wordsOf(block) + ((<usize>way) << 2);
  if (load<u32>(tag) != EMPTY) {
    tally(recordOf(processor), TALLY_UPPER_EVICTIONS, 1);
    if (load<u32>(word) & DIRTY) tally(recordOf(processor), TALLY_UPPER_WRITE_BACKS, 1);
    store<u32>(word, load<u32>(word) & ~DIRTY);
  }
  store<u32>(tag, line);
  filled(upperPolicy, wordsOf(block), upperWays, way);
  return word;
}

/**
 * What a reference does to the L1, once the L2 has been served. `found` is the line's word in the
 * L1 before that, `held` whether the L2 holds the line now. True if the L2 was reached, and so
 * learns of the use: the L1 missed, or a write was passed on.
 */
export function referUpper(processor: u32, line: u32, isWrite: bool, found: usize, held: bool): bool {
  const record = recordOf(processor);
  if (found) tally(record, TALLY_UPPER_HITS, 1);
  // The L2's own work may have dropped the copy: only what it still holds can be kept above it.
  let word: usize = 0;
  if (held) {
    if (found) {
      const block = upperBlock(upperSetOf(lineAddressOf(line)), processor);
      touched(upperPolicy, wordsOf(block), upperWays, <u32>((found - wordsOf(block)) >> 2));
      word = found;
    } else if (!isWrite || upperAllocates) {
      word = placeUpper(processor, line);
    }
  }
  if (!isWrite) return !found;
  if (word && !upperWriteThrough) {
    store<u32>(word, load<u32>(word) | DIRTY);
    return !found;
  }
  tally(record, TALLY_UPPER_WRITE_THROUGHS, 1);
  return true;
}
