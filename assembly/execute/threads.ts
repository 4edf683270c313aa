/**
 * Threads and the processors that run them.
 *
 *   contexts  one record a thread, THREAD_BYTES apart
 *     0   registers u64 × 32       256 pc u32          260 status u32
 *     264 waits on, physical u64   272 wakes at, or waits since u64    280 random state u64
 *     288 reservation u64          296 base u64        304 rights u32     308 processor i32
 *     312 instructions u64         320 loads u64       328 stores u64     336 atomics u64
 *     344 stale loads u64          352 failed sc u64   360 fault u32      364 fault number u32
 *     368 fault address u64        376 number in its program u32          380 crowd u32: threads of its process
 *     384 record of its last lock u32
 *   runners   one record a processor, RUNNER_BYTES apart
 *     0   clock u64                8 thread i32 (−1: none)                16 quantum's end u64
 *     24  idle u64                 32 where address 0 would be among its copies u32
 */
import { contexts, runners } from '../layout';
import { numberFrom, stateAfter } from './random';

export const THREAD_BYTES: u32 = 512;
export const RUNNER_BYTES: u32 = 64;
export const NO_THREAD: i32 = -1;
const PC: usize = 256;
const STATUS: usize = 260;
const WAITS_ON: usize = 264;
const WAKES_AT: usize = 272;
const RANDOM: usize = 280;
const RESERVED: usize = 288;
const BASE: usize = 296;
const RIGHTS: usize = 304;
const PROCESSOR: usize = 308;
export const INSTRUCTIONS: usize = 312;
export const LOADS: usize = 320;
export const STORES: usize = 328;
export const ATOMICS: usize = 336;
export const STALE_LOADS: usize = 344;
export const FAILED_SC: usize = 352;
const FAULT: usize = 360;
const FAULT_NUMBER: usize = 364;
const FAULT_ADDRESS: usize = 368;
const NUMBER: usize = 376;
const CROWD: usize = 380;
const LAST_LOCK: usize = 384;

/** What a thread does. */
export const READY: u32 = 0;
export const HALTED: u32 = 1;
export const WAITING: u32 = 2;
export const SLEEPING: u32 = 3;
export const RECEIVING: u32 = 4;
export const FAULTED: u32 = 5;
export const YIELDED: u32 = 6;
export const SENDING: u32 = 7;

/** Why a thread faulted. */
export const FAULT_UNALIGNED: u32 = 1;
export const FAULT_RANGE: u32 = 2;
export const FAULT_DIVISION: u32 = 3;
export const FAULT_PROGRAM: u32 = 4;
export const FAULT_JUMP: u32 = 5;
export const FAULT_OPCODE: u32 = 6;

// @ts-ignore: decorator
@inline
export function threadAt(thread: u32): usize {
  return contexts + <usize>thread * THREAD_BYTES;
}

// @ts-ignore: decorator
@inline
export function threadIn(at: usize): u32 {
  return <u32>((at - contexts) / THREAD_BYTES);
}

// @ts-ignore: decorator
@inline
export function register(at: usize, r: u32): u64 {
  return load<u64>(at + ((<usize>r) << 3));
}

// @ts-ignore: decorator
@inline
export function setRegister(at: usize, r: u32, value: u64): void {
  store<u64>(at + ((<usize>r) << 3), value);
}

// @ts-ignore: decorator
@inline
export function pcOf(at: usize): u32 {
  return load<u32>(at, PC);
}

// @ts-ignore: decorator
@inline
export function setPc(at: usize, pc: u32): void {
  store<u32>(at, pc, PC);
}

// @ts-ignore: decorator
@inline
export function statusOf(at: usize): u32 {
  return load<u32>(at, STATUS);
}

// @ts-ignore: decorator
@inline
export function setStatus(at: usize, status: u32): void {
  store<u32>(at, status, STATUS);
}

export function waitsOn(at: usize): u64 {
  return load<u64>(at, WAITS_ON);
}

export function setWaitsOn(at: usize, address: u64): void {
  store<u64>(at, address, WAITS_ON);
}

