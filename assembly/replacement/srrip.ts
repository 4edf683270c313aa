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
function setInterval(word: usize, interval: u32): void {
  store<u32>(word, (load<u32>(word) & STATUS_MASK) | (interval << POLICY_SHIFT));
}

export function fillSRRIP(word: usize): void {
  setInterval(word, LONG);
}

export function touchSRRIP(word: usize): void {
  setInterval(word, 0);
}

// @ts-ignore: decorator
@inline
function intervalOf(words: usize, way: u32): u32 {
  return load<u32>(words + ((<usize>way) << 2)) >> POLICY_SHIFT;
}

/** The lowest way of the most distant interval; all age by what it lacked to be distant. */
export function victimSRRIP(words: usize, ways: u32): u32 {
  let victim: u32 = 0;
  for (let i: u32 = 1; i < ways; i++) if (intervalOf(words, i) > intervalOf(words, victim)) victim = i;
  const lacking = DISTANT - intervalOf(words, victim);
  for (let i: u32 = 0; i < ways; i++) {
    const at = words + ((<usize>i) << 2);
    store<u32>(at, load<u32>(at) + (lacking << POLICY_SHIFT));
  }
  return victim;
}
