/** What atomic accesses take in time, whether a protocol lets them be one access or has them read and write. */
import { expect, it } from 'vitest';
import { runProgram } from '../../src/execute/run.js';
import { assemble } from '../../src/programs/assemble.js';
import { PROTOCOLS } from '../../src/protocols/index.js';

const PROGRAM = assemble(
  `
.data
word: .dword 0
.text
main:
  la t0, word
  li t1, 1000
  li t2, 1
again:
  fadd.d zero, t2, (t0)
  addi t1, t1, -1
  bnez t1, again
  halt`,
  { threads: 1, name: 'atomics' },
);

const timeUnder = async (protocol: string) => {
  const machine = { processors: 1 };
  const { timing, instructions } = await runProgram({ program: PROGRAM, protocol, machine, timed: true });
  return { ...timing!.processors[0]!, instructions };
};

it.each(PROTOCOLS.filter(({ coherent }) => coherent !== false).map(({ name }) => name))(
  'computing takes the same under %s as under MSI, and the rest is stalls',
  async (protocol) => {
    const due = await timeUnder('MSI');
    const { compute, cycles, idle, stalls } = await timeUnder(protocol);
    const stalled = Object.values(stalls).reduce((sum, each) => sum + each, 0);
    expect(compute).toBe(due.compute);
    expect(compute + idle + stalled).toBe(cycles);
  },
);
