/**
 * What a transaction does to values, where bus.ts and home.ts say what it does to states.
 *
 *   a snooped copy ─► memory (Flush), the requester (Supply), or takes the word (Update)
 *   a copy that leaves ─► memory (WriteBack)
 */
import { EVENT_Evict } from '../codes';
import { cellAt, flushes, takesWord, writesBack } from '../transition';
import { loseReservation } from './reservations';
import { copyFromCache, copyFromMemory, copyToMemory, writeCopy } from './values';

const MEMORY: i32 = -1;
/** The processor that supplies the line of this transaction. */
let supplier: i32 = MEMORY;

/** Processor `q` snoops by `cell`, as the one that supplies the line or not. */
// @ts-ignore: decorator
@inline
export function passValues(q: u32, line: u32, cell: u32, supplies: bool): void {
  if (supplies) supplier = q;
  if (flushes(cell)) copyToMemory(q, line);
  if (takesWord(cell)) writeCopy(q);
}

/** The requester's copy is filled. */
export function fillValues(p: u32, line: u32): void {
  if (supplier == MEMORY) copyFromMemory(p, line);
  else copyFromCache(p, supplier, line);
  supplier = MEMORY;
}

/** A copy in `state` leaves its cache. */
export function takeValues(p: u32, line: u32, state: u32): void {
  if (writesBack(cellAt(EVENT_Evict, state))) copyToMemory(p, line);
  loseReservation(p, line);
}
