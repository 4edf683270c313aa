/**
 * What a store buffer can cost one processor. A store that goes by way of it looks into the L1 twice, as it
 * enters and as it is done; one without looks once.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CacheConfig, MachineInput } from '../../src/config/machine.js';
import { simulate } from '../../src/simulate.js';
import type { ModelRecord } from '../model/references.js';
import { batchOf } from './arbitraries/trace.js';
import { runs } from './runs.js';

const LINE = 64;
const L1_CYCLES = 4;

interface Cost {
  readonly cycles: number;
  readonly misses: number;
}

/** `w1 r2`: a write of line 1, then a read of line 2. */
const recordsOf = (trace: string): ModelRecord[] =>
  trace.split(' ').map((step) => ({
    processor: 0,
    operation: step.startsWith('w') ? 'write' : 'read',
    address: BigInt(Number(step.slice(1)) * LINE),
    bytes: 8,
  }));

const costOf = async (
  trace: string,
  entries: number,
  { size = 'unlimited' as CacheConfig['size'], split = false } = {},
): Promise<Cost> => {
  const machine: MachineInput = {
    processors: 1,
    lineBytes: LINE,
    l1: { size, ...(size !== 'unlimited' && { ways: 'full' }) },
    timing: {
      l1Cycles: L1_CYCLES,
      bus: { split },
      memory: { rows: 'closed' },
      storeBuffer: { entries, forwarding: true, drain: 'eager' },
    },
  };
  const { timing, total } = await simulate({ machine, timed: true, trace: batchOf(recordsOf(trace)) });
  return { cycles: timing!.processors[0]!.cycles, misses: total.misses };
};

const trace = fc
  .array(
    fc.tuple(fc.constantFrom('r', 'w'), fc.nat(12)).map(([does, line]) => `${does}${line}`),
    { minLength: 1, maxLength: 60 },
  )
  .map((steps) => steps.join(' '));

const storesIn = (text: string): number => text.split('w').length - 1;

describe('where order changes no miss', () => {
  test('two entries or more cost at most one look-up', () =>
    fc.assert(
      fc.asyncProperty(trace, fc.integer({ min: 2, max: 9 }), fc.boolean(), async (text, entries, split) => {
        const without = await costOf(text, 0, { split });
        const buffered = await costOf(text, entries, { split });
        expect(buffered.cycles).toBeLessThanOrEqual(without.cycles + L1_CYCLES);
      }),
      runs(40),
    ));

  test('one entry costs at most a look-up a store', () =>
    fc.assert(
      fc.asyncProperty(trace, fc.boolean(), async (text, split) => {
        const without = await costOf(text, 0, { split });
        const buffered = await costOf(text, 1, { split });
        expect(buffered.cycles).toBeLessThanOrEqual(without.cycles + L1_CYCLES * storesIn(text));
      }),
      runs(40),
    ));

  test.each([
    ['w0', 1, 1],
    ['w0 w1', 1, 2],
    ['w0 w1', 2, 1],
    ['w0 w1 w2 w3', 2, 1],
  ])('and %s does with %i: %i look-ups more', async (text, entries, more) => {
    const without = await costOf(text, 0);
    expect((await costOf(text, entries)).cycles).toBe(without.cycles + more * L1_CYCLES);
  });
});

test('a load that passes a store can drive out the line that the store wants', async () => {
  const options = { size: 2 * LINE };
  const without = await costOf('w1 w0 w1 r2', 0, options);
  const buffered = await costOf('w1 w0 w1 r2', 4, options);
  expect([without.misses, buffered.misses]).toEqual([3, 4]);
  expect(buffered.cycles).toBeGreaterThan(without.cycles + L1_CYCLES);
});
