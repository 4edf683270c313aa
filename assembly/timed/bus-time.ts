/**
 * A transaction in time on a machine with one bus. A bus that is held (atomic) is taken once, for all
 * of it; a split one is taken for the request, and again for what answers it.
 *
 *   atomic  bus: arbitration, request, source, line, words, flushes; a line of memory's is on the bus and
 *           the channel at once, and takes as long as the slower of them
 *   split   request bus: arbitration, request ─► source ─► data bus: line;  data bus: words;  flushes
 */
import { firstFree, reserve } from './calendar';
import {
  CAUSE_BUS,
  CAUSE_BUS_WAIT,
  CAUSE_CACHE,
  CAUSE_L3,
  CAUSE_MEMORY,
  CAUSE_MEMORY_WAIT,
  endFork,
  keepWay,
  spend,
  startFork,
  startWay,
} from './causes';
import { CLASS_CACHE_LOCAL, CLASS_L3, CLASS_MEMORY_LOCAL, CLASS_UPGRADE } from './classes';
import { endAt, endsAt, setClass, startsAt, take } from './current';
import { openRow, readMemory, waitForLine, writeMemory } from './memory';
import { ownBus, ownDataBus, ownMemory } from './regions';
import {
  busBytesPerCycle,
  channelTransfer,
  cyclesOf,
  isSplit,
  l3Cycles,
  lineTransfer,
  requestCycles,
  requestTransfer,
  snoopCycles,
} from './settings';
import { lineBytes } from '../layout';

/** Flushes of the transaction under way that no fill carries. */
let flushes: u32 = 0;

/** A snooped copy goes to memory by itself. */
export function noteFlush(): void {
  flushes++;
}

/** Lines that L3s write to memory for the transaction under way. */
let sharedWrites: u32 = 0;

export function noteSharedWrite(): void {
  sharedWrites++;
}

/** Where a line that is fetched comes from. */
export const FROM_MEMORY: u32 = 0;
export const FROM_CORE: u32 = 1;
export const FROM_OWN_SHARED: u32 = 2;
export const FROM_OTHER_SHARED: u32 = 3;

/** The class of a line that is fetched, by its source. */
// @ts-ignore: decorator
@inline
function classOf(source: u32): u32 {
  if (source == FROM_MEMORY) return CLASS_MEMORY_LOCAL;
  return source == FROM_OWN_SHARED ? CLASS_L3 : CLASS_CACHE_LOCAL;
}

/** A transaction that moves no words, once the others have snooped it. */
export function timePlainly(lineAddress: u64, fetches: bool, supplied: bool): void {
  const source: u32 = supplied ? FROM_CORE : FROM_MEMORY;
  setClass(fetches ? classOf(source) : CLASS_UPGRADE);
  if (isSplit) timeSplit(lineAddress, fetches, source, 0, requestTransfer, 0);
  else timeAtomic(lineAddress, fetches, source, 0, requestTransfer, 0);
  flushes = 0;
}

/** A transaction once the others have snooped it. `bytes`: of words that cross the bus. */
export function timeOnBus(lineAddress: u64, fetches: bool, supplied: bool, followed: bool, bytes: u32): void {
  timeFrom(lineAddress, fetches, supplied ? FROM_CORE : FROM_MEMORY, 0, followed, bytes);
}

/** The same with L3s. `looked`: cycles of a look into the own one that did not help. */
export function timeFrom(
  lineAddress: u64,
  fetches: bool,
  source: u32,
  looked: u64,
  followed: bool,
  bytes: u32,
): void {
  setClass(fetches ? classOf(source) : CLASS_UPGRADE);
  const request = requestTransfer + (followed ? requestCycles : 0);
  const words = bytes ? cyclesOf(bytes, busBytesPerCycle) : 0;
  if (isSplit) timeSplit(lineAddress, fetches, source, looked, request, words);
  else timeAtomic(lineAddress, fetches, source, looked, request, words);
  flushes = 0;
}

/** Another cache, or an L3, finds the line, or has been asked. */
// @ts-ignore: decorator
@inline
function lookCycles(fetches: bool, source: u32): u64 {
  return fetches && source >= FROM_OWN_SHARED ? l3Cycles : snoopCycles;
}

