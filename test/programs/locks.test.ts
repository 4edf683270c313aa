/** Every lock: mutual exclusion and progress, by all interleavings of few threads and random ones of many. */
import { describe, expect, it } from 'vitest';
import { NOTES } from '../../src/programs/isa.js';
import { programNamed } from '../../src/programs/library/index.js';
import { LOCKS, lockNamed } from '../../src/programs/locks/index.js';
import { type Exploration, explore } from './explore.js';
import { wrongOf } from './findings.js';
import { atRandom, inBursts, run } from './interpreter.js';
import { Machine } from './machine.js';
import type { Model } from './machine-state.js';

const LONG = process.env.COHORT_LONG === '1';

const counter = programNamed('counter');

/** The smallest lines and back-offs: fewer states. */
const load = (lock: string, threads: number, iterations: number, fences = 'on') =>
  counter.load(threads, { lock, iterations, fences, backoffLeast: 1, backoffMost: 2 }, { lineBytes: 16 });

const exploreCounter = (
  lock: string,
  threads: number,
  iterations: number,
  { model = 'sc' as Model, fences = 'on' } = {},
): Exploration => {
  const loaded = load(lock, threads, iterations, fences);
  return explore(loaded.program, { model, check: wrongOf(loaded), states: 5_000_000 });
};

const problems = ({ faults, wrong, deadlocks, trapped, livelocks }: Exploration) => ({
  faults: [...faults],
  wrong: [...wrong],
  deadlocks,
  trapped,
  livelocks,
});

const NO_PROBLEM = { faults: [], wrong: [], deadlocks: 0, trapped: 0, livelocks: 0 };

const real = LOCKS.filter(({ name }) => name !== 'none').map(({ name }) => name);
const ofMany = real.filter((name) => lockNamed(name).mostThreads === undefined);
/** Those whose states are many: 3 threads take them twice in the long run only. */
const LARGE = new Set(['peterson', 'bakery', 'monitor', 'mcs', 'semaphore']);
/** Made of loads and stores alone. */
const FENCED = ['peterson', 'dekker', 'bakery'];

describe('in every interleaving', () => {
  it.each(real)('%s excludes and lets go on 2 threads that take it twice', (lock) => {
    expect(problems(exploreCounter(lock, 2, 2))).toEqual(NO_PROBLEM);
  });

  it.each(ofMany)('%s excludes and lets go on 3 threads', (lock) => {
    const times = LARGE.has(lock) && !LONG ? 1 : 2;
    expect(problems(exploreCounter(lock, 3, times))).toEqual(NO_PROBLEM);
  });

  it.each(real)('%s does so behind store buffers, in order or by address', (lock) => {
    for (const model of ['tso', 'pso'] as const) {
      expect(
        problems(exploreCounter(lock, 2, LARGE.has(lock) || FENCED.includes(lock) ? 1 : 2, { model })),
      ).toEqual(NO_PROBLEM);
    }
  });

  it.each(real)('%s lets a thread alone take it again and again', (lock) => {
    expect(problems(exploreCounter(lock, 1, 5))).toEqual(NO_PROBLEM);
  });
});

describe('without its fences', () => {
  it.each(FENCED)('%s excludes where there are no store buffers', (lock) => {
    expect(problems(exploreCounter(lock, 2, 2, { fences: 'off' }))).toEqual(NO_PROBLEM);
  });

  it.each(FENCED)('%s lets two threads in where there are', (lock) => {
    for (const model of ['tso', 'pso'] as const) {
      const { faults, wrong } = exploreCounter(lock, 2, 1, { model, fences: 'off' });
      expect([...faults].join()).toContain('is in the critical section of');
      expect([...wrong]).toEqual(['counter: 1, due 2']);
    }
  });
});

describe('without a lock', () => {
  it.each([2, 3])('%i threads lose updates in some interleaving, and in some not', (threads) => {
    const seen = new Set<string>();
    const loaded = load('none', threads, 1);
    const { wrong } = explore(loaded.program, {
      check: (machine) => {
        seen.add(wrongOf(loaded)(machine) ?? 'right');
        return wrongOf(loaded)(machine);
      },
    });
    expect(wrong.size).toBeGreaterThan(0);
    expect(seen).toContain('right');
  });

  it.each(['sc', 'tso', 'pso'] as const)('1 thread never does (%s)', (model) => {
    expect(problems(exploreCounter('none', 1, 4, { model }))).toEqual(NO_PROBLEM);
  });

  it('two threads can make of twice ten no more than 2', () => {
    // The least that is possible: one thread holds its first value until the other is at its last.
    const { wrong } = exploreCounter('none', 2, 10);
    expect([...wrong]).toContain('counter: 2, due 20');
    expect([...wrong]).not.toContain('counter: 1, due 20');
  });
});

