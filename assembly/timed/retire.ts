/** References that are over: how many there were, and what follows for their processor. */
import { storeEntries } from './settings';
import { clockOf, setClockOf, stallsOf } from './accounts';
import { addTrail } from './causes';
import { endsAt } from './current';
import { letAllGo } from './store-buffer';
import { IS_PIECE, ended, hasNone, now, release, schedule } from './window';

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

/** The processor's first reference is over. */
// @ts-ignore: decorator
@inline
export function retire(p: u32, account: usize, slot: usize): void {
  release(account, slot);
  if (ended && storeEntries && hasNone(account)) letAllGo(p, max(clockOf(account), now));
  schedule(p, account);
}

/** The processor waits for its reference: all that it takes is a stall. */
export function waitForAll(account: usize): void {
  addTrail(stallsOf(account));
  setClockOf(account, endsAt);
}
