/** What assembly text means. */
import { describe, expect, it } from 'vitest';
import { type AssembleOptions, assemble } from '../../src/programs/assemble.js';
import { disassembleWord } from '../../src/programs/disassemble.js';
import {
  initialMemory,
  nameOfAddress,
  nameOfInstruction,
  type Program,
  stackTop,
} from '../../src/programs/program.js';
import { unpackWords } from '../../src/programs/word.js';

const code = (program: Program): string[] => unpackWords(program.code).map((word) => disassembleWord(word));

const codeOf = (text: string, options?: AssembleOptions): string[] => code(assemble(text, options));

const bytesAt = (program: Program, name: string, count: number): number[] => {
  const address = Number(program.symbols.get(name)!.value);
  return [...initialMemory(program).subarray(address, address + count)];
};

describe('instructions', () => {
  it.each([
    ['nop', 'addi zero, zero, 0'],
    ['mov t0, t1', 'addi t0, t1, 0'],
    ['not t0, t1', 'xori t0, t1, -1'],
    ['neg t0, t1', 'sub t0, zero, t1'],
    ['j 0', 'jal zero, 0'],
    ['jr t0', 'jalr zero, t0, 0'],
    ['call 0', 'jal ra, 0'],
    ['ret', 'jalr zero, ra, 0'],
    ['beqz t0, 0', 'beq t0, zero, 0'],
    ['bnez t0, 0', 'bne t0, zero, 0'],
    ['bgt t0, t1, 0', 'blt t1, t0, 0'],
    ['ble t0, t1, 0', 'bge t1, t0, 0'],
    ['bgtu t0, t1, 0', 'bltu t1, t0, 0'],
    ['bleu t0, t1, 0', 'bgeu t1, t0, 0'],
    ['clean 8(t0)', 'flush 8(t0)'],
    ['lw t0, (t1)', 'lw t0, 0(t1)'],
    ['lw t0, 4096', 'lw t0, 4096(zero)'],
    ['add r9, r31, r0', 'add t0, sp, zero'],
  ])('%s is %s', (text, is) => {
    expect(codeOf(text)).toEqual([is]);
  });

  it.each([
    ['li t0, 2147483647', ['li t0, 2147483647']],
    ['li t0, -2147483648', ['li t0, -2147483648']],
    ['li t0, 2147483648', ['li t0, -2147483648', 'lih t0, 0']],
    ['li t0, 0x123456789abcdef0', ['li t0, -1698898192', 'lih t0, 305419896']],
    ['li t0, -1', ['li t0, -1']],
    ['li t0, 0xffffffffffffffff', ['li t0, -1']],
    ['la t0, x + 4\n.data\nx: .word 1', ['li t0, 4100']],
  ])('%j takes as many instructions as it needs', (text, is) => {
    expect(codeOf(text)).toEqual(is);
  });

  it('go to labels before and after them', () => {
    expect(codeOf('a: j b\nb: j a')).toEqual(['jal zero, 1', 'jal zero, 0']);
  });

  it('begin at main, else with the first', () => {
    expect(assemble('nop\nmain: halt').entry).toBe(1);
    expect(assemble('nop\nhalt').entry).toBe(0);
  });

  it('may have several labels, alone on their lines or not', () => {
    const { symbols } = assemble('nop\na: b:\nc: halt');
    expect(['a', 'b', 'c'].map((name) => symbols.get(name)!.value)).toEqual([1n, 1n, 1n]);
  });

  it('leave out comments, but not what looks like one in quotes', () => {
    expect(codeOf("li t0, '#' # comment\n; another\nli t1, ';'")).toEqual(['li t0, 35', 'li t1, 59']);
  });
});

describe('expressions', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['7 / 2', 3],
    ['-7 / 2', -3],
    ['7 % 4', 3],
    ['1 << 4 | 1', 17],
    ['0xff & ~0xf', 0xf0],
    ['6 ^ 3', 5],
    ['-8 >> 1', -4],
    ['0b1010', 10],
    ['1_000', 1000],
    ["'A' + 1", 66],
    ["'\\n'", 10],
    ['3 < 4', 1],
    ['3 >= 4', 0],
    ['2 == 1 + 1', 1],
    ['1 + 1 != 2', 0],
    ['- -3', 3],
    ['x * 2', 42],
    ['THREADS * LINE', 4 * 64],
    ['LEAVE', 4],
  ])('%s = %i', (expression, value) => {
    expect(codeOf(`.equ x, 21\nli t0, ${expression}`)).toEqual([`li t0, ${value}`]);
  });
});

