import { CohortError } from '../../errors.js';
import { OPERATION } from '../../protocol/codes.js';
import { metaOperation, type TraceBatch } from '../batch.js';
import type { TraceEncoder, TraceFormat } from './format.js';
import {
  addRecord,
  LINE_BATCH,
  LineBuffer,
  type Lines,
  NEWLINE,
  readLines,
  SPACE,
  shareOfLines,
} from './lines.js';

/** Bytes of an access: the format does not say, and Dinero's word has four. */
const ACCESS_BYTES = 4;

const EXPECTED =
  '"LABEL ADDRESS": label 0 (read), 1 (write) or 2 (instruction fetch), then a hexadecimal address';

/** By label. */
const OPERATIONS = [OPERATION.read, OPERATION.write, OPERATION.instruction];

const parseDin = (lines: Lines, batch: TraceBatch, limit: number): string | undefined => {
  const { bytes, end } = lines;
  while (lines.at < end && batch.count <= limit) {
    const start = lines.blanks(lines.at);
    if (lines.endsAt(start)) {
      lines.next(start);
      continue;
    }
    const label = bytes[start]! - 48;
    const from = lines.blanks(start + 1);
    if (label < 0 || label > 2 || from === start + 1) return EXPECTED;
    const prefixed = bytes[from] === 48 && (bytes[from + 1]! | 32) === 120;
    const after = lines.hex(prefixed ? from + 2 : from);
    // What follows the address is a comment, as in Dinero.
    if (after < 0 || (bytes[after]! > SPACE && bytes[after] !== 127)) return EXPECTED;
    addRecord(lines, batch, 0, OPERATIONS[label]!, ACCESS_BYTES, 0);
    lines.next(after);
  }
  return undefined;
};

class DinEncoder implements TraceEncoder {
  private readonly lines = new LineBuffer();

  begin(): Uint8Array {
    return new Uint8Array(0);
  }

  add({ count, addresses, meta }: TraceBatch): Uint8Array {
    const { lines } = this;
    lines.start(count * 20);
    for (let i = 0; i < count; i++) {
      const label = OPERATIONS.indexOf(metaOperation(meta[i]!) as 0 | 1 | 2);
      if (label < 0)
        throw new CohortError(`a record has operation ${metaOperation(meta[i]!)}; there are 0 to 2`);
      lines.char(48 + label);
      lines.char(SPACE);
      lines.hex(addresses[2 * i]!, addresses[2 * i + 1]!, 1);
      lines.char(NEWLINE);
    }
    return lines.done();
  }

  end(): Uint8Array {
    return new Uint8Array(0);
  }
}

/**
 * Dinero's traditional input (M. D. Hill and J. Edler, Dinero IV): a label and a hexadecimal address
 * a line. Accesses count as 4 bytes, as the format has no size. No processors.
 */
export const din: TraceFormat = {
  name: 'din',
  title: 'Dinero din',
  about: 'the traditional input of the Dinero cache simulators, one thread',
  extensions: ['din'],
  processors: false,
  batchRecords: LINE_BATCH,
  detect: (head, whole) => 0.9 * shareOfLines(head, whole, parseDin),
  read: (stream, context) => readLines(stream, context, parseDin),
  write: { keeps: { processors: false, sizes: false, gaps: false }, create: async () => new DinEncoder() },
};
