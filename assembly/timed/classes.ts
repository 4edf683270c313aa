/**
 * Latencies of references by class, in the order of `ACCESS_CLASSES` in src/result.ts.
 *
 *   class, CLASS_BYTES: u64 count, u64 cycles, u64 most, and from 64 on u64 × BUCKETS references
 *   bucket of a latency v: v below 16; else e = ⌊log₂ v⌋: 16 + (e − 4) × 8 + the three bits below the highest
 */
import { CLASS_BYTES, classes } from './regions';

export const CLASS_L1: u32 = 0;
export const CLASS_L2: u32 = 1;
export const CLASS_L3: u32 = 2;
export const CLASS_FORWARDED: u32 = 3;
export const CLASS_MERGED: u32 = 4;
export const CLASS_UPGRADE: u32 = 5;
export const CLASS_CACHE_LOCAL: u32 = 6;
export const CLASS_CACHE_REMOTE: u32 = 7;
export const CLASS_MEMORY_LOCAL: u32 = 8;
export const CLASS_MEMORY_REMOTE: u32 = 9;

const BUCKETS: usize = 64;

// @ts-ignore: decorator
@inline
function bucketOf(latency: u64): u64 {
  if (latency < 16) return latency;
  const e: u64 = 63 - clz(latency);
  return 16 + (e - 4) * 8 + ((latency >> (e - 3)) & 7);
}

/** So many references of a class that took the same time. */
export function addLatencies(kind: u32, latency: u64, count: u64): void {
  if (!count) return;
  const at = classes + <usize>kind * CLASS_BYTES;
  store<u64>(at, load<u64>(at) + count);
  store<u64>(at, load<u64>(at, 8) + count * latency, 8);
  if (load<u64>(at, 16) < latency) store<u64>(at, latency, 16);
  const bucket = at + BUCKETS + ((<usize>bucketOf(latency)) << 3);
  store<u64>(bucket, load<u64>(bucket) + count);
}

// @ts-ignore: decorator
@inline
export function addLatency(kind: u32, latency: u64): void {
  addLatencies(kind, latency, 1);
}
