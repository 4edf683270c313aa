/** What cannot be assembled is refused with its place, what was expected, and how to mend it. */
import { describe, expect, it } from 'vitest';
import { CohortError } from '../../src/errors.js';
import { assemble } from '../../src/programs/assemble.js';

type Case = [text: string, message: string];

const refusal = (text: string, options = {}): string => {
  try {
    assemble(text, { name: 'p.s', ...options });
  } catch (error) {
    if (error instanceof CohortError && error.exitCode === 2) return error.message;
    throw error;
  }
  throw new Error('it was assembled');
};

const CASES: readonly Case[] = [
  ['', 'p.s:1:1: there is no instruction in it'],
  ['  ldx t0, 4(t1)', "p.s:1:3: there is no instruction or macro 'ldx'; did you mean 'ld'?"],
  ['halt\n  Addi t0, t0, 1', "p.s:2:3: there is no instruction or macro 'Addi'; did you mean 'addi'?"],
  ['addi t0, t0', "p.s:1:12: the line ends where ',' was expected"],
  ['add t0, t1, 5', "p.s:1:13: '5' stands where a register was expected"],
  ['addi t0, t1, t2', "p.s:1:14: 't2' stands where a number or a name was expected"],
  ['add t0, t1, t10', "p.s:1:13: 't10' is no register; did you mean 't0'?"],
  ['add t0, t1, counter', "p.s:1:13: 'counter' is no register; registers are a0 to a7"],
  ['halt now', "p.s:1:6: 'now' stands where the end of the line was expected"],
  ['lw t0, t1', "p.s:1:8: 't1' stands where an address such as 0(t1) was expected"],
  ['lw t0, 4(x)', "p.s:1:10: 'x' is no register"],
  ['lw t0, 4(t1', "p.s:1:12: the line ends where ')' was expected"],
  ['addi t0, t0, 5000000000', 'p.s:1:1: 5000000000 does not fit the 32 bits of addi; load it with li first'],
  ['beq t0, t1, lop\nloop: halt', "p.s:1:13: 'lop' is not defined; did you mean 'loop'?"],
  ['j x\n.data\nx: .word 1', "p.s:1:1: 'x' is an address of data; expected a label of code"],
  ['j 3', 'p.s:1:1: the target 3 is not an instruction; there are 1'],
  ['x: halt\nx: halt', "p.s:2:1: 'x' is defined already, at p.s:1"],
  ['sp: halt', "p.s:1:1: 'sp' is a register; choose another name"],
  ['THREADS: halt', "p.s:1:1: 'THREADS' is defined already, by the assembler"],
  ['halt\n.data\n.wrd 1', "p.s:3:1: there is no directive '.wrd'; did you mean '.word'?"],
  ['halt\n.word 1', 'p.s:2:1: data among instructions; write .data above it'],
  ['.data\nhalt', 'p.s:2:1: an instruction among data; write .text above it'],
  ['halt\n.data\n.byte 256', 'p.s:3:7: 256 does not fit 1 byte'],
  ['halt\n.data\n.half -32769', 'p.s:3:7: -32769 does not fit 2 bytes'],
  ['halt\n.data\n.byte 1,', 'p.s:3:9: the line ends where a number, a name or an expression was expected'],
  ['halt\n.data\n.align 3', 'p.s:3:1: an alignment of 3; expected a power of two'],
  ['halt\n.data\n.space n\nn: .byte 0', "p.s:3:8: 'n' is not defined above this line"],
  ['halt\n.data\n.space -1', 'p.s:3:1: -1 bytes; expected 0 or more'],
  [
    'halt\n.data\n.space 0x10000000',
    'p.s:3:1: the data end past 67108864 bytes, the most that a program may have',
  ],
  ['.data 0x8000000', 'p.s:1:1: address 134217728 is outside of memory; expected 0 to 67108864'],
  [
    'halt\n.data 0x2000\n.word 1\n.data 0x2002\n.word 2',
    'p.s:5:7: there are data at 0x2002 already, of p.s:3; move one with .data ADDRESS',
  ],
  [
    'halt\n.data 0x2000\n.word 1\n.word 2\n.data 0x1ff8\n.word 3\n.word 4\n.word 5\n.word 6',
    'p.s:8:7: there are data at 0x2000 already, of p.s:3; move one with .data ADDRESS',
  ],
  [
    'halt\n.data 0x2000\n.word 1\n.word 2\n.data 0x2006\n.space 4\n.space 4',
    'p.s:6:1: there are data at 0x2006 already, of p.s:4; move one with .data ADDRESS',
  ],
  ['halt\n.data\n.sync\n.word 0', 'p.s:3:1: .sync without .endsync'],
  ['halt\n.data\n.endsync', 'p.s:3:1: .endsync without .sync'],
  ['halt\n.data\n.sync\n.word 0\n.sync', 'p.s:5:1: .sync within that of p.s:3; write .endsync above it'],
  ['halt\n.data\n.sync\n.data 0x4000', 'p.s:4:1: another address within .sync; write .endsync above it'],
  ['halt\n.sync', 'p.s:2:1: data among instructions; write .data above it'],
  ['halt\n.data\n.sync 1', "p.s:3:7: '1' stands where the end of the line was expected"],
  ['.stack 8', 'p.s:1:1: a stack of 8 bytes; expected a multiple of 16'],
  [
    'halt\n.stack 0x2000000',
    'p.s:1:1: data that end at 4096 and 4 stacks of 33554432 bytes are more than 67108864 bytes',
  ],
  ['li t0, 1 + ', 'p.s:1:12: the line ends where a number, a name or an expression was expected'],
  ['li t0, (1', "p.s:1:10: the line ends where ')' was expected"],
  ['li t0, 1 << 64', 'p.s:1:10: a shift by 64; expected 0 to 63'],
  ['li t0, 4 / (2 - 2)', 'p.s:1:10: a division by 0'],
  ['li t0, 0x', "p.s:1:8: '0x' is neither a number nor a name"],
  ['li t0, 12ab', "p.s:1:8: '12ab' is neither a number nor a name; names do not begin with a digit"],
  ['li t0, 99999999999999999999', "p.s:1:8: '99999999999999999999' does not fit 64 bits"],
  ['li t0, sp', "p.s:1:8: 'sp' stands where a number or a name was expected"],
  [`li t0, ${'('.repeat(70)}`, 'p.s:1:73: the expression is nested more than 64 deep'],
  ['li t0, "ab"', "p.s:1:8: 'ab' stands where one character, or a number, was expected"],
  ['li t0, "a', 'p.s:1:8: a quote " is opened and not closed before the end of the line'],
  ['li t0, @', "p.s:1:8: '@' means nothing here"],
  ['addi t0, t0, \\x', "p.s:1:14: '\\x' is not an argument of a macro here"],
  ['.equ x, 1\n.equ x, 2\nhalt', "p.s:2:6: 'x' is defined already, at p.s:1"],
  ['.equ x', "p.s:1:7: the line ends where ',' was expected"],
  [
    '.macro add a\n.endm\nhalt',
    "p.s:1:8: 'add' is an instruction or a directive; choose another name for the macro",
  ],
  ['.macro m a\nhalt', 'p.s:1:1: .macro has no .endm'],
  ['.macro m\n.endm\n.macro m\n.endm', "p.s:3:8: there is a macro 'm' already"],
  ['.macro m a, b\n.endm\nm 1', "p.s:3:1: 'm' is called with 1 arguments; expected a, b"],
  ['.endm', 'p.s:1:1: .endm without .macro'],
  ['.endr', 'p.s:1:1: .endr without .rept'],
  ['.rept 2\nhalt', 'p.s:1:1: .rept has no .endr'],
  ['.rept -1\n.endr', 'p.s:1:1: a repetition of -1 times; expected 0 to 1048576'],
  ['.if 1\nhalt', 'p.s:1:1: .if has no .endif'],
  ['.else', 'p.s:1:1: .else without an .if that is open'],
  ['.if 0\n.else\n.else\n.endif', 'p.s:3:1: .else without an .if that is open'],
  ['.endif', 'p.s:1:1: .endif without an .if'],
  [".param n, 5, 10, 20, 'how many'\nhalt", "p.s:1:8: the default 5 of 'n' is not from 10 to 20"],
  ['.param n, 5, 1, 20\nhalt', "p.s:1:19: the line ends where ',' was expected"],
  [
    '.macro m\n  bad\n.endm\nhalt\n m',
    "p.s:2:3: there is no instruction or macro 'bad' (in what is called from p.s:5)",
  ],
  [
    '.macro m\nx: halt\n.endm\n m\n m',
    "p.s:2:1: 'x' is defined already, at p.s:2, called from p.s:4; in a macro, write name\\@ for a name of each call (in what is called from p.s:5)",
  ],
  [
    '.macro m\n m\n.endm\n m',
    'p.s:2:2: macros are nested more than 64 deep; a macro that calls itself needs an .if to end (in what is called from p.s:2, first from p.s:4)',
  ],
  ['.macro m a\nm \\a\\a\n.endm\nm xxxxxxxx', 'p.s:2:1: the line is longer than 4096 characters'],
  ['.rept 1048576\n\n\n.endr', 'the program has more than 1048576 lines after expansion'],
];

