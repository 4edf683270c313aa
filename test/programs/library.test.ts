/** Every program of the library computes what it is due to compute; those that are made wrong do not. */
import { describe, expect, it } from 'vitest';
import { BARRIERS } from '../../src/programs/barriers/index.js';
import { PROGRAMS, programNamed } from '../../src/programs/library/index.js';
import { LOCKS } from '../../src/programs/locks/index.js';
import type { GivenValues } from '../../src/programs/parameters.js';
import { nameOfAddress, type Program } from '../../src/programs/program.js';
import { explore } from './explore.js';
import { wrongOf } from './findings.js';
import { atRandom, inBursts, run } from './interpreter.js';
import { Machine } from './machine.js';
import type { Model } from './machine-state.js';

const MODELS = ['sc', 'tso', 'pso'] as const;

/** Every choice of a program that is meant to be wrong somewhere. */
const SPOILT: Readonly<Record<string, string>> = {
  lock: 'none',
  barrier: 'none',
  protect: 'none',
  counter: 'off',
  fences: 'off',
  ordered: 'off',
  order: 'naive',
};

/** Fewer items than by default, so that runs are short. */
const SMALL: GivenValues = {
  iterations: 20,
  items: 20,
  transfers: 20,
  meals: 20,
  rounds: 20,
  elements: 40,
  size: 6,
  depth: 5,
  phases: 6,
};

const given = (name: string, extra: GivenValues): GivenValues => {
  const { parameters } = programNamed(name);
  return { ...Object.fromEntries(Object.entries(SMALL).filter(([key]) => key in parameters)), ...extra };
};

/** Every choice that is not spoilt, one at a time. */
const variants = PROGRAMS.flatMap(({ name, parameters }) =>
  Object.entries(parameters).flatMap(([parameter, definition]): [string, GivenValues][] =>
    definition.kind === 'choice' && parameter !== 'lock'
      ? definition.choices
          .filter((choice) => SPOILT[parameter] !== choice)
          .map((choice): [string, GivenValues] => [name, { [parameter]: choice }])
      : [],
  ),
);

const withLock = (name: string, extra: GivenValues): GivenValues =>
  name === 'counter' ? { lock: 'ttas', ...extra } : extra;

describe('at random', () => {
  it.each([...PROGRAMS.map(({ name }): [string, GivenValues] => [name, {}]), ...variants])(
    '%s computes what it is due to compute %j',
    (name, extra) => {
      for (const threads of [2, 5, 8]) {
        const loaded = programNamed(name).load(threads, given(name, withLock(name, extra)));
        for (const schedule of [atRandom(threads), inBursts(threads, 30)]) {
          const { end, fault, machine } = run(loaded.program, { schedule, steps: 5_000_000 });
          expect(fault?.message ?? end).toBe('halted');
          expect(wrongOf(loaded)(machine)).toBeUndefined();
        }
      }
    },
  );

  it.each(PROGRAMS.map(({ name }) => name))('%s does so behind store buffers', (name) => {
    for (const model of ['tso', 'pso'] as const) {
      const loaded = programNamed(name).load(4, given(name, withLock(name, {})));
      const { end, fault, machine } = run(loaded.program, { schedule: atRandom(9), model, steps: 5_000_000 });
      expect(fault?.message ?? end).toBe('halted');
      expect(wrongOf(loaded)(machine)).toBeUndefined();
    }
  });
});

const exploreProgram = (name: string, threads: number, values: GivenValues, model: Model) => {
  const loaded = programNamed(name).load(threads, values, { lineBytes: 16 });
  const { faults, wrong, deadlocks, trapped, livelocks } = explore(loaded.program, {
    model,
    check: wrongOf(loaded),
  });
  return { faults: [...faults], wrong: [...wrong], deadlocks, trapped, livelocks };
};

const NO_PROBLEM = { faults: [], wrong: [], deadlocks: 0, trapped: 0, livelocks: 0 };

