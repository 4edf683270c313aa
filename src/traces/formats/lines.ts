import { CohortError } from '../../errors.js';
import { createBatch, MAX_ACCESS_BYTES, packMeta, type TraceBatch } from '../batch.js';
import type { ByteStream } from '../byte-stream.js';
import { ByteWindow } from '../byte-window.js';
import { printableBytes } from '../printable.js';
import type { ReadContext } from './format.js';

export const NEWLINE = 10;
export const SPACE = 32;
export const COMMA = 44;

/** Records in a batch of a line format. */
export const LINE_BATCH = 16384;
/** Most records that one line makes. */
const MOST_OF_A_LINE = 2;
/** Longest line that is read; longer ones do not parse. */
export const MAX_LINE_BYTES = 65536;
const WINDOW_BYTES = 4 * MAX_LINE_BYTES;

/** Value of each byte as a hexadecimal digit, −1 if it is none. */
const HEX = new Int8Array(256).fill(-1);
for (let digit = 0; digit < 16; digit++) {
  const char = digit.toString(16);
  HEX[char.charCodeAt(0)] = digit;
  HEX[char.toUpperCase().charCodeAt(0)] = digit;
}

/**
 * Where a parser is in its lines, and the numbers that it has read last. Every line that a parser is
 * given ends with a newline, which is part of no number or word: loops stop there without a test of
 * the end.
 */
export class Lines {
  bytes: Uint8Array = new Uint8Array(0);
  /** The next line's first byte. */
  at = 0;
  /** Behind the last whole line. */
  end = 0;
  /** Number of the next line, from 1. */
  line = 1;
  /** The last hexadecimal number. */
  low = 0;
  high = 0;
  /** The last decimal number; −1 if it was too large or not there. */
  value = 0;

  /** Reads a hexadecimal number of up to 64 bits; gives where it ends, or −1 if there is none, or more. */
  hex(from: number): number {
    const { bytes } = this;
    let at = from;
    let low = 0;
    let high = 0;
    let digit = HEX[bytes[at]!]!;
    if (digit < 0) return -1;
    do {
      if (high >>> 28 !== 0) return -1;
      high = (high << 4) | (low >>> 28);
      low = (low << 4) | digit;
      digit = HEX[bytes[++at]!]!;
    } while (digit >= 0);
    this.low = low;
    this.high = high;
    return at;
  }

  /** Reads a decimal number up to `most` (at most 2^32 − 1); gives where it ends. */
  decimal(from: number, most: number): number {
    const { bytes } = this;
    let at = from;
    let value = 0;
    for (;;) {
      const digit = bytes[at]! - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      if (value > most) {
        this.value = -1;
        return at;
      }
      at++;
    }
    this.value = at === from ? -1 : value;
    return at;
  }

  /** Behind spaces and tabs. */
  blanks(from: number): number {
    let at = from;
    while (this.bytes[at] === SPACE || this.bytes[at] === 9) at++;
    return at;
  }

  /** Whether the line ends here, but for blanks and a carriage return. */
  endsAt(from: number): boolean {
    let at = this.blanks(from);
    if (this.bytes[at] === 13) at++;
    return this.bytes[at] === NEWLINE;
  }

  /** Goes to the line after the byte at `from`. */
  next(from: number): void {
    const { bytes } = this;
    let at = from;
    while (bytes[at] !== NEWLINE) at++;
    this.at = at + 1;
    this.line++;
  }
}

/**
 * Parses lines into the batch until it has more than `limit` records, the lines end, or the line at
 * `lines.at` does not parse; then the result is what was expected.
 */
export type LineParser = (lines: Lines, batch: TraceBatch, limit: number) => string | undefined;

/** Appends a record with the address that was read last. `M` (modify) makes two of it. */
export const addRecord = (
  lines: Lines,
  batch: TraceBatch,
  processor: number,
  operation: number,
  bytes: number,
  gap: number,
): void => {
  const i = batch.count++;
  batch.addresses[2 * i] = lines.low;
  batch.addresses[2 * i + 1] = lines.high;
  batch.meta[i] = packMeta(processor, operation, bytes);
  batch.gaps[i] = gap;
};

export const SIZE_EXPECTED = `a size of 0 to ${MAX_ACCESS_BYTES} bytes`;

/** The last newline's place, plus one; `start` if there is none. */
const behindLastNewline = (bytes: Uint8Array, start: number, end: number): number => {
  let at = end;
  while (at > start && bytes[at - 1] !== NEWLINE) at--;
  return at;
};

const lineText = (bytes: Uint8Array, at: number, end: number): string => {
  const newline = bytes.subarray(at, end).indexOf(NEWLINE);
  const text = bytes.subarray(at, newline < 0 ? end : at + newline);
  return printableBytes(text[text.length - 1] === 13 ? text.subarray(0, -1) : text);
};

