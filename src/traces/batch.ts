/**
 * References on their way to the engine. Readers, generators and users all make
 * batches of this one shape; the engine copies them into linear memory as they are.
 *
 * A batch may be reused by the reader that made it: whoever keeps one beyond the
 * next step of the iteration copies it.
 */
export interface TraceBatch {
  /** References in the batch; the arrays may be longer. */
  count: number;
  /** Byte addresses, 64 bits each, as two u32: low at `2 * i`, high at `2 * i + 1`. */
  readonly addresses: Uint32Array;
  /** Processor, operation and size of each reference, see `packMeta`. */
  readonly meta: Uint32Array;
  /** Cycles of computation before each reference; 0 where the trace does not say. */
  readonly gaps: Uint32Array;
}

/** Highest processor number that a record can hold. */
export const MAX_PROCESSOR = 0xffff;
/** Largest access in bytes that a record can hold. */
export const MAX_ACCESS_BYTES = 0xfff;

/** Packs a record's processor (bits 0–15), operation (16–19, `OPERATION`) and size in bytes (20–31). */
export const packMeta = (processor: number, operation: number, bytes: number): number =>
  (processor | (operation << 16) | (bytes << 20)) >>> 0;

export const metaProcessor = (meta: number): number => meta & 0xffff;
export const metaOperation = (meta: number): number => (meta >>> 16) & 0xf;
export const metaBytes = (meta: number): number => meta >>> 20;

/** An empty batch with room for `capacity` references (16 bytes each). */
export const createBatch = (capacity: number): TraceBatch => ({
  count: 0,
  addresses: new Uint32Array(capacity * 2),
  meta: new Uint32Array(capacity),
  gaps: new Uint32Array(capacity),
});
