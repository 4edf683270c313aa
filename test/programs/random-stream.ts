/** The random numbers of `rnd`: xorshift64* (S. Vigna, 2016), its first state by splitmix64 of seed and thread. */

const mask = (value: bigint): bigint => BigInt.asUintN(64, value);

/** The state of a thread's stream at first; never 0. */
export const firstRandom = (seed: bigint, thread: number): bigint => {
  let z = mask(seed + BigInt(thread + 1) * 0x9e3779b97f4a7c15n);
  z = mask((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = mask((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  z ^= z >> 31n;
  return z === 0n ? 0x9e3779b97f4a7c15n : z;
};

/** The next number and the state after it. */
export const nextRandom = (state: bigint): { state: bigint; value: bigint } => {
  let x = state;
  x ^= x >> 12n;
  x = mask(x ^ (x << 25n));
  x ^= x >> 27n;
  return { state: x, value: mask(x * 0x2545f4914f6cdd1dn) };
};