describe('a program that cannot be assembled', () => {
  it.each(CASES)('%j is refused', (text, message) => {
    expect(refusal(text)).toContain(message);
  });

  it('is refused with the file of the text in which the mistake is', () => {
    expect(() =>
      assemble([
        { file: 'lock.s', text: 'halt' },
        { file: 'main.s', text: '\n halts' },
      ]),
    ).toThrow("main.s:2:2: there is no instruction or macro 'halts'; did you mean 'halt'?");
  });

  it.each([
    [{ threads: 0 }, '0 threads; expected a whole number from 1 to 1024'],
    [{ threads: 1.5 }, '1.5 threads; expected a whole number from 1 to 1024'],
    [{ lineBytes: 48 }, 'lines of 48 bytes; expected a power of two from 4 to 4096'],
    [{ parameters: { m: 1 } }, "p.s has no parameter 'm'; it has: count"],
    [{ parameters: { cuont: 1 } }, "p.s has no parameter 'cuont'; did you mean 'count'?"],
    [{ parameters: { count: 11 } }, "parameter 'count' is '11'; expected a whole number from 1 to 10"],
    [{ parameters: { count: 'few' } }, "parameter 'count' is 'few'; expected a whole number from 1 to 10"],
    [{ parameters: { count: 1.5 } }, "parameter 'count' is '1.5'; expected a whole number from 1 to 10"],
  ])('%j is refused', (options, message) => {
    expect(refusal(".param count, 1, 1, 10, 'how many'\nhalt", options)).toContain(message);
  });
});
