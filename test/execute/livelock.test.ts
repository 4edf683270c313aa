/** Livelocks are told where they are proven, and only there; a limit of instructions is kept. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProgramOptions } from '../../src/execute/options.js';
import { runProgram } from '../../src/execute/run.js';
import { assemble } from '../../src/programs/assemble.js';
import { programNamed } from '../../src/programs/library/index.js';

const run = (text: string, threads: number, options: Partial<ProgramOptions> = {}) =>
  runProgram({ program: assemble(text, { threads, name: 'p.s' }), livelockInstructions: 10_000, ...options });

/** Every thread waits for a word that nobody writes. */
const SPIN = `
.data
flag: .word 0
.text
main:
  la s0, flag
again: lw t0, (s0)
  beqz t0, again
  halt
`;

/** Every thread counts, and writes nothing, for so many rounds of 2 instructions. */
const count = (rounds: number): string => `
main:
  li t0, ${rounds}
again: addi t0, t0, -1
  bnez t0, again
  halt
`;

/** Two threads that give way to each other whenever both want to go. */
const POLITE = `
.data
.align 64
a: .word 0
.align 64
b: .word 0
.text
main:
  who t0
  shli t3, t0, 6
  la s0, a
  la s1, b
  add s0, s0, t3
  sub s1, s1, t3
again:
  li t1, 1
  sw t1, (s0)
  lw t2, (s1)
  beqz t2, in
  sw zero, (s0)
  pause
  j again
in:
  sw zero, (s0)
  halt
`;

/** Thread 1 waits for what thread 0 writes after so many rounds of a count. */
const lateWrite = (rounds: number): string => `
.data
flag: .word 0
.text
main:
  la s0, flag
  who t0
  bnez t0, wait
  li t1, ${rounds}
count: addi t1, t1, -1
  bnez t1, count
  li t1, 1
  sw t1, (s0)
  halt
wait: lw t1, (s0)
  beqz t1, wait
  halt
`;

it('instructions of all threads add up to those of the run, whatever it was stopped for', async () => {
  for (const text of [SPIN, POLITE]) {
    const { ending, instructions, threads } = await run(text, 2, { slackBits: 0 });
    expect(ending).toBe('livelock');
    expect(threads.reduce((sum, thread) => sum + thread.instructions, 0)).toBe(instructions);
  }
});

describe('a program whose threads all go round in circles is a livelock', () => {
  it.each([1, 2, 16])('%i threads that wait for what nobody writes, timed and not', async (threads) => {
    for (const timed of [false, true]) {
      for (const model of ['sc', 'tso', 'pso'] as const) {
        const { ending, message } = await run(SPIN, threads, { timed, model });
        expect(ending).toBe('livelock');
        expect(message).toMatch(/no store has changed memory.*same registers.*thread 0 on processor 0/s);
      }
    }
  });

  it('with more threads than processors', async () => {
    const schedule = { policy: 'round-robin', quantumCycles: 100 };
    const { ending } = await run(SPIN, 5, { schedule, machine: { processors: 2 } });
    expect(ending).toBe('livelock');
  });

  it('on caches that nothing keeps coherent, where a copy stays stale', async () => {
    const { ending } = await run(lateWrite(100), 2, { protocol: 'none' });
    expect(ending).toBe('livelock');
  });

  it('two that give way to each other for ever, in step', async () => {
    const { ending, message } = await run(POLITE, 2, { slackBits: 0 });
    expect(ending).toBe('livelock');
    expect(message).toMatch(/memory and all threads come back to the same state, \d+ instructions later/);
  });
});

describe('a program that gets somewhere is none, however long no store changes memory', () => {
  it.each([false, true])('threads that only count, timed: %s', async (timed) => {
    const { ending, instructions } = await run(count(300_000), 3, { timed });
    expect(ending).toBe('done');
    expect(instructions).toBe(3 * (1 + 600_000 + 1));
  });

  it('a thread that waits for one that counts', async () => {
    for (const slackBits of [0, 3]) {
      expect((await run(lateWrite(300_000), 2, { slackBits })).ending).toBe('done');
    }
  });

  it('a thread that waits for one that the scheduler has not come to yet', async () => {
    const schedule = { policy: 'round-robin', quantumCycles: 50_000 };
    const { ending } = await run(lateWrite(10), 2, { schedule, machine: { processors: 1 }, slackBits: 0 });
    expect(ending).toBe('done');
  });

  it('one that reads what memory does not say: time, chance, sleep', async () => {
    for (const told of ['cycle t0', 'rnd t0', 'li t0, 9\nsleep t0']) {
      const text = `main: ${told}\nli t0, 0\nj main`;
      const { ending } = await run(text, 2, { limitInstructions: 300_000 });
      expect(ending).toBe('limit');
    }
  });

  it('two that give way to each other, if the slack lets one through', async () => {
    expect((await run(POLITE, 2, { slackBits: 3 })).ending).toBe('done');
  });
});

