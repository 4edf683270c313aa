/**
 * References that wait. They come in the order of the trace; each processor does its own in that
 * order, whichever processor is first. So far ahead of the slowest processor the others can get.
 *
 * A step is due when the window is full. But once every processor has a reference here, whatever comes
 * later cannot change whose is first, so that the step is made at once: what is done is the same, and
 * the window stays small, and in the host's cache, as long as all processors have something to do.
 *
 *   slot, SLOT_BYTES: u64 address, u64 gap: cycles of computing before it, u32 meta (record.ts)
 *   chunk, CHUNK_BYTES: slots of one processor one behind the other, and u32 the chunk behind it
 *
 * A processor's references lie from `head` up to `tail` in its account. It has one chunk at least.
 */
import { processors } from '../layout';
import { processorIn } from '../record';
import { accountOf, clockOf, idleUntil, takeCarried } from './accounts';
import { NEVER, setNoTime, setOnlyTime, setTimes } from './agents';
import { CHUNK_BYTES, CHUNK_SLOTS, SLOT_BYTES, windowChunks } from './regions';
import { storeEntries, windowReferences } from './settings';
import { drainTime, isBlocked } from './store-buffer';

/** In a slot's meta: a piece, but not the first, of a record that was cut. */
export const IS_PIECE: u32 = 1 << 19;
/** In a slot's meta: an instruction fetch that is simulated, where the machine tells them from reads. */
export const IS_FETCH: u32 = 1 << 17;
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
  return hasNone(account) ? NEVER : clockOf(account) + gapIn(headOf(account));
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
  store<u64>(slot, gap + takeCarried(account), 8);
  store<u32>(slot, meta, 16);
  let tail = slot + SLOT_BYTES;
  if (isBehindLast(tail)) tail = extend(chunkOf(slot));
  store<u32>(account, <u32>tail, TAIL);
  waiting++;
  if (slot != headOf(account)) return;
  lacking--;
  idleUntil(account, now);
  schedule(p, account);
}

/** The processor's first reference is done with. */
// @ts-ignore: decorator
@inline
export function release(account: usize, slot: usize): void {
  let head = slot + SLOT_BYTES;
  if (isBehindLast(head)) head = shorten(chunkOf(slot));
  waiting--;
  if (head == load<u32>(account, TAIL)) {
    lacking++;
    head = chunkOf(head);
    store<u32>(account, <u32>head, TAIL);
  }
  store<u32>(account, <u32>head, HEAD);
}
