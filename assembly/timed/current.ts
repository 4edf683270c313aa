/** The reference under way: where its time has got to. */
import { addLate } from './accounts';
import {
  CAUSE_L1,
  CAUSE_L2,
  CAUSE_LINE_WAIT,
  CAUSE_TLB,
  clearTrail,
  keepAside,
  spend,
  takeUp,
} from './causes';
import { CLASS_L1, CLASS_L2 } from './classes';
import { readyOf, setReady } from './ready';
import { l1Cycles, l2Cycles } from './settings';

/** When the reference was issued, and by whom (account). */
let issuedAt: u64 = 0;
let issuer: usize = 0;
/** When its look-up in the private levels was over. */
let foundAt: u64 = 0;
/** Whether it has a transaction. */
export let transacts: bool = false;
/** Whether it is under way beyond the L1, or on a line that was prefetched and is under way itself. */
export let goesOn: bool = false;

/** When its transaction starts, the line's last one being over. */
export let startsAt: u64 = 0;
/** When it ends, as far as is known. */
export let endsAt: u64 = 0;
/** Its class, see classes.ts. */
export let currentClass: u32 = 0;

/** When the bus, or the home's directory, is taken by its transaction, and until when. */
export let takenFrom: u64 = 0;
export let takenUntil: u64 = 0;

export function take(from: u64, until: u64): void {
  takenFrom = from;
  takenUntil = until;
}

export function startAt(time: u64): void {
  startsAt = time;
}

export function endAt(time: u64): void {
  endsAt = time;
}

export function setClass(kind: u32): void {
  currentClass = kind;
}

export function issueAt(account: usize, time: u64): void {
  issuer = account;
  issuedAt = time;
}

/**
 * The look-up: `translation`: cycles of the TLBs; `second`: the L2 was looked into; `used`: the line was
 * prefetched, and nobody has used it yet; `asks`: a transaction follows.
 */
export function startReference(line: u32, translation: u64, second: bool, used: bool, asks: bool): void {
  clearTrail();
  spend(CAUSE_TLB, translation);
  spend(CAUSE_L1, l1Cycles);
  foundAt = issuedAt + translation + l1Cycles;
  currentClass = CLASS_L1;
  if (second) {
    spend(CAUSE_L2, l2Cycles);
    foundAt += l2Cycles;
    currentClass = CLASS_L2;
  }
  if (used && readyOf(line) > foundAt) {
    addLate(issuer);
    waitForLine(line);
    foundAt = startsAt;
  }
  goesOn = second || (used && isUnderWay(line, issuedAt));
  endsAt = foundAt;
  transacts = asks;
  if (!asks) return;
  startsAt = foundAt;
  waitForLine(line);
}

/** Whether the last transaction on the line is not over at `time`. */
// @ts-ignore: decorator
@inline
export function isUnderWay(line: u32, time: u64): bool {
  return readyOf(line) > time;
}

/** The last transaction on the line has to be over. */
function waitForLine(line: u32): void {
  startsAt = max(foundAt, readyOf(line));
  spend(CAUSE_LINE_WAIT, startsAt - foundAt);
}

let setAside: u64 = 0;
let classAside: u32 = 0;
let fromAside: u64 = 0;
let untilAside: u64 = 0;

/** A prefetch goes its own way, from the look-up of the reference that is its cause. */
export function startPrefetch(line: u32): void {
  setAside = endsAt;
  classAside = currentClass;
  fromAside = takenFrom;
  untilAside = takenUntil;
  keepAside();
  startsAt = max(foundAt, readyOf(line));
}

/** It is under way, and what it drives out has been seen to. */
export function endPrefetch(line: u32): void {
  setReady(line, endsAt);
  endsAt = setAside;
  currentClass = classAside;
  take(fromAside, untilAside);
  takeUp();
}
