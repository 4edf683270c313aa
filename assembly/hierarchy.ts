/**
 * What machines have beyond one or two private levels: more caches a core, threads that share them,
 * a shared L3, TLBs and prefetchers. Such machines run in the general loop (full.ts).
 *
 *   descriptors, one a level, LEVEL_BYTES each (levels.ts): L1D, L1I, L2, L3
 *   hierarchy regions, placed by `layHierarchy`
 *   ├─ fetches      u8 a record of the input: an instruction fetch             intake.ts
 *   ├─ blocks       of each level, in the order of the descriptors             levels.ts
 *   ├─ tlbs         L1 and L2 TLB of each core                                 tlb.ts
 *   └─ prefetchers  a table a core                                             prefetch/
 *
 *   a line's record (pages.ts) then begins with
 *   ├─ states       u8 × P   a core's state, at its first thread's number
 *   ├─ marks        u8 × P   1: prefetched, not used yet (with a prefetcher)   at marksOffset
 *   └─ shared       u64 × ⌈clusters / 64⌉   the L3s that hold the line         at sharedOffset
 */
import { TALLY_USELESS_PREFETCHES, tally } from './counters';
import { clusterShare, lineStride, coreThreads, processors, setStates } from './layout';
import { lines } from './growing';

export const INCLUSIVE: u32 = 0;
export const EXCLUSIVE: u32 = 1;
export const NON_INCLUSIVE: u32 = 2;
const FETCH_CACHE: u32 = 1;
const SECOND: u32 = 2;
export const SHARED: u32 = 3;

/** Whether the general loop runs. */
export let general: bool = false;
export let cores: u32 = 1;
export let clusters: u32 = 1;
/** Of L2 towards the L1s, and of L3 towards all private levels of its cluster. */
export let secondInclusion: u32 = INCLUSIVE;
export let sharedInclusion: u32 = INCLUSIVE;
export let hasFetchCache: bool = false;
export let hasSecond: bool = false;
export let hasShared: bool = false;
/** A bit for each state that has the attribute `dirty`. */
let dirtyStates: u32 = 0;
/** Whether records of instruction fetches are told from other reads. */
export let tellsFetches: bool = false;
/** Whether lines are marked that were prefetched. */
let marks: bool = false;

export let fetches: usize = 0;
export let tlbs: usize = 0;
export let prefetchers: usize = 0;
/** Where in a line's record its marks and its clusters are. */
let marksOffset: u32 = 0;
export let sharedOffset: u32 = 0;

/**
 * The general loop runs, with so many threads a core and so many processors a cluster, 0 if there is
 * no L3. `capacity`: lines that a core holds at most, 0 if there is no limit.
 */
export function setShape(
  coreThreads_: u32,
  clusterShare_: u32,
  dirtyStates_: u32,
  capacity: u32,
  tellsFetches_: bool,
  prefetches: bool,
): void {
  general = true;
  hasShared = clusterShare_ != 0;
  dirtyStates = dirtyStates_;
  tellsFetches = tellsFetches_;
  marks = prefetches;
  const states = (processors + 3) & ~3;
  const shared = hasShared ? ((processors / clusterShare_ + 63) >> 6) << 3 : 0;
  marksOffset = states;
  sharedOffset = states + (marks ? states : 0);
  setStates(coreThreads_, max<u32>(clusterShare_, 1), capacity, sharedOffset - states + shared);
  cores = processors / coreThreads;
  clusters = processors / clusterShare;
}

/** There is a level, by its descriptor's index. */
export function haveLevel(index: u32, inclusion: u32): void {
  if (index == FETCH_CACHE) hasFetchCache = true;
  if (index == SECOND) {
    hasSecond = true;
    secondInclusion = inclusion;
  }
  if (index == SHARED) sharedInclusion = inclusion;
}

export function setRegions(fetches_: usize, tlbs_: usize, prefetchers_: usize): void {
  fetches = fetches_;
  tlbs = tlbs_;
  prefetchers = prefetchers_;
}

export function isDirtyState(state: u32): bool {
  return ((dirtyStates >> state) & 1) != 0;
}

// @ts-ignore: decorator
@inline
function markAt(core: u32, line: u32): usize {
  return lines + <usize>line * lineStride + marksOffset + core;
}

/** Marks a line that was prefetched for the core. */
export function mark(core: u32, line: u32): void {
  store<u8>(markAt(core, line), 1);
}

/** Whether a line was prefetched for the core, and nobody has used it yet. */
export function isMarked(core: u32, line: u32): bool {
  return marks && load<u8>(markAt(core, line)) != 0;
}

/** Takes a mark away; whether there was one. */
export function unmark(core: u32, line: u32): bool {
  if (!marks) return false;
  const at = markAt(core, line);
  const marked: bool = load<u8>(at) != 0;
  store<u8>(at, 0);
  return marked;
}

/** The line leaves the core: if nobody used it, it was prefetched for nothing. Counted at `record`. */
export function loseMark(core: u32, line: u32, record: usize): void {
  if (unmark(core, line)) tally(record, TALLY_USELESS_PREFETCHES, 1);
}
