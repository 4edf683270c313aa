/**
 * The instruction set: one table, from which the assembler, the disassembler, the builder, the reference
 * page and the core's operation codes are made.
 *
 * There are 32 registers of 64 bits; `zero` reads 0 and ignores writes. An instruction is 8 bytes: code,
 * rd, rs1, rs2 (a byte each), imm (signed, 32 bits, little endian). Fields that the form does not name
 * are 0. Code is apart from memory, and the program counter counts instructions.
 */

/** What an instruction is about; `access` of loads, stores and atomics says the rest. */
export type InstructionClass =
  | 'arithmetic'
  | 'load'
  | 'store'
  | 'atomic'
  | 'fence'
  | 'cache'
  | 'branch'
  | 'jump'
  | 'thread'
  | 'blocking'
  | 'message'
  | 'note';

/**
 * The operands as they are written. `imm(rs1)` is an address: either part may be left out. `target` is
 * the number of the instruction to go to, held in imm.
 */
export type Form =
  | ''
  | 'rd'
  | 'rs1'
  | 'imm'
  | 'target'
  | 'imm(rs1)'
  | 'rd, imm'
  | 'rd, target'
  | 'imm, rs1'
  | 'rd, rs1'
  | 'rd, rs1, rs2'
  | 'rd, rs1, imm'
  | 'rs1, target'
  | 'rs1, rs2, target'
  | 'rd, imm(rs1)'
  | 'rs2, imm(rs1)'
  | 'rd, rs2, imm(rs1)';

/** How an instruction touches memory. */
export interface Access {
  readonly bytes: 1 | 2 | 4 | 8;
  /** Loads extend what they read to 64 bits: with its sign, or with zeros. */
  readonly signed: boolean;
  /** What comes later in program order is done after this access. */
  readonly acquire: boolean;
  /** What comes earlier in program order is done before this access. */
  readonly release: boolean;
}

export interface Instruction<Mnemonic extends string = string, F extends Form = Form> {
  /** 1 to 255; no instruction has code 0. */
  readonly code: number;
  readonly mnemonic: Mnemonic;
  readonly form: F;
  readonly class: InstructionClass;
  /** One sentence. */
  readonly does: string;
  readonly access?: Access;
}

const row = <const M extends string, const F extends Form>(
  code: number,
  mnemonic: M,
  form: F,
  kind: InstructionClass,
  does: string,
  access?: Access,
): Instruction<M, F> => ({ code, mnemonic, form, class: kind, does, ...(access && { access }) });

/** The operation on two registers; where it also takes an immediate, that is 16 codes further. */
const alu = <const M extends string>(
  code: number,
  mnemonic: M,
  does: string,
): Instruction<M, 'rd, rs1, rs2'> => row(code, mnemonic, 'rd, rs1, rs2', 'arithmetic', does);

const immediate = <const M extends string>(
  code: number,
  mnemonic: M,
  does: string,
): Instruction<M, 'rd, rs1, imm'> => row(code, mnemonic, 'rd, rs1, imm', 'arithmetic', does);

type Bytes = Access['bytes'];
const log2 = (bytes: Bytes): number => Math.log2(bytes);

/** 0x40 + log2 bytes, + 4 if extended with zeros, + 8 if it acquires. */
const load = <const M extends string>(mnemonic: M, bytes: Bytes, signed: boolean) => {
  const code = 0x40 + log2(bytes) + (signed ? 0 : 4);
  const extended = bytes === 8 ? '' : signed ? ', extended with its sign' : ', extended with zeros';
  const does = `rd = the ${bytes === 1 ? 'byte' : `${bytes} bytes`} at the address${extended}`;
  const access = { bytes, signed, acquire: false, release: false };
  return [
    row(code, mnemonic, 'rd, imm(rs1)', 'load', `${does}.`, access),
    row(code + 8, `${mnemonic}.aq`, 'rd, imm(rs1)', 'load', `${does}; acquires.`, {
      ...access,
      acquire: true,
    }),
  ] as const;
};

/** 0x50 + log2 bytes, + 8 if it releases. */
const store = <const M extends string>(mnemonic: M, bytes: Bytes) => {
  const code = 0x50 + log2(bytes);
  const does = `Stores the low ${bytes === 1 ? 'byte' : `${bytes} bytes`} of rs2 at the address`;
  const access = { bytes, signed: false, acquire: false, release: false };
  return [
    row(code, mnemonic, 'rs2, imm(rs1)', 'store', `${does}.`, access),
    row(code + 8, `${mnemonic}.rl`, 'rs2, imm(rs1)', 'store', `${does}; releases.`, {
      ...access,
      release: true,
    }),
  ] as const;
};

/** The base code, + 4 for 8 bytes, + 2 if it releases, + 1 if it acquires. */
const atomic = <const M extends string, const F extends Form>(
  code: number,
  mnemonic: M,
  form: F,
  does: string,
) => {
  const of = <const N extends string>(suffix: N, bits: number) =>
    row(code + bits, `${mnemonic}.${suffix}` as const, form, 'atomic', does, {
      bytes: bits & 4 ? 8 : 4,
      signed: true,
      acquire: (bits & 1) !== 0,
      release: (bits & 2) !== 0,
    });
  return [
    of('w', 0),
    of('w.aq', 1),
    of('w.rl', 2),
    of('w.aqrl', 3),
    of('d', 4),
    of('d.aq', 5),
    of('d.rl', 6),
    of('d.aqrl', 7),
  ] as const;
};

