/**
 * Random, from a stream of its own for each set and processor: the n-th victim is a hash of the
 * seed, the block's place (set × 1024 + processor) and n modulo 2^27. An L1 above an L2 draws with
 * the seed's complement. Policy data: n, in the word of way 0.
 * Mixing function: C. Wellons, lowbias32, Prospecting for Hash Functions, 2018.
 */
import { POLICY_SHIFT, STATUS_MASK } from '../cache';

export function victim(words: usize, ways: u32, place: u32, seed: u32): u32 {
  const first = load<u32>(words);
  const n = first >> POLICY_SHIFT;
  store<u32>(words, ((n + 1) << POLICY_SHIFT) | (first & STATUS_MASK));
  let x = (seed ^ (place * 0x9e3779b1)) + n * 0x85ebca6b;
  x ^= x >> 16;
  x *= 0x7feb352d;
  x ^= x >> 15;
  x *= 0x846ca68b;
  x ^= x >> 16;
  return <u32>((<u64>x * ways) >> 32);
}
