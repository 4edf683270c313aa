import type { Form } from './isa.js';

/** A shorter way to write an instruction. */
export interface Pseudo {
  readonly mnemonic: string;
  readonly form: Form;
  /** The instruction that it stands for, in the operands of `form`. */
  readonly is: string;
}

/** All of them, but for `li` of more than 32 bits and `la`, which may take two instructions. */
export const PSEUDOS: readonly Pseudo[] = [
  { mnemonic: 'nop', form: '', is: 'addi zero, zero, 0' },
  { mnemonic: 'mov', form: 'rd, rs1', is: 'addi rd, rs1, 0' },
  { mnemonic: 'not', form: 'rd, rs1', is: 'xori rd, rs1, -1' },
  { mnemonic: 'neg', form: 'rd, rs1', is: 'sub rd, zero, rs1' },
  { mnemonic: 'j', form: 'target', is: 'jal zero, target' },
  { mnemonic: 'jr', form: 'rs1', is: 'jalr zero, rs1, 0' },
  { mnemonic: 'call', form: 'target', is: 'jal ra, target' },
  { mnemonic: 'ret', form: '', is: 'jalr zero, ra, 0' },
  { mnemonic: 'beqz', form: 'rs1, target', is: 'beq rs1, zero, target' },
  { mnemonic: 'bnez', form: 'rs1, target', is: 'bne rs1, zero, target' },
  { mnemonic: 'bgt', form: 'rs1, rs2, target', is: 'blt rs2, rs1, target' },
  { mnemonic: 'ble', form: 'rs1, rs2, target', is: 'bge rs2, rs1, target' },
  { mnemonic: 'bgtu', form: 'rs1, rs2, target', is: 'bltu rs2, rs1, target' },
  { mnemonic: 'bleu', form: 'rs1, rs2, target', is: 'bgeu rs2, rs1, target' },
  { mnemonic: 'clean', form: 'imm(rs1)', is: 'flush imm(rs1)' },
];

/** Pseudo-instructions by name. */
export const PSEUDO_NAMED: ReadonlyMap<string, Pseudo> = new Map(
  PSEUDOS.map((pseudo) => [pseudo.mnemonic, pseudo]),
);
