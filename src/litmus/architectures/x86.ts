/**
 * x86 as herd7 writes it. `X86` puts the destination first (`MOV [x],$1`), `X86_64` last
 * (`movl $1,(x)`); both take the registers by any of their names for 32 and 64 bits.
 */
import type { Architecture } from './architecture.js';
import { readX86 } from './x86-instructions.js';
import { HIDDEN, REGISTERS_32, REGISTERS_64, x86Register } from './x86-registers.js';

export const x86: Architecture = {
  name: 'X86',
  about: 'x86 of 32 bits, destination first.',
  registers: REGISTERS_32,
  hidden: HIDDEN,
  register: x86Register,
  instruction: (scanner, thread) => readX86(scanner, thread, true),
};

export const x86_64: Architecture = {
  name: 'X86_64',
  about: 'x86 of 64 bits, destination last.',
  registers: REGISTERS_64,
  hidden: HIDDEN,
  register: x86Register,
  instruction: (scanner, thread) => readX86(scanner, thread, false),
};
