/**
 * Stores that wait between a processor and its caches, which is what makes a machine's memory model
 * weaker than sequential consistency: the thread sees them (forwarding), the others do not yet.
 *
 *   queues  for each thread QUEUE_BYTES: u32 count, u32 epoch, u64 when the last that left was done, then `queueEntries` entries of QUEUE_ENTRY_BYTES
 *     0 physical u64   8 value u64   16 bytes u32   20 releases u32   24 epoch u32   28 unused
 *
 * TSO: first in, first out (S. Owens, S. Sarkar, P. Sewell, A Better x86 Memory Model: x86-TSO, 2009).
 * PSO: stores to different addresses in any order, but for fences and releases (The SPARC Architecture
 * Manual, Version 8, 1992, appendix K). The relaxed model queues as PSO does; loads are never late here.
 */
import { QUEUE_ENTRY_BYTES, QUEUE_HEADER_BYTES, queueBytes, queueEntries, queues } from '../layout';
import { threadIn } from './threads';

export const MODEL_SC: u32 = 0;
export const MODEL_TSO: u32 = 1;
export const MODEL_PSO: u32 = 2;

/** What `forward` says when no store, or only part of one, has what a load wants. */
export const NOT_QUEUED: u32 = 0;
export const QUEUED: u32 = 1;
export const PARTLY: u32 = 2;

/** The memory model of the run. */
export let model: u32 = MODEL_SC;
/** The value that `forward` found. */
export let forwarded: u64 = 0;

export function setModel(model_: u32): void {
  model = model_;
}

// @ts-ignore: decorator
@inline
export function queueOf(thread: usize): usize {
  return queues + <usize>threadIn(thread) * queueBytes;
}

// @ts-ignore: decorator
@inline
export function queued(queue: usize): u32 {
  return load<u32>(queue);
}

// @ts-ignore: decorator
@inline
export function isFull(queue: usize): bool {
  return queued(queue) >= queueEntries;
}

// @ts-ignore: decorator
@inline
function entryAt(queue: usize, i: u32): usize {
  return queue + QUEUE_HEADER_BYTES + <usize>i * QUEUE_ENTRY_BYTES;
}

// @ts-ignore: decorator
@inline
export function physicalIn(entry: usize): u32 {
  return <u32>load<u64>(entry);
}

// @ts-ignore: decorator
@inline
export function valueIn(entry: usize): u64 {
  return load<u64>(entry, 8);
}

// @ts-ignore: decorator
@inline
export function bytesIn(entry: usize): u32 {
  return load<u32>(entry, 16);
}

// @ts-ignore: decorator
@inline
function releases(entry: usize): bool {
  return load<u32>(entry, 20) != 0;
}

// @ts-ignore: decorator
@inline
function epochIn(entry: usize): u32 {
  return load<u32>(entry, 24);
}

/** Puts a store behind the others; there must be room. */
export function enter(queue: usize, physical: u32, bytes: u32, value: u64, release: bool): void {
  const entry = entryAt(queue, queued(queue));
  store<u64>(entry, physical);
  store<u64>(entry, value, 8);
  store<u32>(entry, bytes, 16);
  store<u32>(entry, release ? 1 : 0, 20);
  store<u32>(entry, load<u32>(queue, 4), 24);
  store<u32>(queue, queued(queue) + 1);
}

/** When the last store that left was done, in timed runs. */
// @ts-ignore: decorator
@inline
export function leftAt(queue: usize): u64 {
  return load<u64>(queue, 8);
}

export function setLeft(queue: usize, time: u64): void {
  store<u64>(queue, time, 8);
}

/** Later stores stay behind those that are queued now. */
export function separate(queue: usize): void {
  if (model == MODEL_PSO) store<u32>(queue, load<u32>(queue, 4) + 1, 4);
}

// @ts-ignore: decorator
@inline
function overlap(a: u32, aBytes: u32, b: u32, bBytes: u32): bool {
  return a < b + bBytes && b < a + aBytes;
}

/** Looks for what a load wants among the queued stores, the youngest first. */
export function forward(queue: usize, physical: u32, bytes: u32): u32 {
  for (let i = queued(queue); i > 0; i--) {
    const entry = entryAt(queue, i - 1);
    const at = physicalIn(entry);
    if (!overlap(at, bytesIn(entry), physical, bytes)) continue;
    if (at > physical || at + bytesIn(entry) < physical + bytes) return PARTLY;
    const value = valueIn(entry) >> (<u64>((physical - at) << 3));
    forwarded = bytes == 8 ? value : value & (((<u64>1) << (bytes << 3)) - 1);
    return QUEUED;
  }
  return NOT_QUEUED;
}

function mayLeave(queue: usize, i: u32): bool {
  const entry = entryAt(queue, i);
  for (let j: u32 = 0; j < i; j++) {
    const other = entryAt(queue, j);
    if (releases(entry) || epochIn(other) < epochIn(entry)) return false;
    if (overlap(physicalIn(other), bytesIn(other), physicalIn(entry), bytesIn(entry))) return false;
  }
  return true;
}

/** A store that may go to memory next; `lot` chooses where there are several. The queue must not be empty. */
export function leaving(queue: usize, lot: u32): usize {
  if (model == MODEL_TSO) return entryAt(queue, 0);
  const count = queued(queue);
  let i = lot % count;
  while (!mayLeave(queue, i)) i = i == 0 ? count - 1 : i - 1;
  return entryAt(queue, i);
}

/** Takes a store out of the queue. */
export function leave(queue: usize, entry: usize): void {
  const left = queued(queue) - 1;
  const end = entryAt(queue, left);
  memory.copy(entry, entry + QUEUE_ENTRY_BYTES, end - entry);
  store<u32>(queue, left);
  if (!left) store<u32>(queue, 0, 4);
}