describe('in every interleaving', () => {
  it.each([
    ['bounded-buffer', 2, { means: 'semaphores', capacity: 1, items: 2 }],
    ['bounded-buffer', 2, { means: 'spinning', capacity: 1, items: 2 }],
    ['bounded-buffer', 2, { means: 'monitor', capacity: 1, items: 2 }],
    ['philosophers', 2, { order: 'ordered', meals: 2 }],
    ['readers-writers', 2, { words: 2, rounds: 2 }],
    ['seqlock', 2, { words: 2, rounds: 2 }],
    ['producer-consumer', 2, { capacity: 2, items: 4 }],
    ['treiber-stack', 2, { rounds: 1 }],
    ['ms-queue', 2, { items: 1 }],
    ['parallel-sum', 2, { elements: 2 }],
    ['bank', 2, { accounts: 2, transfers: 2 }],
    ['odd-even-sort', 2, { elements: 4 }],
    ['matrix-multiply', 2, { size: 2 }],
  ] as const)('%s of %i threads is right %j', (name, threads, values) => {
    for (const model of MODELS) expect(exploreProgram(name, threads, values, model)).toEqual(NO_PROBLEM);
  });

  it.each([
    ['bounded-buffer', { means: 'semaphores', capacity: 1, items: 2 }],
    ['bounded-buffer', { means: 'spinning', capacity: 1, items: 2 }],
    ['bounded-buffer', { means: 'monitor', capacity: 1, items: 1 }],
    ['philosophers', { order: 'ordered', meals: 1 }],
    ['readers-writers', { words: 2, rounds: 1 }],
    ['readers-writers', { words: 2, rounds: 1, writers: 2 }],
    ['seqlock', { words: 2, rounds: 1 }],
  ] as const)('%s of 3 threads is right %j', (name, values) => {
    expect(exploreProgram(name, 3, values, 'sc')).toEqual(NO_PROBLEM);
  });

  it('work-stealing of 2 threads counts each task once, behind store buffers too', () => {
    expect(exploreProgram('work-stealing', 2, { depth: 2 }, 'sc')).toEqual(NO_PROBLEM);
    expect(exploreProgram('work-stealing', 2, { depth: 1 }, 'tso')).toEqual(NO_PROBLEM);
    expect(exploreProgram('work-stealing', 2, { depth: 1 }, 'pso')).toEqual(NO_PROBLEM);
  });
});

describe('what is left out shows', () => {
  it.each([2, 3])('%i naive philosophers can wait for each other for ever, ordered ones cannot', (count) => {
    expect(
      exploreProgram('philosophers', count, { order: 'naive', meals: 1 }, 'sc').deadlocks,
    ).toBeGreaterThan(0);
    expect(exploreProgram('philosophers', count, { order: 'ordered', meals: 1 }, 'sc').deadlocks).toBe(0);
  });

  it('naive philosophers who share a processor fairly do', () => {
    const { program } = programNamed('philosophers').load(5, { order: 'naive' });
    const { end, where } = run(program);
    expect(end).toBe('deadlock');
    expect(where).toHaveLength(5);
  });

  it.each([
    ['readers-writers', { protect: 'none', words: 2, rounds: 1 }, 'sc', 'torn records: 1, due 0'],
    ['seqlock', { protect: 'none', words: 2, rounds: 1 }, 'sc', 'torn records: 1, due 0'],
    ['treiber-stack', { counter: 'off', rounds: 1 }, 'sc', 'nodes in the stack: '],
    ['parallel-sum', { barrier: 'none', elements: 2 }, 'sc', 'total: '],
    ['parallel-sum', { lock: 'none', elements: 2 }, 'sc', 'total: '],
    ['bank', { lock: 'none', accounts: 2, transfers: 1 }, 'sc', 'money: '],
    ['odd-even-sort', { barrier: 'none', elements: 5 }, 'sc', 'elements in their places: '],
    ['matrix-multiply', { barrier: 'none', size: 2 }, 'sc', 'elements that are right: '],
    ['producer-consumer', { ordered: 'off', capacity: 2, items: 3 }, 'pso', 'sum of all pairs: '],
    ['work-stealing', { fences: 'off', depth: 1 }, 'tso', 'tasks counted: 3, due 2'],
  ] as const)('%s %j is wrong for some schedule (%s)', (name, values, model, message) => {
    expect(exploreProgram(name, 2, values, model).wrong.join('; ')).toContain(message);
  });

  it('but not where the machine does it by itself: release and acquire order nothing more in order', () => {
    for (const model of ['sc', 'tso'] as const) {
      const values = { ordered: 'off', capacity: 2, items: 3 };
      expect(exploreProgram('producer-consumer', 2, values, model)).toEqual(NO_PROBLEM);
    }
    expect(exploreProgram('work-stealing', 2, { fences: 'off', depth: 1 }, 'sc')).toEqual(NO_PROBLEM);
  });
});

