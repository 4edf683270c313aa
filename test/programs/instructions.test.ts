/** What each instruction does, one case or more each, on the plain machine. */
import { describe, expect, it } from 'vitest';
import { assemble } from '../../src/programs/assemble.js';
import { INSTRUCTIONS } from '../../src/programs/isa.js';
import { REGISTER_NAMED } from '../../src/programs/registers.js';
import { run } from './interpreter.js';

/** Memory of every case: `x` at 4096, 16 bytes; `y` a line further. */
const DATA = '\n.data\nx: .dword 0xfedcba9876543210, 5\n.line\ny: .dword 0';

/** Lines of a case, divided by `;` (which would begin a comment). */
const execute = (lines: string, threads = 1) =>
  run(assemble(`.stack 0\n${lines.replaceAll('; ', '\n')}\nhalt${DATA}`, { threads }));

type Case = [mnemonic: string, lines: string, register: string, value: bigint | number];

const MOST = 2n ** 63n - 1n;

const ARITHMETIC: readonly Case[] = [
  ['add', 'li t1, 5; li t2, -7; add t0, t1, t2', 't0', -2],
  ['add', `li t1, ${MOST}; li t2, 1; add t0, t1, t2`, 't0', -(2n ** 63n)],
  ['sub', 'li t1, 5; li t2, 7; sub t0, t1, t2', 't0', -2],
  ['and', 'li t1, 12; li t2, 10; and t0, t1, t2', 't0', 8],
  ['or', 'li t1, 12; li t2, 10; or t0, t1, t2', 't0', 14],
  ['xor', 'li t1, 12; li t2, 10; xor t0, t1, t2', 't0', 6],
  ['shl', 'li t1, 3; li t2, 65; shl t0, t1, t2', 't0', 6],
  ['shr', 'li t1, -1; li t2, 60; shr t0, t1, t2', 't0', 15],
  ['sar', 'li t1, -16; li t2, 2; sar t0, t1, t2', 't0', -4],
  ['mul', 'li t1, -3; li t2, 7; mul t0, t1, t2', 't0', -21],
  ['mul', 'li t1, 0x100000001; mul t0, t1, t1', 't0', 0x200000001n],
  ['slt', 'li t1, -1; li t2, 1; slt t0, t1, t2', 't0', 1],
  ['sltu', 'li t1, -1; li t2, 1; sltu t0, t1, t2', 't0', 0],
  ['divu', 'li t1, -1; li t2, 2; divu t0, t1, t2', 't0', MOST],
  ['remu', 'li t1, -1; li t2, 10; remu t0, t1, t2', 't0', 5],
  ['addi', 'li t1, 5; addi t0, t1, -7', 't0', -2],
  ['andi', 'li t1, -1; andi t0, t1, -16', 't0', -16],
  ['ori', 'li t1, 1; ori t0, t1, -16', 't0', -15],
  ['xori', 'li t1, 5; xori t0, t1, -1', 't0', -6],
  ['shli', 'li t1, 1; shli t0, t1, 63', 't0', -(2n ** 63n)],
  ['shri', 'li t1, -1; shri t0, t1, 63', 't0', 1],
  ['sari', 'li t1, -1; sari t0, t1, 63', 't0', -1],
  ['muli', 'li t1, 6; muli t0, t1, -7', 't0', -42],
  ['slti', 'li t1, -5; slti t0, t1, -4', 't0', 1],
  ['sltui', 'li t1, 5; sltui t0, t1, -1', 't0', 1],
  ['li', 'li t0, -5', 't0', -5],
  ['lih', 'li t0, -1; lih t0, 5', 't0', 0x5ffffffffn],
  ['addi', 'addi zero, zero, 5; mov t0, zero', 't0', 0],
];

