/** Lines that threads have reserved by load-linked, until somebody else writes them, or the copy is lost. */
import { coreThreads, threads } from '../layout';
import { lineAddressOf } from '../pages';
import { NO_THREAD, reservationOf, runnerAt, runningOn, setReservation, threadAt } from './threads';

/** Threads that hold a reservation: 0 spares the look for them. */
let reservations: u32 = 0;

export function resetReservations(): void {
  reservations = 0;
}

/** `mark`: the line's address + 1. */
export function reserve(thread: usize, mark: u64): void {
  if (!reservationOf(thread)) reservations++;
  setReservation(thread, mark);
}

export function unreserve(thread: usize): void {
  if (!reservationOf(thread)) return;
  setReservation(thread, 0);
  reservations--;
}

function breakOthers(thread: usize, mark: u64): void {
  for (let t: u32 = 0; t < threads; t++) {
    const other = threadAt(t);
    if (other != thread && reservationOf(other) == mark) unreserve(other);
  }
}

/** The thread writes to the line: other threads' reservations of it are lost. */
// @ts-ignore: decorator
@inline
export function breakReservations(thread: usize, lineAddress: u64): void {
  if (reservations) breakOthers(thread, lineAddress + 1);
}

/** The copy of a core goes, and with it the reservations of the threads that run there. `p`: its first processor. */
// @ts-ignore: decorator
@inline
export function loseReservation(p: u32, line: u32): void {
  if (reservations) loseOfCore(p, lineAddressOf(line));
}

/** The same of so many copies, of processors up to 64 whose cores have one thread each. */
// @ts-ignore: decorator
@inline
export function loseReservations(copies: u64, line: u32): void {
  if (reservations) loseOfAll(copies, lineAddressOf(line));
}

function loseOfAll(copies: u64, lineAddress: u64): void {
  for (let rest = copies; rest; rest &= rest - 1) loseOf(<u32>ctz(rest), lineAddress);
}

function loseOfCore(p: u32, lineAddress: u64): void {
  for (let q = p; q < p + coreThreads; q++) loseOf(q, lineAddress);
}

function loseOf(p: u32, lineAddress: u64): void {
  if (runningOn(runnerAt(p)) == NO_THREAD) return;
  const thread = threadAt(runningOn(runnerAt(p)));
  if (reservationOf(thread) == lineAddress + 1) unreserve(thread);
}
