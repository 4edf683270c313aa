/** How a run that failed is told: where it was, what was wrong, and who waits for whom. */
import { describe, expect, it, test } from 'vitest';
import type { ProgramOptions } from '../../src/execute/options.js';
import type { ProgramResult } from '../../src/execute/result.js';
import { runProgram } from '../../src/execute/run.js';
import { allWaitForRings, type Claim, ringsOf } from '../../src/execute/waits-for.js';
import { assemble } from '../../src/programs/assemble.js';
import { PROGRAM_REPORTS } from '../../src/reports/program-reports.js';

const runText = (text: string, threads = 1, options: Partial<ProgramOptions> = {}): Promise<ProgramResult> =>
  runProgram({ slackBits: 0, ...options, program: assemble({ file: 'x.s', text }, { threads }) });

describe('a fault', () => {
  test.each([
    [
      'main:\n  li t0, 4097\n  ld t1, 7(t0)\n  ld t1, 8(t0)\n  halt\n',
      'instruction 2 (x.s:4: ld t1, 8(t0)): address 0x1009 is not a multiple of 8',
    ],
    [
      'main:\n  li t0, -8\n  ld t1, (t0)\n  halt\n',
      'instruction 1 (x.s:3: ld t1, 0(t0)): address 0xfffffffffffffff8 (-8) (8 bytes) is outside',
    ],
    ['main:\n  divu t0, t0, t1\n  halt\n', 'instruction 0 (x.s:2: divu t0, t0, t1): divides by 0'],
    ['main:\n  fail 3\n', "instruction 0 (x.s:2: fail 3): the program's assertion 3 does not hold"],
    [
      'main:\n  ret\n  halt\n',
      'instruction 0 (x.s:2: jalr zero, ra, 0): goes to instruction 2, and the program has 2: end threads',
    ],
    [
      'main:\n  li t0, 1\n  addi t0, t0, 1\n',
      'the thread goes on past the last instruction, instruction 1 (x.s:3: addi t0, t0, 1): end threads',
    ],
    [
      'main:\n  li t0, -1\n  li t2, 0x1000\n  send t0, zero, t2\n  halt\n',
      'instruction 2 (x.s:4: send t0, zero, t2): -1 bytes are to be sent; expected 0 or more: look at what is in t0.',
    ],
    [
      'main:\n  li t0, 16\n  send t0, zero, zero\n  halt\n',
      'instruction 1 (x.s:3: send t0, zero, zero): address 0x0 (16 bytes) is outside',
    ],
    [
      'main:\n  li t1, -7\n  send zero, t1, zero\n  halt\n',
      'there is no thread -7 to send to; threads are 0 to 0.',
    ],
  ])('is told with its instruction, its line and what was wrong: %j', async (text, message) => {
    const { ending, message: told } = await runText(text);
    expect(ending).toBe('fault');
    expect(told).toContain(message);
  });

  it('at one byte is of one byte', async () => {
    expect((await runText('main:\n  lb t0, (zero)\n  halt\n')).message).toContain('address 0x0 (1 byte) is');
  });
});

test('large numbers of instructions are grouped', async () => {
  const text = 'main:\n  li t0, 2000\nloop:\n  addi t0, t0, -1\n  bnez t0, loop\n  halt\n';
  expect((await runText(text)).message).toBe('Every thread ended, after 4,002 instructions.');
});

test('a number that the program gives out is told with its sign, too', async () => {
  const result = await runText('main:\n  li t0, -1\n  out t0\n  out zero\n  halt\n');
  expect(result.output.map(({ value }) => value)).toEqual(['18446744073709551615', '0']);
  expect(PROGRAM_REPORTS.text.render([result], { width: 200 })).toContain(
    'The program gave out 18446744073709551615, signed -1 (thread 0), 0 (thread 0).',
  );
});

test('to sleep for a negative time is not to sleep', async () => {
  const cyclesOf = async (time: number): Promise<number> =>
    (await runText(`main:\n  li t0, ${time}\n  sleep t0\n  halt\n`)).cycles;
  const none = await cyclesOf(0);
  for (const time of [-1, -1000, -(2 ** 31)]) expect(await cyclesOf(time)).toBe(none);
  expect(await cyclesOf(100)).toBeGreaterThanOrEqual(100);
});

