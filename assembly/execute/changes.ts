/**
 * What may make a program go on otherwise than before, so that it can be seen that it goes round in circles.
 *
 *   changes   memory, or who waits, is not what it was
 *   chances   something was told that memory and registers do not say: a random number, the time
 *   hash      while `hashing`: the sum over words of 8 bytes of what `mixed` makes of each, less the same
 *             of memory as it was when hashing began. Equal memories have equal sums, in whatever order
 *             they were written.
 */

/**
 * Stores that changed what was there, wakes of others, and store-conditionals, whose fate others decide; where
 * nothing keeps caches coherent, also lines that a copy changed.
 */
export let changes: u64 = 0;
export let chances: u64 = 0;
export let memoryHash: u64 = 0;
let hashing: bool = false;

export function resetChanges(): void {
  changes = 0;
  chances = 0;
  setHashing(false);
}

/** Begins anew, with the hash of memory as it is being 0; or ends. */
export function setHashing(on: bool): void {
  hashing = on;
  memoryHash = 0;
}

/** Something changed that is not a word in a known place. */
export function countChange(): void {
  changes++;
}

/** A store that did not reach a copy: what was there is not known any more. */
export function countUnknown(): void {
  changes++;
  chances++;
}

export function countChance(): void {
  chances++;
}

/** Mixes all bits (the finaliser of MurmurHash3: A. Appleby, 2011, in the variant of S. Vigna's SplitMix64). */
function mixed(address: u64, value: u64): u64 {
  let x = value + address * 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

/** The word at `at`, of physical address `physical`, is about to change. */
// @ts-ignore: decorator
@inline
export function beforeChange(at: usize, physical: u32): void {
  changes++;
  if (hashing) memoryHash -= mixed(physical & ~7, load<u64>(at & ~7));
}

/** It has changed. */
// @ts-ignore: decorator
@inline
export function afterChange(at: usize, physical: u32): void {
  if (hashing) memoryHash += mixed(physical & ~7, load<u64>(at & ~7));
}
