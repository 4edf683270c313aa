/**
 * What a processor's time went to, and what it has under way.
 *
 *   account of a processor, ACCOUNT_BYTES
 *     ├─   0 u64 clock        it is ready for its next reference then
 *     ├─   8 u32 head, tail   slot of its first reference in the window, and the one behind its last
 *     ├─  16 u64 carried      cycles that skipped instructions took, for the next reference
 *     ├─  24 u64 compute      cycles of gaps
 *     ├─  32 u64 idle         cycles without a reference in the window
 *     ├─  40 u64 hits         references that only the L1 had to do with, not yet in the stalls
 *     ├─  48 u64 outstanding  when the last of the references that it did not wait for ends
 *     ├─  56 u64 drained      when the last store that was drained ends
 *     ├─  64 u64 forwarded, late   loads served by the store buffer; late prefetches
 *     ├─  80 u32 × 4          its store buffer, see store-buffer.ts
 *     ├─  96 {u64 line address, u64 end} × 2   its last drain, its last transaction: see outstanding.ts
 *     ├─ 128 u64 × 18         stalls by cause, see causes.ts
 *     ├─ 272 u32              misses that are outstanding, see outstanding.ts
 *     ├─ 280 u64 drain hits   stores drained that only the L1 had to do with, not yet in what overlapped
 *     ├─ 288 u64 ahead        cycles of the gap before its first reference in the window, not yet spent
 *     ├─ 296 u64 first end    of the misses that are outstanding
 *     └─ 304 u64 × 18         what it did not wait for, by cause likewise
 */
import { processors } from '../layout';
import { CAUSES, CAUSE_L1 } from './causes';
import { CLASS_L1, addLatencies } from './classes';
import { ACCOUNT_BYTES, accounts } from './regions';
import { l1Cycles } from './settings';

const STALLS: usize = 128;
const OVERLAPPED: usize = 304;

// @ts-ignore: decorator
@inline
export function accountOf(processor: u32): usize {
  return accounts + <usize>processor * ACCOUNT_BYTES;
}

// @ts-ignore: decorator
@inline
export function clockOf(account: usize): u64 {
  return load<u64>(account);
}

// @ts-ignore: decorator
@inline
export function setClockOf(account: usize, time: u64): void {
  store<u64>(account, time);
}

// @ts-ignore: decorator
@inline
function add(at: usize, cycles: u64): void {
  store<u64>(at, load<u64>(at) + cycles);
}

/** Cycles that skipped instructions took. */
export function carry(account: usize, cycles: u64): void {
  add(account + 16, cycles);
}

/** Takes what was carried. */
// @ts-ignore: decorator
@inline
export function takeCarried(account: usize): u64 {
  const cycles = load<u64>(account, 16);
  if (cycles) store<u64>(account, 0, 16);
  return cycles;
}

// @ts-ignore: decorator
@inline
export function aheadOf(account: usize): u64 {
  return load<u64>(account, 288);
}

// @ts-ignore: decorator
@inline
export function setAhead(account: usize, cycles: u64): void {
  store<u64>(account, cycles, 288);
}

/** Spends the gap before the first reference; its time has come. */
// @ts-ignore: decorator
@inline
export function spendAhead(account: usize): void {
  const cycles = aheadOf(account);
  if (!cycles) return;
  add(account + 24, cycles);
  setAhead(account, 0);
}

/** The processor had nothing to do until `time`. */
export function idleUntil(account: usize, time: u64): void {
  const clock = clockOf(account);
  if (clock >= time) return;
  add(account + 32, time - clock);
  setClockOf(account, time);
}

/** One more reference that ends with the look-up in the L1. */
// @ts-ignore: decorator
@inline
export function addHit(account: usize): void {
  add(account + 40, 1);
}

/** One more store that ends with the look-up in the L1 when it is drained. */
// @ts-ignore: decorator
@inline
export function addDrainHit(account: usize): void {
  add(account + 280, 1);
}

// @ts-ignore: decorator
@inline
export function addStall(account: usize, cause: u32, cycles: u64): void {
  add(account + STALLS + ((<usize>cause) << 3), cycles);
}

/** Where the sums by cause are. */
// @ts-ignore: decorator
@inline
export function stallsOf(account: usize): usize {
  return account + STALLS;
}

/** Where the sums by cause are of references that the processor does not wait for. */
// @ts-ignore: decorator
@inline
export function overlappedOf(account: usize): usize {
  return account + OVERLAPPED;
}

/** Cycles of a reference that the processor does not wait for. */
// @ts-ignore: decorator
@inline
export function addOverlapped(account: usize, cause: u32, cycles: u64): void {
  add(account + OVERLAPPED + ((<usize>cause) << 3), cycles);
}

/** The processor stalls until `time`, if that is not past. */
export function stallUntil(account: usize, cause: u32, time: u64): void {
  const clock = clockOf(account);
  if (clock >= time) return;
  addStall(account, cause, time - clock);
  setClockOf(account, time);
}

/** A reference that the processor does not wait for ends then. */
export function noteOutstanding(account: usize, end: u64): void {
  if (load<u64>(account, 48) < end) store<u64>(account, end, 48);
}

// @ts-ignore: decorator
@inline
export function drainedOf(account: usize): u64 {
  return load<u64>(account, 56);
}

export function setDrained(account: usize, end: u64): void {
  store<u64>(account, end, 56);
}

export function addForwarded(account: usize): void {
  add(account + 64, 1);
}

export function addLate(account: usize): void {
  add(account + 72, 1);
}

/** Enters what ended in the L1 with the stalls and the latencies. */
export function settleHits(): void {
  for (let p: u32 = 0; p < processors; p++) {
    const account = accountOf(p);
    const hits = load<u64>(account, 40);
    addStall(account, CAUSE_L1, hits * l1Cycles);
    const drained = load<u64>(account, 280);
    addOverlapped(account, CAUSE_L1, drained * l1Cycles);
    addLatencies(CLASS_L1, l1Cycles, hits + drained);
    store<u64>(account, 0, 40);
    store<u64>(account, 0, 280);
  }
}

/** A processor that executes: its clock, and what it did besides waiting is computing. After `settleHits`. */
export function settleAccount(processor: u32, clock: u64, idle: u64): void {
  const account = accountOf(processor);
  let stalls: u64 = 0;
  for (let cause: usize = 0; cause < CAUSES; cause++) stalls += load<u64>(account + STALLS + (cause << 3));
  store<u64>(account, clock);
  store<u64>(account, clock - idle - stalls, 24);
  store<u64>(account, idle, 32);
}
