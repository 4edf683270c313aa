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
import { purge as purgeLines } from './cache-control';
import { eventsFull } from './events';
import { held, interpret } from './interpret';
import { NEVER, firstProcessor, firstTime, putInOrder, secondTime, setTime } from './order';
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
import { preparePlainAccess } from './plain-access';
import { clearWoke, resetWaiting, waitUntil, wokeOther } from './waiting';

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
  resetAccess();
  resetDrains(seed);
  setModel(model);
  resetWaiting();
}

/** xorshift64*, as for the threads. */
// @ts-ignore: decorator
@inline
function draw(): u64 {
  draws ^= draws >> 12;
  draws ^= draws << 25;
  draws ^= draws >> 27;
  return (draws * 0x2545f4914f6cdd1d) >> 40;
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

/** Turns of the processors, one after the other; see `execute`. */
function takeTurns<W, H>(most: u64): u32 {
  const asksAlways = scheduled || model != MODEL_SC;
  let cycles: u64 = 0;
  while (cycles < most) {
    const from = firstTime();
    if (from == NEVER) return scheduled ? HALT_SCHEDULE : whyNone();
    const p = firstProcessor();
    const runner = runnerAt(p);
    const thread = threadAt(runningOn(runner));
    haltedAt = p;
    waitUntil(runner, from);
    setStatus(thread, READY);
    keepClock();
    const end = interpret<W, H>(thread, p, from, untilFor(runner, from, secondTime()));
    setClockOf(runner, end);
    cycles += end - from;
    if (held || asksAlways) {
      const why = whyStopped(p);
      if (why) return why;
    }
    setTime(p, readyAt(runner));
  }
  return HALT_LIMIT;
}

/** Executes about `most` instructions; returns why it stopped. */
export function execute(most: u64): u32 {
  clearMissing();
  clearWoke();
  preparePlainAccess();
  putInOrder();
  if (processors > 64) {
    if (keepsStates) return takeTurns<f32, u32>(most);
    return takeTurns<u8, u32>(most);
  }
  if (keepsStates) return takeTurns<f32, u64>(most);
  return lanes == 8 ? takeTurns<u64, u64>(most) : takeTurns<u8, u64>(most);
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