const ROWS = [
  alu(0x01, 'add', 'rd = rs1 + rs2.'),
  alu(0x02, 'sub', 'rd = rs1 − rs2.'),
  alu(0x03, 'and', 'rd = rs1 and rs2, bit by bit.'),
  alu(0x04, 'or', 'rd = rs1 or rs2, bit by bit.'),
  alu(0x05, 'xor', 'rd = rs1 exclusive-or rs2, bit by bit.'),
  alu(0x06, 'shl', 'rd = rs1 shifted left by the low 6 bits of rs2.'),
  alu(0x07, 'shr', 'rd = rs1 shifted right by the low 6 bits of rs2, zeros coming in.'),
  alu(0x08, 'sar', 'rd = rs1 shifted right by the low 6 bits of rs2, the sign coming in.'),
  alu(0x09, 'mul', 'rd = the low 64 bits of rs1 × rs2.'),
  alu(0x0a, 'slt', 'rd = 1 if rs1 < rs2 as signed numbers, else 0.'),
  alu(0x0b, 'sltu', 'rd = 1 if rs1 < rs2 as unsigned numbers, else 0.'),
  alu(0x0c, 'divu', 'rd = rs1 / rs2 as unsigned numbers, rounded down; rs2 = 0 is a fault.'),
  alu(0x0d, 'remu', 'rd = the remainder of rs1 / rs2 as unsigned numbers; rs2 = 0 is a fault.'),
  immediate(0x11, 'addi', 'rd = rs1 + imm.'),
  immediate(0x13, 'andi', 'rd = rs1 and imm (extended with its sign), bit by bit.'),
  immediate(0x14, 'ori', 'rd = rs1 or imm (extended with its sign), bit by bit.'),
  immediate(0x15, 'xori', 'rd = rs1 exclusive-or imm (extended with its sign), bit by bit.'),
  immediate(0x16, 'shli', 'rd = rs1 shifted left by the low 6 bits of imm.'),
  immediate(0x17, 'shri', 'rd = rs1 shifted right by the low 6 bits of imm, zeros coming in.'),
  immediate(0x18, 'sari', 'rd = rs1 shifted right by the low 6 bits of imm, the sign coming in.'),
  immediate(0x19, 'muli', 'rd = the low 64 bits of rs1 × imm.'),
  immediate(0x1a, 'slti', 'rd = 1 if rs1 < imm as signed numbers, else 0.'),
  immediate(0x1b, 'sltui', 'rd = 1 if rs1 < imm (extended with its sign) as unsigned numbers, else 0.'),
  row(0x1e, 'li', 'rd, imm', 'arithmetic', 'rd = imm, extended with its sign.'),
  row(0x1f, 'lih', 'rd, imm', 'arithmetic', 'Sets the upper 32 bits of rd to imm; the lower ones stay.'),

  row(0x20, 'beq', 'rs1, rs2, target', 'branch', 'Goes to target if rs1 = rs2.'),
  row(0x21, 'bne', 'rs1, rs2, target', 'branch', 'Goes to target if rs1 ≠ rs2.'),
  row(0x22, 'blt', 'rs1, rs2, target', 'branch', 'Goes to target if rs1 < rs2 as signed numbers.'),
  row(0x23, 'bge', 'rs1, rs2, target', 'branch', 'Goes to target if rs1 ≥ rs2 as signed numbers.'),
  row(0x24, 'bltu', 'rs1, rs2, target', 'branch', 'Goes to target if rs1 < rs2 as unsigned numbers.'),
  row(0x25, 'bgeu', 'rs1, rs2, target', 'branch', 'Goes to target if rs1 ≥ rs2 as unsigned numbers.'),
  row(0x28, 'jal', 'rd, target', 'jump', 'rd = the number of the next instruction; goes to target.'),
  row(0x29, 'jalr', 'rd, rs1, imm', 'jump', 'rd = the number of the next instruction; goes to rs1 + imm.'),

  row(0x30, 'who', 'rd', 'thread', 'rd = the number of this thread, from 0.'),
  row(0x31, 'crowd', 'rd', 'thread', 'rd = the number of threads.'),
  row(0x32, 'cycle', 'rd', 'thread', 'rd = this processor’s clock, in cycles.'),
  row(0x33, 'rnd', 'rd', 'thread', 'rd = the next 64 bits of the thread’s own stream of random numbers.'),
  row(0x34, 'out', 'rs1', 'thread', 'Adds rs1, and who says it, to the run’s output.'),
  row(0x35, 'fail', 'imm', 'thread', 'A fault: the program’s own assertion number imm does not hold.'),
  row(0x36, 'halt', '', 'thread', 'Ends this thread; a0 is its code.'),
  row(
    0x37,
    'note',
    'imm, rs1',
    'note',
    'Tells the host what happens to object rs1; takes no time, and is not counted as an instruction.',
  ),
  row(0x38, 'pause', '', 'thread', 'Waits for a moment, 10 cycles: says that the thread spins.'),
  row(0x39, 'sleep', 'rs1', 'thread', 'Waits for rs1 cycles, at most 2^48; for none if rs1 is negative.'),
  row(0x3a, 'yield', '', 'blocking', 'Lets another thread have the processor.'),
  row(
    0x3b,
    'wait',
    'rs2, imm(rs1)',
    'blocking',
    'Blocks the thread if the 4 bytes at the address equal those of rs2 (one atomic step); else goes on.',
  ),
  row(
    0x3c,
    'wake',
    'rd, rs2, imm(rs1)',
    'blocking',
    'Wakes up to rs2 threads that wait on the address, the longest waiting first; rd = how many.',
  ),
  row(0x3d, 'send', 'rd, rs1, rs2', 'message', 'Sends rd bytes from address rs2 to thread rs1.'),
  row(
    0x3e,
    'recv',
    'rd, rs1, rs2',
    'message',
    'Blocks until a message from thread rs1 (−1: from any) is there and copies it to address rs2; rd = its bytes, a7 = its sender.',
  ),

  ...load('lb', 1, true),
  ...load('lh', 2, true),
  ...load('lw', 4, true),
  ...load('ld', 8, true),
  ...load('lbu', 1, false),
  ...load('lhu', 2, false),
  ...load('lwu', 4, false),
  ...store('sb', 1),
  ...store('sh', 2),
  ...store('sw', 4),
  ...store('sd', 8),

  row(0x60, 'fence', '', 'fence', 'Every earlier load and store is done before every later one.'),
  row(0x61, 'fence.r', '', 'fence', 'Earlier loads are done before later loads.'),
  row(0x62, 'fence.w', '', 'fence', 'Earlier stores are done before later stores.'),
  row(0x63, 'fence.aq', '', 'fence', 'Earlier loads are done before every later load and store.'),
  row(0x64, 'fence.rl', '', 'fence', 'Every earlier load and store is done before later stores.'),
  row(
    0x68,
    'flush',
    'imm(rs1)',
    'cache',
    'Writes the line of the address back if it is dirty; it stays, clean.',
  ),
  row(
    0x69,
    'inval',
    'imm(rs1)',
    'cache',
    'Drops this processor’s copy of the line, without writing it back.',
  ),

  ...atomic(0x80, 'tas', 'rd, imm(rs1)', 'Test-and-set: rd = the value at the address, which becomes 1.'),
  ...atomic(0x88, 'swap', 'rd, rs2, imm(rs1)', 'rd = the value at the address, which becomes rs2.'),
  ...atomic(
    0x90,
    'cas',
    'rd, rs2, imm(rs1)',
    'Compare-and-swap: if the value at the address equals rd it becomes rs2; rd = the value that was there.',
  ),
  ...atomic(
    0x98,
    'fadd',
    'rd, rs2, imm(rs1)',
    'Fetch-and-add: rd = the value at the address, to which rs2 is added.',
  ),
  ...atomic(
    0xa0,
    'll',
    'rd, imm(rs1)',
    'Load-linked: rd = the value at the address, whose line is reserved.',
  ),
  ...atomic(
    0xa8,
    'sc',
    'rd, rs2, imm(rs1)',
    'Store-conditional: if the line is still reserved, stores rs2 and rd = 1; else rd = 0. The reservation ends.',
  ),
] as const;

