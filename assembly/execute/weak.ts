/**
 * When stores that wait (store-queue.ts) are done: by chance after any instruction, in timed runs one after the other, all of them where an
 * instruction asks for it, and the first that may leave where there is no room.
 */
import { timed } from '../layout';
import { beginAt, commit, ends } from './commit';
import { numberFrom, stateAfter } from './random';
import {
  MODEL_SC,
  bytesIn,
  enter,
  isFull,
  leave,
  leaving,
  leftAt,
  model,
  physicalIn,
  queueOf,
  queued,
  setLeft,
  valueIn,
} from './store-queue';

/** Of so many instructions after which a store waits, one lets one go. */
const ONE_IN: u64 = 4;
/** The stream by which stores leave, which is not that of the interleaving. */
let draws: u64 = 1;

export function resetDrains(seed: u64): void {
  draws = (seed << 1) | 1;
}

function draw(): u32 {
  draws = stateAfter(draws);
  return <u32>(numberFrom(draws) >> 40);
}

function drainOne<W, H>(thread: usize, p: u32): void {
  const queue = queueOf(thread);
  const entry = leaving(queue, draw());
  const physical = physicalIn(entry);
  const bytes = bytesIn(entry);
  const value = valueIn(entry);
  leave(queue, entry);
  commit<W, H>(thread, p, physical, bytes, value);
  if (timed) setLeft(queue, ends);
}

/** Every store of the thread is done; returns when. */
export function drainAll<W, H>(thread: usize, p: u32, now: u64): u64 {
  const queue = queueOf(thread);
  while (queued(queue)) {
    beginAt(timed ? max(now, leftAt(queue)) : now, false);
    drainOne<W, H>(thread, p);
  }
  return timed ? max(now, leftAt(queue)) : now;
}

/** Lets one go: perhaps, or in timed runs as soon as the one before has ended. */
// @ts-ignore: decorator
@inline
export function drainSome<W, H>(thread: usize, p: u32, now: u64): void {
  if (model != MODEL_SC && queued(queueOf(thread))) drainIfDue<W, H>(thread, p, now);
}

function drainIfDue<W, H>(thread: usize, p: u32, now: u64): void {
  if (!timed) {
    beginAt(now, false);
    if (draw() % ONE_IN == 0) drainOne<W, H>(thread, p);
  } else if (leftAt(queueOf(thread)) <= now) {
    beginAt(now, false);
    drainOne<W, H>(thread, p);
  }
}

/** A store waits; returns when it has found room. */
export function hold<W, H>(
  thread: usize,
  p: u32,
  physical: u32,
  bytes: u32,
  value: u64,
  release: bool,
  now: u64,
): u64 {
  const queue = queueOf(thread);
  let entered = now;
  if (isFull(queue)) {
    if (timed) {
      entered = max(now, leftAt(queue));
      beginAt(entered, false);
    }
    drainOne<W, H>(thread, p);
  }
  enter(queue, physical, bytes, value, release);
  return entered;
}
