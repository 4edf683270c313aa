/**
 * How a cache loses a copy to another's transaction, and what happens when a protocol says that it cannot.
 * W, K: see bus.ts.
 */
import { wordOffset } from './cache';
import { lost } from './classify';
import { dropAbove } from './copies';
import { loseReservation } from './execute/reservations';
import { hasValues, isPlain, isPlainLRU } from './kinds';
import { EMPTY, classifying, policy } from './layout';
import { removed } from './replacement/index';
import { STATE_MASK } from './transition';

/** An impossible cell that was reached: event << 8 | state, plus one; 0 if there was none. */
export let fault: u32 = 0;

export function recordFault(event: u32, state: u32): void {
  fault = ((event << 8) | state) + 1;
}

export function clearFault(): void {
  fault = 0;
}

/** Takes a copy out of its block; the line's holders are the caller's. */
// @ts-ignore: decorator
@inline
export function clearCopy<W, K>(at: usize): void {
  if (isFloat<W>()) {
    store<u8>(at, 0);
    return;
  }
  store<u32>(at - wordOffset<W>(), EMPTY);
  if (isPlainLRU<K>()) {
    store<u32>(at, 0);
  } else {
    store<u32>(at, load<u32>(at) & ~STATE_MASK);
    removed(policy, at);
  }
}

/** A transaction takes a copy away, also from the levels above; the line's holders are the caller's. */
// @ts-ignore: decorator
@inline
export function invalidate<W, K>(q: u32, line: u32, at: usize): void {
  clearCopy<W, K>(at);
  if (!isPlain<K>()) {
    dropAbove<K>(q, line);
    if (classifying) lost(q, line, true);
  }
  if (hasValues<K>()) loseReservation(q, line);
}
