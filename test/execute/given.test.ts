/** What a caller of the library may ask of a run, and what is said to what cannot be. */
import { describe, expect, it, test } from 'vitest';
import {
  assemble,
  CohortError,
  compareMemories,
  ProgramBuilder,
  type ProgramOptions,
  programNamed,
  runOnCluster,
  runProgram,
  speedUp,
} from '../../src/index.js';

/** As a caller without types may write it. */
const refusalOf = async (options: unknown): Promise<string> => {
  const error = await runProgram(options as ProgramOptions).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CohortError);
  expect(error).toHaveProperty('exitCode', 2);
  return (error as CohortError).message;
};

describe('a program by its name', () => {
  const parameters = { lock: 'ticket', iterations: 20 };

  it('runs as the one that was loaded', async () => {
    const byName = await runProgram({ program: 'counter', threads: 3, parameters });
    const loaded = await runProgram({ program: programNamed('counter').load(3, parameters) });
    expect(byName).toEqual(loaded);
    expect(byName.findings).toEqual([{ what: 'counter', due: '60', computed: '60', right: true }]);
  });

  it('has a thread for each processor of the machine', async () => {
    const { program, machine } = await runProgram({ program: 'counter', parameters, machine: 'two-socket' });
    expect(program.threads).toBe(machine.processors);
  });

  it('has as many threads as its lock takes, where the machine has more processors', async () => {
    const { program } = await runProgram({
      program: 'counter',
      parameters: { ...parameters, lock: 'dekker' },
    });
    expect(program.threads).toBe(2);
  });

  it('is laid out for the lines of the machine', async () => {
    const machine = { processors: 2, lineBytes: 256 };
    const { locks } = await runProgram({ program: 'bank', parameters: { accounts: 2 }, machine });
    const [first, second] = locks.map(({ lock }) => Number.parseInt(lock, 16)).sort((a, b) => a - b);
    // An account has a line, and its lock another.
    expect(second! - first!).toBe(2 * 256);
  });

  it('runs on a cluster', async () => {
    const { findings } = await runOnCluster({
      program: 'parallel-sum',
      threads: 2,
      parameters: { elements: 64, barrier: 'dsm', lock: 'dsm' },
      cluster: { nodes: 2 },
    });
    expect(findings.map(({ right }) => right)).toEqual([true]);
  });
});

test('text that is assembled runs', async () => {
  const program = assemble('main:\n  who t0\n  out t0\n  halt\n', { threads: 2 });
  expect((await runProgram({ program, slackBits: 0 })).output.map(({ value }) => value).sort()).toEqual([
    '0',
    '1',
  ]);
});

test('a program that is built runs', async () => {
  const program = new ProgramBuilder({ threads: 1 })
    .constant('t0', 42)
    .emit('out', 't0')
    .emit('halt')
    .build();
  expect((await runProgram({ program })).output).toEqual([{ thread: 0, value: '42' }]);
});

describe('what is not a program', () => {
  test.each([
    [undefined, 'program is undefined; expected a name of the library'],
    [null, 'program is null; expected a name of the library'],
    [{ name: 'counter' }, 'program is an object with name; expected a name of the library'],
    [programNamed('counter'), 'program is an object with name, title'],
    ['countr', 'program is "countr"; expected one of counter, bank'],
  ])('is refused: %s', async (program, message) => {
    expect(await refusalOf({ program })).toContain(message);
  });

  it('may come near a name', async () => {
    expect(await refusalOf({ program: 'countr' })).toContain('Did you mean "counter"?');
  });

  it('may be all that is given', async () => {
    expect(await refusalOf(undefined)).toContain('the argument is undefined; expected options of a run');
  });
});