const MEMORY: readonly Case[] = [
  ['lb', 'lb t0, x+7', 't0', -2],
  ['lbu', 'lbu t0, x+7', 't0', 0xfe],
  ['lh', 'lh t0, x+6', 't0', -292],
  ['lhu', 'lhu t0, x+6', 't0', 0xfedc],
  ['lw', 'lw t0, x+4', 't0', BigInt.asIntN(32, 0xfedcba98n)],
  ['lwu', 'lwu t0, x+4', 't0', 0xfedcba98n],
  ['ld', 'ld t0, x', 't0', BigInt.asIntN(64, 0xfedcba9876543210n)],
  ['ld', 'la t1, x+4; ld t0, 4(t1)', 't0', 5],
  ['sb', 'li t1, 0x1ff; sb t1, x+8; ld t0, x+8', 't0', 0xff],
  ['sh', 'li t1, 0x1ffff; sh t1, x+8; ld t0, x+8', 't0', 0xffff],
  ['sw', 'li t1, -1; sw t1, x+8; ld t0, x+8', 't0', 0xffffffffn],
  ['sd', 'li t1, -1; sd t1, x+8; ld t0, x+8', 't0', -1],
  ['lb.aq', 'lb.aq t0, x+7', 't0', -2],
  ['lbu.aq', 'lbu.aq t0, x+7', 't0', 0xfe],
  ['lh.aq', 'lh.aq t0, x+6', 't0', -292],
  ['lhu.aq', 'lhu.aq t0, x+6', 't0', 0xfedc],
  ['lw.aq', 'lw.aq t0, x+8', 't0', 5],
  ['lwu.aq', 'lwu.aq t0, x+4', 't0', 0xfedcba98n],
  ['ld.aq', 'ld.aq t0, x+8', 't0', 5],
  ['sb.rl', 'li t1, 7; sb.rl t1, x+8; ld t0, x+8', 't0', 7],
  ['sh.rl', 'li t1, 7; sh.rl t1, x+8; ld t0, x+8', 't0', 7],
  ['sw.rl', 'li t1, 7; sw.rl t1, x+8; ld t0, x+8', 't0', 7],
  ['sd.rl', 'li t1, 7; sd.rl t1, x+8; ld t0, x+8', 't0', 7],
  ['flush', 'flush x; lb t0, x+7', 't0', -2],
  ['inval', 'inval x; lb t0, x+7', 't0', -2],
];

/** Each atomic operation, for every size and order: what rd is, and what memory is afterwards. */
const ATOMICS: readonly [operation: string, lines: string, rd: number, memory: number][] = [
  ['tas', 'OP t0, x+8', 5, 1],
  ['swap', 'li t1, -9; OP t0, t1, x+8', 5, -9],
  ['cas', 'li t0, 5; li t1, -9; OP t0, t1, x+8', 5, -9],
  ['cas', 'li t0, 6; li t1, -9; OP t0, t1, x+8', 5, 5],
  ['fadd', 'li t1, -9; OP t0, t1, x+8', 5, -4],
  ['fadd', 'li t0, -9; OP t0, t0, x+8', 5, -4],
  ['ll', 'OP t0, x+8', 5, 5],
  ['sc', 'LL t2, x+8; li t1, -9; OP t0, t1, x+8', 1, -9],
  ['sc', 'LL t2, y; li t1, -9; OP t0, t1, x+8', 0, 5],
  ['sc', 'li t1, -9; OP t0, t1, x+8', 0, 5],
  ['sc', 'LL t2, x+8; li t1, -9; OP t0, t1, x+8; OP t0, zero, x+8', 0, -9],
];

const BRANCHES: readonly [mnemonic: string, a: number, b: number, taken: boolean][] = [
  ['beq', 5, 5, true],
  ['beq', 5, 6, false],
  ['bne', 5, 6, true],
  ['bne', 5, 5, false],
  ['blt', -1, 1, true],
  ['blt', 1, 1, false],
  ['bge', 1, 1, true],
  ['bge', -1, 1, false],
  ['bltu', 1, -1, true],
  ['bltu', -1, 1, false],
  ['bgeu', -1, 1, true],
  ['bgeu', 1, -1, false],
];

