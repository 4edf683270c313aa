/** Machines of every kind that the configuration allows, small enough that lines are lost often. */
import fc from 'fast-check';
import type { CacheConfig, MachineConfig } from '../../../src/config/machine.js';
import { POLICY_NAMES } from '../../../src/replacement/index.js';
import { inclusiveOrNone, plain } from '../../plain-machine.js';

const powerOfTwo = (from: number, to: number): fc.Arbitrary<number> =>
  fc.integer({ min: from, max: to }).map((exponent) => 2 ** exponent);

/** Few processors mostly; the sharer sets change their form above 64. */
export const processorCount: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 8 }) },
  { weight: 1, arbitrary: fc.constantFrom(63, 64, 65, 66) },
  { weight: 1, arbitrary: fc.integer({ min: 65, max: 256 }) },
);

const replacement = fc.constantFrom(...POLICY_NAMES);

interface Geometry {
  readonly sets: number;
  readonly ways: number;
  readonly full: boolean;
}

/** The compiled loops differ by ways (up to 4, 8, 16, more), hence these. */
const geometry: fc.Arbitrary<Geometry> = fc.record({
  sets: powerOfTwo(0, 3),
  ways: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constantFrom(5, 6, 7, 8, 9, 12, 15, 16, 17, 24, 33)),
  full: fc.boolean(),
});

type Policies = Pick<CacheConfig, 'replacement' | 'write' | 'writeAllocate'>;

const policies: fc.Arbitrary<Policies> = fc.record({
  replacement,
  write: fc.constantFrom<CacheConfig['write'][]>('protocol', 'write-back', 'write-through'),
  writeAllocate: fc.constantFrom<CacheConfig['writeAllocate'][]>('protocol', true, false),
});

const linesOf = ({ sets, ways, full }: Geometry): number => (full ? 1 : sets) * ways;

const cacheOf = (geometry: Geometry, policies: Policies, lineBytes: number): CacheConfig => ({
  size: linesOf(geometry) * lineBytes,
  ways: geometry.full ? 'full' : geometry.ways,
  ...policies,
});

const kinds = ['one level', 'one level', 'two levels', 'unlimited', 'two levels, L2 unlimited'] as const;

/** A machine; the write policies may not suit its protocol yet, see `suited` in `run.ts`. */
export const machine: fc.Arbitrary<MachineConfig> = fc
  .record({
    processors: processorCount,
    lineBytes: fc.oneof(powerOfTwo(2, 6), powerOfTwo(2, 12)),
    wordBytes: fc.constantFrom(4, 8, 16, 32),
    addressBytes: fc.integer({ min: 0, max: 64 }),
    kind: fc.constantFrom(...kinds),
    small: geometry,
    other: geometry,
    policies1: policies,
    policies2: policies,
    instructions: fc.constantFrom<MachineConfig['instructions'][]>('skip', 'read'),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  })
  .map((shape) => {
    const { processors, lineBytes, kind, instructions, seed, policies1, policies2 } = shape;
    const [above, below] =
      linesOf(shape.small) <= linesOf(shape.other) ? [shape.small, shape.other] : [shape.other, shape.small];
    const one = cacheOf(above, policies1, lineBytes);
    const two = cacheOf(below, policies2, lineBytes);
    const unlimited: CacheConfig = { ...policies2, size: 'unlimited', ways: 1 };
    return {
      ...plain(processors),
      protocol: '',
      lineBytes,
      l1: kind === 'unlimited' ? unlimited : one,
      l2: inclusiveOrNone(
        kind === 'two levels' ? two : kind === 'two levels, L2 unlimited' ? unlimited : null,
      ),
      bus: { wordBytes: Math.min(shape.wordBytes, lineBytes), addressBytes: shape.addressBytes },
      numa: null,
      instructions,
      seed,
      memoryLimitBytes: 2 ** 30,
    };
  });
