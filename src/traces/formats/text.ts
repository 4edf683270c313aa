import { CohortError } from '../../errors.js';
import { OPERATION } from '../../protocol/codes.js';
import {
  MAX_ACCESS_BYTES,
  MAX_PROCESSOR,
  metaBytes,
  metaOperation,
  metaProcessor,
  type TraceBatch,
} from '../batch.js';
import type { TraceEncoder, TraceFormat } from './format.js';
import {
  addRecord,
  COMMA,
  LINE_BATCH,
  LineBuffer,
  type Lines,
  NEWLINE,
  readLines,
  SIZE_EXPECTED,
  SPACE,
  shareOfLines,
} from './lines.js';

/** Bytes of an access whose line has no size. */
const DEFAULT_BYTES = 4;

const HASH = 35;
const SEMICOLON = 59;
const MODIFY = 3;
const MAX_GAP = 0xffffffff;

const LINE_EXPECTED = '"[PROCESSOR] OPERATION ADDRESS [SIZE [GAP]]", as in "0 R 0x7ffe10 8"';
const PROCESSOR_EXPECTED = `a processor of 0 to ${MAX_PROCESSOR}`;
const OPERATION_EXPECTED = 'an operation: R, L, read or load; W, S, write or store; I or ifetch; M or modify';
const ADDRESS_EXPECTED = 'a hexadecimal address of at most 64 bits';
const GAP_EXPECTED = `a gap of 0 to ${MAX_GAP} cycles`;

const WORDS: Readonly<Record<string, number>> = {
  r: OPERATION.read,
  l: OPERATION.read,
  rd: OPERATION.read,
  ld: OPERATION.read,
  read: OPERATION.read,
  load: OPERATION.read,
  w: OPERATION.write,
  s: OPERATION.write,
  wr: OPERATION.write,
  st: OPERATION.write,
  write: OPERATION.write,
  store: OPERATION.write,
  i: OPERATION.instruction,
  ifetch: OPERATION.instruction,
  instruction: OPERATION.instruction,
  m: MODIFY,
  modify: MODIFY,
};
const LONGEST_WORD = 11;

/** Operation of a one-letter word, by its byte; −1 for other bytes. */
const LETTERS = new Int8Array(256).fill(-1);
for (const [word, operation] of Object.entries(WORDS)) {
  if (word.length > 1) continue;
  LETTERS[word.charCodeAt(0)] = operation;
  LETTERS[word.toUpperCase().charCodeAt(0)] = operation;
}

const isLetter = (byte: number): boolean => (byte | 32) >= 97 && (byte | 32) <= 122;
const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

/** 1 for the bytes that part fields. */
const PARTS = new Uint8Array(256);
for (const byte of [SPACE, 9, COMMA, SEMICOLON]) PARTS[byte] = 1;

/** Behind what parts two fields; −1 if nothing does. */
const nextField = (bytes: Uint8Array, from: number): number => {
  let at = from;
  while (PARTS[bytes[at]!] === 1) at++;
  return at === from ? -1 : at;
};

/** Whether nothing but parting, a carriage return or a comment is left of the line. */
const lineEnds = (bytes: Uint8Array, from: number): boolean => {
  let at = from;
  while (PARTS[bytes[at]!] === 1) at++;
  if (bytes[at] === 13) at++;
  return bytes[at] === NEWLINE || bytes[at] === HASH;
};

/** The operation that the word at `at` names; −1 if none. */
const operationAt = (bytes: Uint8Array, at: number, end: number): number => {
  if (end - at === 1) return LETTERS[bytes[at]!]!;
  if (end - at > LONGEST_WORD) return -1;
  const word = String.fromCharCode(...bytes.subarray(at, end)).toLowerCase();
  return Object.hasOwn(WORDS, word) ? WORDS[word]! : -1;
};

