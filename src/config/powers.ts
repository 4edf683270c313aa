/** The largest power of two that is at most `x`; x ≥ 1. */
export const powerOfTwoUpTo = (x: number): number => {
  let power = 1;
  while (power * 2 <= x) power *= 2;
  return power;
};

export const isPowerOfTwo = (x: number): boolean => x >= 1 && powerOfTwoUpTo(x) === x;
