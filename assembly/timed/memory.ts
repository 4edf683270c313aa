/**
 * A node's memory, or the one behind a bus: channels of banks, each with a row that may be open.
 *
 *   x = line address:  channel = x mod channels;  x = ⌊x / channels ⌋;  ⌊x / lines of a row⌋ of that
 *   bank = x mod banks;  row = ⌊x / banks⌋
 *
 * After S. Rixner et al., Memory Access Scheduling, 2000, without the scheduling: in order.
 *
 *   writes on their way to a channel, a ring: u64 index of the oldest, u64 end × writeEntries
 *
 * Nobody waits for a write, but for room: a reference is not over before the write that was so many before its own
 * has ended.
 */
import { reserve } from './calendar';
import { CAUSE_MEMORY, CAUSE_MEMORY_WAIT, spend } from './causes';
import { endAt, endsAt } from './current';
import {
  ACCESSES_BYTES,
  CALENDAR_BYTES,
  accesses,
  bankCalendars,
  channelCalendars,
  rows,
  writes,
} from './regions';
import { lineBytes } from '../layout';
import {
  banks,
  channelTransfer,
  channels,
  cyclesOf,
  keepsRows,
  memoryBytesPerCycle,
  rowConflictCycles,
  rowEmptyCycles,
  rowHitCycles,
  rowLines,
  writeEntries,
} from './settings';

const READS: usize = 0;
const WRITES: usize = 8;
const ROW_HITS: usize = 16;
const ROW_EMPTIES: usize = 24;
const ROW_CONFLICTS: usize = 32;

/** Shifts in place of divisions, where all of these are powers of two. */
let shifts: bool = false;
let channelShift: u64 = 0;
let rowShift: u64 = 0;
let bankShift: u64 = 0;

/** Where the access under way goes, and whether it finds its row open. */
let channel: u32 = 0;
let bank: u32 = 0;
let inOpenRow: bool = false;

export function prepareMemory(): void {
  shifts = popcnt(channels) == 1 && popcnt(banks) == 1 && popcnt(rowLines) == 1;
  channelShift = ctz(channels);
  rowShift = ctz(rowLines);
  bankShift = ctz(banks);
  roomAt = 0;
}

/** Finds channel and bank of a line, and returns its row. */
// @ts-ignore: decorator
@inline
function locate(node: u32, lineAddress: u64): u64 {
  let inChannel: u64;
  let row: u64;
  if (shifts) {
    inChannel = (lineAddress >> channelShift) >> rowShift;
    channel = node * channels + ((<u32>lineAddress) & (channels - 1));
    bank = channel * banks + ((<u32>inChannel) & (banks - 1));
    row = inChannel >> bankShift;
  } else {
    inChannel = lineAddress / channels / rowLines;
    channel = node * channels + <u32>(lineAddress % channels);
    bank = channel * banks + <u32>(inChannel % banks);
    row = inChannel / banks;
  }
  return row;
}

// @ts-ignore: decorator
@inline
function count(node: u32, what: usize): void {
  const at = accesses + <usize>node * ACCESSES_BYTES + what;
  store<u64>(at, load<u64>(at) + 1);
}

/** Goes to a line's row: the cycles that it takes. Counts the access. */
export function openRow(node: u32, lineAddress: u64, isWrite: bool): u64 {
  const row = locate(node, lineAddress) + 1;
  const at = rows + ((<usize>bank) << 3);
  const open = load<u64>(at);
  store<u64>(at, keepsRows ? row : 0);
  count(node, isWrite ? WRITES : READS);
  inOpenRow = open == row;
  if (inOpenRow) {
    count(node, ROW_HITS);
    return rowHitCycles;
  }
  count(node, open ? ROW_CONFLICTS : ROW_EMPTIES);
  return open ? rowConflictCycles : rowEmptyCycles;
}

/** Cycles that the last access waited for its bank and its channel. */
let memoryWaited: u64 = 0;

/**
 * Bank and channel serve what `openRow` was called for, from `at` on. Returns when they are done. A bank whose row is
 * open can begin with the next column while it still brings one, but no faster than the channel takes them.
 */
// @ts-ignore: decorator
@inline
function serve(service: u64, transfer: u64, at: u64): u64 {
  const occupied = inOpenRow ? min(service, transfer) : service;
  const served = reserve(bankCalendars + <usize>bank * CALENDAR_BYTES, at, occupied) + service;
  const end = reserve(channelCalendars + <usize>channel * CALENDAR_BYTES, served, transfer) + transfer;
  memoryWaited = end - at - service - transfer;
  return end;
}

/** A line whose row takes `service` is read from `at` on. Returns the cycles that it waits for bank and channel. */
export function waitForLine(service: u64, at: u64): u64 {
  return waitForMoved(service, channelTransfer, at);
}

/** The same for what the channel moves in `transfer` cycles. */
export function waitForMoved(service: u64, transfer: u64, at: u64): u64 {
  serve(service, transfer, at);
  return memoryWaited;
}

/** An access from `at` on, of which nobody says what it was for. Returns when it is over. */
export function access(node: u32, lineAddress: u64, isWrite: bool, bytes: u32, at: u64): u64 {
  const service = openRow(node, lineAddress, isWrite);
  const transfer = bytes == lineBytes ? channelTransfer : cyclesOf(bytes, memoryBytesPerCycle);
  return serve(service, transfer, at);
}

/** A line that somebody waits for is read; returns when it is there. */
export function readMemory(node: u32, lineAddress: u64, bytes: u32, at: u64): u64 {
  const end = access(node, lineAddress, false, bytes, at);
  spend(CAUSE_MEMORY_WAIT, memoryWaited);
  spend(CAUSE_MEMORY, end - at - memoryWaited);
  return end;
}

/** When there is room for all writes of the reference under way. */
let roomAt: u64 = 0;

/** Nobody waits for what is written. */
export function writeMemory(node: u32, lineAddress: u64, bytes: u32, at: u64): void {
  const end = access(node, lineAddress, true, bytes, at);
  const ring = writes + <usize>channel * ((writeEntries + 1) << 3);
  const oldest = load<u64>(ring);
  const entry = ring + ((<usize>oldest) << 3);
  roomAt = max(roomAt, load<u64>(entry, 8));
  store<u64>(entry, end, 8);
  store<u64>(ring, oldest + 1 == writeEntries ? 0 : oldest + 1);
}

/** When what ends at `end` is over, as there must be room for its writes. */
export function endWithRoom(end: u64): u64 {
  const over = max(end, roomAt);
  spend(CAUSE_MEMORY_WAIT, over - end);
  roomAt = 0;
  return over;
}

/** The reference under way has ended, with all that it is the cause of, but for the room for its writes. */
// @ts-ignore: decorator
@inline
export function awaitRoom(): void {
  if (!roomAt) return;
  if (roomAt > endsAt) {
    spend(CAUSE_MEMORY_WAIT, roomAt - endsAt);
    endAt(roomAt);
  }
  roomAt = 0;
}