describe('an option that cannot be', () => {
  const program = 'counter';
  test.each<[Record<string, unknown>, string]>([
    [{ threads: 0 }, 'threads is 0; expected a whole number from 1 to 1024, as counter takes.'],
    [{ threads: '4' }, 'threads is "4"; expected a whole number from 1 to 1024'],
    [{ threads: 3, parameters: { lock: 'dekker' } }, 'from 1 to 2, as counter takes with lock=dekker.'],
    [{ parameters: 5 }, 'parameters is 5; expected an object of values by name.'],
    [{ parameters: { lok: 'mcs' } }, 'program counter: there is no parameter "lok"; it has: lock, fences'],
    [{ parameters: { lock: 'mc' } }, 'program counter: \'lock\' is "mc"; expected one of none, tas'],
    [{ machine: 7 }, 'machine is 7; expected a machine’s name or its fields.'],
    [{ protocol: 7 }, 'protocol is 7; expected a protocol’s name or its table.'],
    [{ processes: Number.NaN }, 'processes: NaN: expected a whole number from 1 to 1024'],
    [{ schedule: 'gang' }, 'schedule is "gang"; expected an object with the name of a policy.'],
    [{ seed: -1 }, 'seed is -1; expected a whole number from 0 to 4294967295.'],
    [{ slackBits: 17 }, 'slackBits is 17; expected a whole number from 0 to 16.'],
    [{ limitInstructions: Number.NaN }, 'limitInstructions is NaN; expected a whole number from 1'],
    [{ livelockInstructions: 0 }, 'livelockInstructions is 0; expected a whole number from 1'],
    [{ model: 'relaxed' }, 'model is "relaxed"; expected one of sc, tso, pso.'],
    [{ storeEntries: 65 }, 'storeEntries is 65; expected a whole number from 1 to 64.'],
    [{ timed: 'yes' }, 'timed is "yes"; expected true or false.'],
    [{ stale: 1 }, 'stale is 1; expected true or false.'],
    [{ accesses: 1 }, 'accesses is 1; expected true or false.'],
    [{ signal: 1000 }, 'signal is 1000; expected an AbortSignal.'],
    [{ onEvents: true }, 'onEvents is true; expected a function.'],
  ])('is named with what was expected: %o', async (option, message) => {
    expect(await refusalOf({ program, ...option })).toContain(message);
  });

  test.each<[Record<string, unknown>, string]>([
    [{ limit: 1000 }, 'run: "limit" is not an option; expected one of program, threads,'],
    [{ limit: 1000 }, 'Did you mean "limitInstructions"?'],
    [{ slack: 0 }, 'Did you mean "slackBits"?'],
    [{ foo: undefined }, 'run: "foo" is not an option'],
    [{ cluster: { nodes: 2 } }, 'run: "cluster" is not an option'],
    [
      { schedule: { policy: 'gang', quantum: 10 } },
      'schedule: "quantum" is not an option; expected one of policy, quantumCycles, switchCycles, migrationCycles, ' +
        'priorities. Did you mean "quantumCycles"?',
    ],
  ])('may not be one at all: %o', async (option, message) => {
    expect(await refusalOf({ program, ...option })).toContain(message);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'runOnCluster',
      () => runOnCluster({ program, cluster: { nodes: 2 }, limit: 5 } as never),
      'run: "limit" is not an option; expected one of cluster, program,',
    ],
    ['speedUp', () => speedUp({ program, procesors: [2] } as never), 'speedUp: "procesors" is not an option'],
    [
      'compareMemories',
      () => compareMemories({ program, threads: 2, parameters: {} } as never),
      'compareMemories: "parameters" is not an option; expected one of program, threads, values,',
    ],
  ])('nor of %s', async (_name, call, message) => {
    await expect(call()).rejects.toThrow(message);
  });

  it('counts as left out if it is undefined', async () => {
    const { ending } = await runProgram({
      program,
      threads: 1,
      seed: undefined,
    } as unknown as ProgramOptions);
    expect(ending).toBe('done');
  });

  test.each<[Record<string, unknown>]>([[{ threads: 2 }], [{ parameters: { lock: 'mcs' } }]])(
    'goes with a name alone: %o',
    async (option) => {
      const loaded = programNamed('counter').load(4);
      expect(await refusalOf({ program: loaded, ...option })).toContain(
        'expected nothing beside a program that is laid out already',
      );
    },
  );
});

describe('the assembler and the builder', () => {
  test('name what is no text', () => {
    expect(() => assemble(undefined as unknown as string)).toThrow(
      'the program is undefined; expected its text',
    );
  });

  test('name what is no instruction', () => {
    const builder = new ProgramBuilder();
    builder.emit('addd' as 'halt');
    expect(() => builder.build()).toThrow("instruction 0: 'addd' is no instruction");
  });

  test('refuse an operand too many', () => {
    const builder = new ProgramBuilder();
    (builder.emit as (...words: string[]) => unknown).call(builder, 'halt', 't0');
    expect(() => builder.build()).toThrow('instruction 0 (halt): 1 operands; expected none');
  });

  test('refuse threads that no program has', () => {
    expect(() => new ProgramBuilder({ threads: 0 })).toThrow('0 threads; expected a whole number from 1');
  });
});
