/** From records of a batch to references: one access of one processor within one line. */
import { OPERATION } from '../../src/protocol/codes.js';
import { metaBytes, metaOperation, metaProcessor, type TraceBatch } from '../../src/traces/batch.js';

export interface ModelReference {
  readonly processor: number;
  readonly write: boolean;
  /** An instruction fetch, which is a read. */
  readonly instruction: boolean;
  readonly line: bigint;
  /** First and last byte within the line. */
  readonly first: number;
  readonly last: number;
}

export interface ModelRecord {
  readonly processor: number;
  readonly operation: 'read' | 'write' | 'instruction';
  readonly address: bigint;
  readonly bytes: number;
}

const ADDRESSES = 1n << 64n;

/** The pieces of a record, one a line that its bytes touch, in ascending order. */
export function referencesOf(record: ModelRecord, lineBytes: number): ModelReference[] {
  const size = BigInt(lineBytes);
  const pieces: ModelReference[] = [];
  const end = record.address + BigInt(Math.max(1, record.bytes));
  for (let at = record.address; at < end; ) {
    const line = at / size;
    const lineEnd = (line + 1n) * size;
    const last = (end < lineEnd ? end : lineEnd) - 1n;
    pieces.push({
      processor: record.processor,
      write: record.operation === 'write',
      instruction: record.operation === 'instruction',
      line: line % (ADDRESSES / size),
      first: Number(at % size),
      last: Number(last % size),
    });
    at = lineEnd;
  }
  return pieces;
}

/** How many units of `unitBytes` the reference's bytes touch, and which. */
export function unitsOf(reference: ModelReference, unitBytes: number): number[] {
  const units: number[] = [];
  for (let byte = reference.first; byte <= reference.last; byte++) {
    const unit = Math.floor(byte / unitBytes);
    if (!units.includes(unit)) units.push(unit);
  }
  return units;
}

export function recordsOf(batch: TraceBatch): ModelRecord[] {
  return Array.from({ length: batch.count }, (_, i) => {
    const meta = batch.meta[i]!;
    const operation = metaOperation(meta);
    return {
      processor: metaProcessor(meta),
      operation:
        operation === OPERATION.write
          ? 'write'
          : operation === OPERATION.instruction
            ? 'instruction'
            : 'read',
      address: (BigInt(batch.addresses[2 * i + 1]!) << 32n) | BigInt(batch.addresses[2 * i]!),
      bytes: metaBytes(meta),
    };
  });
}