// @ts-ignore: decorator
@inline
function lookCause(fetches: bool, source: u32): u32 {
  return fetches && source >= FROM_OWN_SHARED ? CAUSE_L3 : CAUSE_CACHE;
}

// @ts-ignore: decorator
@inline
function timeAtomic(
  lineAddress: u64,
  fetches: bool,
  source: u32,
  looked: u64,
  request: u64,
  words: u64,
): void {
  const moved = request + words + ((fetches ? 1 : 0) + <u64>flushes) * lineTransfer;
  let held = moved;
  if (fetches && source == FROM_MEMORY) {
    const service = openRow(ownMemory, lineAddress, false);
    const found = service + max(channelTransfer, lineTransfer) - lineTransfer;
    // It has the bus as soon as it could have it if memory did nothing else.
    const granted = firstFree(ownBus, startsAt, moved + looked + found);
    const waited = waitForLine(service, granted + request + looked);
    held += looked + waited + found;
    spend(CAUSE_L3, looked);
    spend(CAUSE_MEMORY_WAIT, waited);
    spend(CAUSE_MEMORY, found);
  } else {
    const found = lookCycles(fetches, source);
    held += found;
    spend(lookCause(fetches, source), found);
  }
  const start = reserve(ownBus, startsAt, held);
  spend(CAUSE_BUS_WAIT, start - startsAt);
  spend(CAUSE_BUS, moved);
  take(start, start + held);
  endAt(start + held);
  for (let i: u32 = 0; i < flushes; i++) writeMemory(ownMemory, lineAddress, lineBytes, endsAt);
}

/** Somebody waits for what goes over the bus for data. */
function moveData(at: u64, cycles: u64): u64 {
  const start = reserve(ownDataBus, at, cycles);
  spend(CAUSE_BUS_WAIT, start - at);
  spend(CAUSE_BUS, cycles);
  return start + cycles;
}

// @ts-ignore: decorator
@inline
function timeSplit(
  lineAddress: u64,
  fetches: bool,
  source: u32,
  looked: u64,
  request: u64,
  words: u64,
): void {
  const granted = reserve(ownBus, startsAt, request);
  spend(CAUSE_BUS_WAIT, granted - startsAt);
  spend(CAUSE_BUS, request);
  const asked = granted + request;
  take(granted, asked);
  if (words) startFork();
  let end: u64;
  if (fetches && source == FROM_MEMORY) {
    spend(CAUSE_L3, looked);
    end = moveData(readMemory(ownMemory, lineAddress, lineBytes, asked + looked), lineTransfer);
  } else {
    spend(lookCause(fetches, source), lookCycles(fetches, source));
    end = asked + lookCycles(fetches, source);
    if (fetches) end = moveData(end, lineTransfer);
  }
  if (words) {
    keepWay();
    startWay();
    const moved = moveData(asked, words);
    if (moved > end) {
      keepWay();
      end = moved;
    }
    endFork();
  }
  for (let i: u32 = 0; i < flushes; i++) {
    const flushed = reserve(ownDataBus, asked + snoopCycles, lineTransfer) + lineTransfer;
    writeMemory(ownMemory, lineAddress, lineBytes, flushed);
  }
  endAt(end);
}

/** A victim crosses the bus once the reference that drove it out has ended. Returns when it is over. */
export function postCopyBack(): u64 {
  if (!isSplit) {
    const cycles = requestTransfer + lineTransfer;
    return reserve(ownBus, endsAt, cycles) + cycles;
  }
  const asked = reserve(ownBus, endsAt, requestTransfer) + requestTransfer;
  return reserve(ownDataBus, asked, lineTransfer) + lineTransfer;
}

/** A victim goes to memory. */
export function postWriteBack(lineAddress: u64): void {
  writeMemory(ownMemory, lineAddress, lineBytes, postCopyBack());
}

/** Those of L3s that a transaction made, once it has ended. */
export function postSharedWrites(lineAddress: u64): void {
  for (; sharedWrites; sharedWrites--) postSharedWriteBack(lineAddress);
}

/** An L3's line goes to the memory behind it once the reference that is the cause has ended. */
export function postSharedWriteBack(lineAddress: u64): void {
  writeMemory(ownMemory, lineAddress, lineBytes, endsAt);
}