describe('data', () => {
  it('begin at 4096 and follow each other, little endian', () => {
    const program = assemble('halt\n.data\na: .byte 1, -1\nb: .half 0x1234\n.word 5\nc: .dword -2');
    expect(program.symbols.get('a')!.value).toBe(4096n);
    expect(bytesAt(program, 'a', 8)).toEqual([1, 255, 0x34, 0x12, 5, 0, 0, 0]);
    expect(bytesAt(program, 'c', 8)).toEqual([254, 255, 255, 255, 255, 255, 255, 255]);
  });

  it('are texts, with or without a zero at the end', () => {
    const program = assemble('halt\n.data\na: .ascii "é", "x"\nb: .asciz "\\n"\nc: .byte 7');
    expect(bytesAt(program, 'a', 6)).toEqual([0xc3, 0xa9, 120, 10, 0, 7]);
  });

  it('may hold addresses of labels below', () => {
    const program = assemble('halt\nlast: halt\n.data\na: .dword b, last\nb: .byte 1');
    expect(bytesAt(program, 'a', 2)).toEqual([0x10, 0x10]);
    expect(bytesAt(program, 'a', 9)[8]).toBe(1);
  });

  it('are aligned on demand, to the line as well', () => {
    const text = 'halt\n.data\n.byte 1\n.align 8\na: .byte 1\n.line\nb: .byte 1';
    expect(assemble(text, { lineBytes: 128 }).symbols.get('a')!.value).toBe(4104n);
    expect(assemble(text, { lineBytes: 128 }).symbols.get('b')!.value).toBe(4096n + 128n);
    expect(assemble(text, { lineBytes: 32 }).symbols.get('b')!.value).toBe(4096n + 32n);
  });

  it('go on where they were after code between them', () => {
    const { symbols } = assemble('.data\n.word 1\n.text\nhalt\n.data\na: .word 2');
    expect(symbols.get('a')!.value).toBe(4100n);
  });

  it('may stand at any address, which then begins memory if it is low', () => {
    expect(assemble('halt\n.data 0x10\n.word 1').memoryBase).toBe(0x10);
    expect(assemble('halt\n.data 0x9000\n.word 1').memoryBase).toBe(4096);
  });

  it('are followed by the stacks, one a thread', () => {
    const program = assemble('halt\n.stack 32\n.data\n.byte 1', { threads: 3 });
    expect(program.memoryBytes).toBe(4096 + 64 + 3 * 32);
    expect([0, 1, 2].map((thread) => stackTop(program, thread))).toEqual([4192, 4224, 4256]);
  });
});

describe('what threads synchronise by', () => {
  const syncOf = (text: string, lineBytes = 16) => assemble(`halt\n.data\n${text}`, { lineBytes }).sync;

  it('has lines of its own, from .sync to .endsync', () => {
    const text = 'a: .word 1\n.sync\nb: .word 2\n.endsync\nc: .word 3';
    const program = assemble(`halt\n.data\n${text}`, { lineBytes: 16 });
    expect(program.sync).toEqual([{ address: 4112, bytes: 16 }]);
    expect(program.symbols.get('b')!.value).toBe(4112n);
    expect(program.symbols.get('c')!.value).toBe(4128n);
    expect(assemble(`halt\n.data\n${text}`, { lineBytes: 256 }).sync).toEqual([
      { address: 4352, bytes: 256 },
    ]);
  });

  it('is told as one where it touches, lowest address first', () => {
    const touching = '.sync\n.word 1\n.endsync\n.sync\n.space 20\n.endsync';
    expect(syncOf(touching)).toEqual([{ address: 4096, bytes: 48 }]);
    const apart = '.data 0x3000\n.sync\n.word 1\n.endsync\n.data 0x2000\n.sync\n.word 2\n.endsync';
    expect(syncOf(apart)).toEqual([
      { address: 0x2000, bytes: 16 },
      { address: 0x3000, bytes: 16 },
    ]);
  });

  it('is nothing where nothing stands in it, or the lines do not count', () => {
    expect(syncOf('.sync\n.endsync')).toEqual([]);
    expect(syncOf('.if 0\n.sync\n.word 1\n.endsync\n.endif\n.word 1')).toEqual([]);
  });
});

