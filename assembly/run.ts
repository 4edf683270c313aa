/**
 * One batch: chooses the compiled loop, and does what the loop stops for: room for pages and
 * sharer vectors, records that cross line boundaries, and records that are wrong.
 */
import { clearBlocks } from './cache';
import { clearShadow } from './classify';
import { clearFault, fault } from './lose';
import { resetCounters } from './counters';
import { REPLACEMENT_LRU } from './codes';
import { clearDirectory } from './directory';
import { resetExchanges } from './exchanges';
import { loopWithExtras } from './extras';
import { linesOfReference, loopInFull } from './full';
import {
  BATCH_RECORDS,
  LINE_64_SHIFT,
  cache,
  classifying,
  coherent,
  directed,
  keepsStates,
  lanes,
  lineShift,
  pBits,
  policy,
  processors,
  sets,
  twoLevel,
  unlimited,
  upper,
  upperLanes,
  upperPolicy,
  upperSets,
  upperWays,
  ways,
  timed,
} from './layout';
import { clearSkipped, cut, firstOdd, forgetFetches, isBad, isInstruction, takeInstructions } from './intake';
import { looksBack, resetLocality, watchLocality } from './locality';
import { general } from './hierarchy';
import { loop } from './loop';
import { resetMessages } from './messages';
import { makeRoomForPages, makeRoomForVectors } from './pages';
import { clearHomes, homesFull } from './placement';
import { recordAt } from './record';
import { setOrigin } from './request';
import { CLOCK_LIMIT, TICK, clock, setClock } from './replacement/clock';
import { hasTree } from './replacement/index';
import { resetHierarchy } from './setup';
import { exhaust, feed, resetTime } from './timed/feed';
import { piecesDone, referencesDone } from './timed/retire';
import { keepClock } from './keep-clock';
import { STOP_NONE, STOP_MEMORY, STOP_RECORD, STOP_IMPOSSIBLE, STOP_PAGES } from './stops';
import { prepareTable } from './transition';

/** References of one stretch between looks at the clock and at the room for vectors. */
const STRETCH: u32 = 1 << 11;

export let stopReason: u32 = STOP_NONE;
/** Where the loops got to. */
let reached: u32 = 0;
/** Records that were run whole; instruction fetches that are left out do not count. */
export let records: u64 = 0;
/** References beyond one a record, that came of cutting at line boundaries. */
export let splits: u64 = 0;
/** References so far: reads and writes, each within one line. */
let references: u64 = 0;
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
const KIND_DIRECTED_8: u32 = 9;
const KIND_DIRECTED_ANY: u32 = 10;
const KIND_DIRECTED_POLICY: u32 = 11;
const KIND_DIRECTED_UNLIMITED: u32 = 12;
const KIND_8_LINES_64: u32 = 13;
const KIND_FULL: u32 = 14;
const KIND_DIRECTED_8_LINES_64: u32 = 15;
let kind: u32 = KIND_ANY;

function chooseKind(): u32 {
  if (general) return KIND_FULL;
  if (twoLevel || classifying) return unlimited ? KIND_EXTRAS_UNLIMITED : KIND_EXTRAS;
  if (directed) return chooseDirected();
  if (unlimited) return KIND_UNLIMITED;
  if (policy != REPLACEMENT_LRU) return lanes == 8 ? KIND_POLICY_8 : KIND_POLICY_ANY;
  if (lanes == 8) return lineShift == LINE_64_SHIFT ? KIND_8_LINES_64 : KIND_8;
  return lanes == 4 ? KIND_4 : lanes == 16 ? KIND_16 : KIND_ANY;
}

function chooseDirected(): u32 {
  if (unlimited) return KIND_DIRECTED_UNLIMITED;
  if (policy != REPLACEMENT_LRU) return KIND_DIRECTED_POLICY;
  if (lanes != 8) return KIND_DIRECTED_ANY;
  return lineShift == LINE_64_SHIFT ? KIND_DIRECTED_8_LINES_64 : KIND_DIRECTED_8;
}

