/**
 * Which processor goes on: always one of the least clock, for as long as no other is behind it by more
 * than the slack, which a run draws anew for each turn, so that programs interleave in many ways.
 *
 *   first in order (order.ts) ─► interpret ─► its place in order ─► … ─► stop, with the reason for the host
 */
import { fault as protocolFault } from '../lose';
import { keepClock } from '../keep-clock';
import { lanes, processors, threads, keepsStates } from '../layout';
import { settleAccount, settleHits } from '../timed/accounts';
import { clearMissing, missingPage, resetAccess } from './access';
import { outOfMemory } from './commit';
import { unreserve } from './reservations';
import { MODEL_SC, model, setModel } from './store-queue';
import { drainAll, resetDrains } from './weak';
import { purge as purgeLines, release as releaseLines } from './cache-control';
import { eventsFull } from './events';
import { held, interpret } from './interpret';
import { resetLocks } from './locks';
import { NEVER, findFirst, firstProcessor, putInOrder, secondTime, setTime } from './order';
import {
  FAULTED,
  HALTED,
  READY,
  RECEIVING,
  SENDING,
  YIELDED,
  clockOf,
  idleOf,
  processorOf,
  quantumEnd,
  readyAt,
  runnerAt,
  runningOn,
  setClockOf,
  setStatus,
  statusOf,
  threadAt,
} from './threads';
import { plainest, preparePlainAccess } from './plain-access';
import { numberFrom, stateAfter } from './random';
import { clearWoke, resetWaiting, waitUntil, wakes, wokeOther } from './waiting';

/** Why executing stopped. */
export const HALT_NONE: u32 = 0;
/** All threads have ended. */
export const HALT_DONE: u32 = 1;
/** A thread faulted. */
export const HALT_FAULT: u32 = 2;
/** No thread can go on: those that have not ended wait. */
export const HALT_DEADLOCK: u32 = 3;
/** As many instructions as were asked for were done. */
export const HALT_LIMIT: u32 = 4;
/** The buffer of events is full. */
export const HALT_EVENTS: u32 = 5;
/** A processor's thread blocked, slept, yielded, ended, or has used up its time; or woke one that has no processor. */
export const HALT_SCHEDULE: u32 = 6;
/** A page of shared memory that is kept by software is missing. */
export const HALT_PAGE: u32 = 7;
/** A thread sends or receives. */
export const HALT_MESSAGE: u32 = 8;
export const HALT_MEMORY: u32 = 9;
export const HALT_IMPOSSIBLE: u32 = 10;

/** Cycles of all processors together that they executed for since the start. */
export let executed: u64 = 0;
/** The processor that executing stopped at. */
export let haltedAt: u32 = 0;
/** Whether the host gives the processors their threads as the run goes on. */
let scheduled: bool = false;
/** Most cycles of slack, and the stream it is drawn from. */
let slackMask: u64 = 0;
let draws: u64 = 1;

/** `slackBits`: a processor may run ahead by up to 2^slackBits − 1 cycles. */
export function resetExecution(scheduled_: bool, slackBits: u32, seed: u64, model: u32): void {
  scheduled = scheduled_;
  slackMask = ((<u64>1) << slackBits) - 1;
  draws = (seed << 1) | 1;
  executed = 0;
  unfinished = 0;
  resetAccess();
  resetDrains(seed);
  setModel(model);
  resetWaiting();
  resetLocks();
}

// @ts-ignore: decorator
@inline
function draw(): u64 {
  draws = stateAfter(draws);
  return numberFrom(draws) >> 40;
}

/** What it means that no thread can go on. */
function whyNone(): u32 {
  for (let t: u32 = 0; t < threads; t++) {
    const status = statusOf(threadAt(t));
    if (status != HALTED && status != FAULTED) return HALT_DEADLOCK;
  }
  return HALT_DONE;
}

/** Why the host, if anyone, has to see to what the processor's thread met. */
function whyStopped(p: u32): u32 {
  const status = statusOf(threadAt(runningOn(runnerAt(p))));
  if (protocolFault) return HALT_IMPOSSIBLE;
  if (outOfMemory) return HALT_MEMORY;
  if (missingPage) return HALT_PAGE;
  if (status == FAULTED) return HALT_FAULT;
  if (status == SENDING || status == RECEIVING) return HALT_MESSAGE;
  if (scheduled) {
    if (status != READY || wokeOther) return HALT_SCHEDULE;
    if (clockOf(runnerAt(p)) >= quantumEnd(runnerAt(p))) return HALT_SCHEDULE;
  } else if (status == YIELDED) {
    setStatus(threadAt(runningOn(runnerAt(p))), READY);
  }
  return eventsFull() ? HALT_EVENTS : HALT_NONE;
}

/** Most cycles of one turn, so that the host gets its word in, and the replacement's clock is kept. */
const TURN: u64 = 1 << 16;

/** Until when the processor that can go on at `from` may, if the next one can at `next`. */
// @ts-ignore: decorator
@inline
function untilFor(runner: usize, from: u64, next: u64): u64 {
  let until = min(next - from, TURN) + from + (next == NEVER ? 0 : 1);
  if (slackMask) until += draw() & slackMask;
  if (scheduled) until = min(until, max(quantumEnd(runner), from + 1));
  return until;
}

