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
  CAUSE_MEMORY,
  endFork,
  keepWay,
  spend,
  startFork,
  startWay,
} from './causes';
import { CLASS_CACHE_LOCAL, CLASS_MEMORY_LOCAL, CLASS_UPGRADE } from './classes';
import { endAt, endsAt, setClass, startsAt } from './current';
import { accessHeldBus, readMemory, writeMemory } from './memory';
import { CALENDAR_BYTES, buses } from './regions';
import {
  arbitrationCycles,
  busBytesPerCycle,
  cyclesOf,
  isSplit,
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

// @ts-ignore: decorator
@inline
function dataBus(): usize {
  return buses + CALENDAR_BYTES;
}

/** A transaction once the others have snooped it. `bytes`: of words that cross the bus. */
export function timeOnBus(lineAddress: u64, fetches: bool, supplied: bool, followed: bool, bytes: u32): void {
  setClass(!fetches ? CLASS_UPGRADE : supplied ? CLASS_CACHE_LOCAL : CLASS_MEMORY_LOCAL);
  const request = arbitrationCycles + requestCycles + (followed ? requestCycles : 0);
  const words = cyclesOf(bytes, busBytesPerCycle);
  if (isSplit) timeSplit(lineAddress, fetches, supplied, request, words);
  else timeAtomic(lineAddress, fetches, supplied, request, words);
  flushes = 0;
}

function timeAtomic(lineAddress: u64, fetches: bool, supplied: bool, request: u64, words: u64): void {
  const fromMemory: bool = fetches && !supplied;
  const source = fromMemory ? accessHeldBus(lineAddress, false) : snoopCycles;
  const moved = request + words + ((fetches ? 1 : 0) + <u64>flushes) * lineTransfer;
  for (let i: u32 = 0; i < flushes; i++) accessHeldBus(lineAddress, true);
  const start = reserve(buses, startsAt, moved + source);
  spend(CAUSE_BUS_WAIT, start - startsAt);
  spend(CAUSE_BUS, moved);
  spend(fromMemory ? CAUSE_MEMORY : CAUSE_CACHE, source);
  endAt(start + moved + source);
}

/** Somebody waits for what goes over the bus for data. */
function moveData(at: u64, cycles: u64): u64 {
  const start = reserve(dataBus(), at, cycles);
  spend(CAUSE_BUS_WAIT, start - at);
  spend(CAUSE_BUS, cycles);
  return start + cycles;
}

function timeSplit(lineAddress: u64, fetches: bool, supplied: bool, request: u64, words: u64): void {
  const granted = reserve(buses, startsAt, request);
  spend(CAUSE_BUS_WAIT, granted - startsAt);
  spend(CAUSE_BUS, request);
  const asked = granted + request;
  if (words) startFork();
  let end: u64;
  if (fetches && !supplied) {
    end = moveData(readMemory(0, lineAddress, lineBytes, asked), lineTransfer);
  } else {
    spend(CAUSE_CACHE, snoopCycles);
    end = asked + snoopCycles;
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

/** A victim goes to memory once the reference that drove it out has ended. */
export function postWriteBack(lineAddress: u64): void {
  const request = arbitrationCycles + requestCycles;
  if (!isSplit) {
    reserve(buses, endsAt, request + lineTransfer);
    accessHeldBus(lineAddress, true);
    return;
  }
  const asked = reserve(buses, endsAt, request) + request;
  const moved = reserve(dataBus(), asked, lineTransfer) + lineTransfer;
  writeMemory(0, lineAddress, lineBytes, moved);
}
