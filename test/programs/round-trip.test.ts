/** A program taken apart and assembled again is the same program. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../src/programs/assemble.js';
import { ProgramBuilder } from '../../src/programs/build.js';
import { checkCode, disassemble, disassembleWord } from '../../src/programs/disassemble.js';
import { INSTRUCTIONS } from '../../src/programs/isa.js';
import { PROGRAMS } from '../../src/programs/library/index.js';
import { initialMemory, type Program } from '../../src/programs/program.js';
import { packWords, unpackWords, type Word } from '../../src/programs/word.js';

/** What two programs that are the same have in common. */
const essence = (program: Program) => ({
  code: unpackWords(program.code),
  memory: initialMemory(program),
  entry: program.entry,
  sync: program.sync,
  base: program.memoryBase,
  stack: [program.stackBase, program.stackBytes],
  symbols: [...program.symbols.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
});

const again = (program: Program): Program =>
  assemble(disassemble(program), { threads: program.threads, lineBytes: program.lineBytes });

const register = fc.integer({ min: 0, max: 31 });

/** Any instruction that may stand in a program of so many. */
const word = (count: number): fc.Arbitrary<Word> =>
  fc.constantFrom(...INSTRUCTIONS).chain(({ code, form }) => {
    const field = (name: string) => (new RegExp(`\\b${name}\\b`).test(form) ? register : fc.constant(0));
    const imm = form.includes('target')
      ? fc.integer({ min: 0, max: count - 1 })
      : form.includes('imm')
        ? fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
        : fc.constant(0);
    return fc.record({ code: fc.constant(code), rd: field('rd'), rs1: field('rs1'), rs2: field('rs2'), imm });
  });

const words = fc
  .integer({ min: 1, max: 40 })
  .chain((count) => fc.array(word(count), { minLength: count, maxLength: count }));

describe('assemble(disassemble(x)) = x', () => {
  it('for any instructions', () => {
    fc.assert(
      fc.property(words, (list) => {
        const program: Program = { ...assemble('halt'), code: packWords(list) };
        checkCode(program);
        expect(essence(again(program))).toEqual(essence(program));
      }),
    );
  });

  it('for any instruction by itself', () => {
    for (const { code, form } of INSTRUCTIONS) {
      const uses = (name: string) => (new RegExp(`\\b${name}\\b`).test(form) ? 7 : 0);
      const [rd, rs1, rs2] = [uses('rd'), uses('rs1'), uses('rs2')];
      const one = { code, rd, rs1, rs2, imm: form.includes('imm') ? -3 : 0 };
      expect(unpackWords(assemble(disassembleWord(one)).code)).toEqual([one]);
    }
  });

  it('for any data, threads and lines', () => {
    const piece = fc.record({
      gap: fc.integer({ min: 0, max: 100 }),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
      sync: fc.boolean(),
    });
    const shape = fc.record({
      begin: fc.constantFrom(0, 16, 4096, 5000),
      pieces: fc.array(piece, { maxLength: 5 }),
      threads: fc.integer({ min: 1, max: 5 }),
      lineBytes: fc.constantFrom(4, 16, 64, 256),
      stack: fc.constantFrom(0, 16, 256),
    });
    fc.assert(
      fc.property(shape, ({ begin, pieces, threads, lineBytes, stack }) => {
        const data = pieces.flatMap(({ gap, bytes, sync }, i) => [
          `.space ${gap}`,
          ...(sync ? ['.sync'] : []),
          `d${i}: .byte ${bytes.join(', ')}`,
          ...(sync ? ['.endsync'] : []),
        ]);
        const text = ['halt', `.stack ${stack}`, `.data ${begin}`, ...data].join('\n');
        const program = assemble(text, { threads, lineBytes });
        expect(essence(again(program))).toEqual(essence(program));
      }),
    );
  });

  it.each(PROGRAMS.map((program) => [program.name, program] as const))('for %s', (_name, program) => {
    const { program: loaded } = program.load(4);
    expect(essence(again(loaded))).toEqual(essence(loaded));
  });
});

describe('code that no assembler made', () => {
  const withWord = (changes: Partial<Word>): Program => ({
    ...assemble('halt', { name: 'p' }),
    code: packWords([{ code: 0x36, rd: 0, rs1: 0, rs2: 0, imm: 0, ...changes }]),
  });

  it.each([
    [{ code: 0 }, 'instruction 0 of p has code 0, which is none of an instruction'],
    [{ code: 1, rd: 32 }, 'has rd 32; expected 0 to 31'],
    [{ rs1: 4 }, 'has rs1 4, of which halt makes no use'],
    [{ imm: 4 }, 'has imm 4, of which halt makes no use'],
    [{ code: 0x28, imm: 1 }, 'goes to 1; there are 1 instructions'],
    [{ code: 0x28, imm: -1 }, 'goes to -1; there are 1 instructions'],
  ])('%j is refused', (changes, message) => {
    expect(() => checkCode(withWord(changes))).toThrow(message);
  });
});

describe('the builder', () => {
  it('makes the program that the assembler makes', () => {
    const builder = new ProgramBuilder({ name: 'p', threads: 2, stackBytes: 0 });
    builder.data('bytes', Uint8Array.of(1, 2, 3));
    builder.data('counter', 8);
    builder.sync('lock', Uint8Array.of(1));
    builder.data('after', 4, 4);
    builder.label('main');
    builder.constant('t0', 5).constant('t1', 0x123456789n).emit('li', 's0', 'counter');
    const loop = builder.label('loop');
    builder.emit('fadd.d.aqrl', 't2', 't0', [0, 's0']).emit('ld', 't3', 'counter');
    builder.emit('bne', 't3', 'zero', loop).emit('jal', 'zero', 'end');
    builder.label('end');
    builder.emit('halt');
    const text = `
      .stack 0
      .data
      bytes: .byte 1, 2, 3
      .align 8
      counter: .space 8
      .sync
      lock: .byte 1
      .endsync
      after: .space 4
      .text
      main: li t0, 5
      li t1, 0x123456789
      la s0, counter
      loop: fadd.d.aqrl t2, t0, (s0)
      ld t3, counter
      bnez t3, loop
      j end
      end: halt`;
    expect(essence(builder.build())).toEqual(essence(assemble(text, { threads: 2 })));
  });

  it('refuses names that are not defined, or twice', () => {
    const builder = new ProgramBuilder({ name: 'p' });
    builder.label('x');
    expect(() => builder.label('x')).toThrow("p: 'x' is defined twice");
    builder.emit('jal', 'zero', 'y');
    expect(() => builder.build()).toThrow("p: instruction 0 (jal): 'y' is not defined");
  });

  it('takes constants of 64 bits, with or without a sign', () => {
    for (const value of [-(2n ** 63n), 2n ** 64n - 1n]) {
      expect(() => new ProgramBuilder().constant('t0', value).build()).not.toThrow();
    }
  });

  it.each([
    [2n ** 64n, 'p: constant t0: 18446744073709551616 does not fit 64 bits; expected -2^63 to 2^64 - 1'],
    [-(2n ** 63n) - 1n, 'p: constant t0: -9223372036854775809 does not fit 64 bits'],
    [1.5, 'p: constant t0: 1.5 is no whole number'],
  ])('refuses the constant %s', (value, message) => {
    expect(() => new ProgramBuilder({ name: 'p' }).constant('t0', value)).toThrow(message);
  });

  it('refuses a program without instructions', () => {
    const empty = new ProgramBuilder({ name: 'p' });
    empty.data('x', 8);
    expect(() => empty.build()).toThrow('p: there is no instruction in it; emit one, such as halt');
  });

  it('refuses numbers that do not fit', () => {
    const builder = new ProgramBuilder({ name: 'p' }).emit('li', 't0', 2 ** 31);
    expect(() => builder.build()).toThrow('p: instruction 0 (li): 2147483648 is no whole number of 32 bits');
  });
});
