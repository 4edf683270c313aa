import { CohortError } from '../../errors.js';
import { OPERATION } from '../../protocol/codes.js';
import { MAX_ACCESS_BYTES, metaBytes, metaOperation, type TraceBatch } from '../batch.js';
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

const I = 73;
const L = 76;
const M = 77;
const S = 83;
const EQUALS = 61;
const MINUS = 45;
const STAR = 42;

const LINE_EXPECTED =
  '"I  ADDRESS,SIZE" or " L|S|M ADDRESS,SIZE" as valgrind --tool=lackey --trace-mem=yes writes';

/** Whether a line is Valgrind's own talk: `==123== …`, `--123-- …` or `**123** …`. */
const isBanner = (bytes: Uint8Array, at: number): boolean => {
  const first = bytes[at]!;
  return (first === EQUALS || first === MINUS || first === STAR) && bytes[at + 1] === first;
};

const parseLackey = (lines: Lines, batch: TraceBatch, limit: number): string | undefined => {
  const { bytes, end } = lines;
  while (lines.at < end && batch.count <= limit) {
    const start = lines.at;
    const first = bytes[start]!;
    if (first === NEWLINE || isBanner(bytes, start) || lines.endsAt(start)) {
      lines.next(start);
      continue;
    }
    const kind = first === SPACE ? bytes[start + 1]! : first;
    const behind = first === SPACE ? start + 2 : start + 1;
    const known = first === SPACE ? kind === L || kind === S || kind === M : kind === I;
    if (!known || bytes[behind] !== SPACE) return LINE_EXPECTED;
    const comma = lines.hex(lines.blanks(behind));
    if (comma < 0 || bytes[comma] !== COMMA) return LINE_EXPECTED;
    const after = lines.decimal(comma + 1, MAX_ACCESS_BYTES);
    if (lines.value < 0) return SIZE_EXPECTED;
    if (!lines.endsAt(after)) return LINE_EXPECTED;
    const size = lines.value;
    if (kind === I) addRecord(lines, batch, 0, OPERATION.instruction, size, 0);
    else {
      if (kind !== S) addRecord(lines, batch, 0, OPERATION.read, size, 0);
      if (kind !== L) addRecord(lines, batch, 0, OPERATION.write, size, 0);
    }
    lines.next(after);
  }
  return undefined;
};

/** `I  `, ` L `, ` S ` by operation. */
const PREFIXES: readonly (readonly [number, number, number])[] = [
  [SPACE, L, SPACE],
  [SPACE, S, SPACE],
  [I, SPACE, SPACE],
];

class LackeyEncoder implements TraceEncoder {
  private readonly lines = new LineBuffer();

  begin(): Uint8Array {
    return new Uint8Array(0);
  }

  add({ count, addresses, meta }: TraceBatch): Uint8Array {
    const { lines } = this;
    lines.start(count * 32);
    for (let i = 0; i < count; i++) {
      const prefix = PREFIXES[metaOperation(meta[i]!)];
      if (!prefix)
        throw new CohortError(`a record has operation ${metaOperation(meta[i]!)}; there are 0 to 2`);
      for (let c = 0; c < 3; c++) lines.char(prefix[c]!);
      lines.hex(addresses[2 * i]!, addresses[2 * i + 1]!, 8);
      lines.char(COMMA);
      lines.decimal(metaBytes(meta[i]!));
      lines.char(NEWLINE);
    }
    return lines.done();
  }

  end(): Uint8Array {
    return new Uint8Array(0);
  }
}

/**
 * Valgrind's lackey tool (`valgrind --tool=lackey --trace-mem=yes`). A line is an instruction fetch
 * (`I  04222cac,5`), a load (` L 1ffeffe7e0,8`), a store (` S …`) or a modify (` M …`), which is read
 * as a load and then a store. Valgrind's own lines (`==123== …`) are passed over. No processors.
 */
export const lackey: TraceFormat = {
  name: 'lackey',
  title: 'Valgrind lackey',
  about: 'the output of valgrind --tool=lackey --trace-mem=yes, one thread',
  extensions: ['lackey', 'trace', 'lk'],
  processors: false,
  batchRecords: LINE_BATCH,
  detect: (head, whole) => 0.95 * shareOfLines(head, whole, parseLackey),
  read: (stream, context) => readLines(stream, context, parseLackey),
  write: { keeps: { processors: false, sizes: true, gaps: false }, create: async () => new LackeyEncoder() },
};
