/** Programs of the library and of the tests, run on caches that nothing keeps coherent unless it is said otherwise. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { MachineInput } from '../../src/config/machine.js';
import type { ProgramOptions } from '../../src/execute/options.js';
import type { ProgramResult } from '../../src/execute/result.js';
import { runProgram } from '../../src/execute/run.js';
import { assemble } from '../../src/programs/assemble.js';
import { BARRIERS } from '../../src/programs/barriers/index.js';
import { programNamed } from '../../src/programs/library/index.js';
import { LOCKS } from '../../src/programs/locks/index.js';
import type { GivenValues } from '../../src/programs/parameters.js';

type Options = Omit<ProgramOptions, 'program'>;

/** Instructions of a run of small programs, and then some: one that goes on for ever fails soon. */
export const LIMIT = 5_000_000;

/** Runs a program of the library. */
export const execute = (name: string, threads: number, given: GivenValues, options: Options = {}) =>
  runProgram({
    protocol: 'none',
    program: programNamed(name).load(threads, given),
    limitInstructions: LIMIT,
    ...options,
  });

/** The same for assembly text; and the signed value of 8 bytes at each label afterwards. */
export const executeText = async (text: string, options: Options = {}) => {
  const program = assemble(text, { name: 'p.s', threads: 2 });
  let memory: DataView = new DataView(new ArrayBuffer(0));
  const result = await runProgram({
    protocol: 'none',
    program,
    limitInstructions: LIMIT,
    ...options,
    onMemory: ({ buffer, byteOffset, byteLength }) => {
      memory = new DataView(buffer, byteOffset, byteLength);
    },
  });
  expect(result.ending).toBe('done');
  const word = (label: string, offset = 0): number =>
    Number(memory.getBigInt64(Number(program.symbols.get(label)!.value) + offset, true));
  return { result, word };
};

export const isRight = ({ ending, findings }: ProgramResult): boolean =>
  ending === 'done' && findings.every(({ right }) => right);

const namesOf = (list: readonly { name: string }[]): string[] =>
  list.map(({ name }) => name).filter((name) => name !== 'none');
export const REAL_LOCKS = namesOf(LOCKS);
export const REAL_BARRIERS = namesOf(BARRIERS);
/** Dekker's is a lock of two. */
export const threadsOf = (lock: string): number => (lock === 'dekker' ? 2 : 4);

/** Fewer items than by default, so that runs are short. */
const SMALL: GivenValues = {
  iterations: 20,
  items: 20,
  transfers: 20,
  meals: 10,
  rounds: 10,
  elements: 40,
  size: 6,
  depth: 5,
  phases: 6,
};
export const given = (name: string, extra: GivenValues = {}): GivenValues => {
  const { parameters } = programNamed(name);
  return { ...Object.fromEntries(Object.entries(SMALL).filter(([key]) => key in parameters)), ...extra };
};

/** Caches with room for all, for four lines, and in two levels. */
export const CACHES: readonly MachineInput[] = [
  {},
  { l1: { size: 256, ways: 2 } },
  { l1: { size: 128, ways: 1 }, l2: { size: 512, ways: 2 } },
];
export const caches = fc.constantFrom(...CACHES);
export const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
export const models = fc.constantFrom('sc', 'tso', 'pso' as const);
