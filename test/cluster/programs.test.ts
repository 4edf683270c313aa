/** Programs of the library on every kind of memory. */
import { describe, expect, it } from 'vitest';
import { BY_MESSAGES, compareMemories, MEMORY_KINDS } from '../../src/cluster/compare.js';
import { runOnCluster } from '../../src/cluster/index.js';
import { runProgram } from '../../src/execute/run.js';
import { programNamed } from '../../src/programs/library/index.js';

const SMALL: Readonly<Record<string, Record<string, number | string>>> = {
  'parallel-sum': { elements: 300, lock: 'dsm', barrier: 'dsm' },
  'matrix-multiply': { size: 9, barrier: 'dsm' },
  'odd-even-sort': { elements: 20, barrier: 'dsm' },
  counter: { iterations: 30, lock: 'dsm' },
  bank: { lock: 'dsm' },
};

const rightOf = (findings: readonly { right: boolean | null }[]): boolean =>
  findings.every(({ right }) => right === true);

describe.each(Object.entries(SMALL))('%s', (name, values) => {
  it.each([1, 2, 3, 4])('is right with software that shares memory over %i nodes', async (nodes) => {
    const program = programNamed(name).load(4, values);
    for (const dsm of ['ivy', 'lrc'] as const) {
      const { ending, findings } = await runOnCluster({ program, cluster: { nodes, dsm } });
      expect([dsm, ending, rightOf(findings)]).toEqual([dsm, 'done', true]);
    }
  });
});

describe('any lock that spins', () => {
  it.each(['tas', 'ttas', 'llsc', 'ticket', 'anderson', 'mcs', 'clh', 'bakery', 'semaphore-spin'])(
    '%s excludes over pages with a single writer',
    async (lock) => {
      const program = programNamed('counter').load(3, { lock, iterations: 10 });
      const { ending, findings } = await runOnCluster({ program, cluster: { nodes: 3, dsm: 'ivy' } });
      expect([ending, rightOf(findings)]).toEqual(['done', true]);
    },
  );
});

describe.each(Object.values(BY_MESSAGES))('%s', (name) => {
  const values = { elements: 50, size: 9 };
  const known = (program: string) =>
    Object.fromEntries(Object.entries(values).filter(([key]) => key in programNamed(program).parameters));

  it.each([1, 2, 3, 5, 8])(
    'is right with %i threads, on one machine and a node for each',
    async (threads) => {
      const program = programNamed(name).load(threads, known(name));
      const one = await runProgram({ program });
      const many = await runOnCluster({ program, cluster: { nodes: threads, dsm: 'none' } });
      expect([one.ending, rightOf(one.findings)]).toEqual(['done', true]);
      expect([many.ending, rightOf(many.findings)]).toEqual(['done', true]);
    },
  );

  it('is right where its threads take turns on one processor', async () => {
    const program = programNamed(name).load(4, known(name));
    const { ending, findings } = await runProgram({
      program,
      machine: { processors: 1 },
      schedule: { policy: 'round-robin', quantumCycles: 50 },
    });
    expect([ending, rightOf(findings)]).toEqual(['done', true]);
  });
});

describe('the kinds of memory side by side', () => {
  it.each(Object.keys(BY_MESSAGES))('all compute what %s is due to', async (program) => {
    const rows = await compareMemories({ program, threads: 4, values: { elements: 64, size: 8 } });
    expect(rows.map(({ kind, right }) => [kind, right])).toEqual(MEMORY_KINDS.map((kind) => [kind, true]));
  });

  it('have the numbers that they can have', async () => {
    const rows = await compareMemories({ program: 'parallel-sum', threads: 4, values: { elements: 64 } });
    const has = rows.map(({ kind, pageFaults, diffs, messages }) => [
      kind,
      pageFaults !== null,
      diffs !== null,
      messages !== null,
    ]);
    expect(has).toEqual([
      ['smp', false, false, false],
      ['numa', false, false, true],
      ['ivy', true, false, true],
      ['lrc', true, true, true],
      ['messages', false, false, true],
    ]);
  });

  it('say what has no version by messages', async () => {
    await expect(compareMemories({ program: 'bank', threads: 2, kinds: ['messages'] })).rejects.toThrow(
      'Nothing does by messages what bank does',
    );
  });
});