const OTHERS: readonly Case[] = [
  ['jal', 'jal t0, 2; nop', 't0', 1],
  ['jalr', 'li t1, 1; jalr t0, t1, 2; nop', 't0', 2],
  ['who', 'who t0', 't0', 0],
  ['crowd', 'crowd t0', 't0', 1],
  ['cycle', 'nop; cycle t0', 't0', 2],
  ['fence', 'li t0, 1; fence', 't0', 1],
  ['fence.r', 'li t0, 1; fence.r', 't0', 1],
  ['fence.w', 'li t0, 1; fence.w', 't0', 1],
  ['fence.aq', 'li t0, 1; fence.aq', 't0', 1],
  ['fence.rl', 'li t0, 1; fence.rl', 't0', 1],
  ['pause', 'pause; li t0, 1', 't0', 1],
  ['sleep', 'li t1, 100; sleep t1; li t0, 1', 't0', 1],
  ['yield', 'yield; li t0, 1', 't0', 1],
  ['note', 'note MARK, t0; li t0, 1', 't0', 1],
  ['wait', 'li t1, 6; wait t1, x+8; li t0, 1', 't0', 1],
  ['wake', 'li t0, 9; li t1, 1; wake t0, t1, x+8', 't0', 0],
  ['send', 'li t1, 8; la t2, x; send t1, zero, t2; li t0, 1', 't0', 1],
  ['recv', 'li t1, 8; la t2, x; send t1, zero, t2; li t3, -1; la t4, y; recv t0, t3, t4', 't0', 8],
  ['recv', 'li t1, 8; la t2, x+8; send t1, zero, t2; la t4, y; recv t0, zero, t4; ld t0, y', 't0', 5],
];

const valueAfter = (lines: string, register: string): bigint => {
  const { machine, end, fault } = execute(lines);
  expect(fault?.message ?? end).toBe('halted');
  return machine.register(0, REGISTER_NAMED.get(register)!);
};

describe('an instruction', () => {
  it.each([...ARITHMETIC, ...MEMORY, ...OTHERS])('%s: %s', (_mnemonic, lines, register, value) => {
    expect(valueAfter(lines, register)).toBe(BigInt(value));
  });

  it.each(BRANCHES)('%s with %i and %i: taken %s', (mnemonic, a, b, taken) => {
    const lines = `li t1, ${a}; li t2, ${b}; li t0, 1; ${mnemonic} t1, t2, 5; li t0, 0`;
    expect(valueAfter(lines, 't0')).toBe(taken ? 1n : 0n);
  });

  it.each(ATOMICS)('%s, of both sizes and every order: %s', (operation, lines, rd, memory) => {
    for (const size of ['w', 'd']) {
      for (const order of ['', '.aq', '.rl', '.aqrl']) {
        const text = lines.replaceAll('OP', `${operation}.${size}${order}`).replaceAll('LL', `ll.${size}`);
        expect(valueAfter(text, 't0')).toBe(BigInt(rd));
        expect(valueAfter(`${text}; l${size} s0, x+8`, 's0')).toBe(BigInt(memory));
      }
    }
  });

  it('of 4 bytes changes no others, and extends the old value with its sign', () => {
    expect(valueAfter('swap.w t0, zero, x+4', 't0')).toBe(BigInt.asIntN(32, 0xfedcba98n));
    expect(valueAfter('swap.w t0, zero, x+4; ld t1, x', 't1')).toBe(0x76543210n);
  });

  it('cas.w compares the lower 4 bytes alone', () => {
    expect(valueAfter('li t0, 0x700000005; cas.w t0, zero, x+8; ld t1, x+8', 't1')).toBe(0n);
  });

  it('out, halt and fail end in what the run reports', () => {
    expect(execute('li t0, 7; out t0; out zero').machine.outputs).toEqual([
      { thread: 0, value: 7n },
      { thread: 0, value: 0n },
    ]);
    expect(execute('li a0, 3').machine.codeOf(0)).toBe(3n);
    expect(execute('fail 12').fault?.message).toContain('assertion 12 of the program does not hold');
  });

  it('rnd gives the thread’s own stream, the same for the same seed', () => {
    const program = assemble('.stack 0\nrnd t0\nrnd t1\nhalt', { threads: 2 });
    const numbers = (seed: bigint) => {
      const { machine } = run(program, { seed });
      return [0, 1].flatMap((thread) =>
        ['t0', 't1'].map((name) => machine.register(thread, REGISTER_NAMED.get(name)!)),
      );
    };
    expect(new Set(numbers(1n)).size).toBe(4);
    expect(numbers(1n)).toEqual(numbers(1n));
    expect(numbers(1n)).not.toEqual(numbers(2n));
  });

  it('of every name has a case here', () => {
    const cases = new Set([...ARITHMETIC, ...MEMORY, ...OTHERS, ...BRANCHES].map(([mnemonic]) => mnemonic));
    const elsewhere = new Set(['out', 'halt', 'fail', 'rnd']);
    const operations = new Set(ATOMICS.map(([operation]) => operation));
    const without = INSTRUCTIONS.filter(({ mnemonic, class: kind }) =>
      kind === 'atomic'
        ? !operations.has(mnemonic.split('.')[0]!)
        : !cases.has(mnemonic) && !elsewhere.has(mnemonic),
    );
    expect(without.map(({ mnemonic }) => mnemonic)).toEqual([]);
  });
});

