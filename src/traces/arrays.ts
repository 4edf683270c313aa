import { CohortError } from '../errors.js';
import { OPERATION } from '../protocol/codes.js';
import { createBatch, MAX_ACCESS_BYTES, MAX_PROCESSOR, packMeta, type TraceBatch } from './batch.js';
import type { TraceProgress, TraceSource } from './source.js';

/** A trace in arrays, one element a reference. Those that are optional may be one value for all. */
export interface TraceArrays {
  readonly name?: string;
  /** Byte addresses: 64-bit, or numbers from 0 to 2^53 − 1. */
  readonly addresses: BigUint64Array | Uint32Array | Float64Array | readonly (number | bigint)[];
  /** 0 read, 1 write, 2 instruction fetch (`OPERATION`). Default: reads. */
  readonly operations?: ArrayLike<number> | number;
  /** 0 to 65535. Default 0. */
  readonly processors?: ArrayLike<number> | number;
  /** In bytes, 0 to 4095. Default 4. */
  readonly sizes?: ArrayLike<number> | number;
  /** Cycles of computation before each reference, 0 to 2^32 − 1. Default 0. */
  readonly gaps?: ArrayLike<number> | number;
}

const BATCH = 16384;

const at = (values: ArrayLike<number> | number, i: number): number =>
  typeof values === 'number' ? values : values[i]!;

/** Checks one of the arrays: as long as the addresses, of whole numbers up to `most`. */
const check = (name: string, values: ArrayLike<number> | number, count: number, most: number): void => {
  if (typeof values !== 'number' && values.length !== count) {
    throw new CohortError(
      `${name} has ${values.length} elements and addresses has ${count}; expected as many`,
      2,
    );
  }
  const checked = typeof values === 'number' ? 1 : count;
  for (let i = 0; i < checked; i++) {
    const value = at(values, i);
    if (Number.isInteger(value) && value >= 0 && value <= most) continue;
    throw new CohortError(`${name}[${i}] is ${value}; expected a whole number from 0 to ${most}`, 2);
  }
};

const badAddress = (i: number, address: unknown): CohortError =>
  new CohortError(
    `addresses[${i}] is ${String(address)}; expected a whole number from 0 to 2^53 − 1, or a BigInt below 2^64`,
    2,
  );

/** Writes an address as two halves. */
const setAddress = (
  to: Uint32Array,
  place: number,
  address: number | bigint | undefined,
  i: number,
): void => {
  if (typeof address === 'bigint') {
    if (address < 0n || address >= 1n << 64n) throw badAddress(i, address);
    to[2 * place] = Number(address & 0xffffffffn);
    to[2 * place + 1] = Number(address >> 32n);
  } else {
    if (!Number.isSafeInteger(address) || address! < 0) throw badAddress(i, address);
    to[2 * place] = address! % 2 ** 32;
    to[2 * place + 1] = Math.floor(address! / 2 ** 32);
  }
};

/**
 * A trace from arrays in memory. The arrays are not copied: they must stay as they are while the
 * trace is read.
 *
 * @throws CohortError (exit code 2) naming the array, the element and its value
 */
export const traceFromArrays = (arrays: TraceArrays): TraceSource => {
  const { addresses, operations = OPERATION.read, processors = 0, sizes = 4, gaps = 0 } = arrays;
  const count = addresses.length;
  if (count === 0) throw new CohortError('the trace has no references: addresses is empty', 2);
  check('operations', operations, count, OPERATION.instruction);
  check('processors', processors, count, MAX_PROCESSOR);
  check('sizes', sizes, count, MAX_ACCESS_BYTES);
  check('gaps', gaps, count, 2 ** 32 - 1);
  let highest = 0;
  for (let i = 0; i < (typeof processors === 'number' ? 1 : count); i++)
    highest = Math.max(highest, at(processors, i));
  let done = 0;

  const fill = (batch: TraceBatch, from: number): void => {
    batch.count = Math.min(BATCH, count - from);
    for (let i = 0; i < batch.count; i++) {
      setAddress(batch.addresses, i, addresses[from + i], from + i);
      batch.meta[i] = packMeta(at(processors, from + i), at(operations, from + i), at(sizes, from + i));
      batch.gaps[i] = at(gaps, from + i);
    }
  };

  return {
    name: arrays.name ?? 'memory',
    format: 'memory',
    processors: highest + 1,
    bufferBytes: BATCH * 16,
    async *batches(signal?: AbortSignal): AsyncIterable<TraceBatch> {
      const batch = createBatch(Math.min(BATCH, count));
      for (done = 0; done < count && !signal?.aborted; ) {
        fill(batch, done);
        done += batch.count;
        yield batch;
      }
    },
    progress: (): TraceProgress => ({ done, total: count, unit: 'references' }),
  };
};