/** Reads the line at `lines.at` and adds its records; gives what was expected if it does not parse. */
const parseLine = (lines: Lines, batch: TraceBatch, start: number): string | undefined => {
  const { bytes } = lines;
  let at = start;
  let processor = 0;
  if (isDigit(bytes[at]!)) {
    const after = lines.decimal(at, MAX_PROCESSOR);
    if (lines.value < 0) return PROCESSOR_EXPECTED;
    processor = lines.value;
    at = nextField(bytes, after);
    if (at < 0) return LINE_EXPECTED;
  }
  let behind = at;
  while (isLetter(bytes[behind]!)) behind++;
  if (behind === at) return OPERATION_EXPECTED;
  const operation = operationAt(bytes, at, behind);
  if (operation < 0) return OPERATION_EXPECTED;
  at = nextField(bytes, behind);
  if (at < 0) return LINE_EXPECTED;
  const prefixed = bytes[at] === 48 && (bytes[at + 1]! | 32) === 120;
  at = lines.hex(prefixed ? at + 2 : at);
  if (at < 0) return ADDRESS_EXPECTED;
  let size = DEFAULT_BYTES;
  let gap = 0;
  if (!lineEnds(bytes, at)) {
    at = nextField(bytes, at);
    if (at < 0) return ADDRESS_EXPECTED;
    at = lines.decimal(at, MAX_ACCESS_BYTES);
    size = lines.value;
    if (size < 0) return SIZE_EXPECTED;
    if (!lineEnds(bytes, at)) {
      at = nextField(bytes, at);
      if (at < 0) return SIZE_EXPECTED;
      at = lines.decimal(at, MAX_GAP);
      gap = lines.value;
      if (gap < 0) return GAP_EXPECTED;
      if (!lineEnds(bytes, at)) return LINE_EXPECTED;
    }
  }
  if (operation === MODIFY) {
    addRecord(lines, batch, processor, OPERATION.read, size, gap);
    addRecord(lines, batch, processor, OPERATION.write, size, 0);
  } else addRecord(lines, batch, processor, operation, size, gap);
  lines.next(at);
  return undefined;
};

const parseText = (lines: Lines, batch: TraceBatch, limit: number): string | undefined => {
  const { bytes, end } = lines;
  while (lines.at < end && batch.count <= limit) {
    const start = lines.blanks(lines.at);
    if (lineEnds(bytes, start)) lines.next(start);
    else {
      const expected = parseLine(lines, batch, start);
      if (expected !== undefined) return expected;
    }
  }
  return undefined;
};

const LETTER_OF = [82, 87, 73] as const;
const HEADER = '# processor operation address size gap\n';

class TextEncoding implements TraceEncoder {
  private readonly lines = new LineBuffer();

  begin(): Uint8Array {
    return new TextEncoder().encode(HEADER);
  }

  add({ count, addresses, meta, gaps }: TraceBatch): Uint8Array {
    const { lines } = this;
    lines.start(count * 48);
    for (let i = 0; i < count; i++) {
      const letter = LETTER_OF[metaOperation(meta[i]!)];
      if (!letter)
        throw new CohortError(`a record has operation ${metaOperation(meta[i]!)}; there are 0 to 2`);
      lines.decimal(metaProcessor(meta[i]!));
      lines.char(SPACE);
      lines.char(letter);
      lines.char(SPACE);
      lines.char(48);
      lines.char(120);
      lines.hex(addresses[2 * i]!, addresses[2 * i + 1]!, 1);
      lines.char(SPACE);
      lines.decimal(metaBytes(meta[i]!));
      if (gaps[i] !== 0) {
        lines.char(SPACE);
        lines.decimal(gaps[i]!);
      }
      lines.char(NEWLINE);
    }
    return lines.done();
  }

  end(): Uint8Array {
    return new Uint8Array(0);
  }
}

/**
 * One reference a line:
 *
 *     [PROCESSOR] OPERATION ADDRESS [SIZE [GAP]]
 *
 * - PROCESSOR: decimal, 0 to 65535. Left out: 0, for a file with one thread.
 * - OPERATION: `R`, `L`, `read`, `rd`, `load` or `ld`; `W`, `S`, `write`, `wr`, `store` or `st`; `I`,
 *   `ifetch` or `instruction`; `M` or `modify` for a read and then a write. Case does not matter.
 * - ADDRESS: hexadecimal, up to 64 bits, with or without `0x`.
 * - SIZE: decimal, 0 to 4095 bytes. Left out: 4.
 * - GAP: decimal, cycles of computation before the reference, 0 to 2^32 − 1. Left out: 0.
 *
 * Spaces, tabs, commas and semicolons part fields, any number of them. Empty lines, and what follows
 * a `#`, are passed over. Lines end with a newline, with or without a carriage return.
 */
export const text: TraceFormat = {
  name: 'text',
  title: 'multi-threaded text',
  about: 'a line a reference: processor, operation, address, size and gap',
  extensions: ['txt', 'text', 'csv', 'tsv', 'log'],
  processors: true,
  batchRecords: LINE_BATCH,
  detect: (head, whole) => 0.85 * shareOfLines(head, whole, parseText),
  read: (stream, context) => readLines(stream, context, parseText),
  write: { keeps: { processors: true, sizes: true, gaps: true }, create: async () => new TextEncoding() },
};
