/** What holds of every scheduler: results, times that add up, fairness; and what waiting costs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScheduleOptions } from '../../src/execute/options.js';
import type { ProgramResult } from '../../src/execute/result.js';
import { runProgram } from '../../src/execute/run.js';
import { POLICIES } from '../../src/execute/schedulers/index.js';
import { programNamed } from '../../src/programs/library/index.js';
import { LIMIT } from './library-runs.js';
import { runScheduled } from './scheduled.js';

/** A scheduler under which everybody gets a turn, whoever spins. */
const schedule = fc
  .record({
    policy: fc.constantFrom(...POLICIES.map(({ name }) => name)),
    quantumCycles: fc.integer({ min: 150, max: 3000 }),
    switchCycles: fc.integer({ min: 0, max: 60 }),
    migrationCycles: fc.integer({ min: 0, max: 60 }),
  })
  .map((drawn): ScheduleOptions => drawn);

/** Programs without data races, at sizes that end soon, and threads they can have. */
const PROGRAMS: readonly { name: string; given: Record<string, number | string>; least: number }[] = [
  { name: 'counter', given: { lock: 'mutex', iterations: 60 }, least: 1 },
  { name: 'counter', given: { lock: 'ticket', iterations: 40 }, least: 1 },
  { name: 'counter', given: { lock: 'mcs', iterations: 40 }, least: 1 },
  { name: 'bank', given: {}, least: 1 },
  { name: 'philosophers', given: {}, least: 2 },
  { name: 'bounded-buffer', given: {}, least: 2 },
  { name: 'bounded-buffer', given: { means: 'monitor' }, least: 2 },
  { name: 'producer-consumer', given: {}, least: 2 },
  { name: 'readers-writers', given: {}, least: 2 },
  { name: 'barrier-phases', given: {}, least: 2 },
  { name: 'ms-queue', given: {}, least: 2 },
  { name: 'treiber-stack', given: {}, least: 2 },
  { name: 'work-stealing', given: {}, least: 2 },
  { name: 'parallel-sum', given: { elements: 256 }, least: 1 },
  { name: 'matrix-multiply', given: {}, least: 1 },
  { name: 'odd-even-sort', given: {}, least: 2 },
];

const timesAddUp = ({ cycles, schedule: done, threads, total }: ProgramResult): void => {
  if (!done) throw new Error('the run had no scheduler');
  for (const { runCycles, readyCycles, blockedCycles, switchCycles, endedAt } of done.threads) {
    expect(runCycles + readyCycles + blockedCycles + switchCycles).toBe(endedAt);
  }
  for (const { busyCycles, idleCycles, switchCycles } of done.processors) {
    expect(busyCycles + idleCycles + switchCycles).toBe(cycles);
  }
  const inSlices = (what: 'cycles' | 'references' | 'misses'): number =>
    done.slices.reduce((sum, slice) => sum + slice[what], 0);
  expect([inSlices('references'), inSlices('misses')]).toEqual([total.references, total.misses]);
  expect(inSlices('cycles')).toBe(done.threads.reduce((sum, { runCycles }) => sum + runCycles, 0));
  expect(done.threads).toHaveLength(threads.length);
};

describe('programs compute what they are due to, whoever schedules their threads', () => {
  it.each(PROGRAMS)('$name $given', async ({ name, given, least }) => {
    await fc.assert(
      fc.asyncProperty(
        schedule,
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 2 }),
        fc.integer({ min: Math.ceil(least / 2), max: 3 }),
        fc.integer({ min: 0, max: 1000 }),
        fc.boolean(),
        async (chosen, processors, processes, half, seed, timed) => {
          const result = await runProgram({
            program: programNamed(name).load(Math.max(least, half * 2), given),
            machine: { processors },
            processes,
            schedule: chosen,
            seed,
            timed,
            limitInstructions: LIMIT,
          });
          expect(result.ending, result.message).toBe('done');
          expect(result.findings.filter(({ right }) => !right)).toEqual([]);
          timesAddUp(result);
        },
      ),
      { numRuns: 10 },
    );
  });
});