it('to look for livelocks changes no run', async () => {
  const outcome = async (livelockInstructions: number, seed: number) => {
    const program = programNamed('philosophers').load(4, { meals: 500 });
    const { cycles, instructions, total } = await runProgram({ program, livelockInstructions, seed });
    return { cycles, instructions, total };
  };
  for (const seed of [1, 2, 3]) expect(await outcome(1, seed)).toEqual(await outcome(1e9, seed));
});

describe('the limit of instructions', () => {
  it('is kept, timed and not', async () => {
    const setting = fc.record({
      threads: fc.integer({ min: 1, max: 8 }),
      limit: fc.integer({ min: 1, max: 3000 }),
      timed: fc.boolean(),
      slackBits: fc.constantFrom(0, 3, 10),
    });
    await fc.assert(
      fc.asyncProperty(setting, async ({ threads, limit, timed, slackBits }) => {
        const more = { timed, slackBits, limitInstructions: limit };
        const { ending, instructions } = await run(count(100_000), threads, more);
        expect(ending).toBe('limit');
        expect(instructions).toBe(limit);
      }),
      { numRuns: 40 },
    );
  });

  it('does not stop what has ended by then', async () => {
    const whole = await run(count(100), 2);
    expect(whole.ending).toBe('done');
    const { ending } = await run(count(100), 2, { limitInstructions: whole.instructions });
    expect(ending).toBe('done');
    const short = await run(count(100), 2, { limitInstructions: whole.instructions - 1 });
    expect(short.ending).toBe('limit');
  });
});

it('what a stopped run has not done yet is neither right nor wrong', async () => {
  const program = programNamed('counter').load(4, { lock: 'tas' });
  const stopped = await runProgram({ program, limitInstructions: 1000 });
  expect(stopped.findings.map(({ right }) => right)).toEqual([null]);
  const whole = await runProgram({ program });
  expect(whole.findings.map(({ right }) => right)).toEqual([true]);
});

it('samples are taken by the clock, and count what the report counts', async () => {
  for (const numa of [undefined, { nodes: 2 }]) {
    const samples: { cycles: number; transactions: number }[] = [];
    const { cycles, total } = await runProgram({
      program: programNamed('counter').load(4, { lock: 'tas', iterations: 2000 }),
      machine: { processors: 4, ...(numa && { numa }) },
      onSample: (sample) => samples.push(sample),
    });
    const distances = samples.slice(1, -1).map((sample, i) => sample.cycles - (samples[i]?.cycles ?? 0));
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(5000);
    expect(Math.max(...distances)).toBeLessThan(15_000);
    const due = numa ? total.localRequests + total.remoteRequests : total.busTransactions;
    expect(samples.at(-1)).toEqual({ cycles, transactions: due });
  }
});

describe('where a line is in one cache at a time, threads in step that load it linked', () => {
  const oneHolder: readonly (readonly [string, Partial<ProgramOptions>])[] = [
    ['under MI', { protocol: 'MI', machine: { processors: 4 } }],
    [
      'in a directory of one pointer',
      { machine: { processors: 4, numa: { nodes: 2, directory: { organisation: 'limited', pointers: 1 } } } },
    ],
  ];
  const ending = async (lock: string, options: Partial<ProgramOptions>, seed: number) => {
    const parameters = { lock, iterations: 20 };
    const result = await runProgram({ program: 'counter', parameters, timed: true, seed, ...options });
    return { ending: result.ending, right: result.findings.every(({ right }) => right === true) };
  };

  it.each(oneHolder)('%s never store with llsc', async (_where, options) => {
    expect(await ending('llsc', options, 1)).toEqual({ ending: 'livelock', right: false });
  });

  it.each(oneHolder)('%s do with llsc-backoff', async (_where, options) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      expect(await ending('llsc-backoff', options, seed)).toEqual({ ending: 'done', right: true });
    }
  });
});

describe('a thread that strict priorities keep from its processor', () => {
  /** Thread 1 spins until thread 0 has written. */
  const SPINS = `
.data
flag: .word 0
.text
main:
  la s0, flag
  who t0
  bnez t0, again
  li t1, 1
  sw t1, (s0)
  halt
again: lw t0, (s0)
  beqz t0, again
  halt
`;
  const spinning = (policy: string, priorities: readonly number[]) =>
    run(SPINS, 2, { machine: { processors: 1 }, schedule: { policy, priorities, quantumCycles: 100 } });

  it('is named in the livelock that comes of it', async () => {
    const { ending, message } = await spinning('priority', [1, 2]);
    expect(ending).toBe('livelock');
    expect(message).toContain(
      'Priorities starve thread 0, which could run, and gets no processor from those',
    );
  });

  it('runs where it has the same priority and there is a quantum', async () => {
    expect((await spinning('priority', [1, 1])).ending).toBe('done');
  });
});