type Row = (typeof ROWS)[number];

/** Every name of an instruction. */
export type Mnemonic = Row['mnemonic'];

/** The form of the instruction of that name. */
export type FormOf<M extends Mnemonic> = Extract<Row, { readonly mnemonic: M }>['form'];

/** Every instruction, in the order of the reference page. */
export const INSTRUCTIONS: readonly Instruction<Mnemonic>[] = ROWS;

/** Instructions by name. */
export const BY_MNEMONIC: ReadonlyMap<string, Instruction<Mnemonic>> = new Map(
  INSTRUCTIONS.map((instruction) => [instruction.mnemonic, instruction]),
);

/** Instructions by code. */
export const BY_CODE: ReadonlyMap<number, Instruction<Mnemonic>> = new Map(
  INSTRUCTIONS.map((instruction) => [instruction.code, instruction]),
);

/** What `note` tells, by its imm; the assembler knows these names. */
export const NOTES = {
  WANTED: { code: 0, about: 'the lock rs1 is wanted' },
  TAKEN: { code: 1, about: 'the lock rs1 is taken' },
  RELEASED: { code: 2, about: 'the lock rs1 is given back' },
  ENTER: { code: 3, about: 'the thread enters the critical section of object rs1' },
  LEAVE: { code: 4, about: 'the thread leaves the critical section of object rs1' },
  ARRIVE: { code: 5, about: 'the thread arrives at the barrier rs1' },
  DEPART: { code: 6, about: 'the thread leaves the barrier rs1' },
  MARK: { code: 7, about: 'a mark with the number rs1' },
} as const;