/** Each thread computes alone, writes its own line, and neither waits nor spins. */
const ALONE = `
.data
.line
sums: .space THREADS * LINE
.text
who t0
la s0, sums
muli t1, t0, LINE
add s0, s0, t1
addi s1, t0, 40
loop: ld t2, (s0)
add t2, t2, s1
sd t2, (s0)
addi s1, s1, -1
bnez s1, loop
out t2
halt`;

describe('threads that do not wait for each other', () => {
  const of = (options: ScheduleOptions, processors: number, processes: number) =>
    runScheduled(ALONE, { threads: 4, processors, processes, slackBits: 3, schedule: options });

  it('do the same work under every scheduler, and it is all that keeps processors busy', async () => {
    await fc.assert(
      fc.asyncProperty(
        schedule,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 3 }),
        async (chosen, processors, processes) => {
          const { result, schedule: done } = await of(chosen, processors, processes);
          const one = 4 * 9 + 5 * (40 + 41 + 42 + 43) - 2 * 4;
          expect(result.instructions).toBe(one * processes);
          expect(done.processors.reduce((sum, { busyCycles }) => sum + busyCycles, 0)).toBe(one * processes);
          timesAddUp(result);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('end within the bound of all schedules that leave no processor idle, but for gangs', async () => {
    // R. L. Graham, Bounds on Multiprocessing Timing Anomalies, 1969: sum / P + (1 - 1 / P) × longest.
    const conserving = schedule.filter(({ policy }) => policy !== 'gang');
    await fc.assert(
      fc.asyncProperty(conserving, fc.integer({ min: 1, max: 5 }), async (chosen, processors) => {
        const free = { ...chosen, switchCycles: 0, migrationCycles: 0 };
        const { result, schedule: done } = await of(free, processors, 2);
        const runs = done.threads.map(({ runCycles }) => runCycles);
        const sum = runs.reduce((all, cycles) => all + cycles, 0);
        const bound = sum / processors + (1 - 1 / processors) * Math.max(...runs);
        // Processors may run ahead of each other by 7 cycles, and then wait for those that are ready later.
        expect(result.cycles).toBeLessThanOrEqual(bound + 8 * done.threads.length);
      }),
      { numRuns: 40 },
    );
  });
});

describe('round robin is fair', () => {
  it('at any time no thread that computes has run for more than a quantum longer than another', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 5, max: 50 }),
        fc.integer({ min: 100, max: 1500 }),
        async (threads, quantumCycles, limitInstructions) => {
          const { result, schedule: done } = await runScheduled('loop: addi t0, t0, 1\nj loop', {
            threads,
            limitInstructions,
            schedule: { policy: 'round-robin', quantumCycles },
          });
          expect(result.ending).toBe('limit');
          const runs = done.threads.map(({ runCycles }) => runCycles);
          expect(Math.max(...runs) - Math.min(...runs)).toBeLessThanOrEqual(quantumCycles);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('an unprotected counter', () => {
  const count = async (threads: number, options: ScheduleOptions) => {
    const program = programNamed('counter').load(threads, { lock: 'none', iterations: 200 });
    const { findings } = await runProgram({ program, machine: { processors: 1 }, schedule: options });
    return Number(findings[0]?.computed);
  };

  it('loses updates on one processor too, where a quantum ends between load and store', async () => {
    expect(await count(4, { policy: 'round-robin', quantumCycles: 8 })).toBeLessThan(800);
  });

  it('loses none on one processor that is never taken away', async () => {
    expect(await count(4, { policy: 'priority' })).toBe(800);
  });

  it('loses none of a single thread, whatever the quantum', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, fc.integer({ min: 1, max: 20 }), async (chosen, quantumCycles) => {
        expect(await count(1, { ...chosen, quantumCycles })).toBe(200);
      }),
      { numRuns: 20 },
    );
  });
});

describe('waiting on one processor', () => {
  const buffer = (means: string) =>
    runProgram({
      program: programNamed('bounded-buffer').load(2, { means }),
      machine: { processors: 1 },
      schedule: { policy: 'round-robin', quantumCycles: 10_000 },
    });

  it('by blocking lets the other thread go on at once; by spinning it burns the quantum', async () => {
    const blocking = await buffer('semaphores');
    const spinning = await buffer('spinning');
    expect([blocking.ending, spinning.ending]).toEqual(['done', 'done']);
    expect(spinning.cycles).toBeGreaterThan(5 * blocking.cycles);
    expect(spinning.instructions).toBeGreaterThan(5 * blocking.instructions);
  });

  it('by spinning at high priority never ends: the one who would end it does not run', async () => {
    const { result } = await runScheduled(
      `.data\nflag: .word 0\n.text
       la s0, flag
       who t0
       beqz t0, spin
       li t1, 1
       sw t1, (s0)
       halt
spin:  lw t1, (s0)
       beqz t1, spin
       halt`,
      { threads: 2, schedule: { policy: 'priority', priorities: [1, 0] }, livelockInstructions: 10_000 },
    );
    expect(result.ending).toBe('livelock');
    expect(result.message).toContain('thread 0 on processor 0');
  });
});

describe('timed runs', () => {
  it('tell idle processors from those that switch, which count as computing', async () => {
    const { result, schedule: done } = await runScheduled('li t0, 500\nsleep t0\nhalt', {
      threads: 2,
      timed: true,
      schedule: { policy: 'round-robin', switchCycles: 20 },
    });
    // 0 sleeps from 2 to 501, 1 from 24 to 523; 0 is taken on again by 521, and ends at 522; 1 by 543.
    expect(result.cycles).toBe(544);
    expect(done.processors[0]).toMatchObject({ busyCycles: 6, switchCycles: 60, idleCycles: 478 });
    expect(result.timing?.processors[0]).toMatchObject({ cycles: 544, compute: 66, idle: 478 });
  });
});

describe('caches', () => {
  /** Each thread writes its own 64 lines over and over, a round in 324 cycles. */
  const WRITER = `
.data
.align 4096
mine: .space THREADS * 4096
.text
who t0
la s0, mine
shli t0, t0, 12
add s0, s0, t0
li s1, 50
again: li s2, 4096
next: addi s2, s2, -64
add t1, s0, s2
sd s1, (t1)
addi t2, t2, 1
bnez s2, next
addi s1, s1, -1
bnez s1, again
halt`;
  const QUANTUM = 1000;
  const slicesOf = async (size: number, threads: number, processors: number, policy: string) => {
    const { schedule: done } = await runScheduled(WRITER, {
      threads,
      processors,
      l1: { size, ways: 1 },
      schedule: { policy, quantumCycles: QUANTUM },
    });
    return Object.fromEntries(done.slices.map((slice) => [slice.kind, slice]));
  };

  it('are cold after a switch where threads have the same sets: every slice fetches its 64 lines', async () => {
    const { first, switched } = await slicesOf(4096, 2, 1, 'round-robin');
    expect(first?.misses).toBe(128);
    // The last slice of a thread may be over before it has come round.
    expect(switched?.misses).toBeGreaterThan(64 * (Number(switched?.slices) - 2));
    expect(switched?.misses).toBeLessThanOrEqual(64 * Number(switched?.slices));
  });

  it('are warm after a switch where there is room for both', async () => {
    const { first, switched } = await slicesOf(8192, 2, 1, 'round-robin');
    expect(first?.misses).toBe(128);
    expect(switched?.slices).toBeGreaterThan(20);
    expect(switched?.misses).toBe(0);
  });

  it('are cold after a migration, whatever room there is: the lines are where the thread was', async () => {
    const { migrated, switched } = await slicesOf(65536, 3, 2, 'round-robin');
    expect(migrated?.slices).toBeGreaterThan(10);
    expect(migrated?.misses).toBeGreaterThan(64 * (Number(migrated?.slices) - 3));
    expect(switched?.misses ?? 0).toBe(0);
  });

  it('are warm in slices that nobody came between', async () => {
    const { first, continued } = await slicesOf(4096, 2, 2, 'affinity');
    expect(first?.misses).toBe(128);
    expect(continued?.slices).toBeGreaterThan(20);
    expect(continued?.misses).toBe(0);
  });
});
