/** Misses of programs, told apart by kind. */
import { describe, expect, it, test } from 'vitest';
import { runOnCluster } from '../../src/cluster/index.js';
import { runProgram } from '../../src/execute/run.js';
import { assemble } from '../../src/programs/assemble.js';
import { PROGRAM_REPORTS } from '../../src/reports/program-reports.js';
import type { Result } from '../../src/result.js';

const countersOf = async (text: string, threads = 1): Promise<Result['total']> => {
  const program = assemble(text, { threads });
  return (await runProgram({ program, classify: true, slackBits: 0 })).total;
};

/** Two threads add to words of their own, so many bytes apart. */
const sideBySide = (bytes: number): string => `
.data
.line
words: .space 256
.text
main:
  who t0
  muli t0, t0, ${bytes}
  la s0, words
  add s0, s0, t0
  li s1, 100
again:
  ld t1, (s0)
  addi t1, t1, 1
  sd t1, (s0)
  addi s1, s1, -1
  bnez s1, again
  halt
`;

describe('words of two threads', () => {
  it('side by side in a line are missed by false sharing', async () => {
    const { falseSharingMisses, trueSharingMisses } = await countersOf(sideBySide(8), 2);
    expect(falseSharingMisses).toBeGreaterThan(10);
    expect(trueSharingMisses).toBe(0);
  });

  it('that are one word are missed by true sharing', async () => {
    const { falseSharingMisses, trueSharingMisses } = await countersOf(sideBySide(0), 2);
    expect(trueSharingMisses).toBeGreaterThan(10);
    expect(falseSharingMisses).toBe(0);
  });

  it('in lines of their own are missed once each', async () => {
    expect(await countersOf(sideBySide(64), 2)).toMatchObject({ misses: 2, coldMisses: 2 });
  });
});

test('a line that the program took out itself is missed as one that the cache gave up', async () => {
  const text = `
.data
word: .dword 0
.text
main:
  la s0, word
  ld t0, (s0)
  inval (s0)
  ld t0, (s0)
  halt
`;
  expect(await countersOf(text)).toMatchObject({ misses: 2, coldMisses: 1, conflictMisses: 1 });
});

test('the report has misses by kind where they were asked for', async () => {
  const options = { program: 'counter', parameters: { lock: 'tas', iterations: 10 } };
  const told = async (classify: boolean): Promise<string> =>
    PROGRAM_REPORTS.text.render([await runProgram({ ...options, classify })]) ?? '';
  expect(await told(true)).toMatch(/MISSES BY KIND[\s\S]*· true-sharing misses +\d/);
  expect(await told(false)).not.toContain('MISSES BY KIND');
});

test('misses of clusters are not told apart', async () => {
  await expect(
    runOnCluster({ program: 'message-sum', threads: 2, classify: true, cluster: { nodes: 2, dsm: 'none' } }),
  ).rejects.toThrow('leave classify out');
});
