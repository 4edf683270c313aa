/**
 * What a core has begun and not ended: misses that its processors do not wait for (D. Kroft, Lockup-
 * Free Instruction Fetch/Prefetch Cache Organization, 1981), be it L2 that answers them, or a prefetch that
 * is under way; stores that were drained, and what other threads of the core wait for.
 *
 *   misses of a core     {u64 line address, u64 end} × missEntries; in the account of its first processor
 *                        u32 their number, at 272, and u64 when the first of them ends, at 296
 *   of each processor    in its account at 96: its last drain's, and its last transaction's where
 *                        misses are waited for: {u64 line address, u64 end} each
 */
import { accountOf } from './accounts';
import { MISS_BYTES, misses } from './regions';
import { merges, missEntries, storeEntries, threadsPerCore } from './settings';

const COUNT: usize = 272;
const FIRST_END: usize = 296;
const LAST_DRAIN: usize = 96;
const LAST_TRANSACTION: usize = 112;

/** Whether anything can be outstanding when a processor of the core issues a reference. */
export function canOverlap(): bool {
  return missEntries != 0 || storeEntries != 0 || threadsPerCore > 1;
}

/** The first processor of a processor's core. */
// @ts-ignore: decorator
@inline
export function coreOf(p: u32): u32 {
  return threadsPerCore == 1 ? p : p - (p % threadsPerCore);
}

// @ts-ignore: decorator
@inline
function missesOf(core: u32): usize {
  return misses + <usize>(core * missEntries) * MISS_BYTES;
}

/** Forgets the misses of a core that have ended by `time`. */
function forgetEnded(core: u32, time: u64): void {
  const account = accountOf(core);
  const count = load<u32>(account, COUNT);
  let kept = missesOf(core);
  let first: u64 = ~0;
  for (let i: u32 = 0; i < count; i++) {
    const at = missesOf(core) + <usize>i * MISS_BYTES;
    const end = load<u64>(at, 8);
    const lasts: bool = end > time;
    v128.store(kept, v128.load(at));
    kept += lasts ? <usize>MISS_BYTES : 0;
    first = lasts ? min(first, end) : first;
  }
  store<u32>(account, <u32>((kept - missesOf(core)) / MISS_BYTES), COUNT);
  store<u64>(account, first, FIRST_END);
}

/** Whether a core can have no more misses outstanding. Those that have ended are forgotten when there is need. */
// @ts-ignore: decorator
@inline
export function areAllOutstanding(core: u32, time: u64): bool {
  const account = accountOf(core);
  if (load<u32>(account, COUNT) < missEntries) return false;
  if (load<u64>(account, FIRST_END) > time) return true;
  forgetEnded(core, time);
  return false;
}

/** When the first of a core's misses ends, all of which are outstanding. */
// @ts-ignore: decorator
@inline
export function firstEnd(core: u32): u64 {
  return load<u64>(accountOf(core), FIRST_END);
}

/** A miss that is not waited for; there must be room. */
export function addMiss(core: u32, lineAddress: u64, end: u64): void {
  const account = accountOf(core);
  const count = load<u32>(account, COUNT);
  const at = missesOf(core) + <usize>count * MISS_BYTES;
  note(at, lineAddress, end);
  store<u32>(account, count + 1, COUNT);
  store<u64>(account, count ? min(load<u64>(account, FIRST_END), end) : end, FIRST_END);
}

function note(at: usize, lineAddress: u64, end: u64): void {
  store<u64>(at, lineAddress);
  store<u64>(at, end, 8);
}

export function noteDrain(p: u32, lineAddress: u64, end: u64): void {
  note(accountOf(p) + LAST_DRAIN, lineAddress, end);
}

export function noteTransaction(p: u32, lineAddress: u64, end: u64): void {
  note(accountOf(p) + LAST_TRANSACTION, lineAddress, end);
}

// @ts-ignore: decorator
@inline
function endIf(at: usize, lineAddress: u64): u64 {
  return load<u64>(at) == lineAddress ? load<u64>(at, 8) : 0;
}

/** When all that the core has outstanding on a line ends; 0 if there is nothing. */
export function outstandingEnd(core: u32, lineAddress: u64): u64 {
  let end: u64 = 0;
  const count = load<u32>(accountOf(core), COUNT);
  for (let i: u32 = 0; i < count; i++) {
    end = max(end, endIf(missesOf(core) + <usize>i * MISS_BYTES, lineAddress));
  }
  if (!storeEntries && threadsPerCore == 1) return end;
  for (let p = core; p < core + threadsPerCore; p++) {
    end = max(end, endIf(accountOf(p) + LAST_DRAIN, lineAddress));
    if (!missEntries) end = max(end, endIf(accountOf(p) + LAST_TRANSACTION, lineAddress));
  }
  return end;
}

/** Whether a reference to a line that is outstanding is left to end with it, in place of being waited for. */
export function joins(): bool {
  return missEntries != 0 && merges;
}