describe('at random', () => {
  /** Threads, and how often each takes the lock; a filter of 63 levels makes millions of steps of once. */
  const sizes = (lock: string): [threads: number, iterations: number][] => {
    const slow = lock === 'peterson' || lock === 'bakery';
    if (LONG) return [4, 8, 16, 32, 64].map((threads) => [threads, slow ? Math.ceil(64 / threads) : 100]);
    return lock === 'peterson'
      ? [
          [4, 10],
          [16, 3],
        ]
      : [
          [4, 10],
          [16, 5],
          [64, 1],
        ];
  };

  it.each(ofMany)('%s excludes and lets go on many threads', (lock) => {
    for (const [threads, iterations] of sizes(lock)) {
      const loaded = counter.load(threads, { lock, iterations });
      for (const schedule of [atRandom(threads), inBursts(threads, 50)]) {
        const { end, fault, machine } = run(loaded.program, { schedule, steps: 200_000_000 });
        expect(fault?.message ?? end).toBe('halted');
        expect(wrongOf(loaded)(machine)).toBeUndefined();
      }
    }
  });

  it.each(ofMany)('%s does so behind store buffers', (lock) => {
    for (const model of ['tso', 'pso'] as const) {
      const loaded = counter.load(6, { lock, iterations: 10 });
      const { end, fault, machine } = run(loaded.program, { schedule: atRandom(3), model, steps: 5_000_000 });
      expect(fault?.message ?? end).toBe('halted');
      expect(wrongOf(loaded)(machine)).toBeUndefined();
    }
  });

  it('no lock loses updates of 4 to 16 threads', () => {
    for (const threads of [4, 8, 16]) {
      const loaded = counter.load(threads, { lock: 'none', iterations: 50 });
      const { machine } = run(loaded.program, { schedule: atRandom(threads) });
      expect(wrongOf(loaded)(machine)).toMatch(/^counter: \d+, due \d+$/);
    }
  });
});

describe('a lock', () => {
  it.each(real)('%s tells of each critical section: wanted, taken, entered, left, released', (lock) => {
    const threads = lockNamed(lock).mostThreads ?? 3;
    const told: string[][] = Array.from({ length: threads }, () => []);
    const loaded = counter.load(threads, { lock, iterations: 1 });
    run(loaded.program, { onNote: ({ thread, code }) => told[thread]!.push(`${code}`) });
    expect(told.map((codes) => codes.join(''))).toEqual(told.map(() => '01342'));
  });

  it.each(['ticket', 'anderson', 'mcs', 'clh'])('%s serves first come, first served', (lock) => {
    const threads = 5;
    const machine = new Machine(counter.load(threads, { lock, iterations: 1 }).program);
    const order: number[] = [];
    machine.onNote = ({ thread, code }) => {
      if (code === NOTES.TAKEN.code) order.push(thread);
    };
    // The first one has the lock while the others come, one after the other, and begin to wait.
    while (order.length === 0) machine.step(0);
    for (let thread = 1; thread < threads; thread++) for (let i = 0; i < 60; i++) machine.step(thread);
    while (!machine.allHalted) {
      for (let thread = threads - 1; thread >= 0; thread--) if (machine.canStep(thread)) machine.step(thread);
    }
    expect(order).toHaveLength(threads);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('for two threads refuses three', () => {
    expect(() => load('dekker', 3, 1)).toThrow(
      'program counter: 3 threads; expected 1 to 2 with lock=dekker',
    );
  });

  it('of an unknown name is refused with the names', () => {
    expect(() => load('tass', 2, 1)).toThrow(
      'program counter: \'lock\' is "tass"; expected one of none, tas, ttas',
    );
    expect(() => lockNamed('tass')).toThrow("there is no lock 'tass'; there are: none, tas");
  });
});
