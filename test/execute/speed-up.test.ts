/** Speed-up of work whose serial part is known, and laws fitted to speed-ups that follow them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { speedUp } from '../../src/execute/speed-up.js';
import { fitAmdahl, fitGustafson, karpFlatt } from '../../src/execute/speed-up-fits.js';
import { assemble } from '../../src/programs/assemble.js';
import { programNamed } from '../../src/programs/library/index.js';
import { busyFor } from './scheduled.js';

const parallel = (threads: number, cycles: number) =>
  assemble(busyFor(cycles - 1), { threads, name: 'parallel' });

/** Thread 0 works so long alone, and then wakes the others; all then do their part. */
const partlySerial = (threads: number, serial: number, each: number) =>
  assemble(
    `.data\ngate: .word 0\n.text
     la s0, gate
     who t0
     bnez t0, rest
     li t1, ${serial}
alone: addi t1, t1, -1
     bnez t1, alone
     li t2, 1
     sw t2, (s0)
     li t3, THREADS
     wake t3, t3, (s0)
     j work
rest: wait zero, (s0)
work: li t1, ${each}
own: addi t1, t1, -1
     bnez t1, own
     halt`,
    { threads, name: 'partly serial' },
  );

describe('speed-up', () => {
  it('is the number of processors for threads that need nobody', async () => {
    const { points, amdahl } = await speedUp({
      program: parallel(8, 1000),
      processors: [8, 2, 4, 2],
      slackBits: 0,
    });
    expect(points.map(({ processors, cycles, speedUp: s }) => [processors, cycles, s])).toEqual([
      [1, 8000, 1],
      [2, 4000, 2],
      [4, 2000, 4],
      [8, 1000, 8],
    ]);
    expect(points.map(({ efficiency, karpFlatt: e }) => [efficiency, e])).toEqual([
      [1, null],
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
    expect(amdahl).toEqual({ serialFraction: 0, residual: 0 });
  });

  it('is against the same work in one thread, where there is one', async () => {
    const { base, points, turns, scaled } = await speedUp({
      program: (processors) => parallel(processors, 2400 / processors),
      alone: parallel(1, 2400),
      scaled: (processors, isAlone) => parallel(isAlone ? 1 : processors, isAlone ? 500 * processors : 500),
      processors: [2, 3],
      slackBits: 0,
    });
    expect(base).toBe('one-thread');
    expect(points.map(({ threads, cycles, speedUp: s }) => [threads, cycles, s])).toEqual([
      [1, 2400, 1],
      [2, 1200, 2],
      [3, 800, 3],
    ]);
    expect([turns?.threads, turns?.cycles, turns?.speedUp]).toEqual([3, 2400, 1]);
    expect(scaled?.map(({ speedUp: s }) => s)).toEqual([1, 2, 3]);
  });

  it('is none for a single thread', async () => {
    const { points, amdahl } = await speedUp({ program: parallel(1, 500), processors: [1, 4] });
    expect(points.map(({ speedUp: s, karpFlatt: e }) => [s, e])).toEqual([
      [1, null],
      [1, 1],
    ]);
    expect(amdahl?.serialFraction).toBeCloseTo(1, 12);
  });

  it('follows Amdahl where a part of the work is serial', async () => {
    // 2 × 10000 serial cycles against 8 × 2 × 10000 in all threads: a ninth.
    const { points, amdahl } = await speedUp({
      program: partlySerial(8, 10_000, 10_000),
      processors: [2, 4, 8],
    });
    expect(amdahl?.serialFraction).toBeCloseTo(1 / 9, 2);
    expect(amdahl?.residual).toBeLessThan(0.002);
    for (const point of points.slice(1)) expect(point.karpFlatt).toBeCloseTo(1 / 9, 2);
  });

  it('follows Gustafson where the parallel part grows with the processors', async () => {
    const { scaled, gustafson } = await speedUp({
      program: partlySerial(8, 10_000, 10_000),
      scaled: (processors) => partlySerial(8, 10_000, 10_000 * processors),
      processors: [2, 4, 8],
    });
    // Of the time on P processors, 1 / (1 + 8) is serial: 20000 against 8 × 20000 × P / P.
    expect(gustafson?.serialFraction).toBeCloseTo(1 / 9, 2);
    expect(scaled?.map(({ speedUp: s }) => Math.round(s * 10) / 10)).toEqual([1, 1.9, 3.7, 7.2]);
  });

  it('counts what switches cost on one processor', async () => {
    const program = programNamed('matrix-multiply').load(4);
    const schedule = { policy: 'round-robin', quantumCycles: 500, switchCycles: 100 };
    const { points } = await speedUp({ program, processors: [4], schedule });
    const [one, four] = points;
    expect(one?.switches).toBeGreaterThan(100);
    expect(four?.switches).toBe(0);
    expect(points.every(({ right }) => right)).toBe(true);
  });

  it('is refused of runs that do not end', async () => {
    const program = assemble('.data\nword: .word 0\n.text\nla s0, word\nwait zero, (s0)\nhalt', {
      threads: 2,
    });
    await expect(speedUp({ program, processors: [2] })).rejects.toThrow(
      /^A run that does not end has no speed-up. On 1 processor: Deadlock/,
    );
  });

  it.each([0, 2.5, -1])('is not asked of %d processors', async (count) => {
    await expect(speedUp({ program: parallel(1, 5), processors: [count] })).rejects.toThrow(
      /processors: .*: expected whole numbers from 1 on/,
    );
  });
});

describe('a law that is fitted', () => {
  const fraction = fc.double({ min: 0, max: 1, noNaN: true });
  const counts = fc.uniqueArray(fc.integer({ min: 2, max: 1024 }), { minLength: 1, maxLength: 8 });

  it('finds the serial fraction of speed-ups that follow it, and leaves nothing', () => {
    fc.assert(
      fc.property(fraction, counts, (s, all) => {
        const amdahl = all.map((p) => ({ processors: p, speedUp: 1 / (s + (1 - s) / p) }));
        expect(fitAmdahl(amdahl)?.serialFraction).toBeCloseTo(s, 9);
        expect(fitAmdahl(amdahl)?.residual).toBeCloseTo(0, 9);
        for (const point of amdahl) expect(karpFlatt(point)).toBeCloseTo(s, 9);
        const gustafson = all.map((p) => ({ processors: p, speedUp: p - s * (p - 1) }));
        expect(fitGustafson(gustafson)?.serialFraction).toBeCloseTo(s, 9);
        expect(fitGustafson(gustafson)?.residual).toBeCloseTo(0, 6);
      }),
    );
  });

  it('says how far off it is: points at twice and at no loss leave half of it on either side', () => {
    const fit = fitGustafson([
      { processors: 2, speedUp: 2 },
      { processors: 2, speedUp: 1 },
    ]);
    expect(fit).toEqual({ serialFraction: 0.5, residual: 0.5 });
  });

  it('is none of one processor', () => {
    expect(fitAmdahl([{ processors: 1, speedUp: 1 }])).toBeNull();
    expect(karpFlatt({ processors: 1, speedUp: 1 })).toBeNull();
  });
});
