/**
 * How a home remembers who holds its lines. The holders themselves are exact (holders.ts); an
 * organisation says what the home knows of them, and so whom it tells, and whom it must recall.
 * Members are what it tells apart: processors, or nodes.
 *
 *   a line's entry, at lines + line × lineStride + entryOffset
 *     limited-broadcast  u64, 0: precise; 1: anybody may hold it
 *     coarse-vector      u64, 0: precise; else a bit a region
 *     sparse             u32 address of the word of its entry, 0 if it has none
 *   sparse, at directory + (home × directorySets + set) × directoryLanes × 8
 *     ├─ tag  u32 × lanes   line number, or EMPTY
 *     └─ word u32 × lanes   time stamp of the last request << 5, 0 if free
 *
 * Dir_iB, Dir_iNB: A. Agarwal, R. Simoni, J. Hennessy and M. Horowitz, An Evaluation of Directory
 * Schemes for Cache Coherence, 1988. Dir_iCV and sparse directories: A. Gupta, W.-D. Weber and
 * T. Mowry, Reducing Memory and Traffic Requirements for Scalable Directory-Based Cache Coherence
 * Schemes, 1990.
 */
import { clearBlocks, oldestAmong, oldestWay } from './cache';
import { EMPTY, entryOffset, lineStride, nodes, tracksNodes } from './layout';
import {
  directory,
  directoryLanes,
  directorySets,
  directoryWays,
  organisation,
  placement,
  pointers,
  regionMembers,
} from './layout-nodes';
import { lines } from './growing';
import { COARSE_VECTOR, LIMITED_BROADCAST, SPARSE } from './organisations';
import { LINE_INTERLEAVE, withinNode } from './placement';
import { clock, renumber } from './replacement/clock';

/** Lines whose entries are not precise. Mostly there are none, and then no entry needs to be looked at. */
let imprecise: u32 = 0;
/** Whether more may become of a copy that leaves than that its processor is no holder any more. */
export let mindsLeaving: bool = false;

// @ts-ignore: decorator
@inline
function entryOf(line: u32): usize {
  return lines + <usize>line * lineStride + entryOffset;
}

function countImprecise(lines: u32): void {
  imprecise = lines;
  mindsLeaving = lines > 0 || organisation == SPARSE || tracksNodes;
}

/** Whether an entry can be other than precise. */
// @ts-ignore: decorator
@inline
export function canBeImprecise(): bool {
  return organisation == LIMITED_BROADCAST || organisation == COARSE_VECTOR;
}

// @ts-ignore: decorator
@inline
function regionBit(member: u32): u64 {
  return (<u64>1) << (member / regionMembers);
}

// @ts-ignore: decorator
@inline
export function isPrecise(line: u32): bool {
  return !imprecise || load<u64>(entryOf(line)) == 0;
}

// @ts-ignore: decorator
@inline
export function makePrecise(line: u32): void {
  if (!imprecise || isPrecise(line)) return;
  store<u64>(entryOf(line), 0);
  countImprecise(imprecise - 1);
}

/** Marks what is left of an entry that overflowed, once for each member that holds the line. */
export function addImprecise(line: u32, member: u32): void {
  const bit: u64 = organisation == COARSE_VECTOR ? regionBit(member) : 1;
  const entry = load<u64>(entryOf(line));
  if (!entry) countImprecise(imprecise + 1);
  store<u64>(entryOf(line), entry | bit);
}

/** Whether an imprecise entry makes the home tell a member. */
export function mayHold(line: u32, member: u32): bool {
  const entry = load<u64>(entryOf(line));
  return organisation == COARSE_VECTOR ? (entry & regionBit(member)) != 0 : entry != 0;
}

/** Whether so many holders are more than an entry can point to. */
// @ts-ignore: decorator
@inline
export function overflows(holders: u32): bool {
  return holders > pointers;
}

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

/** Makes every entry precise, and those of sparse directories free. */
export function clearDirectory(): void {
  countImprecise(0);
  clearBlocks(directory, nodes * directorySets, directoryWays, directoryLanes, false);
}

/** Renumbers the entries' time stamps, as replacement/clock.ts does for caches. */
export function renumberDirectory(scratch: usize): void {
  renumber(directory, nodes * directorySets, directoryWays, directoryLanes, scratch);
}
