/**
 * What the prefetchers have in common: kinds, parameters, and a table of entries for each core.
 *
 *   a core's table, at prefetchers + core × prefetcherBytes
 *     {u64 key, u64 line, i64 step, u32 confidence, u32 unused, u64 stamp} × entries   stamp 0: free
 */
import { cores, prefetchers } from '../hierarchy';

export const PREFETCH_NONE: u32 = 0;
export const NEXT_LINE: u32 = 1;
export const STRIDE: u32 = 2;
export const STREAM: u32 = 3;

/** A prefetch stays within the region of so many bytes, as a power of two, that its reference is in. */
export const REGION_BITS: u64 = 12;
const ENTRY_BYTES: u32 = 40;

export let kind: u32 = PREFETCH_NONE;
/** Lines that one occasion asks for, and how far ahead the first of them is. */
export let degree: u32 = 0;
export let distance: u32 = 0;
let entries: u32 = 0;
/** Whether a read of a line that is not held has a transaction and fills. */
export let canPrefetch: bool = false;
let now: u64 = 0;

export function setPrefetcher(
  kind_: u32,
  degree_: u32,
  distance_: u32,
  entries_: u32,
  canPrefetch_: bool,
): void {
  canPrefetch = canPrefetch_;
  kind = kind_;
  degree = degree_;
  distance = distance_;
  entries = kind_ == STRIDE || kind_ == STREAM ? entries_ : 0;
}

/** Bytes of one core's table. */
export function prefetcherBytes(): u32 {
  return entries * ENTRY_BYTES;
}

export function resetPrefetchers(): void {
  now = 0;
  memory.fill(prefetchers, 0, <usize>cores * prefetcherBytes());
}

// @ts-ignore: decorator
@inline
export function firstEntry(core: u32): usize {
  return prefetchers + <usize>core * prefetcherBytes();
}

// @ts-ignore: decorator
@inline
export function endOfEntries(core: u32): usize {
  return firstEntry(core) + prefetcherBytes();
}

// @ts-ignore: decorator
@inline
export function nextEntry(entry: usize): usize {
  return entry + ENTRY_BYTES;
}

// @ts-ignore: decorator
@inline
export function isUsed(entry: usize): bool {
  return load<u64>(entry, 32) != 0;
}

/** Makes an entry the newest. */
export function renew(entry: usize): void {
  store<u64>(entry, ++now, 32);
}

/** The lowest free entry of a core's table, else the oldest; empty, and the newest now. */
export function takeEntry(core: u32): usize {
  let oldest = firstEntry(core);
  for (let entry = oldest; entry < endOfEntries(core); entry = nextEntry(entry)) {
    if (load<u64>(entry, 32) < load<u64>(oldest, 32)) oldest = entry;
  }
  memory.fill(oldest, 0, ENTRY_BYTES);
  renew(oldest);
  return oldest;
}

// @ts-ignore: decorator
@inline
export function keyOf(entry: usize): u64 {
  return load<u64>(entry);
}

// @ts-ignore: decorator
@inline
export function setKey(entry: usize, key: u64): void {
  store<u64>(entry, key);
}

// @ts-ignore: decorator
@inline
export function lineOf(entry: usize): u64 {
  return load<u64>(entry, 8);
}

// @ts-ignore: decorator
@inline
export function setLine(entry: usize, line: u64): void {
  store<u64>(entry, line, 8);
}

// @ts-ignore: decorator
@inline
export function stepOf(entry: usize): i64 {
  return load<i64>(entry, 16);
}

// @ts-ignore: decorator
@inline
export function setStep(entry: usize, step: i64): void {
  store<i64>(entry, step, 16);
}

// @ts-ignore: decorator
@inline
export function confidenceOf(entry: usize): u32 {
  return load<u32>(entry, 24);
}

// @ts-ignore: decorator
@inline
export function setConfidence(entry: usize, confidence: u32): void {
  store<u32>(entry, confidence, 24);
}
