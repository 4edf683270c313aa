/**
 * Transactions of machines where a reference looks into one cache alone before it has one: when it starts
 * is known at once, and where its time goes. W and H as in bus.ts; K is f64.
 */
import { touch, transact } from '../bus';
import { fault } from '../lose';
import { ownBlock } from '../cache';
import { recordOf } from '../counters';
import { transactAtHome } from '../home';
import { SCRATCH_RECORD, directed } from '../layout';
import { homesFull } from '../placement';
import { learnHome } from '../pages';
import { recordAt, setRecord } from '../record';
import { TICK, clock, setClock } from '../replacement/clock';
import { setOrigin } from '../request';
import { STOP_IMPOSSIBLE, STOP_NONE, STOP_PAGES } from '../stops';
import { addOverlapped, addStall, noteOutstanding, overlappedOf, setClockOf, stallsOf } from './accounts';
import { CAUSE_L1, CAUSE_LINE_WAIT, trailInto } from './causes';
import { CLASS_L1, addLatency } from './classes';
import { currentClass, endAt, endsAt, setClass, startAt, startsAt } from './current';
import { awaitRoom } from './memory';
import { addMiss, noteTransaction } from './outstanding';
import { readyOf, setReady } from './ready';
import { noteReferred, referred } from './retire';
import { l1Cycles, missEntries } from './settings';

/** Where the record of the reference under way is. */
export const OWN_RECORD: u32 = SCRATCH_RECORD + 1;

/** The transaction starts when the L1 has been looked into at `time`, and the line's last one is over. */
// @ts-ignore: decorator
@inline
export function startBehindFirst(line: u32, time: u64): void {
  startAt(time + l1Cycles);
  // Seldom, so that what comes next need not wait for what is read here.
  if (readyOf(line) > startsAt) startAt(readyOf(line));
}

/** Where the time goes that a processor's transaction is going to take. */
// @ts-ignore: decorator
@inline
export function leadTrail(own: usize): void {
  trailInto(missEntries ? overlappedOf(own) : stallsOf(own));
}

/** A transaction that its processor does not wait for, for a reference at `time`: what it waited for its line itself. */
// @ts-ignore: decorator
@inline
export function endOverlapped(own: usize, time: u64): void {
  const waited = startsAt - time - l1Cycles;
  if (waited) addOverlapped(own, CAUSE_LINE_WAIT, waited);
}

/** What the transaction means for its processor, which referred at `time`. */
export function endTransaction(p: u32, own: usize, lineAddress: u64, time: u64, overlaps: bool): void {
  addStall(own, CAUSE_L1, l1Cycles);
  if (missEntries) {
    addMiss(p, lineAddress, endsAt);
    setClockOf(own, time + l1Cycles);
    noteOutstanding(own, endsAt);
    endOverlapped(own, time);
    return;
  }
  const waited = startsAt - time - l1Cycles;
  if (waited) addStall(own, CAUSE_LINE_WAIT, waited);
  setClockOf(own, endsAt);
  if (overlaps) noteTransaction(p, lineAddress, endsAt);
}

/**
 * A reference at `time` that has a transaction, whatever it is; `at`: the word of the line, 0 if it is not
 * held. Returns why it could not be done.
 */
export function transactSimply<W, H>(
  p: u32,
  time: u64,
  address: u64,
  lineAddress: u64,
  line: u32,
  meta: u32,
  at: usize,
): u32 {
  const access = recordAt(OWN_RECORD);
  setRecord(access, address, meta);
  if (directed) setOrigin(access, referred);
  setClock(clock + TICK);
  startBehindFirst(line, time);
  setClass(CLASS_L1);
  endAt(startsAt);
  const after = directed
    ? transactAtHome<W, H, f64>(access, line, at)
    : transact<W, H, f64>(access, line, at);
  if (fault) return STOP_IMPOSSIBLE;
  if (homesFull) return STOP_PAGES;
  if (directed) learnHome(line);
  if (at && after) touch<W, f64>(ownBlock(recordOf(p), lineAddress), after);
  awaitRoom();
  setReady(line, endsAt);
  noteReferred(meta);
  addLatency(currentClass, endsAt - time);
  return STOP_NONE;
}