test('the longest sleep is short enough for clocks to add up', async () => {
  const { cycles } = await runText('main:\n  li t0, 0x7fffffffffffffff\n  sleep t0\n  sleep t0\n  halt\n');
  expect(cycles - 2 ** 49).toBeGreaterThan(0);
  expect(cycles - 2 ** 49).toBeLessThan(100);
});

/** Threads that each take their own lock, then that of the next, by test-and-set; or block on it. */
const ring = (how: 'spin' | 'block') => `
.data
.rept THREADS
.line
.word 0
.endr
.line
.text
.macro take at
  note WANTED, \\at
again\\@:
  tas.w.aq t5, (\\at)
  beqz t5, taken\\@
  ${how === 'block' ? 'wait t5, (\\at)' : 'pause'}
  j again\\@
taken\\@:
  note TAKEN, \\at
.endm
main:
  who t0
  addi t1, t0, 1
  crowd t2
  remu t1, t1, t2
  muli s0, t0, LINE
  muli s1, t1, LINE
  addi s0, s0, 4096
  addi s1, s1, 4096
  take s0
  li t3, 1000
  sleep t3
  take s1
  halt
`;

describe('threads that wait for each other in a ring', () => {
  const text =
    'Deadlock: thread 0 holds 0x1000 and waits for 0x1040, held by thread 1; ' +
    'thread 1 holds 0x1040 and waits for 0x1080, held by thread 2; ' +
    'thread 2 holds 0x1080 and waits for 0x1000, held by thread 0. Those that have not ended: thread 0 on';

  it.each(['block', 'spin'] as const)(
    'are in a deadlock, and each is named with its locks: they %s',
    async (how) => {
      const { ending, message } = await runText(ring(how), 3, { livelockInstructions: 100_000 });
      expect(ending).toBe('deadlock');
      expect(message).toContain(text);
    },
  );

  it('hold their locks to the end', async () => {
    const { locks, cycles } = await runText(ring('block'), 3);
    expect(locks.map(({ heldBy, wantedBy }) => [heldBy, wantedBy]).sort()).toEqual([
      [[0], [2]],
      [[1], [0]],
      [[2], [1]],
    ]);
    for (const { holdCycles } of locks) {
      expect(holdCycles).toBeGreaterThan(900);
      expect(holdCycles).toBeLessThanOrEqual(cycles);
    }
  });

  it('are told of at the limit, though it is not known that nothing else can be', async () => {
    const { ending, message } = await runText(ring('spin'), 3, { limitInstructions: 20_000 });
    expect(ending).toBe('limit');
    expect(message).toContain('Threads wait for each other: thread 0 holds 0x1000');
  });

  it('may be one alone', async () => {
    const { ending, message } = await runText(ring('block'), 1);
    expect(ending).toBe('deadlock');
    expect(message).toContain('thread 0 holds 0x1000 and waits for 0x1000, held by thread 0');
  });

  it('are named with their processes', async () => {
    const { message } = await runText(ring('block'), 2, { processes: 2, machine: { processors: 4 } });
    expect(message).toContain(
      'thread 2 (process 1) holds process 1: 0x1000 and waits for process 1: 0x1040, held by thread 3 (process 1)',
    );
  });
});

describe('rings', () => {
  const claim = (lock: string, holders: readonly number[], wanting: readonly number[]): Claim => ({
    lock,
    holders,
    wanting,
  });

  it('are found once each, whoever waits for them besides', () => {
    const claims = [
      claim('a', [1], [0, 4]),
      claim('b', [0], [1]),
      claim('c', [3], [2]),
      claim('d', [2], [3]),
    ];
    expect(ringsOf(claims).map((links) => links.map(({ thread }) => thread))).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(allWaitForRings(claims, [0, 1, 2, 3, 4])).toBe(true);
    expect(allWaitForRings(claims, [0, 5])).toBe(false);
  });

  it('are not of locks that several have, for one of them may go on', () => {
    const claims = [claim('a', [1, 2], [0]), claim('b', [0], [1])];
    expect(ringsOf(claims)).toEqual([]);
    expect(allWaitForRings(claims, [0, 1])).toBe(false);
  });

  it('are not of a lock that nobody has', () => {
    expect(ringsOf([claim('a', [], [0, 1])])).toEqual([]);
  });
});
