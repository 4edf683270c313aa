/**
 * Sparse directories: a cache of entries at each home, which recalls the copies of a line whose entry it
 * replaces.
 *
 *   at directory + (home × directorySets + set) × directoryLanes × 8
 *     ├─ tag  u32 × lanes   line number, or EMPTY
 *     └─ word u32 × lanes   time stamp of the last request << 5, 0 if free
 *   a line's entry (directory.ts): u32 address of the word of its entry here, 0 if it has none
 *
 * A. Gupta, W.-D. Weber and T. Mowry, Reducing Memory and Traffic Requirements for Scalable Directory-
 * Based Cache Coherence Schemes, 1990.
 */
import { oldestAmong, oldestWay } from './cache';
import { EMPTY, nodes } from './layout';
import { directory, directoryLanes, directorySets, directoryWays, placement } from './layout-nodes';
import { LINE_INTERLEAVE, withinNode } from './placement';
import { clock, renumber } from './replacement/clock';
import { entryOf } from './directory';

/** The block of a sparse directory where a line's entry may be. */
// @ts-ignore: decorator
@inline
function blockAt(lineAddress: u64, home: u32): usize {
  const index = <u32>(placement == LINE_INTERLEAVE ? withinNode(lineAddress) : lineAddress);
  return directory + <usize>((home * directorySets + (index & (directorySets - 1))) * directoryLanes) * 8;
}

/** The word of a line's entry, 0 if it has none. */
// @ts-ignore: decorator
@inline
function wordOf(line: u32): usize {
  return load<u32>(entryOf(line));
}

/** Makes the line's entry, which it must have, the newest. */
// @ts-ignore: decorator
@inline
export function renewEntry(line: u32, now: u32): void {
  store<u32>(wordOf(line), now);
}

/**
 * Makes the line's entry the newest; false if the home has none. One that the line had in another
 * home, before its page moved, is free then.
 */
export function touchEntry(line: u32, home: u32): bool {
  const word = wordOf(line);
  if (!word) return false;
  if (<u32>(word - directory) / (directorySets * directoryLanes * 8) != home) {
    freeEntry(line);
    return false;
  }
  store<u32>(word, clock);
  return true;
}

/**
 * The word of the way that a new entry of the line goes to: the free way of its set with the lowest
 * number, else the oldest.
 */
// @ts-ignore: decorator
@inline
export function entryToTake(lineAddress: u64, home: u32): usize {
  const block = blockAt(lineAddress, home);
  const words = block + ((<usize>directoryLanes) << 2);
  // Eight ways are usual, and quicker without a loop.
  const way = directoryLanes == 8 ? oldestWay<u64>(block) : oldestAmong(words, directoryLanes);
  return words + ((<usize>way) << 2);
}

/** The line whose entry it is, or EMPTY if it is free. */
// @ts-ignore: decorator
@inline
export function lineOfEntry(word: usize): u32 {
  return load<u32>(word - ((<usize>directoryLanes) << 2));
}

/** Gives the line an entry that is free. */
// @ts-ignore: decorator
@inline
export function takeEntry(word: usize, line: u32, now: u32): void {
  store<u32>(word - ((<usize>directoryLanes) << 2), line);
  store<u32>(word, now);
  store<u32>(entryOf(line), word);
}

/** Makes the line's entry free, if it has one. */
// @ts-ignore: decorator
@inline
export function freeEntry(line: u32): void {
  const word = wordOf(line);
  if (!word) return;
  store<u32>(entryOf(line), 0);
  store<u32>(word - ((<usize>directoryLanes) << 2), EMPTY);
  store<u32>(word, 0);
}

/** Renumbers the entries' time stamps, as replacement/clock.ts does for caches. */
export function renumberDirectory(scratch: usize): void {
  renumber(directory, nodes * directorySets, directoryWays, directoryLanes, scratch);
}
