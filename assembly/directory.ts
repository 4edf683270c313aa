/**
 * How a home remembers who holds its lines. The holders themselves are exact (holders.ts); an
 * organisation says what the home knows of them, and so whom it tells, and whom it must recall.
 * Members are what it tells apart: processors, or nodes.
 *
 *   a line's entry, u64 at lines + line × lineStride   0: precise; else what is left of it:
 *     limited-broadcast  1: anybody may hold it;  coarse-vector  a bit a region
 *     sparse  the home that has its entry, plus one; 0 if it has none
 *   sparse, at directory + (home × directorySets + set) × directoryLanes × 8
 *     ├─ tag  u32 × lanes   line number, or EMPTY
 *     └─ word u32 × lanes   time stamp of the last request << 5, 0 if free
 *
 * Dir_iB, Dir_iNB: A. Agarwal, R. Simoni, J. Hennessy and M. Horowitz, An Evaluation of Directory
 * Schemes for Cache Coherence, 1988. Dir_iCV and sparse directories: A. Gupta, W.-D. Weber and
 * T. Mowry, Reducing Memory and Traffic Requirements for Scalable Directory-Based Cache Coherence
 * Schemes, 1990.
 */
import { clearBlocks, findAmong, oldestAmong } from './cache';
import {
  EMPTY,
  directory,
  directoryLanes,
  directorySets,
  directoryWays,
  entryOffset,
  lineStride,
  nodes,
  organisation,
  placement,
  pointers,
  regionMembers,
} from './layout';
import { lineAddressOf } from './pages';
import { lines } from './growing';
import { LINE_INTERLEAVE } from './placement';
import { clock, renumber } from './replacement/clock';

export const FULL_MAP: u32 = 0;
export const LIMITED_BROADCAST: u32 = 1;
export const LIMITED: u32 = 2;
export const COARSE_VECTOR: u32 = 3;
export const SPARSE: u32 = 4;

// @ts-ignore: decorator
@inline
function entryOf(line: u32): usize {
  return lines + <usize>line * lineStride + entryOffset;
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
  return load<u64>(entryOf(line)) == 0;
}

// @ts-ignore: decorator
@inline
export function makePrecise(line: u32): void {
  store<u64>(entryOf(line), 0);
}

/** Marks what is left of an entry that overflowed, once for each member that holds the line. */
export function addImprecise(line: u32, member: u32): void {
  const bit: u64 = organisation == COARSE_VECTOR ? regionBit(member) : 1;
  store<u64>(entryOf(line), load<u64>(entryOf(line)) | bit);
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

function blockAt(line: u32, home: u32): usize {
  const address = lineAddressOf(line);
  const index = placement == LINE_INTERLEAVE ? address / nodes : address;
  const set = <u32>(index & (directorySets - 1));
  return directory + (<usize>home * directorySets + set) * directoryLanes * 8;
}

/**
 * Makes the line's entry the newest; false if the home has none. One that the line had in another
 * home, before its page moved, is free then.
 */
export function touchEntry(line: u32, home: u32): bool {
  const owner = load<u64>(entryOf(line));
  if (!owner) return false;
  if (owner != home + 1) {
    freeEntry(line);
    return false;
  }
  const block = blockAt(line, home);
  const way = findAmong(block, directoryLanes, line);
  store<u32>(block + ((<usize>(directoryLanes + way)) << 2), clock);
  return true;
}

/** The line that must give up its entry for another one of its set, or EMPTY if a way is free. */
export function victimFor(line: u32, home: u32): u32 {
  const block = blockAt(line, home);
  return load<u32>(
    block + ((<usize>oldestAmong(block + ((<usize>directoryLanes) << 2), directoryLanes)) << 2),
  );
}

/** Gives the line the free way of its set with the lowest number; there must be one. */
export function takeEntry(line: u32, home: u32): void {
  const block = blockAt(line, home);
  const words = block + ((<usize>directoryLanes) << 2);
  const way = (<usize>oldestAmong(words, directoryLanes)) << 2;
  store<u32>(block + way, line);
  store<u32>(words + way, clock);
  store<u64>(entryOf(line), home + 1);
}

export function freeEntry(line: u32): void {
  const owner = <u32>load<u64>(entryOf(line));
  if (!owner) return;
  store<u64>(entryOf(line), 0);
  const block = blockAt(line, owner - 1);
  const way = findAmong(block, directoryLanes, line);
  store<u32>(block + ((<usize>way) << 2), EMPTY);
  store<u32>(block + ((<usize>(directoryLanes + way)) << 2), 0);
}

/** Makes every entry of sparse directories free. */
export function clearDirectory(): void {
  clearBlocks(directory, nodes * directorySets, directoryWays, directoryLanes, false);
}

/** Renumbers the entries' time stamps, as replacement/clock.ts does for caches. */
export function renumberDirectory(scratch: usize): void {
  renumber(directory, nodes * directorySets, directoryWays, directoryLanes, scratch);
}