function loopFor<H>(from: u32, end: u32): u32 {
  switch (kind) {
    case KIND_4:
      return loop<u32, H, u8, u8>(from, end);
    case KIND_8:
      return loop<u64, H, u8, u8>(from, end);
    case KIND_8_LINES_64:
      return looksBack ? loop<u64, H, u8, u16>(from, end) : loop<u64, H, u8, i16>(from, end);
    case KIND_16:
      return loop<v128, H, u8, u8>(from, end);
    case KIND_POLICY_8:
      return loop<u64, H, i8, u8>(from, end);
    case KIND_POLICY_ANY:
      return loop<u8, H, i8, u8>(from, end);
    case KIND_UNLIMITED:
      return loop<f32, H, u8, u8>(from, end);
    case KIND_EXTRAS:
      return loopWithExtras<u8, H>(from, end);
    case KIND_EXTRAS_UNLIMITED:
      return loopWithExtras<f32, H>(from, end);
    case KIND_FULL:
      return loopInFull<H>(from, end);
    case KIND_DIRECTED_8:
      return loop<u64, H, u16, u8>(from, end);
    case KIND_DIRECTED_8_LINES_64:
      return looksBack ? loop<u64, H, u16, u16>(from, end) : loop<u64, H, u16, i16>(from, end);
    case KIND_DIRECTED_ANY:
      return loop<u8, H, u16, u8>(from, end);
    case KIND_DIRECTED_POLICY:
      return loop<u8, H, i16, u8>(from, end);
    case KIND_DIRECTED_UNLIMITED:
      return loop<f32, H, u16, u8>(from, end);
    default:
      return loop<u8, H, u8, u8>(from, end);
  }
}

function loopOver(from: u32, end: u32): u32 {
  return processors > 64 ? loopFor<u32>(from, end) : loopFor<u64>(from, end);
}

/** Empties caches, counters and clock. The regions must be placed and have memory. */
export function resetRun(): void {
  const tree = hasTree(policy);
  if (!keepsStates) clearBlocks(cache, sets << pBits, ways, lanes, tree);
  if (twoLevel) clearBlocks(upper, upperSets << pBits, upperWays, upperLanes, hasTree(upperPolicy));
  if (general) resetHierarchy();
  resetCounters();
  if (classifying) clearShadow();
  if (directed) {
    resetMessages();
    resetExchanges();
    clearHomes();
    clearDirectory();
  }
  // A run that keeps time needs to know of transactions that nobody snoops.
  prepareTable(coherent || timed);
  if (timed) resetTime();
  clearFault();
  clearSkipped();
  resetLocality();
  setClock(0);
  splits = 0;
  records = 0;
  references = 0;
  stopReason = STOP_NONE;
  kind = chooseKind();
}

/** Puts the clock forward, as so many references would, up to where it starts again. */
export function passTime(references: u32): void {
  setClock(<u32>min<u64>(CLOCK_LIMIT, <u64>clock + <u64>references * TICK));
}

/** Runs records that are as the loops want them; false if it had to stop, with `reached` telling where. */
function runClean(from: u32, end: u32): bool {
  reached = from;
  if (!makeRoomForVectors((end - from) * linesOfReference())) stopReason = STOP_MEMORY;
  while (reached < end && !stopReason) {
    const start = reached;
    if (directed) setOrigin(recordAt(start), references);
    reached = loopOver(start, end);
    references += reached - start;
    if (directed && homesFull) stopReason = STOP_PAGES;
    else if (reached == end) break;
    else if (fault) stopReason = STOP_IMPOSSIBLE;
    else if (!makeRoomForPages()) stopReason = STOP_MEMORY;
  }
  return !stopReason;
}

/** The same of a run that keeps time: records wait in its window. */
function runInTime(count: u32): void {
  stopReason = feed(count);
  countSteps();
}

/** What the steps so far come to. */
function countSteps(): void {
  splits = piecesDone;
  records = referencesDone() - piecesDone;
}

/** No more records come: what waits is done. `stopReason` says whether all of it was. */
export function finish(): void {
  if (!timed) return;
  stopReason = exhaust();
  countSteps();
}

/** Runs the first `count` records of the input. `stopReason` says whether all were done. */
export function run(count: u32): void {
  stopReason = STOP_NONE;
  if (timed) return runInTime(count);
  forgetFetches();
  let kept = count;
  let i: u32 = 0;
  while (i < kept) {
    keepClock();
    const end = min(i + STRETCH, kept);
    const odd = firstOdd(i, end);
    if (kind == KIND_8_LINES_64 || kind == KIND_DIRECTED_8_LINES_64) watchLocality(i, odd, references);
    const clean = runClean(i, odd);
    records += reached - i;
    if (!clean) return;
    i = odd;
    if (odd == end) continue;
    if (isInstruction(recordAt(odd))) {
      kept = takeInstructions(odd, kept);
      continue;
    }
    if (isBad(recordAt(odd))) {
      stopReason = STOP_RECORD;
      return;
    }
    const pieces = cut(recordAt(odd));
    if (!runClean(BATCH_RECORDS, BATCH_RECORDS + pieces)) return;
    splits += pieces - 1;
    records++;
    i++;
  }
}
