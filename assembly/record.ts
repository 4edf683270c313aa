/**
 * One record of the input: an access as the trace has it, see src/traces/batch.ts.
 *
 *   addresses  u64 at `at`                       byte address
 *   meta       u32 at `(at >> 1) + META_OFFSET`  processor 0–15, operation 16–19, bytes 20–31
 *
 * Both arrays hold the batch's records, and behind them the pieces into which a record that
 * crosses line boundaries is cut.
 */
import { META_OFFSET, addresses } from './layout';

/** Bits of meta that are set in no read and no write. */
export const NO_ACCESS: u32 = 0xe0000;
export const INSTRUCTION: u32 = 2;
export const READ_OR_WRITE: u32 = 1;

/** Where record `i` is. */
// @ts-ignore: decorator
@inline
export function recordAt(i: u32): usize {
  return addresses + ((<usize>i) << 3);
}

// @ts-ignore: decorator
@inline
export function indexOf(at: usize): u32 {
  return <u32>((at - addresses) >> 3);
}

// @ts-ignore: decorator
@inline
export function addressOf(at: usize): u64 {
  return load<u64>(at);
}

// @ts-ignore: decorator
@inline
export function metaOf(at: usize): u32 {
  return load<u32>(at >> 1, META_OFFSET);
}

// @ts-ignore: decorator
@inline
export function setRecord(at: usize, address: u64, meta: u32): void {
  store<u64>(at, address);
  store<u32>(at >> 1, meta, META_OFFSET);
}

// @ts-ignore: decorator
@inline
export function processorIn(meta: u32): u32 {
  return meta & 0xffff;
}

// @ts-ignore: decorator
@inline
export function operationIn(meta: u32): u32 {
  return (meta >> 16) & 15;
}

/** EVENT_PrRd or EVENT_PrWr. */
// @ts-ignore: decorator
@inline
export function eventIn(meta: u32): u32 {
  return (meta >> 16) & 1;
}

// @ts-ignore: decorator
@inline
export function bytesIn(meta: u32): u32 {
  return meta >> 20;
}

/** `event << 6`: the row of the protocol's table. */
// @ts-ignore: decorator
@inline
export function rowIn(meta: u32): u32 {
  return (meta >> 10) & 64;
}
