/**
 * References that wait. They come in the order of the trace; each processor does its own in that
 * order, whichever processor is first. So far ahead of the slowest processor the others can get.
 *
 *   slot, SLOT_BYTES: u64 address, u32 meta (record.ts), u32 next slot or 0
 *   gap of the i-th slot, if its meta says that there is one: u64 cycles at windowGaps + 8 i
 *
 * A processor's slots are linked from `head` to `tail` in its account; free ones from `freeSlot`.
 */
import { processorIn } from '../record';
import { accountOf, clockOf, idleUntil, takeCarried } from './accounts';
import { NEVER, setNoTime, setOnlyTime, setTimes } from './agents';
import { SLOT_BYTES, windowEnd, windowGaps, windowSlots } from './regions';
import { storeEntries } from './settings';
import { drainTime, isBlocked } from './store-buffer';

/** In a slot's meta: a piece, but not the first, of a record that was cut. */
export const IS_PIECE: u32 = 1 << 19;
/** In a slot's meta: an instruction fetch that is simulated, where the machine tells them from reads. */
export const IS_FETCH: u32 = 1 << 17;
/** In a slot's meta: the reference has a gap before it. */
const HAS_GAP: u32 = 1 << 18;

/** In an account: written, never read. */
const WARMED: usize = 276;

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
function gapAt(slot: usize): usize {
  return windowGaps + ((slot - windowSlots) >> 1);
}

// @ts-ignore: decorator
@inline
export function gapIn(slot: usize): u64 {
  return metaIn(slot) & HAS_GAP ? load<u64>(gapAt(slot)) : 0;
}

// @ts-ignore: decorator
@inline
export function metaIn(slot: usize): u32 {
  return load<u32>(slot, 8);
}

/** The gap has been spent. */
// @ts-ignore: decorator
@inline
export function clearGap(slot: usize): void {
  store<u32>(slot, metaIn(slot) & ~HAS_GAP, 8);
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
    freeSlot = load<u32>(slot, 12);
  } else {
    slot = freshSlot;
    freshSlot += SLOT_BYTES;
  }
  const p = processorIn(meta);
  const account = accountOf(p);
  store<u64>(slot, address);
  const wait = gap + takeCarried(account);
  if (wait) store<u64>(gapAt(slot), wait);
  store<u32>(slot, wait ? meta | HAS_GAP : meta, 8);
  store<u32>(slot, 0, 12);
  const tail = load<u32>(account, 12);
  store<u32>(account, <u32>slot, 12);
  if (headOf(account)) {
    store<u32>(tail, <u32>slot, 12);
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
  const head = load<u32>(slot, 12);
  store<u32>(account, head, 8);
  // The one after that is read now, for nothing, so that it is at hand when its time comes.
  store<u32>(account, load<u32>(load<u32>(head, 12), 8), WARMED);
  store<u32>(slot, <u32>freeSlot, 12);
  freeSlot = slot;
}
