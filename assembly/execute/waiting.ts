/** Threads that block on a word of memory, and those that wake them. */
import { threads } from '../layout';
import { missingPage, read } from './access';
import { countChange } from './changes';
import { EVENT_STATUS, tell } from './events';
import { setTime } from './order';
import {
  READY,
  RECEIVING,
  WAITING,
  baseOf,
  clockOf,
  processorOf,
  rightsOf,
  runnerAt,
  runningOn,
  addIdle,
  setClockOf,
  setStatus,
  setWaitsOn,
  setWakesAt,
  statusOf,
  threadAt,
  threadIn,
  waitsOn,
  wakesAt,
} from './threads';

/** Waits so far: who began to wait first is woken first. */
let waits: u64 = 0;

/** Set when a thread was woken that no processor runs. */
export let wokeOther: bool = false;

/** Threads woken so far: each may be behind the one that woke it, whose turn therefore ends. */
export let wakes: u64 = 0;

export function resetWaiting(): void {
  waits = 0;
  wakes = 0;
  wokeOther = false;
}

export function clearWoke(): void {
  wokeOther = false;
}

/** Blocks the thread if the word has the value. Where memory is shared by software, the host does so. */
export function waitOn<W, H>(thread: usize, p: u32, address: u64, value: u32, now: u64): void {
  const found = <u32>read<W, H>(thread, p, address, 4, now);
  if (missingPage || statusOf(thread) != READY || found != value) return;
  if (rightsOf(thread)) {
    setStatus(thread, RECEIVING);
    return;
  }
  setStatus(thread, WAITING);
  setWaitsOn(thread, baseOf(thread) + address);
  setWakesAt(thread, waits++);
  tell(EVENT_STATUS, threadIn(thread), now, WAITING, address);
}

/** The thread that waits longest on a physical address, or 0. */
function longestWaiting(address: u64): usize {
  let longest: usize = 0;
  for (let t: u32 = 0; t < threads; t++) {
    const other = threadAt(t);
    if (statusOf(other) != WAITING || waitsOn(other) != address) continue;
    if (!longest || wakesAt(other) < wakesAt(longest)) longest = other;
  }
  return longest;
}

/** Lets up to `most` (signed) threads go on; returns how many. What is waited for has no time before `now`. */
export function wake(thread: usize, address: u64, most: u64, now: u64): u64 {
  const physical = baseOf(thread) + address;
  let woken: u64 = 0;
  while (<i64>woken < <i64>most) {
    const other = longestWaiting(physical);
    if (!other) break;
    setStatus(other, READY);
    tell(EVENT_STATUS, threadIn(other), now, READY, address);
    const processor = processorOf(other);
    const runner = runnerAt(processor);
    if (runningOn(runner) == <i32>threadIn(other)) {
      waitUntil(runner, now);
      setTime(processor, clockOf(runner));
    } else wokeOther = true;
    countChange();
    woken++;
  }
  wakes += woken;
  return woken;
}

/** The processor has nothing to do before `now`. */
export function waitUntil(runner: usize, now: u64): void {
  const clock = clockOf(runner);
  if (clock >= now) return;
  addIdle(runner, now - clock);
  setClockOf(runner, now);
}
