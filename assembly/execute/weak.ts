/**
 * When stores that wait (store-queue.ts) are done: by chance after any instruction, all of them where an
 * instruction asks for it, and the first that may leave where there is no room.
 */
import { commit } from './commit';
import {
  MODEL_SC,
  bytesIn,
  enter,
  isFull,
  leave,
  leaving,
  model,
  physicalIn,
  queueOf,
  queued,
  valueIn,
} from './store-queue';

/** Of so many instructions after which a store waits, one lets one go. */
const ONE_IN: u64 = 4;
/** The stream by which stores leave, which is not that of the interleaving. */
let draws: u64 = 1;

export function resetDrains(seed: u64): void {
  draws = (seed << 1) | 1;
}

/** xorshift64*, as for the threads. */
function draw(): u32 {
  draws ^= draws >> 12;
  draws ^= draws << 25;
  draws ^= draws >> 27;
  return <u32>((draws * 0x2545f4914f6cdd1d) >> 40);
}

function drainOne<W, H>(thread: usize, p: u32): void {
  const queue = queueOf(thread);
  const entry = leaving(queue, draw());
  const physical = physicalIn(entry);
  const bytes = bytesIn(entry);
  const value = valueIn(entry);
  leave(queue, entry);
  commit<W, H>(thread, p, physical, bytes, value);
}

/** Every store of the thread is done. */
export function drainAll<W, H>(thread: usize, p: u32): void {
  while (queued(queueOf(thread))) drainOne<W, H>(thread, p);
}

/** Lets one go, perhaps. */
// @ts-ignore: decorator
@inline
export function drainSome<W, H>(thread: usize, p: u32): void {
  if (model == MODEL_SC) return;
  if (queued(queueOf(thread)) && draw() % ONE_IN == 0) drainOne<W, H>(thread, p);
}

/** A store waits. */
export function hold<W, H>(
  thread: usize,
  p: u32,
  physical: u32,
  bytes: u32,
  value: u64,
  release: bool,
  now: u64,
): void {
  const queue = queueOf(thread);
  if (isFull(queue)) drainOne<W, H>(thread, p);
  enter(queue, physical, bytes, value, release, now);
}
