/**
 * The trace on its way into the window: reads and writes of this machine, each within one line. When
 * the window is full, steps make room.
 */
import { cut, firstOdd, isBad, isInstruction, noteSkipped } from '../intake';
import { BATCH_RECORDS, instructionsAsReads, lanes, lastProcessor, processors, unlimited } from '../layout';
import { general, tellsFetches } from '../hierarchy';
import { addressOf, metaOf, processorIn, recordAt, setRecord } from '../record';
import { keepClock } from '../keep-clock';
import { STOP_NONE, STOP_RECORD } from '../stops';
import { accountOf, carry, clockOf } from './accounts';
import { NEVER, NO_KEY, clearAgents, nextKey } from './agents';
import { clearCalendars, lastEnd } from './calendar';
import { prepareMemory } from './memory';
import { buses, calendarsEnd, clearTimed, gaps } from './regions';
import { instructionCycles, storeEntries } from './settings';
import { clearSteps, step, stepStop } from './step';
import { letAllGo } from './store-buffer';
import {
  IS_FETCH,
  IS_PIECE,
  admit,
  clearWindow,
  hasNone,
  isStepDue,
  now,
  roomInWindow,
  schedule,
  setEnded,
} from './window';

/**
 * Records that are admitted before the steps that they make due. What is done is the same as with a step as
 * soon as one is due, and the host guesses better what comes next.
 */
const AT_ONCE: u32 = 64;

/** Records of the input that were taken when it last stopped. */
export let fed: u32 = 0;

export function resetTime(): void {
  clearTimed();
  clearCalendars(buses, calendarsEnd);
  clearAgents();
  clearWindow();
  clearSteps();
  prepareMemory();
}

/** When the last resource is free for good. */
export function lastBusy(): u64 {
  return lastEnd(buses, calendarsEnd);
}

// @ts-ignore: decorator
@inline
function gapAt(i: u32): u64 {
  return load<u32>(gaps + ((<usize>i) << 2));
}

/** Records `from` up to `end`; the pieces of a record that was cut have no gaps of their own. */
function admitAll<W, H>(from: u32, end: u32): bool {
  let i = from;
  while (i < end) {
    const until = min(end, i + min(AT_ONCE, roomInWindow()));
    for (; i < until; i++) {
      admit(addressOf(recordAt(i)), metaOf(recordAt(i)), i < BATCH_RECORDS ? gapAt(i) : 0);
    }
    let key = nextKey();
    while (isStepDue()) {
      key = step<W, H>(key);
      if (key == NO_KEY) return false;
    }
  }
  return true;
}

function stepAll<W, H>(): void {
  let key = nextKey();
  while (key != NEVER && key != NO_KEY) key = step<W, H>(key);
}

function admitFor<H>(from: u32, end: u32): bool {
  if (unlimited || general) return admitAll<f32, H>(from, end);
  return lanes == 8 ? admitAll<u64, H>(from, end) : admitAll<u8, H>(from, end);
}

function admitOver(from: u32, end: u32): bool {
  keepClock();
  return processors > 64 ? admitFor<u32>(from, end) : admitFor<u64>(from, end);
}

function stepFor<H>(): void {
  if (unlimited || general) stepAll<f32, H>();
  else if (lanes == 8) stepAll<u64, H>();
  else stepAll<u8, H>();
}

/** An instruction record that is left out takes time all the same. */
function passInstruction(i: u32): void {
  const p = processorIn(metaOf(recordAt(i)));
  noteSkipped();
  if (p <= lastProcessor) carry(accountOf(p), gapAt(i) + instructionCycles);
}

/** Cuts a record, and admits its pieces, with a mark: the first with the record's gap. */
function admitPieces(i: u32, mark: u32): bool {
  const at = recordAt(i);
  // Nothing is cut of a record of no bytes.
  const pieces = cut(at);
  if (!pieces) {
    setRecord(at, addressOf(at), metaOf(at) | mark);
    return admitOver(i, i + 1);
  }
  for (let k: u32 = 1; k < pieces; k++) {
    const piece = recordAt(BATCH_RECORDS + k);
    setRecord(piece, addressOf(piece), metaOf(piece) | mark | IS_PIECE);
  }
  setRecord(at, addressOf(recordAt(BATCH_RECORDS)), metaOf(recordAt(BATCH_RECORDS)) | mark);
  return admitOver(i, i + 1) && admitOver(BATCH_RECORDS + 1, BATCH_RECORDS + pieces);
}

/** Takes the first `count` records of the input. Returns why it stopped. */
export function feed(count: u32): u32 {
  let i: u32 = 0;
  while (i < count) {
    const odd = firstOdd(i, count);
    if (!admitOver(i, odd)) return stepStop;
    i = odd;
    fed = i;
    if (i == count) break;
    const at = recordAt(i);
    if (isInstruction(at)) {
      if (instructionsAsReads) {
        setRecord(at, addressOf(at), metaOf(at) & ~(15 << 16));
        if (isBad(at)) return STOP_RECORD;
        if (!admitPieces(i, tellsFetches ? IS_FETCH : 0)) return stepStop;
      } else {
        passInstruction(i);
      }
    } else if (isBad(at)) {
      return STOP_RECORD;
    } else if (!admitPieces(i, 0)) {
      return stepStop;
    }
    i++;
  }
  return STOP_NONE;
}

/** The trace has ended: all that waits is done. Returns why it stopped. */
export function exhaust(): u32 {
  setEnded();
  for (let p: u32 = 0; p < processors; p++) {
    const account = accountOf(p);
    if (!storeEntries || !hasNone(account)) continue;
    letAllGo(p, max(clockOf(account), now));
    schedule(p, account);
  }
  keepClock();
  if (processors > 64) stepFor<u32>();
  else stepFor<u64>();
  return stepStop;
}
