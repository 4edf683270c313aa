/**
 * How a home remembers who holds its lines. The holders themselves are exact (holders.ts); an
 * organisation says what the home knows of them, and so whom it tells, and whom it must recall.
 * Members are what it tells apart: processors, or nodes.
 *
 *   a line's entry, at lines + line × lineStride + entryOffset
 *     limited-broadcast  u64, 0: precise; 1: anybody may hold it
 *     coarse-vector      u64, 0: precise; else a bit a region
 *     sparse             see sparse.ts
 *
 * Dir_iB, Dir_iNB: A. Agarwal, R. Simoni, J. Hennessy and M. Horowitz, An Evaluation of Directory
 * Schemes for Cache Coherence, 1988. Dir_iCV: A. Gupta, W.-D. Weber and T. Mowry, Reducing Memory and
 * Traffic Requirements for Scalable Directory-Based Cache Coherence Schemes, 1990.
 */
import { clearBlocks } from './cache';
import { entryOffset, lineStride, nodes, tracksNodes } from './layout';
import {
  directory,
  directoryLanes,
  directorySets,
  directoryWays,
  organisation,
  pointers,
  regionMembers,
} from './layout-nodes';
import { lines } from './growing';
import { COARSE_VECTOR, LIMITED_BROADCAST, SPARSE } from './organisations';

/** Lines whose entries are not precise. Mostly there are none, and then no entry needs to be looked at. */
let imprecise: u32 = 0;
/** Whether more may become of a copy that leaves than that its processor is no holder any more. */
export let mindsLeaving: bool = false;

/** Where a line's entry is. */
// @ts-ignore: decorator
@inline
export function entryOf(line: u32): usize {
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

/** Makes every entry precise, and those of sparse directories free. */
export function clearDirectory(): void {
  countImprecise(0);
  clearBlocks(directory, nodes * directorySets, directoryWays, directoryLanes, false);
}
