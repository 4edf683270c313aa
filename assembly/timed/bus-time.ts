/**
 * A transaction in time on a machine with one bus. A bus that is held (atomic) is taken once, for all
 * of it; a split one is taken for the request, and again for what answers it.
 *
 *   atomic  bus: arbitration, request, source, line, words, flushes
 *   split   request bus: arbitration, request ─► source ─► data bus: line;  data bus: words;  flushes
 */
import { reserve } from './calendar';
import {
  CAUSE_BUS,
  CAUSE_BUS_WAIT,
  CAUSE_CACHE,
  CAUSE_L3,
  CAUSE_MEMORY,
  endFork,
  keepWay,
  spend,
  startFork,
  startWay,
} from './causes';
import { CLASS_CACHE_LOCAL, CLASS_L3, CLASS_MEMORY_LOCAL, CLASS_UPGRADE } from './classes';
import { endAt, endsAt, setClass, startsAt, take } from './current';
import { accessHeldBus, readMemory, writeMemory } from './memory';
import { CALENDAR_BYTES, buses } from './regions';
import {
  arbitrationCycles,
  busBytesPerCycle,
  cyclesOf,
  isSplit,
  l3Cycles,
  lineTransfer,
  requestCycles,
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

// @ts-ignore: decorator
@inline
function dataBus(): usize {
  return buses + CALENDAR_BYTES;
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
  const request = arbitrationCycles + requestCycles + (followed ? requestCycles : 0);
  const words = cyclesOf(bytes, busBytesPerCycle);
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

function timeAtomic(
  lineAddress: u64,
  fetches: bool,
  source: u32,
  looked: u64,
  request: u64,
  words: u64,
): void {
  const fromMemory: bool = fetches && source == FROM_MEMORY;
  const first = fromMemory ? looked : 0;
  const found = fromMemory ? accessHeldBus(lineAddress, false) : lookCycles(fetches, source);
  const moved = request + words + ((fetches ? 1 : 0) + <u64>flushes) * lineTransfer;
  for (let i: u32 = 0; i < flushes; i++) accessHeldBus(lineAddress, true);
  const start = reserve(buses, startsAt, moved + first + found);
  spend(CAUSE_BUS_WAIT, start - startsAt);
  spend(CAUSE_BUS, moved);
  spend(CAUSE_L3, first);
  spend(fromMemory ? CAUSE_MEMORY : lookCause(fetches, source), found);
  take(start, start + moved + first + found);
  endAt(start + moved + first + found);
}

/** Somebody waits for what goes over the bus for data. */
function moveData(at: u64, cycles: u64): u64 {
  const start = reserve(dataBus(), at, cycles);
  spend(CAUSE_BUS_WAIT, start - at);
  spend(CAUSE_BUS, cycles);
  return start + cycles;
}

function timeSplit(
  lineAddress: u64,
  fetches: bool,
  source: u32,
  looked: u64,
  request: u64,
  words: u64,
): void {
  const granted = reserve(buses, startsAt, request);
  spend(CAUSE_BUS_WAIT, granted - startsAt);
  spend(CAUSE_BUS, request);
  const asked = granted + request;
  take(granted, asked);
  if (words) startFork();
  let end: u64;
  if (fetches && source == FROM_MEMORY) {
    spend(CAUSE_L3, looked);
    end = moveData(readMemory(0, lineAddress, lineBytes, asked + looked), lineTransfer);
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
    const flushed = reserve(dataBus(), asked + snoopCycles, lineTransfer) + lineTransfer;
    writeMemory(0, lineAddress, lineBytes, flushed);
  }
  endAt(end);
}

/** A victim crosses the bus once the reference that drove it out has ended. Returns when it is over. */
export function postCopyBack(): u64 {
  const request = arbitrationCycles + requestCycles;
  if (!isSplit) return reserve(buses, endsAt, request + lineTransfer) + request + lineTransfer;
  const asked = reserve(buses, endsAt, request) + request;
  return reserve(dataBus(), asked, lineTransfer) + lineTransfer;
}

/** A victim goes to memory. */
export function postWriteBack(lineAddress: u64): void {
  const moved = postCopyBack();
  if (isSplit) writeMemory(0, lineAddress, lineBytes, moved);
  else accessHeldBus(lineAddress, true);
}

/** Those of L3s that a transaction made, once it has ended. */
export function postSharedWrites(lineAddress: u64): void {
  for (; sharedWrites; sharedWrites--) postSharedWriteBack(lineAddress);
}

/** An L3's line goes to the memory behind it once the reference that is the cause has ended. */
export function postSharedWriteBack(lineAddress: u64): void {
  if (isSplit) writeMemory(0, lineAddress, lineBytes, endsAt);
  else accessHeldBus(lineAddress, true);
}
