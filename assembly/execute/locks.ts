/**
 * What notes tell of locks, counted here where nobody listens to them: acquisitions, and how long threads wait
 * for them and hold them.
 *
 *   locks   u32 × INDEX: by a hash of the lock, its record's number + 1, or 0; linear probing
 *           then records, lockBytes apart, in the order in which their locks were met
 *     0  object u64               8  first thread of its process u32      12  last taker's number + 1 u32
 *     16 acquisitions u64         24 hand-overs u64                       32  cycles waited for it u64
 *     40 longest wait u64         48 cycles held u64
 *     64 for each thread of its process: wants it since u64, has it since u64 (cycle + 1, 0: not), acquisitions u64
 *
 * The record of the lock that a thread noted last is kept with the thread.
 */
import { lockBytes, lockRoom, locks } from '../layout';
import { lastLock, numberOf, setLastLock, threadIn } from './threads';

/** The notes, as in src/programs/isa.ts. */
const WANTED: u32 = 0;
const TAKEN: u32 = 1;
const RELEASED: u32 = 2;
const ARRIVE: u32 = 5;
const DEPART: u32 = 6;

const INDEX_BITS: u32 = 9;
/** Twice as many as there are records at most. */
export const INDEX: u32 = 1 << INDEX_BITS;
const FIRST_THREAD: usize = 8;
const LAST_TAKER: usize = 12;
const ACQUISITIONS: usize = 16;
const HANDOVERS: usize = 24;
const WAITED: usize = 32;
const LONGEST: usize = 40;
const HELD: usize = 48;
const BY_THREAD: usize = 64;
const SHARE_BYTES: usize = 24;
const HAS_SINCE: usize = 8;
const TAKEN_BY: usize = 16;

/** Locks met so far, as far as there is room. */
export let lockCount: u32 = 0;
/** Whether the host wants to be told every note. */
export let listening: bool = true;

export function setListening(on: bool): void {
  listening = on;
}

export function resetLocks(): void {
  memory.fill(locks, 0, <usize>(INDEX * 4 + lockCount * lockBytes));
  lockCount = 0;
}

// @ts-ignore: decorator
@inline
export function isOfLock(which: u32): bool {
  return which <= RELEASED;
}

/** Whether the host counts what the note tells. */
// @ts-ignore: decorator
@inline
export function isOfBarrier(which: u32): bool {
  return which == ARRIVE || which == DEPART;
}

// @ts-ignore: decorator
@inline
function recordAt(number: u32): usize {
  return locks + INDEX * 4 + <usize>number * lockBytes;
}

// @ts-ignore: decorator
@inline
function isOf(record: usize, object: u64, first: u32): bool {
  return load<u64>(record) == object && load<u32>(record, FIRST_THREAD) == first;
}

/** The record of a lock of the process with that first thread; 0 if there is no room for it. */
function find(object: u64, first: u32): usize {
  let entry = <u32>(((object ^ ((<u64>first) << 32)) * 0x9e3779b97f4a7c15) >> (64 - INDEX_BITS));
  for (; ; entry = (entry + 1) & (INDEX - 1)) {
    const at = locks + ((<usize>entry) << 2);
    const number = load<u32>(at);
    if (number) {
      const record = recordAt(number - 1);
      if (isOf(record, object, first)) return record;
      continue;
    }
    if (lockCount == lockRoom) return 0;
    const record = recordAt(lockCount++);
    store<u32>(at, lockCount);
    store<u64>(record, object);
    store<u32>(record, first, FIRST_THREAD);
    return record;
  }
}

// @ts-ignore: decorator
@inline
function add(record: usize, what: usize, by: u64): void {
  store<u64>(record + what, load<u64>(record + what) + by);
}

function take(record: usize, share: usize, number: u32, now: u64): void {
  const wanted = load<u64>(share);
  const waited = wanted ? now + 1 - wanted : 0;
  const last = load<u32>(record, LAST_TAKER);
  store<u64>(share, 0);
  store<u64>(share, now + 1, HAS_SINCE);
  add(share, TAKEN_BY, 1);
  add(record, ACQUISITIONS, 1);
  if (last && last != number + 1) add(record, HANDOVERS, 1);
  store<u32>(record, number + 1, LAST_TAKER);
  add(record, WAITED, waited);
  if (waited > load<u64>(record, LONGEST)) store<u64>(record, waited, LONGEST);
}

/** Takes in a note of a lock; false if there is no room for the lock. */
export function countLock(thread: usize, which: u32, object: u64, now: u64): bool {
  const number = numberOf(thread);
  const first = threadIn(thread) - number;
  let record = lastLock(thread);
  if (!record || !isOf(record, object, first)) {
    record = find(object, first);
    if (!record) return false;
    setLastLock(thread, record);
  }
  const share = record + BY_THREAD + <usize>number * SHARE_BYTES;
  if (which == WANTED) store<u64>(share, now + 1);
  else if (which == TAKEN) take(record, share, number, now);
  else {
    const since = load<u64>(share, HAS_SINCE);
    if (since) {
      store<u64>(share, 0, HAS_SINCE);
      add(record, HELD, now + 1 - since);
    }
  }
  return true;
}
