/**
 * NRU, not recently used: a reference bit a way, set by use; a victim is sought among the clear
 * ones, and all are cleared when there is none. Policy data: the bit.
 * OpenSPARC T2 Microarchitecture Specification, 2007; as in A. Jaleel et al., 2010.
 */
import { POLICY_SHIFT } from '../cache';

const BIT: u32 = 1 << POLICY_SHIFT;

// @ts-ignore: decorator
@inline
export function hit(words: usize, ways: u32, way: u32): void {
  const word = words + ((<usize>way) << 2);
  store<u32>(word, load<u32>(word) | BIT);
}

// @ts-ignore: decorator
@inline
export function fill(words: usize, ways: u32, way: u32): void {
  hit(words, ways, way);
}

export function victim(words: usize, ways: u32, place: u32, seed: u32): u32 {
  for (let i: u32 = 0; i < ways; i++) if (!(load<u32>(words + ((<usize>i) << 2)) & BIT)) return i;
  for (let i: u32 = 0; i < ways; i++) {
    const at = words + ((<usize>i) << 2);
    store<u32>(at, load<u32>(at) & ~BIT);
  }
  return 0;
}