describe('macros', () => {
  it('put their arguments in, and have labels of their own', () => {
    const text =
      '.macro count register, from\nli \\register, \\from\nl\\@: bnez \\register, l\\@\n.endm\ncount t0, 3\ncount t1, (1 + 2)';
    expect(codeOf(text)).toEqual(['li t0, 3', 'bne t0, zero, 1', 'li t1, 3', 'bne t1, zero, 3']);
  });

  it('may call others and themselves, and define macros', () => {
    const text = `
      .macro down n
      li t0, \\n
      .if \\n
      down \\n-1
      .endif
      .endm
      .macro define name
      .macro \\name
      halt
      .endm
      .endm
      down 2
      define stop
      stop`;
    expect(codeOf(text)).toEqual(['li t0, 2', 'li t0, 1', 'li t0, 0', 'halt']);
  });

  it('keep commas in quotes and parentheses together', () => {
    expect(codeOf(".macro m a, b\nli t0, \\a\nlw t1, \\b\n.endm\nm ',', 4(t2)")).toEqual([
      'li t0, 44',
      'lw t1, 4(t2)',
    ]);
  });

  it('take a label before the call', () => {
    expect(codeOf('.macro m\nhalt\n.endm\nnop\nx: m\nj x')).toEqual([
      'addi zero, zero, 0',
      'halt',
      'jal zero, 1',
    ]);
  });
});

describe('repetitions', () => {
  it('repeat lines with the number of the turn', () => {
    expect(codeOf('.rept 3\nli t0, \\+\n.endr')).toEqual(['li t0, 0', 'li t0, 1', 'li t0, 2']);
  });

  it('of no times leave nothing', () => {
    expect(codeOf('.rept 0\nbad\n.endr\nhalt')).toEqual(['halt']);
  });

  it('nest, and stand in macros', () => {
    expect(codeOf('.macro m n\n.rept \\n\n.rept 2\nnop\n.endr\n.endr\n.endm\nm 2')).toHaveLength(4);
  });
});

describe('conditions', () => {
  it.each([
    ['1', ['li t0, 1']],
    ['0', ['li t0, 2']],
    ['THREADS > 3', ['li t0, 1']],
  ])('.if %s chooses', (condition, is) => {
    expect(codeOf(`.if ${condition}\nli t0, 1\n.else\nli t0, 2\n.endif`)).toEqual(is);
  });

  it('do not look at the lines that do not count, conditions in them included', () => {
    expect(codeOf('.if 0\nbad (\n.if unknown\n.else\nbad\n.endif\n.endif\nhalt')).toEqual(['halt']);
  });
});

describe('parameters', () => {
  const text = ".param n, 5, 1, 0xffffffff, 'how many'\nli t0, n";

  it('have their default, or the value given', () => {
    expect(codeOf(text)).toEqual(['li t0, 5']);
    expect(codeOf(text, { parameters: { n: 7 } })).toEqual(['li t0, 7']);
    expect(codeOf(text, { parameters: { n: '0x10' } })).toEqual(['li t0, 16']);
  });

  it('are listed', () => {
    expect(assemble(text, { parameters: { n: 7n } }).parameters).toEqual([
      { name: 'n', about: 'how many', default: 5n, least: 1n, most: 0xffffffffn, value: 7n },
    ]);
  });
});

describe('names in messages', () => {
  it('say where an instruction was written, and who called its macro', () => {
    const program = assemble('.macro m\nnop\n.endm\nhalt\nm', { name: 'p.s' });
    expect(nameOfInstruction(program, 0)).toBe('instruction 0 (p.s:4)');
    expect(nameOfInstruction(program, 1)).toBe('instruction 1 (p.s:2, called from p.s:5)');
  });

  it('give an address by the label before it', () => {
    const program = assemble('halt\n.data\na: .dword 0\nb: .dword 0');
    expect(nameOfAddress(program, 4096)).toBe('0x1000 (a)');
    expect(nameOfAddress(program, 4108)).toBe('0x100c (b+4)');
    expect(nameOfAddress(program, 8)).toBe('0x8');
  });
});

it('a byte-order mark at the beginning of a text is no part of it', () => {
  const files = ['a.s', 'b.s'].map((file) => ({ file, text: '\uFEFFnop\n' }));
  expect(assemble(files).code).toEqual(assemble('nop\nnop').code);
});