/** Either refuses the line, or counts it. */
const badLine = (context: ReadContext, line: number, text: string, expected: string): void => {
  context.bad++;
  if (!context.strict) return;
  throw new CohortError(
    `${context.where}, line ${line}: "${text}" does not parse; expected ${expected}. Mend the line, name another format, or skip such lines with strict off`,
  );
};

/** Skips the rest of a line that does not fit the window; false at the end of the stream. */
const skipLongLine = async (window: ByteWindow): Promise<void> => {
  for (;;) {
    const newline = window.bytes.subarray(window.start, window.end).indexOf(NEWLINE);
    if (newline >= 0) {
      window.start += newline + 1;
      return;
    }
    window.start = window.end;
    if (!(await window.more())) return;
  }
};

/** Reads a format of lines. */
export async function* readLines(
  stream: ByteStream,
  context: ReadContext,
  parse: LineParser,
): AsyncIterable<TraceBatch> {
  // One byte more than is ever asked for: the newline that a last line may lack.
  const window = new ByteWindow(stream, WINDOW_BYTES);
  const lines = new Lines();
  lines.bytes = window.bytes;
  context.readerBytes = WINDOW_BYTES;
  let batch = context.nextBatch();
  batch.count = 0;
  const limit = Math.min(batch.meta.length, LINE_BATCH) - MOST_OF_A_LINE;
  try {
    for (;;) {
      const came = window.held < MAX_LINE_BYTES ? await window.more() : true;
      if (!came && window.held === 0) break;
      lines.at = window.start;
      lines.end = behindLastNewline(window.bytes, window.start, window.end);
      if (lines.end === window.start) {
        if (!came) {
          window.bytes[window.end++] = NEWLINE;
          continue;
        }
        if (window.held < MAX_LINE_BYTES) continue;
        badLine(
          context,
          lines.line,
          lineText(window.bytes, window.start, window.end),
          `a line of at most ${MAX_LINE_BYTES} bytes`,
        );
        await skipLongLine(window);
        lines.line++;
        continue;
      }
      while (lines.at < lines.end) {
        const expected = parse(lines, batch, limit);
        if (expected !== undefined) {
          badLine(context, lines.line, lineText(lines.bytes, lines.at, lines.end), expected);
          lines.next(lines.at);
        } else if (batch.count > limit) {
          window.start = lines.at;
          yield batch;
          batch = context.nextBatch();
          batch.count = 0;
        }
      }
      window.start = lines.at;
    }
    if (batch.count > 0) yield batch;
  } finally {
    await window.close();
  }
}

/** The share of the head's lines that parse, 0 to 1; lines without a record do not count. */
export const shareOfLines = (head: Uint8Array, whole: boolean, parse: LineParser): number => {
  const lines = new Lines();
  const batch = createBatch(MOST_OF_A_LINE + 1);
  const end = behindLastNewline(head, 0, head.length);
  const closed = end < head.length && whole;
  lines.bytes = head;
  lines.end = end;
  if (closed) {
    lines.bytes = new Uint8Array(head.length + 1);
    lines.bytes.set(head);
    lines.bytes[head.length] = NEWLINE;
    lines.end = head.length + 1;
  }
  let good = 0;
  let bad = 0;
  while (lines.at < lines.end && good + bad < 1000) {
    batch.count = 0;
    const expected = parse(lines, batch, 0);
    if (batch.count > 0) good++;
    if (expected === undefined) continue;
    bad++;
    lines.next(lines.at);
  }
  return good === 0 ? 0 : good / (good + bad);
};

/** Lines as bytes for a writer: fills a buffer that grows to the largest batch. */
export class LineBuffer {
  private bytes = new Uint8Array(1 << 16);
  private length = 0;

  /** Empties the buffer and sees to it that `bytes` fit. */
  start(bytes: number): void {
    if (this.bytes.length < bytes) this.bytes = new Uint8Array(bytes);
    this.length = 0;
  }

  char(code: number): void {
    this.bytes[this.length++] = code;
  }

  decimal(value: number): void {
    const digits = String(value);
    for (let i = 0; i < digits.length; i++) this.bytes[this.length++] = digits.charCodeAt(i);
  }

  /** A 64-bit number in hexadecimal, with at least `least` digits. */
  hex(low: number, high: number, least: number): void {
    const digits = high === 0 ? (32 - Math.clz32(low) + 3) >> 2 : 8 + ((32 - Math.clz32(high) + 3) >> 2);
    for (let place = Math.max(digits, least) - 1; place >= 0; place--) {
      const digit = place >= 8 ? (high >>> ((place - 8) * 4)) & 15 : (low >>> (place * 4)) & 15;
      this.bytes[this.length++] = digit + (digit < 10 ? 48 : 87);
    }
  }

  done(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}
