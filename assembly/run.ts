/**
 * One batch: chooses the compiled loop, and does what the loop stops for: room for pages and
 * sharer vectors, records that cross line boundaries, and records that are wrong.
 */
import { POLICY_SHIFT, clearBlocks } from './cache';
import { clearShadow } from './classify';
import { clearFault, fault } from './bus';
import { REPLACEMENT_LRU } from './codes';
import { loopWithExtras } from './extras';
import {
  COUNTER_STRIDE,
  BATCH_RECORDS,
  cache,
  classifying,
  counters,
  instructionsAsReads,
  lanes,
  lineBytes,
  lineMask,
  pBits,
  policy,
  processors,
  recent,
  sets,
  table,
  twoLevel,
  unlimited,
  upper,
  upperLanes,
  upperPolicy,
  upperSets,
  upperWays,
  ways,
} from './layout';
import { clearSkipped, loop, skipInstruction } from './loop';
import { forgetRecent, makeRoomForPages, makeRoomForVectors } from './pages';
import {
  INSTRUCTION,
  addressOf,
  bytesIn,
  metaOf,
  operationIn,
  processorIn,
  recordAt,
  setRecord,
} from './record';
import { CLOCK_LIMIT, clock, renumber, setClock } from './replacement/clock';
import { hasStamps, hasTree } from './replacement/index';
import { markHits } from './transition';

/** Why a run stopped before its batch's end. */
export const STOP_NONE: u32 = 0;
export const STOP_MEMORY: u32 = 1;
export const STOP_RECORD: u32 = 2;
export const STOP_IMPOSSIBLE: u32 = 3;

/** References of one stretch between looks at the clock and at the room for vectors. */
const STRETCH: u32 = 1 << 14;

export let stopReason: u32 = STOP_NONE;
/** References beyond one a record, that came of cutting at line boundaries. */
export let splits: u64 = 0;
/** Compiled loops, by what they need of the machine. */
const KIND_4: u32 = 0;
const KIND_8: u32 = 1;
const KIND_16: u32 = 2;
const KIND_ANY: u32 = 3;
const KIND_POLICY_8: u32 = 4;
const KIND_POLICY_ANY: u32 = 5;
const KIND_UNLIMITED: u32 = 6;
const KIND_EXTRAS: u32 = 7;
const KIND_EXTRAS_UNLIMITED: u32 = 8;
let kind: u32 = KIND_ANY;

function chooseKind(): u32 {
  if (twoLevel || classifying) return unlimited ? KIND_EXTRAS_UNLIMITED : KIND_EXTRAS;
  if (unlimited) return KIND_UNLIMITED;
  if (policy != REPLACEMENT_LRU) return lanes == 8 ? KIND_POLICY_8 : KIND_POLICY_ANY;
  return lanes == 4 ? KIND_4 : lanes == 8 ? KIND_8 : lanes == 16 ? KIND_16 : KIND_ANY;
}

function loopFor<H>(from: u32, end: u32): u32 {
  switch (kind) {
    case KIND_4: return loop<u32, H, u8>(from, end);
    case KIND_8: return loop<u64, H, u8>(from, end);
    case KIND_16: return loop<v128, H, u8>(from, end);
    case KIND_POLICY_8: return loop<u64, H, i8>(from, end);
    case KIND_POLICY_ANY: return loop<u8, H, i8>(from, end);
    case KIND_UNLIMITED: return loop<f32, H, u8>(from, end);
    case KIND_EXTRAS: return loopWithExtras<u8, H>(from, end);
    case KIND_EXTRAS_UNLIMITED: return loopWithExtras<f32, H>(from, end);
    default: return loop<u8, H, u8>(from, end);
  }
}

function loopOver(from: u32, end: u32): u32 {
  return processors > 64 ? loopFor<u32>(from, end) : loopFor<u64>(from, end);
}

/** Empties caches, counters and clock. The regions must be placed and have memory. */
export function resetRun(): void {
  const tree = hasTree(policy);
  if (!unlimited) clearBlocks(cache, sets << pBits, ways, lanes, tree);
  if (twoLevel) clearBlocks(upper, upperSets << pBits, upperWays, upperLanes, hasTree(upperPolicy));
  memory.fill(counters, 0, <usize>processors * COUNTER_STRIDE);
  if (classifying) clearShadow();
  markHits(table);
  clearFault();
  clearSkipped();
  setClock(0);
  splits = 0;
  stopReason = STOP_NONE;
  kind = chooseKind();
}

/** Replaces time stamps by ranks before the clock can wrap; `recent` serves as scratch. */
function keepClock(): void {
  if (clock < CLOCK_LIMIT) return;
  let newest: u32 = 0;
  if (!unlimited && hasStamps(policy)) {
    newest = ways;
    renumber(cache, sets << pBits, ways, lanes, recent);
  }
  if (twoLevel && hasStamps(upperPolicy)) {
    newest = max(newest, upperWays);
    renumber(upper, upperSets << pBits, upperWays, upperLanes, recent);
  }
  forgetRecent();
  setClock(newest << POLICY_SHIFT);
}

function stop(reason: u32, at: u32): u32 {
  stopReason = reason;
  return at;
}

function isBad(access: usize): bool {
  const meta = metaOf(access);
  return processorIn(meta) >= processors || operationIn(meta) > INSTRUCTION;
}

function crossesLines(access: usize): bool {
  return (<u32>addressOf(access) & lineMask) + bytesIn(metaOf(access)) > lineBytes;
}

/** Cuts a record at the line boundaries into pieces behind the batch; returns their number. */
function cut(access: usize): u32 {
  const who = metaOf(access) & 0xfffff;
  let address = addressOf(access);
  let left = bytesIn(metaOf(access));
  let pieces: u32 = 0;
  while (left) {
    const bytes = min(left, lineBytes - (<u32>address & lineMask));
    setRecord(recordAt(BATCH_RECORDS + pieces), address, who | (bytes << 20));
    address += bytes;
    left -= bytes;
    pieces++;
  }
  return pieces;
}

/** Runs the pieces of one record; false if it had to stop. */
function runPieces(count: u32): bool {
  if (!makeRoomForVectors(count)) {
    stopReason = STOP_MEMORY;
    return false;
  }
  const end = BATCH_RECORDS + count;
  let at = BATCH_RECORDS;
  while (at < end) {
    at = loopOver(at, end);
    if (at == end) break;
    stopReason = fault ? STOP_IMPOSSIBLE : makeRoomForPages() ? STOP_NONE : STOP_MEMORY;
    if (stopReason) return false;
  }
  splits += count - 1;
  return true;
}

/** An instruction fetch that is left out is left out whole, however many lines it crosses. */
function runCrossing(access: usize): bool {
  if (operationIn(metaOf(access)) == INSTRUCTION && !instructionsAsReads) {
    skipInstruction();
    return true;
  }
  return runPieces(cut(access));
}

/** Runs the first `count` records of the input; returns how many were done, see `stopReason`. */
export function run(count: u32): u32 {
  let i: u32 = 0;
  while (i < count) {
    keepClock();
    const end = min(i + STRETCH, count);
    if (!makeRoomForVectors(end - i)) return stop(STOP_MEMORY, i);
    i = loopOver(i, end);
    if (i == end) continue;
    const access = recordAt(i);
    if (fault) return stop(STOP_IMPOSSIBLE, i);
    if (isBad(access)) return stop(STOP_RECORD, i);
    if (crossesLines(access)) {
      if (!runCrossing(access)) return i;
      i++;
    } else if (!makeRoomForPages()) {
      return stop(STOP_MEMORY, i);
    }
  }
  return stop(STOP_NONE, i);
}
