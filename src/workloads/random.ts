/**
 * The workloads' random numbers: xoshiro128** (D. Blackman and S. Vigna, Scrambled Linear
 * Pseudorandom Number Generators, 2018) on 32-bit integers, so that every JavaScript engine gives
 * the same numbers. One stream a processor; the state is spread over the seed with the finalizer
 * of MurmurHash3 (A. Appleby, 2011), which is a bijection, so no two streams start alike.
 */

/** MurmurHash3's 32-bit finalizer. */
export const scramble = (value: number): number => {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
};

/** 2^-32: turns a u32 into a fraction of 1. A power of two, so the product below rounds alike everywhere. */
const FRACTION = 1 / 4294967296;

/** Outputs thrown away after seeding, enough for neighbouring seeds to part in every bit. */
const WARM_UP = 16;

/** One stream of random numbers. */
export class Random {
  /** Four 32-bit words. */
  private readonly state: Int32Array;

  constructor(seed: number, stream: number) {
    const first = scramble(seed ^ 0x9e3779b9);
    const second = scramble(stream ^ 0x3c6ef372);
    this.state = Int32Array.of(first, scramble(first ^ second) | 1, second, scramble(second + 0x6a09e667));
    for (let i = 0; i < WARM_UP; i++) this.next();
  }

  /** The next 32 random bits, as a u32. */
  next(): number {
    const state = this.state;
    const s0 = state[0]!;
    const s1 = state[1]!;
    const s2 = state[2]! ^ s0;
    const s3 = state[3]! ^ s1;
    state[0] = s0 ^ s3;
    state[1] = s1 ^ s2;
    state[2] = s2 ^ (s1 << 9);
    state[3] = (s3 << 11) | (s3 >>> 21);
    const times5 = Math.imul(s1, 5);
    return Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
  }

  /** A number from 0 to `bound` − 1; `bound` at most 2^31. No value is favoured by more than bound / 2^32. */
  below(bound: number): number {
    return (this.next() * bound * FRACTION) | 0;
  }

  /**
   * 1 in `threshold` of 2^30 cases (see `percentThreshold`), else 0. It is the sign of a difference:
   * a comparison would be a branch that no processor can predict.
   */
  chance(threshold: number): number {
    return ((this.next() >>> 2) - threshold) >>> 31;
  }
}

/** The threshold for `Random.chance` that holds in `percent` of 100 cases. */
export const percentThreshold = (percent: number): number => Math.round((percent / 100) * 2 ** 30) >>> 0;

/** A random order of 0 … count − 1 (R. Durstenfeld, Algorithm 235: Random Permutation, 1964). */
export const permutation = (count: number, random: Random): Uint32Array => {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) swap(order, i, random.below(i + 1));
  return order;
};

/**
 * A random permutation that is one single cycle through 0 … count − 1, so that following it visits
 * everything (S. Sattolo, An Algorithm to Generate a Random Cyclic Permutation, 1986).
 */
export const cycle = (count: number, random: Random): Uint32Array => {
  const next = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) swap(next, i, random.below(i));
  return next;
};

const swap = (array: Uint32Array, i: number, j: number): void => {
  const kept = array[i]!;
  array[i] = array[j]!;
  array[j] = kept;
};