// @ts-ignore: decorator
@inline
export function wakesAt(at: usize): u64 {
  return load<u64>(at, WAKES_AT);
}

export function setWakesAt(at: usize, time: u64): void {
  store<u64>(at, time, WAKES_AT);
}

/** The next of the thread's random numbers. */
export function nextRandom(at: usize): u64 {
  const state = stateAfter(load<u64>(at, RANDOM));
  store<u64>(at, state, RANDOM);
  return numberFrom(state);
}

/** The reserved line's address + 1, 0 if there is none. */
// @ts-ignore: decorator
@inline
export function reservationOf(at: usize): u64 {
  return load<u64>(at, RESERVED);
}

// @ts-ignore: decorator
@inline
export function setReservation(at: usize, mark: u64): void {
  store<u64>(at, mark, RESERVED);
}

/** Where the thread's address space starts. */
// @ts-ignore: decorator
@inline
export function baseOf(at: usize): u64 {
  return load<u64>(at, BASE);
}

/** Table of what the thread may do with each page, u8 a page; 0 if it may do all. */
// @ts-ignore: decorator
@inline
export function rightsOf(at: usize): usize {
  return <usize>load<u32>(at, RIGHTS);
}

/** The processor that runs it, or ran it last. */
// @ts-ignore: decorator
@inline
export function processorOf(at: usize): u32 {
  return load<u32>(at, PROCESSOR);
}

export function numberOf(at: usize): u32 {
  return load<u32>(at, NUMBER);
}

/** How many threads its process has. */
export function crowdOf(at: usize): u32 {
  return load<u32>(at, CROWD);
}

/** The record of the lock that it noted last, see locks.ts; 0 if there is none. */
// @ts-ignore: decorator
@inline
export function lastLock(at: usize): usize {
  return <usize>load<u32>(at, LAST_LOCK);
}

// @ts-ignore: decorator
@inline
export function setLastLock(at: usize, record: usize): void {
  store<u32>(at, <u32>record, LAST_LOCK);
}

// @ts-ignore: decorator
@inline
export function bump(at: usize, what: usize, by: u64): void {
  store<u64>(at + what, load<u64>(at + what) + by);
}

/** The thread does not go on; `number` is the program's own, for FAULT_PROGRAM. */
export function raise(at: usize, fault: u32, address: u64, number: u32): void {
  store<u32>(at, fault, FAULT);
  store<u32>(at, number, FAULT_NUMBER);
  store<u64>(at, address, FAULT_ADDRESS);
  setStatus(at, FAULTED);
}

// @ts-ignore: decorator
@inline
export function runnerAt(processor: u32): usize {
  return runners + <usize>processor * RUNNER_BYTES;
}

// @ts-ignore: decorator
@inline
export function clockOf(runner: usize): u64 {
  return load<u64>(runner);
}

// @ts-ignore: decorator
@inline
export function setClockOf(runner: usize, clock: u64): void {
  store<u64>(runner, clock);
}

// @ts-ignore: decorator
@inline
export function runningOn(runner: usize): i32 {
  return load<i32>(runner, 8);
}

// @ts-ignore: decorator
@inline
export function quantumEnd(runner: usize): u64 {
  return load<u64>(runner, 16);
}

export function idleOf(runner: usize): u64 {
  return load<u64>(runner, 24);
}

export function addIdle(runner: usize, cycles: u64): void {
  store<u64>(runner, load<u64>(runner, 24) + cycles, 24);
}

/** Where memory's address 0 would be among the processor's copies (values.ts). */
// @ts-ignore: decorator
@inline
export function copiesOf(runner: usize): usize {
  return <usize>load<u32>(runner, 32);
}

/** When the processor's thread can go on; the largest number if it cannot. */
export function readyAt(runner: usize): u64 {
  const running = runningOn(runner);
  if (running == NO_THREAD) return u64.MAX_VALUE;
  const thread = threadAt(running);
  const status = statusOf(thread);
  if (status == READY) return clockOf(runner);
  return status == SLEEPING ? max(clockOf(runner), wakesAt(thread)) : u64.MAX_VALUE;
}
