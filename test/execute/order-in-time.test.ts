/** What happens in a program happens in the order of the clocks, whoever waits, wakes and takes turns. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExecutionEvent } from '../../src/engine/told-events.js';
import type { ProgramOptions } from '../../src/execute/options.js';
import { runProgram } from '../../src/execute/run.js';
import { assemble } from '../../src/programs/assemble.js';
import { NOTES } from '../../src/programs/isa.js';
import { programNamed } from '../../src/programs/library/index.js';
import type { GivenValues } from '../../src/programs/parameters.js';
import { given, LIMIT, models, REAL_LOCKS, seeds } from './library-runs.js';

const MOST_PROCESSORS = 16;

interface Hold {
  readonly object: bigint;
  readonly thread: number;
  readonly from: number;
  readonly to: number;
}

/** From the notes: who held what, and for how long. */
const holdsIn = (events: readonly ExecutionEvent[]): Hold[] => {
  const taken = new Map<string, number>();
  return events.flatMap(({ kind, thread, clock, a, b }): Hold[] => {
    if (kind !== 'note') return [];
    const key = `${thread} ${b}`;
    if (Number(a) === NOTES.TAKEN.code) taken.set(key, Number(clock));
    const from = taken.get(key);
    if (Number(a) !== NOTES.RELEASED.code || from === undefined) return [];
    taken.delete(key);
    return [{ object: b, thread, from, to: Number(clock) }];
  });
};

/** The most cycles for which two held one object at once. */
const longestOverlap = (holds: readonly Hold[]): number => {
  const inOrder = holds.toSorted((x, y) => x.from - y.from || x.to - y.to);
  const lastEnd = new Map<bigint, number>();
  let most = 0;
  for (const { object, from, to } of inOrder) {
    const before = lastEnd.get(object) ?? 0;
    most = Math.max(most, Math.min(before, to) - from);
    lastEnd.set(object, Math.max(before, to));
  }
  return most;
};

const run = async (name: string, threads: number, values: GivenValues, options: Partial<ProgramOptions>) => {
  const events: ExecutionEvent[] = [];
  const result = await runProgram({
    program: programNamed(name).load(threads, given(name, values)),
    limitInstructions: LIMIT,
    ...options,
    onEvents: (told) => events.push(...told),
  });
  expect(result.ending).toBe('done');
  return { result, events };
};

const threadsFor = (lock: string) =>
  lock === 'dekker' ? fc.constant(2) : fc.integer({ min: 2, max: MOST_PROCESSORS });

describe('nobody holds a lock while another does', () => {
  for (const lock of REAL_LOCKS) {
    it(`${lock}: timed and not, under each memory model`, async () => {
      const setting = fc.record({
        threads: threadsFor(lock),
        timed: fc.boolean(),
        model: models,
        seed: seeds,
        slackBits: fc.constantFrom(0, 0, 3),
      });
      await fc.assert(
        fc.asyncProperty(setting, async ({ threads, ...options }) => {
          const { result, events } = await run('counter', threads, { lock }, options);
          const holds = holdsIn(events);
          expect(holds).toHaveLength(threads * 20);
          expect(longestOverlap(holds)).toBeLessThanOrEqual(result.slackCycles);
        }),
        { numRuns: 12 },
      );
    });
  }

  for (const lock of ['semaphore', 'mutex', 'monitor']) {
    it(`${lock}: more threads than processors`, async () => {
      const setting = fc.record({
        threads: threadsFor(lock),
        processors: fc.integer({ min: 1, max: 4 }),
        timed: fc.boolean(),
        seed: seeds,
        policy: fc.constantFrom('round-robin', 'priority', 'affinity'),
      });
      await fc.assert(
        fc.asyncProperty(setting, async ({ threads, processors, policy, ...options }) => {
          const machine = { processors };
          const schedule = { policy, quantumCycles: 500 };
          const more = { ...options, machine, schedule, slackBits: 0 };
          const { events } = await run('counter', threads, { lock }, more);
          expect(longestOverlap(holdsIn(events))).toBe(0);
        }),
        { numRuns: 15 },
      );
    });
  }
});

/** Programs that block, by what they block on. */
const BLOCKING: readonly [string, GivenValues][] = [
  ['bounded-buffer', {}],
  ['philosophers', {}],
  ['producer-consumer', {}],
  ['readers-writers', {}],
  ['counter', { lock: 'semaphore' }],
  ['counter', { lock: 'mutex' }],
  ['counter', { lock: 'monitor' }],
];

describe('without slack, no access begins before one that was done before it', () => {
  for (const [name, values] of BLOCKING) {
    it(`${name} ${Object.values(values)}`, async () => {
      const setting = fc.record({
        threads: fc.integer({ min: 2, max: MOST_PROCESSORS }),
        timed: fc.boolean(),
        seed: seeds,
      });
      await fc.assert(
        fc.asyncProperty(setting, async ({ threads, ...options }) => {
          const more = { ...options, slackBits: 0, accesses: true };
          const { events } = await run(name, threads, values, more);
          const clocks = events.filter(({ kind }) => kind === 'access').map(({ clock }) => Number(clock));
          expect(clocks.length).toBeGreaterThan(0);
          expect(clocks.every((clock, i) => i === 0 || clock >= (clocks[i - 1] ?? 0))).toBe(true);
        }),
        { numRuns: 12 },
      );
    });
  }
});

/** Thread 1 waits; thread 0 wakes it early and then works for long before it looks for what thread 1 wrote. */
const HAND_OFF = `
.data
.align 64
flag: .word 0
.align 64
seen: .dword 0
.text
main:
  who t0
  la s0, flag
  la s1, seen
  bnez t0, waiter
  li t1, 200
before: addi t1, t1, -1
  bnez t1, before
  li t2, 1
  sw t2, (s0)
  li t3, 1
  wake t4, t3, (s0)
  li t1, 10000
after: addi t1, t1, -1
  bnez t1, after
  ld t6, (s1)
  out t6
  halt
waiter:
  wait zero, (s0)
  li t1, 77
  sd t1, (s1)
  halt
`;

describe('who is woken goes on at once, not when the turn of the waker is over', () => {
  const program = assemble(HAND_OFF, { threads: 2 });
  const readBy = async (options: Partial<ProgramOptions>) =>
    (await runProgram({ program, ...options })).output;

  it.each([false, true])('on a processor of its own, timed: %s', async (timed) => {
    for (const model of ['sc', 'tso', 'pso'] as const) {
      for (const slackBits of [0, 3]) {
        expect(await readBy({ timed, model, slackBits })).toEqual([{ thread: 0, value: '77' }]);
      }
    }
  });

  it.each([false, true])('on one that the scheduler gives it, timed: %s', async (timed) => {
    const schedule = { policy: 'round-robin', quantumCycles: 1_000_000 };
    const output = await readBy({ timed, schedule, machine: { processors: 2 }, slackBits: 0 });
    expect(output).toEqual([{ thread: 0, value: '77' }]);
  });
});
