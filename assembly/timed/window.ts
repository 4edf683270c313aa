/**
 * References that wait. They come in the order of the trace; each processor does its own in that
 * order, whichever processor is first. So far ahead of the slowest processor the others can get.
 *
 * A step is due when the window is full. But once every processor has a reference here, whatever comes
 * later cannot change whose is first, so that the step is made at once: what is done is the same, and
 * the window stays small, and in the host's cache, as long as all processors have something to do.
 *
 *   slot, SLOT_BYTES: u64 address, u32 meta (record.ts)
 *   gap before it, if its meta says that there is one: u64 cycles at windowGaps + half its place in the chunks
 *   chunk, CHUNK_BYTES: slots of one processor one behind the other, and u32 the chunk behind it
 *
 * A processor's references lie from `head` up to `tail` in its account. It has one chunk at least.
 */
import { processors } from '../layout';
import { processorIn } from '../record';
import { accountOf, aheadOf, clockOf, setAhead, idleUntil, takeCarried } from './accounts';
import { NEVER, setNoTime, setOnlyTime, setTimes } from './agents';
import { CHUNK_BYTES, CHUNK_SLOTS, SLOT_BYTES, windowChunks, windowGaps } from './regions';
import { storeEntries, windowReferences } from './settings';
import { drainTime, isBlocked } from './store-buffer';

/** In a slot's meta: a piece, but not the first, of a record that was cut. */
export const IS_PIECE: u32 = 1 << 19;
/** In a slot's meta: an instruction fetch that is simulated, where the machine tells them from reads. */
export const IS_FETCH: u32 = 1 << 17;
/** In a slot's meta: the reference has a gap before it. */
const HAS_GAP: u32 = 1 << 18;

/** Where in a chunk the next one is told, behind its last slot. */
const LINK: u32 = CHUNK_SLOTS * SLOT_BYTES;
const HEAD: usize = 8;
const TAIL: usize = 12;

/** Chunks that nobody has: those given back, linked, and from `freshChunk` on those that nobody ever had. */
let freeChunk: usize = 0;
let freshChunk: usize = 0;
/** References in the window. */
let waiting: u32 = 0;
/** Time of the last step. */
export let now: u64 = 0;
/** Processors that have no reference in the window. */
let lacking: u32 = 0;
/** Whether no more references come. */
export let ended: bool = false;

function takeChunk(): usize {
  const chunk = freeChunk;
  if (chunk) {
    freeChunk = load<u32>(chunk, LINK);
    return chunk;
  }
  freshChunk += CHUNK_BYTES;
  return freshChunk - CHUNK_BYTES;
}

function giveChunk(chunk: usize): void {
  store<u32>(chunk, <u32>freeChunk, LINK);
  freeChunk = chunk;
}

export function clearWindow(): void {
  freeChunk = 0;
  freshChunk = windowChunks;
  for (let p: u32 = 0; p < processors; p++) {
    const chunk = <u32>takeChunk();
    store<u32>(accountOf(p), chunk, HEAD);
    store<u32>(accountOf(p), chunk, TAIL);
  }
  waiting = 0;
  lacking = processors;
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

/** Whether a step is due: every processor has a reference, or there is no room for more. */
// @ts-ignore: decorator
@inline
export function isStepDue(): bool {
  return !lacking || waiting == windowReferences;
}

/** References that there is room for: one at least where no step is due. */
// @ts-ignore: decorator
@inline
export function roomInWindow(): u32 {
  return windowReferences - waiting;
}

/** The processor's first reference, if it has one. */
// @ts-ignore: decorator
@inline
export function headOf(account: usize): usize {
  return load<u32>(account, HEAD);
}

// @ts-ignore: decorator
@inline
export function hasNone(account: usize): bool {
  return load<u32>(account, HEAD) == load<u32>(account, TAIL);
}

// @ts-ignore: decorator
@inline
export function addressIn(slot: usize): u64 {
  return load<u64>(slot);
}

// @ts-ignore: decorator
@inline
function gapAt(slot: usize): usize {
  return windowGaps + ((slot - windowChunks) >> 1);
}

// @ts-ignore: decorator
@inline
export function metaIn(slot: usize): u32 {
  return load<u32>(slot, 8);
}

/**
 * The processor, whose clock is at `clock`, has changed: when it comes next. Returns the next key. What a step
 * needs of the last one goes by values, because the host waits for what it has just written.
 */
// @ts-ignore: decorator
@inline
export function scheduleFrom(p: u32, account: usize, none: bool, clock: u64): u64 {
  const time = clock + aheadOf(account);
  if (storeEntries) {
    return setTimes(p, none || isBlocked(account) ? NEVER : time, drainTime(p, account));
  }
  return none ? setNoTime(p) : setOnlyTime(p, time);
}

/** The processor has changed: when it comes next. Returns the next key. */
// @ts-ignore: decorator
@inline
export function schedule(p: u32, account: usize): u64 {
  return scheduleFrom(p, account, hasNone(account), clockOf(account));
}

// @ts-ignore: decorator
@inline
function isBehindLast(slot: usize): bool {
  return ((<u32>slot) & (CHUNK_BYTES - 1)) == LINK;
}

// @ts-ignore: decorator
@inline
function chunkOf(slot: usize): usize {
  return slot & ~(<usize>CHUNK_BYTES - 1);
}

/** The processor's last chunk is full: another behind it. */
function extend(chunk: usize): usize {
  const next = takeChunk();
  store<u32>(chunk, <u32>next, LINK);
  return next;
}

/** The reference in the slot has become the processor's first. */
// @ts-ignore: decorator
@inline
function lead(account: usize, slot: usize): void {
  // A branch, so that where there are no gaps nobody waits until it has been read that there is none.
  if (metaIn(slot) & HAS_GAP) setAhead(account, load<u64>(gapAt(slot)));
}

/** The processor's first chunk is done with. Returns the one behind it. */
function shorten(chunk: usize): usize {
  const next = load<u32>(chunk, LINK);
  giveChunk(chunk);
  return next;
}

/** One more reference; the window must not be full. */
// @ts-ignore: decorator
@inline
export function admit(address: u64, meta: u32, gap: u64): void {
  const p = processorIn(meta);
  const account = accountOf(p);
  const slot: usize = load<u32>(account, TAIL);
  store<u64>(slot, address);
  const wait = gap + takeCarried(account);
  if (wait) store<u64>(gapAt(slot), wait);
  store<u32>(slot, wait ? meta | HAS_GAP : meta, 8);
  let tail = slot + SLOT_BYTES;
  if (isBehindLast(tail)) tail = extend(chunkOf(slot));
  store<u32>(account, <u32>tail, TAIL);
  waiting++;
  if (slot != headOf(account)) return;
  lacking--;
  lead(account, slot);
  idleUntil(account, now);
  schedule(p, account);
}

/** The processor's first reference is done with. Returns whether it was its only one. */
// @ts-ignore: decorator
@inline
export function release(account: usize, slot: usize): bool {
  let head = slot + SLOT_BYTES;
  if (isBehindLast(head)) head = shorten(chunkOf(slot));
  waiting--;
  const none: bool = head == load<u32>(account, TAIL);
  if (none) {
    lacking++;
    head = chunkOf(head);
    store<u32>(account, <u32>head, TAIL);
  } else {
    lead(account, head);
  }
  store<u32>(account, <u32>head, HEAD);
  return none;
}
