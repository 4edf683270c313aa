import { CohortError } from '../errors.js';
import { partsOf } from './assembler/operands.js';
import { BY_CODE } from './isa.js';
import {
  type DataSegment,
  type Extent,
  initialMemory,
  instructionCount,
  type Program,
  type ProgramSymbol,
} from './program.js';
import { REGISTER_NAMES } from './registers.js';
import { unpackWords, type Word } from './word.js';

const hex = (value: number | bigint): string => `0x${value.toString(16)}`;

/** How a branch's target is written: a label, or the number of the instruction. */
type TargetName = (instruction: number) => string;

const operand = (part: string, word: Word, target: TargetName): string => {
  switch (part) {
    case 'rd':
      return REGISTER_NAMES[word.rd]!;
    case 'rs1':
      return REGISTER_NAMES[word.rs1]!;
    case 'rs2':
      return REGISTER_NAMES[word.rs2]!;
    case 'imm(rs1)':
      return `${word.imm}(${REGISTER_NAMES[word.rs1]})`;
    case 'target':
      return target(word.imm);
    default:
      return `${word.imm}`;
  }
};

/** Why a word is not an instruction; `undefined` if it is one. */
const defect = (word: Word): string | undefined => {
  const instruction = BY_CODE.get(word.code);
  if (!instruction) return `has code ${word.code}, which is none of an instruction`;
  const { form, mnemonic } = instruction;
  for (const field of ['rd', 'rs1', 'rs2'] as const) {
    const used = new RegExp(`\\b${field}\\b`).test(form);
    if (word[field] >= REGISTER_NAMES.length) return `has ${field} ${word[field]}; expected 0 to 31`;
    if (!used && word[field] !== 0) return `has ${field} ${word[field]}, of which ${mnemonic} makes no use`;
  }
  if (!/imm|target/.test(form) && word.imm !== 0) {
    return `has imm ${word.imm}, of which ${mnemonic} makes no use`;
  }
  return undefined;
};

/** Checks every word of a program that was not made by the assembler; a CohortError names the first that is none. */
export const checkCode = (program: Program): void => {
  const count = instructionCount(program);
  unpackWords(program.code).forEach((word, i) => {
    const what =
      defect(word) ??
      (BY_CODE.get(word.code)?.form.includes('target') && (word.imm < 0 || word.imm >= count)
        ? `goes to ${word.imm}; there are ${count} instructions`
        : undefined);
    if (what) throw new CohortError(`instruction ${i} of ${program.name} ${what}`, 2);
  });
};

/** One instruction as text; `target` names where branches go. */
export const disassembleWord = (word: Word, target: TargetName = String): string => {
  const instruction = BY_CODE.get(word.code);
  if (!instruction) return `code ${hex(word.code)}`;
  const operands = partsOf(instruction.form).map((part) => operand(part, word, target));
  return [instruction.mnemonic, operands.join(', ')].join(' ').trimEnd();
};

const byValue = (a: ProgramSymbol, b: ProgramSymbol): number => Number(a.value - b.value);

/** Labels of code by the number of the instruction. */
const labelsOf = (program: Program): Map<number, string[]> => {
  const labels = new Map<number, string[]>();
  for (const { name, kind, value } of program.symbols.values()) {
    if (kind !== 'code') continue;
    const here = labels.get(Number(value));
    if (here) here.push(name);
    else labels.set(Number(value), [name]);
  }
  return labels;
};

const codeLines = (program: Program): string[] => {
  const labels = labelsOf(program);
  const words = unpackWords(program.code);
  const target = (instruction: number): string => labels.get(instruction)?.[0] ?? `${instruction}`;
  const lines = words.flatMap((word, i) => [
    ...(labels.get(i) ?? []).map((name) => `${name}:`),
    `    ${disassembleWord(word, target)}`,
  ]);
  return [...lines, ...(labels.get(words.length) ?? []).map((name) => `${name}:`)];
};

const BYTES_A_LINE = 16;

const byteLines = (bytes: Uint8Array): string[] => {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_A_LINE) {
    lines.push(`    .byte ${[...bytes.subarray(at, at + BYTES_A_LINE)].join(', ')}`);
  }
  return lines;
};

/** What of a segment lies in none of the extents, which are in order. */
const outside = ({ address, bytes }: DataSegment, extents: readonly Extent[]): DataSegment[] => {
  const parts: DataSegment[] = [];
  let from = address;
  const upTo = (to: number): void => {
    if (to > from) parts.push({ address: from, bytes: bytes.subarray(from - address, to - address) });
  };
  const end = address + bytes.length;
  for (const extent of extents) {
    if (extent.address >= end) break;
    upTo(extent.address);
    from = Math.max(from, extent.address + extent.bytes);
  }
  upTo(end);
  return parts;
};

const syncLines = (program: Program): string[] => {
  if (program.sync.length === 0) return [];
  const memory = initialMemory(program);
  return program.sync.flatMap(({ address, bytes }) => {
    const content = memory.subarray(address, address + bytes);
    const lines = content.every((byte) => byte === 0) ? [`    .space ${bytes}`] : byteLines(content);
    return [`.data ${hex(address)}`, '    .sync', ...lines, '    .endsync'];
  });
};

const dataLines = (program: Program): string[] => {
  const labels = [...program.symbols.values()].filter(({ kind }) => kind === 'data').sort(byValue);
  const segments = program.data.flatMap((segment) => outside(segment, program.sync));
  return [
    ...labels.flatMap(({ name, value }) => [`.data ${hex(value)}`, `${name}:`]),
    ...segments.flatMap(({ address, bytes }) => [`.data ${hex(address)}`, ...byteLines(bytes)]),
    ...syncLines(program),
  ];
};

/** Room that no data are written to, so that memory begins and ends where it did. */
const roomLines = ({ data, sync, memoryBase, stackBase }: Program): string[] => {
  const ends = [
    ...data.map(({ address, bytes }) => address + bytes.length),
    ...sync.map(({ address, bytes }) => address + bytes),
  ];
  const end = Math.max(memoryBase, ...ends);
  const first = Math.min(data[0]?.address ?? stackBase, sync[0]?.address ?? stackBase);
  return [
    ...(first > memoryBase ? [`.data ${hex(memoryBase)}`, '    .space 1'] : []),
    ...(stackBase > end ? [`.data ${hex(stackBase - 1)}`, '    .space 1'] : []),
  ];
};

/**
 * The program as assembly text. Assembled again for as many threads and lines as long, it gives the
 * same code, memory, symbols and entry.
 */
export const disassemble = (program: Program): string => {
  const constants = [...program.symbols.values()].filter(({ kind }) => kind === 'constant');
  return [
    `# ${program.name}: ${program.threads} threads, lines of ${program.lineBytes} bytes`,
    `.stack ${program.stackBytes}`,
    ...constants.map(({ name, value }) => `.equ ${name}, ${value}`),
    ...dataLines(program),
    ...roomLines(program),
    '.text',
    ...codeLines(program),
    '',
  ].join('\n');
};