describe('a fault', () => {
  it.each([
    ['ld t0, x+4', 'unaligned', '8 bytes at 0x1004 (x+4) are unaligned'],
    ['lh t0, x+1', 'unaligned', '2 bytes at 0x1001 (x+1) are unaligned'],
    ['tas.w t0, x+2', 'unaligned', '4 bytes at 0x1002 (x+2) are unaligned'],
    ['ld t0, (zero)', 'out of range', '8 bytes at 0x0 are out of range'],
    ['li t0, 0x1080; sb t0, (t0)', 'out of range', '1 bytes at 0x1080'],
    ['flush (zero)', 'out of range', '1 bytes at 0x0 are out of range'],
    ['inval (zero)', 'out of range', '1 bytes at 0x0 are out of range'],
    ['wait zero, x+2', 'unaligned', '4 bytes at 0x1002 (x+2) are unaligned'],
    ['wake t0, t0, (zero)', 'out of range', '4 bytes at 0x0 are out of range'],
    ['li t0, -8; ld t0, (t0)', 'out of range', '8 bytes at'],
    ['li t0, 1; lih t0, 1; lb t0, (t0)', 'out of range', '1 bytes at 0x100000001'],
    ['divu t0, t0, zero', 'division', 'a division by 0'],
    ['remu t0, t0, zero', 'division', 'a division by 0'],
    ['li t0, 99; jr t0', 'no instruction', 'it goes to 99; there are 3 instructions'],
    ['ret', 'no instruction', 'it goes to 2; there are 2 instructions'],
    ['beqz zero, 2; halt; nop', 'no instruction', undefined],
    ['li t0, 1; send zero, t0, zero', 'out of range', 'there is no thread 1'],
  ])('of %s is: %s', (lines, kind, message) => {
    // The last case ends in a halt of its own, so that only code that runs off the end faults.
    if (message === undefined) {
      expect(run(assemble(lines.replaceAll('; ', '\n'))).fault?.kind).toBe(kind);
      return;
    }
    const { fault } = execute(lines);
    expect(fault?.kind).toBe(kind);
    expect(fault?.message).toContain(message);
    expect(fault?.message).toMatch(/^thread 0, instruction \d+ \(program\.s:\d+\): /);
  });
});
