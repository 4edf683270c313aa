/** Programs that see to caches themselves, under schedulers that move threads in the middle of that. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MachineInput } from '../../src/config/machine.js';
import type { ScheduleOptions } from '../../src/execute/options.js';
import { runProgram } from '../../src/execute/run.js';
import { POLICIES } from '../../src/execute/schedulers/index.js';
import { PROGRAMS, programNamed } from '../../src/programs/library/index.js';
import { caches, given, isRight, LIMIT, models, seeds } from './library-runs.js';
import { runScheduled } from './scheduled.js';

const policies = POLICIES.map(({ name }) => name);
const keeping = PROGRAMS.filter(({ parameters }) => parameters.coherence).map(({ name }) => name);

const schedules = fc
  .record({
    policy: fc.constantFrom(...policies),
    quantumCycles: fc.integer({ min: 100, max: 1000 }),
    switchCycles: fc.integer({ min: 0, max: 50 }),
  })
  .map((drawn): ScheduleOptions => drawn);

/** Machines whose processors have caches of their own, on a bus, over nodes, and in cores of two threads. */
const machines = (processors: number): fc.Arbitrary<MachineInput> =>
  fc.oneof(
    caches.map((input) => ({ ...input, processors })),
    fc.constant<MachineInput>({ processors: 4, shape: { coresPerDie: 2, threadsPerCore: 2 } }),
    fc.constant<MachineInput>({ processors: 4, numa: { nodes: 2 } }),
    fc.constant<MachineInput>({
      processors: 4,
      shape: { coresPerDie: 2, threadsPerCore: 2 },
      l1: { size: 256, ways: 2 },
      l3: { size: 4096, ways: 4 },
    }),
  );

const software = (name: string) =>
  given(name, { coherence: 'software', ...(name === 'counter' ? { lock: 'ticket' } : {}) });

describe('a thread that moves between a store and its flush loses nothing', () => {
  const bank = { coherence: 'software', accounts: 2, transfers: 20 };
  it.each(
    policies.flatMap((policy) => ['none', 'MESI'].map((protocol): [string, string] => [policy, protocol])),
  )('under %s and %s, for 2 to 4 processors', async (policy, protocol) => {
    for (const processors of [2, 3, 4]) {
      for (const seed of [1, 2, 3, 4, 5]) {
        const result = await runProgram({
          program: programNamed('bank').load(12, bank),
          protocol,
          machine: { processors },
          schedule: { policy, quantumCycles: 200 },
          seed,
          limitInstructions: LIMIT,
        });
        expect(result.ending, result.message).toBe('done');
        expect(result.findings.filter(({ right }) => !right)).toEqual([]);
      }
    }
  });

  it.each(['none', 'MESI'])(
    'in every program that has the choice, on any machine, under %s',
    async (protocol) => {
      const setting = fc.record({
        name: fc.constantFrom(...keeping),
        machine: fc.integer({ min: 2, max: 4 }).chain(machines),
        schedule: schedules,
        processes: fc.integer({ min: 1, max: 2 }),
        seed: seeds,
        model: models,
        timed: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(setting, async ({ name, ...rest }) => {
          fc.pre(protocol !== 'none' || (!rest.machine.numa && !rest.machine.l3));
          const result = await runProgram({
            program: programNamed(name).load(6, software(name)),
            protocol,
            stale: true,
            limitInstructions: LIMIT,
            ...rest,
          });
          expect(result.ending, result.message).toBe('done');
          expect(result.stale!.loads).toBe(0);
          expect(isRight(result)).toBe(true);
        }),
        { numRuns: 60 },
      );
    },
  );
});

describe('threads that share a cache drop nothing of each other', () => {
  const shape = { coresPerDie: 4, threadsPerCore: 2 };
  it.each(keeping)('in %s', async (name) => {
    for (const protocol of ['none', 'MESI']) {
      const result = await runProgram({
        program: programNamed(name).load(6, software(name)),
        protocol,
        machine: { processors: 8, shape },
        stale: true,
        limitInstructions: LIMIT,
      });
      expect(isRight(result)).toBe(true);
      expect(result.stale!.loads).toBe(0);
    }
  });
});

describe('what that costs', () => {
  const schedule = { policy: 'round-robin', quantumCycles: 40 };
  /** Thread 0 stores to a line, sleeps, and comes back where thread 1 is not. */
  const mover = (last: string): string => `
.data
.line
word: .dword 0
.text
main:
  who t0
  bnez t0, other
  la s0, word
  li t1, 5
  sd t1, (s0)
  li t1, 200
  sleep t1
  ${last}
  halt
other:
  li t1, 20
  sleep t1
  li t2, 200
spin:
  addi t2, t2, -1
  bnez t2, spin
  halt
`;
  const released = async (last: string, protocol: string) => {
    const { result, schedule: done } = await runScheduled(mover(last), {
      threads: 3,
      processors: 2,
      protocol,
      schedule,
    });
    return { lines: done.releasedLines, migrations: done.migrations, writeBacks: result.total.busWB };
  };

  it('is nothing where the machine sees to caches, and the program leaves it to that', async () => {
    const { lines, migrations } = await released('nop', 'MESI');
    expect(migrations).toBeGreaterThan(0);
    expect(lines).toBe(0);
  });

  it('is a line for the dirty one, written back, where the program has instructions for that', async () => {
    expect(await released('flush (s0)', 'MESI')).toMatchObject({ lines: 1, writeBacks: 1 });
  });

  it('is the same where nothing keeps caches coherent', async () => {
    expect(await released('nop', 'none')).toMatchObject({ lines: 1, writeBacks: 1 });
  });
});
