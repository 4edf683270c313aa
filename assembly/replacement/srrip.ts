/**
 * SRRIP-HP: static re-reference interval prediction, two bits, hit priority. Policy data: the
 * predicted interval (RRPV), 2 after a fill, 0 after a hit; a victim is a way at 3.
 * A. Jaleel, K. B. Theobald, S. C. Steely and J. Emer, High Performance Cache Replacement Using
 * Re-Reference Interval Prediction, 2010.
 */
import { POLICY_SHIFT, STATUS_MASK } from '../cache';

const DISTANT: u32 = 3;
const LONG: u32 = 2;

// @ts-ignore: decorator
@inline
function setInterval(words: usize, way: u32, interval: u32): void {
  const word = words + ((<usize>way) << 2);
  store<u32>(word, (load<u32>(word) & STATUS_MASK) | (interval << POLICY_SHIFT));
}

export function fill(words: usize, ways: u32, way: u32): void {
  setInterval(words, way, LONG);
}

export function hit(words: usize, ways: u32, way: u32): void {
  setInterval(words, way, 0);
}

// @ts-ignore: decorator
@inline
function intervalOf(words: usize, way: u32): u32 {
  return load<u32>(words + ((<usize>way) << 2)) >> POLICY_SHIFT;
}

/** The lowest way of the most distant interval; all age by what it lacked to be distant. */
export function victim(words: usize, ways: u32, place: u32, seed: u32): u32 {
  let furthest: u32 = 0;
  for (let i: u32 = 1; i < ways; i++) if (intervalOf(words, i) > intervalOf(words, furthest)) furthest = i;
  const lacking = DISTANT - intervalOf(words, furthest);
  for (let i: u32 = 0; i < ways; i++) {
    const at = words + ((<usize>i) << 2);
    store<u32>(at, load<u32>(at) + (lacking << POLICY_SHIFT));
  }
  return furthest;
}
