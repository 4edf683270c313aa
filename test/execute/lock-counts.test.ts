/** Locks are counted in the core where nobody listens to notes, and else on the host: both come to the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProgramOptions } from '../../src/execute/options.js';
import type { ProgramResult } from '../../src/execute/result.js';
import { runProgram } from '../../src/execute/run.js';
import { assemble } from '../../src/programs/assemble.js';
import { NOTES } from '../../src/programs/isa.js';
import { programNamed } from '../../src/programs/library/index.js';
import { REAL_LOCKS, seeds } from './library-runs.js';

const ignored = (): void => undefined;

/** A run to which nobody listens, and the same run told. */
const both = async (options: ProgramOptions): Promise<[ProgramResult, ProgramResult]> => [
  await runProgram(options),
  await runProgram({ ...options, onEvents: ignored }),
];

const LOCK_NOTES = [NOTES.WANTED.code, NOTES.TAKEN.code, NOTES.RELEASED.code];
/** Objects of programs that note at random, as addresses. */
const OBJECTS = 5;

/** A note, and some cycles of work. */
interface Step {
  readonly note: number;
  readonly object: number;
  readonly work: number;
}

const anySteps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    note: fc.constantFrom(...LOCK_NOTES, NOTES.ENTER.code, NOTES.ARRIVE.code, NOTES.DEPART.code),
    object: fc.nat(OBJECTS - 1),
    work: fc.nat(3),
  }),
  { maxLength: 40 },
);

/** Each thread goes its own way. */
const textOf = (ways: readonly (readonly Step[])[]): string =>
  [
    'main:\n  who s0',
    ...ways.map((_, thread) => `  li t0, ${thread}\n  beq s0, t0, way${thread}`),
    ...ways.flatMap((steps, thread) => [
      `way${thread}:`,
      ...steps.map(
        ({ note, object, work }) =>
          `  li t1, ${4096 + 8 * object}\n  note ${note}, t1\n${'  addi t2, t2, 1\n'.repeat(work)}`,
      ),
      '  halt',
    ]),
    '',
  ].join('\n');

/** Every thread takes all objects in turn, and gives them back. */
const manyLocks = (objects: number): string => `
main:
  li s0, ${objects}
  li s1, 4096
loop:
  note ${NOTES.WANTED.code}, s1
  note ${NOTES.TAKEN.code}, s1
  addi s1, s1, 8
  note ${NOTES.RELEASED.code}, s1
  addi s0, s0, -1
  bnez s0, loop
  halt
`;

describe('locks of a run that nobody listens to', () => {
  it('are counted as those of one that tells every note, whatever is noted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anySteps, { minLength: 1, maxLength: 4 }),
        seeds,
        fc.integer({ min: 1, max: 3 }),
        async (ways, seed, processes) => {
          const program = assemble(textOf(ways), { name: 'notes', threads: ways.length });
          const machine = { processors: ways.length * processes };
          const [counted, told] = await both({ program, processes, machine, seed });
          expect(counted).toEqual(told);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(REAL_LOCKS)('are counted so in a program of the library: %s', async (lock) => {
    const program = programNamed('counter').load(2, { lock, iterations: 40 });
    const [counted, told] = await both({ program, machine: { processors: 2 } });
    expect(counted).toEqual(told);
    expect(counted.locks[0]?.acquisitions).toBe(80);
  });

  it.each([
    [255, 256],
    [300, 301],
    [5000, 4096],
  ])('are told apart beyond those that the core has room for: %i objects', async (objects, expected) => {
    const program = assemble(manyLocks(objects), { name: 'many', threads: 2 });
    const [counted, told] = await both({ program, machine: { processors: 2 } });
    expect(counted.locks).toHaveLength(expected);
    expect(counted).toEqual(told);
  });
});

describe('threads that sleep for longer than there are cycles in a run', () => {
  it('wake in the order of their clocks', async () => {
    const text = `
main:
  who t0
  li t1, 1
  shli t1, t1, 48
  li t3, 100
again:
  sleep t1
  addi t3, t3, -1
  bnez t3, again
  shli t2, t0, 20
  sub t1, t1, t2
  sleep t1
  out t0
  halt
`;
    const program = assemble(text, { name: 'sleepers', threads: 4 });
    const { output } = await runProgram({ program, machine: { processors: 4 } });
    expect(output.map(({ value }) => value)).toEqual(['3', '2', '1', '0']);
  });
});
