/** How a run that failed is told: where it was, what was wrong, and who waits for whom. */
import { describe, expect, it, test } from 'vitest';
import type { ProgramOptions } from '../../src/execute/options.js';
import type { ProgramResult } from '../../src/execute/result.js';
import { runProgram } from '../../src/execute/run.js';
import { assemble } from '../../src/programs/assemble.js';

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

test('to sleep for a negative time is not to sleep', async () => {
  const cyclesOf = async (time: number): Promise<number> =>
    (await runText(`main:\n  li t0, ${time}\n  sleep t0\n  halt\n`)).cycles;
  const none = await cyclesOf(0);
  for (const time of [-1, -1000, -(2 ** 31)]) expect(await cyclesOf(time)).toBe(none);
  expect(await cyclesOf(100)).toBeGreaterThanOrEqual(100);
});