/** Until when the turn of `haltedAt` lasts that was cut short as events were full; 0: none was. */
let unfinished: u64 = 0;

/** A turn of one processor; why executing stops, if it does. */
// @ts-ignore: decorator
@inline
function takeTurn<W, H, K>(p: u32, from: u64, until: u64, asksAlways: bool): u32 {
  const runner = runnerAt(p);
  const thread = threadAt(runningOn(runner));
  const woken = wakes;
  haltedAt = p;
  const now = interpret<W, H, K>(thread, p, from, until);
  setClockOf(runner, now);
  executed += now - from;
  if (held || asksAlways) {
    const isReady = statusOf(thread) == READY;
    const why = whyStopped(p);
    if (why == HALT_EVENTS && isReady && now < until && wakes == woken) unfinished = until;
    if (why) return why;
  }
  setTime(p, held ? readyAt(runner) : now);
  return HALT_NONE;
}

/** Goes on with a turn that is unfinished, as if it had not been cut short. */
function finishTurn<W, H, K>(atMost: u64, asksAlways: bool): u32 {
  const from = clockOf(runnerAt(haltedAt));
  const until = min(unfinished, from + atMost);
  unfinished = 0;
  return takeTurn<W, H, K>(haltedAt, from, until, asksAlways);
}

/** Turns of the processors, one after the other; see `execute`. */
function takeTurns<W, H, K>(most: u64, atMost: u64): u32 {
  const asksAlways = scheduled || model != MODEL_SC;
  const goal = executed + min(most, atMost);
  const end = executed + atMost;
  if (unfinished && goal > executed) {
    const why = finishTurn<W, H, K>(atMost, asksAlways);
    if (why) return why;
  }
  while (executed < goal) {
    const from = findFirst();
    if (from == NEVER) return scheduled ? HALT_SCHEDULE : whyNone();
    const p = firstProcessor;
    const runner = runnerAt(p);
    waitUntil(runner, from);
    setStatus(threadAt(runningOn(runner)), READY);
    keepClock();
    const until = min(untilFor(runner, from, secondTime), from + (end - executed));
    const why = takeTurn<W, H, K>(p, from, until, asksAlways);
    if (why) return why;
  }
  return HALT_LIMIT;
}

/**
 * Executes for about `most` cycles of all processors together, to the end of a turn; a turn that would go
 * on for more than `atMost` ends there, so that no more than so many instructions are done. Returns why it
 * stopped.
 */
export function execute(most: u64, atMost: u64): u32 {
  clearMissing();
  clearWoke();
  preparePlainAccess();
  putInOrder();
  if (processors > 64) {
    if (keepsStates) return takeTurns<f32, u32, f64>(most, atMost);
    return takeTurns<u8, u32, f64>(most, atMost);
  }
  if (keepsStates) return takeTurns<f32, u64, f64>(most, atMost);
  if (lanes != 8) return takeTurns<u8, u64, f64>(most, atMost);
  return plainest ? takeTurns<u64, u64, u32>(most, atMost) : takeTurns<u64, u64, f64>(most, atMost);
}

/**
 * What a switch of contexts does to the thread that leaves its processor: its stores are done, so that
 * it sees them wherever it goes on, and its reservation is lost.
 */
export function suspend(thread: u32): void {
  const at = threadAt(thread);
  const p = processorOf(at);
  unreserve(at);
  if (processors > 64) {
    if (keepsStates) drainAll<f32, u32>(at, p, clockOf(runnerAt(p)));
    else drainAll<u8, u32>(at, p, clockOf(runnerAt(p)));
  } else if (keepsStates) drainAll<f32, u64>(at, p, clockOf(runnerAt(p)));
  else if (lanes == 8) drainAll<u64, u64>(at, p, clockOf(runnerAt(p)));
  else drainAll<u8, u64>(at, p, clockOf(runnerAt(p)));
}

/** Timed runs: what the processors' accounts (timed/accounts.ts) say of their time, all of it told. */
export function settleRunners(): void {
  settleHits();
  for (let p: u32 = 0; p < processors; p++) {
    const runner = runnerAt(p);
    settleAccount(p, clockOf(runner), idleOf(runner));
  }
}

/** See cache-control.ts. */
export function purge(first: u32, last: u32, keep: bool): void {
  if (processors > 64) {
    if (keepsStates) purgeLines<f32, u32>(first, last, keep);
    else purgeLines<u8, u32>(first, last, keep);
  } else if (keepsStates) purgeLines<f32, u64>(first, last, keep);
  else if (lanes == 8) purgeLines<u64, u64>(first, last, keep);
  else purgeLines<u8, u64>(first, last, keep);
}

/** See cache-control.ts. */
export function release(p: u32, first: u32, last: u32, drops: bool): u32 {
  if (processors > 64) {
    if (keepsStates) return releaseLines<f32, u32>(p, first, last, drops);
    return releaseLines<u8, u32>(p, first, last, drops);
  }
  if (keepsStates) return releaseLines<f32, u64>(p, first, last, drops);
  return lanes == 8
    ? releaseLines<u64, u64>(p, first, last, drops)
    : releaseLines<u8, u64>(p, first, last, drops);
}
