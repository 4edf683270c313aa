import fc from 'fast-check';
import {
  createBatch,
  metaBytes,
  metaOperation,
  metaProcessor,
  packMeta,
  type TraceBatch,
} from '../../src/traces/batch.js';
import { encodeTrace, type WriteTraceOptions } from '../../src/traces/convert.js';
import { type OpenOptions, openTraceBytes } from '../../src/traces/open.js';
import type { TraceSource } from '../../src/traces/source.js';

/** A record as tests write it. */
export interface Record {
  readonly processor: number;
  readonly operation: number;
  readonly address: bigint;
  readonly bytes: number;
  readonly gap: number;
}

export const READ = 0;
export const WRITE = 1;
export const FETCH = 2;

export const record = (
  processor: number,
  operation: number,
  address: bigint | number,
  bytes = 4,
  gap = 0,
): Record => ({ processor, operation, address: BigInt(address), bytes, gap });

export const recordsOf = ({ count, addresses, meta, gaps }: TraceBatch): Record[] =>
  Array.from({ length: count }, (_, i) => ({
    processor: metaProcessor(meta[i]!),
    operation: metaOperation(meta[i]!),
    address: (BigInt(addresses[2 * i + 1]!) << 32n) | BigInt(addresses[2 * i]!),
    bytes: metaBytes(meta[i]!),
    gap: gaps[i]!,
  }));

export const batchOf = (records: readonly Record[]): TraceBatch => {
  const batch = createBatch(records.length);
  records.forEach(({ processor, operation, address, bytes, gap }, i) => {
    batch.addresses[2 * i] = Number(address & 0xffffffffn);
    batch.addresses[2 * i + 1] = Number(address >> 32n);
    batch.meta[i] = packMeta(processor, operation, bytes);
    batch.gaps[i] = gap;
  });
  batch.count = records.length;
  return batch;
};

/** A trace of records in memory, in batches of so many. */
export const sourceOf = (records: readonly Record[], batch = 1000): TraceSource => ({
  name: 'test',
  format: 'memory',
  async *batches() {
    for (let at = 0; at < records.length; at += batch) yield batchOf(records.slice(at, at + batch));
  },
});

export const readAll = async (source: TraceSource): Promise<Record[]> => {
  const records: Record[] = [];
  for await (const batch of source.batches()) for (const one of recordsOf(batch)) records.push(one);
  return records;
};

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The records of a file's bytes. */
export const parse = async (bytes: Uint8Array | string, options: OpenOptions = {}): Promise<Record[]> =>
  readAll(
    await openTraceBytes(typeof bytes === 'string' ? utf8(bytes) : bytes, { name: 'test', ...options }),
  );

/** A stream's bytes in one array. */
export const gather = async (stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part.slice());
  return new Uint8Array(Buffer.concat(parts));
};

/** A trace as a file of a format. */
export const fileOf = (
  records: readonly Record[],
  options: WriteTraceOptions,
  batch?: number,
): Promise<Uint8Array> => gather(encodeTrace(sourceOf(records, batch), options).bytes);

/** Bytes in pieces of so many. */
export async function* inPieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

/** The message of the error that a promise ends with. */
export const messageOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error && error.name === 'CohortError') return error.message;
    throw error;
  }
  throw new Error('there was no error');
};

const address = fc.oneof(
  fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
  fc.integer({ min: 0, max: 4096 }).map(BigInt),
  fc.integer({ min: 0, max: 1000 }).map((line) => 0x7fff_0000_0000n + BigInt(line) * 64n),
  fc.constantFrom(0n, (1n << 64n) - 1n, 1n << 63n, 0xffff_ffffn, 0x1_0000_0000n),
);

/** Any record. */
export const anyRecord: fc.Arbitrary<Record> = fc.record({
  processor: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 0xffff })),
  operation: fc.integer({ min: 0, max: 2 }),
  address,
  bytes: fc.oneof(fc.constantFrom(0, 1, 4, 8, 4095), fc.integer({ min: 0, max: 4095 })),
  gap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 0xffffffff })),
});

/** A long trace with the regularity that programs have: some processors, streams, and jumps. */
export const longTrace = (count: number, processors = 4): Record[] => {
  let seed = 12345;
  const random = (bound: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return Math.floor((seed / 2 ** 32) * bound);
  };
  return Array.from({ length: count }, (_, i) => {
    const processor = random(processors);
    const stream = random(3);
    const place = stream === 0 ? i * 8 : stream === 1 ? random(4096) * 4 : 0x10_0000 + random(1 << 20);
    const base = BigInt(processor + 1) << 36n;
    return record(
      processor,
      random(10) < 3 ? WRITE : READ,
      base + BigInt(place),
      stream === 2 ? 1 : 4,
      random(5) === 0 ? 7 : 0,
    );
  });
};
