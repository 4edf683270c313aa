/** What a fault means, where it was met, and how to mend it. */
import type { ThreadView } from '../engine/threads.js';
import { disassembleWord } from '../programs/disassemble.js';
import { BY_MNEMONIC } from '../programs/isa.js';
import { instructionCount, type Program, showPlace } from '../programs/program.js';
import { REGISTER_NAMES } from '../programs/registers.js';
import { unpackWords, WORD_BYTES, type Word } from '../programs/word.js';
import { grouped, plural } from '../reports/format.js';

const SEND = BY_MNEMONIC.get('send')?.code;

const wordAt = ({ code }: Program, instruction: number): Word | undefined =>
  unpackWords(code.subarray(instruction * WORD_BYTES, (instruction + 1) * WORD_BYTES))[0];

/** `instruction 12 (mine.s:7: ld t0, 8(t1))`: its number, where it was written, and what it is. */
const nameOf = (program: Program, instruction: number): string => {
  const word = wordAt(program, instruction);
  const place = program.places[instruction];
  const parts = [...(place ? [showPlace(place)] : []), ...(word ? [disassembleWord(word)] : [])];
  return `instruction ${instruction}${parts.length === 0 ? '' : ` (${parts.join(': ')})`}`;
};

/** In hexadecimal; what would be far beyond all memory also as the negative number that it is. */
const addressText = (address: bigint): string => {
  const signed = BigInt.asIntN(64, address);
  const hex = `0x${BigInt.asUintN(64, address).toString(16)}`;
  return signed < 0n ? `${hex} (${grouped(signed)})` : hex;
};

const rangeText = (program: Program, view: ThreadView): string => {
  const { faultAddress, faultNumber, pc, registers } = view;
  if (faultNumber === 0) {
    const thread = grouped(BigInt.asIntN(64, faultAddress));
    return `there is no thread ${thread} to send to; threads are 0 to ${program.threads - 1}.`;
  }
  const word = wordAt(program, pc);
  const isSend = word !== undefined && word.code === SEND;
  const bytes = isSend ? BigInt.asIntN(64, registers[word.rd] ?? 0n) : BigInt(faultNumber);
  if (isSend && bytes < 0n) {
    return `${grouped(bytes)} bytes are to be sent; expected 0 or more: look at what is in ${REGISTER_NAMES[word.rd]}.`;
  }
  const from = addressText(BigInt(program.memoryBase));
  const to = addressText(BigInt(program.memoryBytes));
  return `address ${addressText(faultAddress)} (${plural(bytes, 'byte')}) is outside the program's memory, ${from} to ${to}: look at how the address is made, or reserve more memory (.space).`;
};

const jumpText = (program: Program, { faultAddress, pc }: ThreadView): string => {
  const count = instructionCount(program);
  const mend = 'end threads with halt, and return only from what was called.';
  // What falls off the end is past it already; a jump is still where it was.
  if (pc >= count && count > 0) {
    return `the thread goes on past the last instruction, ${nameOf(program, count - 1)}: ${mend}`;
  }
  return `${nameOf(program, pc)}: goes to instruction ${grouped(faultAddress)}, and the program has ${grouped(count)}: ${mend}`;
};

export const faultMessage = (program: Program, view: ThreadView): string => {
  const at = nameOf(program, view.pc);
  const { fault, faultAddress, faultNumber } = view;
  switch (fault) {
    case 'unaligned':
      return `${at}: address ${addressText(faultAddress)} is not a multiple of ${faultNumber}, the bytes of the access: align the data (.align ${faultNumber}) or use a narrower access.`;
    case 'range':
      return `${at}: ${rangeText(program, view)}`;
    case 'division':
      return `${at}: divides by 0: test the divisor before.`;
    case 'program':
      return `${at}: the program's assertion ${faultNumber} does not hold (fail ${faultNumber}).`;
    case 'jump':
      return jumpText(program, view);
    default:
      return `${at}: code ${faultAddress} is no instruction.`;
  }
};
