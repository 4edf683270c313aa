/**
 * References that wait. They come in the order of the trace; each processor does its own in that
 * order, whichever processor is first. So far ahead of the slowest processor the others can get.
 *
 *   slot, SLOT_BYTES: u64 address, u64 gap in cycles, u32 meta (record.ts), u32 next slot or 0
 *
 * A processor's slots are linked from `head` to `tail` in its account; free ones from `freeSlot`.
 */
import { processorIn } from '../record';
import { accountOf, clockOf, idleUntil, takeCarried } from './accounts';
import { NEVER, setNoTime, setOnlyTime, setTimes } from './agents';
import { SLOT_BYTES, windowEnd, windowSlots } from './regions';
import { storeEntries } from './settings';
import { drainTime, isBlocked } from './store-buffer';

/** In a slot's meta: a piece, but not the first, of a record that was cut. */
export const IS_PIECE: u32 = 1 << 19;

let freeSlot: usize = 0;
let freshSlot: usize = 0;
/** Time of the last step. */
export let now: u64 = 0;
/** Whether no more references come. */
export let ended: bool = false;

export function clearWindow(): void {
  freeSlot = 0;
  freshSlot = windowSlots;
  now = 0;
  ended = false;
}

// @ts-ignore: decorator
@inline
export function setNow(time: u64): void {
  now = time;
}

export function setEnded(): void {
  ended = true;
}

// @ts-ignore: decorator
@inline
export function isWindowFull(): bool {
  return !freeSlot && freshSlot == windowEnd;
}

// @ts-ignore: decorator
@inline
export function headOf(account: usize): usize {
  return load<u32>(account, 8);
}

// @ts-ignore: decorator
@inline
export function addressIn(slot: usize): u64 {
  return load<u64>(slot);
}

// @ts-ignore: decorator
@inline
export function gapIn(slot: usize): u64 {
  return load<u64>(slot, 8);
}

// @ts-ignore: decorator
@inline
export function metaIn(slot: usize): u32 {
  return load<u32>(slot, 16);
}

/** The gap has been spent. */
// @ts-ignore: decorator
@inline
export function clearGap(slot: usize): void {
  store<u64>(slot, 0, 8);
}

/** When the processor's next reference can be issued, or NEVER. */
// @ts-ignore: decorator
@inline
function readyTime(account: usize): u64 {
  const head = headOf(account);
  return head ? clockOf(account) + gapIn(head) : NEVER;
}

/** The processor has changed: when it comes next. */
// @ts-ignore: decorator
@inline
export function schedule(p: u32, account: usize): void {
  const time = readyTime(account);
  if (storeEntries) setTimes(p, isBlocked(account) ? NEVER : time, drainTime(p, account));
  else if (time == NEVER) setNoTime(p);
  else setOnlyTime(p, time);
}

/** One more reference; there must be a free slot. */
// @ts-ignore: decorator
@inline
export function admit(address: u64, meta: u32, gap: u64): void {
  let slot = freeSlot;
  if (slot) {
    freeSlot = load<u32>(slot, 20);
  } else {
    slot = freshSlot;
    freshSlot += SLOT_BYTES;
  }
  const p = processorIn(meta);
  const account = accountOf(p);
  store<u64>(slot, address);
  store<u64>(slot, gap + takeCarried(account), 8);
  store<u32>(slot, meta, 16);
  store<u32>(slot, 0, 20);
  const tail = load<u32>(account, 12);
  store<u32>(account, <u32>slot, 12);
  if (headOf(account)) {
    store<u32>(tail, <u32>slot, 20);
    return;
  }
  store<u32>(account, <u32>slot, 8);
  idleUntil(account, now);
  schedule(p, account);
}

/** The processor's first reference is done with. */
// @ts-ignore: decorator
@inline
export function release(account: usize, slot: usize): void {
  store<u32>(account, load<u32>(slot, 20), 8);
  store<u32>(slot, <u32>freeSlot, 20);
  freeSlot = slot;
}
