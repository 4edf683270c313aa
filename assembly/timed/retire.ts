/** References that are over: how many there were, and what follows for their processor. */
import { storeEntries } from './settings';
import { clockOf, setClockOf, stallsOf } from './accounts';
import { addTrail } from './causes';
import { endsAt } from './current';
import { letAllGo } from './store-buffer';
import { IS_PIECE, ended, now, release, scheduleFrom } from './window';

/** References that were done: to the caches, or served by a store buffer. */
export let referred: u64 = 0;
let forwarded: u64 = 0;
/** How many of both were pieces of a record, but not the first. */
export let piecesDone: u64 = 0;
export function clearDone(): void {
  referred = 0;
  forwarded = 0;
  piecesDone = 0;
}

/** One more was done to the caches. */
// @ts-ignore: decorator
@inline
export function noteReferred(meta: u32): void {
  referred++;
  if (meta & IS_PIECE) piecesDone++;
}

/** One more was served by a store buffer. */
export function noteForwarded(meta: u32): void {
  forwarded++;
  if (meta & IS_PIECE) piecesDone++;
}

export function referencesDone(): u64 {
  return referred + forwarded;
}

/** The processor's first reference is over, and it is ready for the next one at `clock`. Returns the next key. */
// @ts-ignore: decorator
@inline
export function retireAt(p: u32, account: usize, slot: usize, clock: u64): u64 {
  setClockOf(account, clock);
  const none = release(account, slot);
  if (ended && storeEntries && none) letAllGo(p, max(clock, now));
  return scheduleFrom(p, account, none, clock);
}

/** The same where its clock is set already. */
export function retire(p: u32, account: usize, slot: usize): void {
  retireAt(p, account, slot, clockOf(account));
}

/** The processor waits for its reference: all that it takes is a stall. */
export function waitForAll(account: usize): void {
  addTrail(stallsOf(account));
  setClockOf(account, endsAt);
}