/** What a thread is about to synchronise by, by address; `undefined` if it is about to do something else. */
const synchronisesAt = (machine: Machine, thread: number): number | undefined => {
  const word = machine.pending(thread)!;
  const { access, class: kind, mnemonic } = word.instruction;
  const does = access?.acquire || access?.release || kind === 'atomic' || /^(wait|wake)$/.test(mnemonic);
  return does ? Number(machine.register(thread, word.rs1) + word.big) : undefined;
};

/** The addresses by which threads that take turns synchronise, and which are not in `.sync`. */
const strays = (program: Program, machine = new Machine(program)): Set<string> => {
  const found = new Set<string>();
  for (let turn = 0; turn < 20_000; turn++) {
    for (let thread = 0; thread < program.threads; thread++) {
      if (!machine.canStep(thread)) continue;
      const at = synchronisesAt(machine, thread);
      const within = program.sync.some(({ address, bytes }) => at! >= address && at! < address + bytes);
      if (at !== undefined && !within) found.add(nameOfAddress(program, at));
      machine.step(thread);
    }
  }
  return found;
};

describe('atomics, acquiring loads, releasing stores and waits concern .sync alone', () => {
  it.each(PROGRAMS.map(({ name }) => name))('in %s', (name) => {
    expect(strays(programNamed(name).load(4, given(name, {})).program)).toEqual(new Set());
  });

  it.each(LOCKS.map(({ name }) => name))('under the lock %s', (lock) => {
    const { program } = programNamed('counter').load(2, given('counter', { lock }));
    expect(strays(program)).toEqual(new Set());
  });

  it('unlike in a program whose marks are taken away', () => {
    const { program } = programNamed('counter').load(2, given('counter', { lock: 'ticket' }));
    const found = [...strays({ ...program, sync: [] })];
    expect(found.sort()).toEqual(['0x1000 (counter_lock)', '0x1004 (counter_lock+4)']);
  });

  it.each(BARRIERS.map(({ name }) => name))('at the barrier %s', (barrier) => {
    const { program } = programNamed('barrier-phases').load(4, given('barrier-phases', { barrier }));
    expect(strays(program)).toEqual(new Set());
  });
});

describe('a program', () => {
  it.each(PROGRAMS.map((program) => [program.name, program] as const))(
    '%s says what it is',
    (name, program) => {
      expect(name).toMatch(/^[a-z][a-z-]*$/);
      expect(program.source).toMatch(/\d{4}/);
      expect(program.about.length).toBeGreaterThan(60);
      const loaded = program.load(program.threads.least);
      expect(Object.keys(loaded.due).length).toBeGreaterThan(0);
      expect(Object.keys(loaded.values)).toEqual(Object.keys(program.parameters));
    },
  );

  it.each(PROGRAMS.map((program) => [program.name, program] as const))(
    '%s can be laid out for 64 threads and any line',
    (_name, program) => {
      for (const lineBytes of [4, 16, 64, 256])
        expect(program.load(64, {}, { lineBytes }).program.threads).toBe(64);
    },
  );

  it('refuses what it cannot be given', () => {
    const counter = programNamed('Counter');
    expect(() => counter.load(0)).toThrow('program counter: 0 threads; expected 1 to 1024');
    expect(() => counter.load(2, { n: 1 })).toThrow(
      'program counter: there is no parameter "n"; it has: lock, fences',
    );
    expect(() => counter.load(2, { iterations: -1 })).toThrow(
      "program counter: 'iterations' is -1; expected a whole number from 0 to 1000000000",
    );
    expect(() => programNamed('bounded-buffer').load(1)).toThrow(
      'program bounded-buffer: 1 threads; expected 2 to 1024',
    );
    expect(() => programNamed('count')).toThrow("there is no program 'count'; there are: counter, ");
  });
});
