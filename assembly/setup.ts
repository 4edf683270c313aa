/** How the parts that hierarchy.ts tells of are described, placed and emptied. */
import { SHARED, clusters, cores, general, haveLevel, setRegions, tellsFetches } from './hierarchy';
import { INPUT_RECORDS, directed, executing, lay, layProgram, setGrowing, timed } from './layout';
import { layNodes } from './layout-nodes';
import { layTimed } from './timed/regions';
import { LEVELS, describe, layBlocks, resetLevels } from './levels';
import { prefetcherBytes, resetPrefetchers } from './prefetch/tables';
import { resetTLBs, tlbBytes } from './tlb';

function bitsFor(count: u32): u32 {
  let bits: u32 = 0;
  while ((<u32>1) << bits < count) bits++;
  return bits;
}

/** A level, by its descriptor's index, see levels.ts; after `setShape`. `sets = 0`: it has no limit. */
export function setLevel(
  index: u32,
  sets: u32,
  ways: u32,
  policy: u32,
  writeThrough: bool,
  allocates: bool,
  inclusion: u32,
  seed: u32,
): void {
  const instances = index == SHARED ? clusters : cores;
  describe(index, sets, ways, policy, writeThrough, allocates, seed, bitsFor(instances));
  haveLevel(index, inclusion);
}

// @ts-ignore: decorator
@inline
function align64(x: u64): u64 {
  return (x + 63) & ~63;
}

/**
 * Places every fixed region, and says where they end, in bytes from 0. The caller checks the sum against its
 * limit before it grows memory.
 */
export function layAll(bucketBits: u32): u64 {
  let at = lay(bucketBits);
  if (directed) at = layNodes(at);
  if (executing) at = layProgram(at);
  setGrowing(at);
  if (timed) {
    at = layTimed(at);
    setGrowing(at);
  }
  if (!general) return at;
  const fetches = <usize>at;
  if (tellsFetches) at = align64(at + INPUT_RECORDS);
  for (let i: u32 = 0; i < LEVELS; i++) at = align64(layBlocks(i, at));
  const tlbs = <usize>at;
  at = align64(at + <u64>cores * tlbBytes());
  setRegions(fetches, tlbs, <usize>at);
  at = align64(at + <u64>cores * prefetcherBytes());
  setGrowing(at);
  return at;
}

/** Empties levels, TLBs and prefetchers. */
export function resetHierarchy(): void {
  resetLevels();
  resetTLBs();
  resetPrefetchers();
}
