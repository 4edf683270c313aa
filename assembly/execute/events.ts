/**
 * What the host is told of: a buffer that it empties when it is full, or when a run stops.
 *
 *   events  EVENT_ROOM records of EVENT_BYTES
 *     0 kind u32   4 thread u32   8 clock u64   16 a u64   24 b u64
 */
import { events } from '../layout';

export const EVENT_ROOM: u32 = 8192;
export const EVENT_BYTES: u32 = 32;
/** A note of the program's: a = which, b = its object. */
export const EVENT_NOTE: u32 = 0;
/** A number that the program gives out: a. */
export const EVENT_OUT: u32 = 1;
/** A stale load: a = instruction << 32 | physical address, b = writes behind << 32 | last writer. */
export const EVENT_STALE: u32 = 2;
/** A memory access: a = physical address, b = packed meta as in record.ts. */
export const EVENT_ACCESS: u32 = 3;
/** A thread stops waiting, or begins to: a = its status. */
export const EVENT_STATUS: u32 = 4;
/** A transaction, see watch.ts. */
export const EVENT_TRANSACTION: u32 = 5;
/** What an atomic access writes where that is an access of its own: as EVENT_ACCESS, which told of its read. */
export const EVENT_ATOMIC_WRITE: u32 = 6;
/** Most events that one instruction can tell: what it is about, and with transactions all stores that waited. */
const MOST_AT_ONCE: u32 = 16;
const MOST_WATCHED: u32 = 128;

export let eventCount: u32 = 0;
/** Whether each memory access is told. */
export let tracing: bool = false;

/** Whether each transaction is. */
export let watching: bool = false;

export function setWatching(on: bool): void {
  watching = on;
}

export function setTracing(on: bool): void {
  tracing = on;
}

export function dropEvents(): void {
  eventCount = 0;
}

/** Room for all that one instruction can tell. */
// @ts-ignore: decorator
@inline
export function eventsFull(): bool {
  return eventCount > EVENT_ROOM - (watching ? MOST_WATCHED : MOST_AT_ONCE);
}

export function tell(kind: u32, thread: u32, clock: u64, a: u64, b: u64): void {
  const at = events + <usize>eventCount * EVENT_BYTES;
  store<u32>(at, kind);
  store<u32>(at, thread, 4);
  store<u64>(at, clock, 8);
  store<u64>(at, a, 16);
  store<u64>(at, b, 24);
  eventCount++;
}
