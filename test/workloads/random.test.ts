import { describe, expect, it } from 'vitest';
import { cycle, percentThreshold, permutation, Random } from '../../src/workloads/random.js';
import { power } from '../../src/workloads/zipf.js';

const u32 = (value: bigint): bigint => BigInt.asUintN(32, value);
const rotate = (value: bigint, bits: bigint): bigint => u32((value << bits) | (value >> (32n - bits)));

const murmurFinalizer = (value: bigint): bigint => {
  let h = u32(value);
  h = u32((h ^ (h >> 16n)) * 0x85ebca6bn);
  h = u32((h ^ (h >> 13n)) * 0xc2b2ae35n);
  return h ^ (h >> 16n);
};

/** The generator with its seeding and warm-up, in the order of steps of the authors’ C code. */
const xoshiro128 = (seed: bigint, stream: bigint): (() => number) => {
  const first = murmurFinalizer(seed ^ 0x9e3779b9n);
  const second = murmurFinalizer(stream ^ 0x3c6ef372n);
  const s = [first, murmurFinalizer(first ^ second) | 1n, second, murmurFinalizer(second + 0x6a09e667n)] as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const next = (): number => {
    const result = u32(rotate(u32(s[1] * 5n), 7n) * 9n);
    const t = u32(s[1] << 9n);
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 11n);
    return Number(result);
  };
  for (let i = 0; i < 16; i++) next();
  return next;
};

describe('Random', () => {
  it('is xoshiro128** as published, worked out here with exact integers', () => {
    const random = new Random(0xdeadbeef, 17);
    const published = xoshiro128(0xdeadbeefn, 17n);
    for (let i = 0; i < 100; i++) expect(random.next()).toBe(published());
  });

  it('gives every processor and every seed numbers of its own', () => {
    const firsts = new Set<number>();
    for (let seed = 0; seed < 32; seed++) {
      for (let stream = 0; stream < 32; stream++) firsts.add(new Random(seed, stream).next());
    }
    expect(firsts.size).toBe(1024);
  });

  it('stays below the bound, however large', () => {
    const random = new Random(3, 0);
    for (const bound of [1, 2, 3, 1000, 2 ** 31]) {
      for (let i = 0; i < 1000; i++) {
        const drawn = random.below(bound);
        expect(drawn >= 0 && drawn < bound).toBe(true);
      }
    }
  });

  it('never says yes at 0 % and always at 100 %', () => {
    const random = new Random(4, 0);
    for (let i = 0; i < 1000; i++) {
      expect(random.chance(percentThreshold(0))).toBe(0);
      expect(random.chance(percentThreshold(100))).toBe(1);
    }
  });

  it('sets every bit in about half of its numbers', () => {
    const random = new Random(5, 9);
    const ones = new Array<number>(32).fill(0);
    for (let i = 0; i < 10_000; i++) {
      const drawn = random.next();
      for (let bit = 0; bit < 32; bit++) ones[bit]! += (drawn >>> bit) & 1;
    }
    for (const count of ones) expect(Math.abs(count - 5000)).toBeLessThan(250);
  });
});

describe('orders', () => {
  it('permutation keeps every element', () => {
    const order = permutation(1000, new Random(1, 1));
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect([...order]).not.toEqual([...order].sort((a, b) => a - b));
  });

  it('cycle comes back only after it has visited everything', () => {
    const next = cycle(1000, new Random(1, 1));
    let at = 0;
    for (let steps = 1; steps < 1000; steps++) {
      at = next[at]!;
      expect(at).not.toBe(0);
    }
    expect(next[at]).toBe(0);
  });
});

describe('power', () => {
  it('agrees with Math.pow to 12 digits', () => {
    for (const base of [1, 1.5, 2, 3, 10, 999, 65_536, 2_097_152]) {
      for (const exponent of [0, -0.5, -0.99, -1, -1.37, -3, 2]) {
        expect(power(base, exponent) / base ** exponent).toBeCloseTo(1, 12);
      }
    }
  });
});
