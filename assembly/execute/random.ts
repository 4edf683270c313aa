/** xorshift64* (S. Vigna, An Experimental Exploration of Marsaglia's xorshift Generators, Scrambled, 2016). */

/** The state after `state`, which must not be 0. */
// @ts-ignore: decorator
@inline
export function stateAfter(state: u64): u64 {
  let x = state;
  x ^= x >> 12;
  x ^= x << 25;
  return x ^ (x >> 27);
}

/** The number of a state. */
// @ts-ignore: decorator
@inline
export function numberFrom(state: u64): u64 {
  return state * 0x2545f4914f6cdd1d;
}
