/** Every barrier: nobody leaves before all are there, and all leave. */
import { describe, expect, it } from 'vitest';
import { BARRIERS } from '../../src/programs/barriers/index.js';
import { programNamed } from '../../src/programs/library/index.js';
import { explore } from './explore.js';
import { wrongOf } from './findings.js';
import { atRandom, inBursts, run } from './interpreter.js';

const LONG = process.env.COHORT_LONG === '1';
const phases = programNamed('barrier-phases');
const real = BARRIERS.filter(({ name }) => name !== 'none').map(({ name }) => name);

const exploreBarrier = (barrier: string, threads: number, count: number, model: 'sc' | 'tso' | 'pso') => {
  const loaded = phases.load(threads, { barrier, phases: count }, { lineBytes: 16 });
  const { faults, wrong, deadlocks, trapped } = explore(loaded.program, { model, check: wrongOf(loaded) });
  return { faults: [...faults], wrong: [...wrong], deadlocks, trapped };
};

const NO_PROBLEM = { faults: [], wrong: [], deadlocks: 0, trapped: 0 };

describe.each(real)('the %s barrier', (barrier) => {
  it.each([
    [1, 3],
    [2, 3],
    [3, 2],
  ])('holds %i threads together in every interleaving of %i phases', (threads, count) => {
    expect(exploreBarrier(barrier, threads, count, 'sc')).toEqual(NO_PROBLEM);
  });

  it.each(['tso', 'pso'] as const)('does so behind store buffers (%s)', (model) => {
    expect(exploreBarrier(barrier, 2, 2, model)).toEqual(NO_PROBLEM);
  });

  it('holds many threads together at random', () => {
    for (const threads of LONG ? [4, 5, 8, 16, 33, 64] : [4, 7, 16]) {
      const loaded = phases.load(threads, { barrier, phases: LONG ? 50 : 8 });
      for (const schedule of [atRandom(threads), inBursts(threads, 40)]) {
        const { end, fault, machine } = run(loaded.program, { schedule, steps: 50_000_000 });
        expect(fault?.message ?? end).toBe('halted');
        expect(wrongOf(loaded)(machine)).toBeUndefined();
      }
    }
  });

  it('tells who arrives, and who leaves only after all arrived', () => {
    const threads = 5;
    const told: number[] = [];
    const loaded = phases.load(threads, { barrier, phases: 3 });
    run(loaded.program, { schedule: atRandom(5), onNote: ({ code }) => told.push(code) });
    let arrived = 0;
    let left = 0;
    for (const code of told) {
      if (code === 5) arrived++;
      else left++;
      expect(Math.ceil(left / threads)).toBeLessThanOrEqual(Math.floor(arrived / threads));
    }
    expect([arrived, left]).toEqual([2 * 3 * threads, 2 * 3 * threads]);
  });
});

describe('without a barrier', () => {
  it('threads meet words of another phase', () => {
    expect(exploreBarrier('none', 2, 2, 'sc').wrong.length).toBeGreaterThan(0);
  });
});
