/** What it takes to write a line back by an instruction: the bus, and memory if its queue is full. */
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/execute/run.js';
import { assemble } from '../../src/programs/assemble.js';

const textOf = (first: string): string => `
.data
.align 64
line: .space 64
.text
main:
  la t0, line
  ${first}
  flush (t0)
  halt
`;

const timeOf = async (first: string, bytesPerCycle = 8) => {
  const { timing, total } = await runProgram({
    program: assemble(textOf(first), { threads: 1, name: 'flush' }),
    machine: {
      processors: 1,
      timing: { bus: { split: false, arbitrationCycles: 2, requestCycles: 3, bytesPerCycle } },
    },
    timed: true,
  });
  const { compute, cycles, stalls } = timing!.processors[0]!;
  return { compute, cycles, bus: stalls.bus, writeBacks: total.writeBacks };
};

describe('a flush in time', () => {
  it('takes the bus for the line if that is dirty: arbitration, request and 64 bytes', async () => {
    const clean = await timeOf('ld t1, (t0)');
    const dirty = await timeOf('sd t0, (t0)');
    expect([clean.writeBacks, dirty.writeBacks]).toEqual([0, 1]);
    expect(dirty.cycles - clean.cycles).toBe(2 + 3 + 64 / 8);
    expect(dirty.bus - clean.bus).toBe(2 + 3 + 64 / 8);
    expect(dirty.compute).toBe(clean.compute);
  });

  it('takes longer on a bus that moves less at a time, for each time that the line is moved', async () => {
    const [wide, narrow] = [await timeOf('sd t0, (t0)', 8), await timeOf('sd t0, (t0)', 4)];
    expect(narrow.bus - wide.bus).toBe(2 * (64 / 4 - 64 / 8));
  });
});
