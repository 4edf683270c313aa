/**
 * Which processor goes on: always one of the least clock, for as long as no other is behind it by more
 * than the slack, which a run draws anew for each turn, so that programs interleave in many ways.
 *
 *   runners (threads.ts) ─► least clock ─► interpret ─► … ─► stop, with the reason for the host
 */
import { fault as protocolFault } from '../bus';
import { keepClock } from '../keep-clock';
import { lanes, processors, threads, keepsStates } from '../layout';
import { settleAccount, settleHits } from '../timed/accounts';
import { clearMissing, missingPage, resetAccess } from './access';
import { outOfMemory } from './commit';
import { unreserve } from './reservations';
import { setModel } from './store-queue';
import { drainAll, resetDrains } from './weak';
import { purge as purgeLines } from './cache-control';
import { eventsFull } from './events';
import { interpret } from './interpret';
import {
  FAULTED,
  HALTED,
  NO_THREAD,
  READY,
  RECEIVING,
  SENDING,
  SLEEPING,
  YIELDED,
  clockOf,
  idleOf,
  processorOf,
  quantumEnd,
  runnerAt,
  runningOn,
  setClockOf,
  setStatus,
  statusOf,
  threadAt,
  wakesAt,
} from './threads';
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

/** When the processor's thread can go on; the largest number if it cannot. */
// @ts-ignore: decorator
@inline
function readyAt(runner: usize): u64 {
  const running = runningOn(runner);
  if (running == NO_THREAD) return u64.MAX_VALUE;
  const thread = threadAt(running);
  const status = statusOf(thread);
  if (status == READY) return clockOf(runner);
  return status == SLEEPING ? max(clockOf(runner), wakesAt(thread)) : u64.MAX_VALUE;
}

// What `pick` finds: the processor, when it can go on, and when the next one can.
let picked: u32 = 0;
let pickedAt: u64 = 0;
let nextAt: u64 = 0;

function pick(): void {
  pickedAt = u64.MAX_VALUE;
  nextAt = u64.MAX_VALUE;
  for (let p: u32 = 0; p < processors; p++) {
    const ready = readyAt(runnerAt(p));
    if (ready < pickedAt) {
      nextAt = pickedAt;
      pickedAt = ready;
      picked = p;
    } else if (ready < nextAt) {
      nextAt = ready;
    }
  }
}

/** What it means that no thread can go on. */
function whyNone(): u32 {
  for (let t: u32 = 0; t < threads; t++) {
    const status = statusOf(threadAt(t));
    if (status != HALTED && status != FAULTED) return HALT_DEADLOCK;
  }
  return HALT_DONE;
}

function interpretOn(p: u32, now: u64, until: u64): u64 {
  const thread = threadAt(runningOn(runnerAt(p)));
  if (processors > 64) {
    if (keepsStates) return interpret<f32, u32>(thread, p, now, until);
    return interpret<u8, u32>(thread, p, now, until);
  }
  if (keepsStates) return interpret<f32, u64>(thread, p, now, until);
  return lanes == 8 ? interpret<u64, u64>(thread, p, now, until) : interpret<u8, u64>(thread, p, now, until);
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

/**
 * Executes for about `most` cycles of all processors together, or, with `exactly`, ends a turn where they
 * are over: as no instruction takes less than a cycle, no more than `most` of them are done then. Returns
 * why it stopped.
 */
export function execute(most: u64, exactly: bool): u32 {
  const goal = executed + most;
  clearMissing();
  clearWoke();
  while (executed < goal) {
    pick();
    if (pickedAt == u64.MAX_VALUE) return scheduled ? HALT_SCHEDULE : whyNone();
    haltedAt = picked;
    const runner = runnerAt(picked);
    waitUntil(runner, pickedAt);
    setStatus(threadAt(runningOn(runner)), READY);
    keepClock();
    let until = nextAt == u64.MAX_VALUE ? pickedAt + TURN : min(nextAt, pickedAt + TURN) + 1;
    if (slackMask) until += draw() & slackMask;
    if (scheduled) until = min(until, max(quantumEnd(runner), pickedAt + 1));
    if (exactly) until = min(until, pickedAt + (goal - executed));
    const end = interpretOn(picked, pickedAt, until);
    setClockOf(runner, end);
    executed += end - pickedAt;
    const why = whyStopped(picked);
    if (why) return why;
  }
  return HALT_LIMIT;
}

/** Most cycles of one turn, so that the host gets its word in, and the replacement's clock is kept. */
const TURN: u64 = 1 << 16;

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
