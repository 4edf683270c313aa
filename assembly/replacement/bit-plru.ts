/**
 * Bit pseudo-LRU (MRU bits): a bit a way, set by use; when the last one would be set, the others
 * are cleared. Policy data: the bit.
 * A. Malamy, R. N. Patel and N. M. Hayes, US patent 5,353,425, 1994; H. Al-Zoubi et al., 2004.
 */
import { POLICY_SHIFT } from '../cache';

const BIT: u32 = 1 << POLICY_SHIFT;

export function hit(words: usize, ways: u32, way: u32): void {
  const own = words + ((<usize>way) << 2);
  store<u32>(own, load<u32>(own) | BIT);
  for (let i: u32 = 0; i < ways; i++) if (!(load<u32>(words + ((<usize>i) << 2)) & BIT)) return;
  for (let i: u32 = 0; i < ways; i++) {
    const at = words + ((<usize>i) << 2);
    if (i != way) store<u32>(at, load<u32>(at) & ~BIT);
  }
}

export function fill(words: usize, ways: u32, way: u32): void {
  hit(words, ways, way);
}

/** The lowest way whose bit is clear; a set of one way has only way 0. */
export function victim(words: usize, ways: u32, place: u32, seed: u32): u32 {
  for (let i: u32 = 0; i < ways; i++) if (!(load<u32>(words + ((<usize>i) << 2)) & BIT)) return i;
  return 0;
}
