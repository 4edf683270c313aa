/** Victims worked out by hand from the policies' papers, so that model and core are not wrong alike. */
import { describe, expect, test } from 'vitest';
import type { ReplacementName } from '../../src/replacement/index.js';
import { createPolicy, lowbias32, type Policy } from './replacement.js';

const policyOf = (name: ReplacementName, ways: number, seed = 0): Policy =>
  createPolicy(name, ways, { set: 0n, processor: 0, seed });

/** Fills ways 0, 1, … of an empty set. */
const filled = (name: ReplacementName, ways: number): Policy => {
  const policy = policyOf(name, ways);
  for (let way = 0; way < ways; way++) policy.fill(way);
  return policy;
};

/** Takes the victim and fills its way, again and again. */
const victims = (policy: Policy, count: number): number[] =>
  Array.from({ length: count }, () => {
    const way = policy.victim();
    policy.fill(way);
    return way;
  });

describe('LRU', () => {
  test('gives up the way that was used longest ago', () => {
    const policy = filled('LRU', 4);
    policy.touch(0);
    policy.touch(2);
    expect(victims(policy, 4)).toEqual([1, 3, 0, 2]);
  });
});

describe('FIFO', () => {
  test('gives up the way that was filled first, whatever was used since', () => {
    const policy = filled('FIFO', 4);
    policy.touch(0);
    policy.touch(1);
    expect(victims(policy, 5)).toEqual([0, 1, 2, 3, 0]);
  });

  test('a way that was emptied and filled again is the newest', () => {
    const policy = filled('FIFO', 3);
    policy.free(0);
    policy.fill(0);
    expect(victims(policy, 3)).toEqual([1, 2, 0]);
  });
});

describe('tree-PLRU', () => {
  // Four ways: the root chooses a half, a node a half chooses a way; each use turns its path away.
  test('after ways 0, 1, 2, 3 the victims alternate between the halves', () => {
    expect(victims(filled('tree-PLRU', 4), 4)).toEqual([0, 2, 1, 3]);
  });

  test('is no LRU: a use of one way of a half protects the other half’s choice only', () => {
    const policy = filled('tree-PLRU', 4);
    // Uses 0 to 3, then 0 again: the root points right, whose node points at 2. LRU would take 1.
    policy.touch(0);
    expect(policy.victim()).toBe(2);
  });

  test('with three ways the half without a second way is left alone', () => {
    // Tree over four leaves. After 0, 1, 2: root points left, left node points at 0.
    const policy = filled('tree-PLRU', 3);
    expect(policy.victim()).toBe(0);
    policy.fill(0);
    // Root right: its node was turned to leaf 3 by the fill of 2, which does not exist, so 2 it is.
    expect(policy.victim()).toBe(2);
  });

  test('with one way there is nothing to choose', () => {
    expect(victims(filled('tree-PLRU', 1), 2)).toEqual([0, 0]);
  });

  test('with five ways the upper half of the tree has way 4 alone', () => {
    const policy = filled('tree-PLRU', 5);
    // Filling 4 turned the root left; then ways 0 to 3 were used in order, so 0 is up.
    expect(policy.victim()).toBe(0);
    policy.fill(0);
    expect(policy.victim()).toBe(4);
  });
});

describe('bit-PLRU', () => {
  test('the use that would set the last bit clears all others', () => {
    // Bits after 0, 1, 2: 1110; way 3 sets the last, so 0001.
    const policy = filled('bit-PLRU', 4);
    expect(policy.victim()).toBe(0);
    policy.touch(0);
    expect(policy.victim()).toBe(1);
  });

  test('an emptied way loses its bit', () => {
    const policy = filled('bit-PLRU', 3);
    policy.touch(0);
    policy.free(0);
    expect(policy.victim()).toBe(0);
  });

  test('with one way there is nothing to choose', () => {
    expect(victims(filled('bit-PLRU', 1), 2)).toEqual([0, 0]);
  });
});

describe('NRU', () => {
  test('clears the bits only when a victim is sought and none is clear', () => {
    const policy = filled('NRU', 3);
    expect(policy.victim()).toBe(0);
    policy.fill(0);
    policy.touch(2);
    // Bits now 101, and no more: the search for way 0 cleared the rest.
    expect(policy.victim()).toBe(1);
  });
});

describe('SRRIP', () => {
  test('gives up lines that were never used again before those that were', () => {
    const policy = filled('SRRIP', 4);
    policy.touch(0);
    policy.touch(1);
    // Intervals 0 0 2 2: they grow to 1 1 3 3, and 2 is the lowest at 3.
    expect(policy.victim()).toBe(2);
    policy.fill(2);
    // 1 1 2 3.
    expect(policy.victim()).toBe(3);
  });

  test('a scan does not push a used line out', () => {
    const policy = filled('SRRIP', 2);
    policy.touch(0);
    // 0 2 → 1 3; then 1 2 → 2 3; then 2 2 → 3 3, where way 0 is the lowest.
    expect(victims(policy, 3)).toEqual([1, 1, 0]);
  });
});

describe('random', () => {
  test('mixes as lowbias32 does in the 32-bit arithmetic that it was published in', () => {
    const in32Bits = (value: number): number => {
      let x = value;
      x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
      x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
      return (x ^ (x >>> 16)) >>> 0;
    };
    for (const x of [0, 1, 2, 0x7fffffff, 0xdeadbeef, 0xffffffff]) {
      expect(lowbias32(BigInt(x))).toBe(BigInt(in32Bits(x)));
    }
  });

  test('the same seed draws the same victims, another seed others', () => {
    const drawn = (seed: number): number[] => victims(policyOf('random', 16, seed), 20);
    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(7)).not.toEqual(drawn(8));
  });

  test('every way is drawn about equally often', () => {
    const counts = Array.from({ length: 4 }, () => 0);
    for (const way of victims(policyOf('random', 4, 1), 4000)) counts[way]!++;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
