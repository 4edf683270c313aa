/**
 * What a home does when a copy leaves a cache, on machines with directories.
 *
 *   holders (holders.ts), already without the copy ─► Put (messages.ts) ─► entry (directory.ts)
 */
import { cellAt, writesBack } from './transition';
import { EVENT_Evict } from './codes';
import { SPARSE, canBeImprecise, freeEntry, makePrecise } from './directory';
import { isUnheld } from './holders';
import { organisation } from './layout';
import { PUT, PUT_DATA, nodeOf, send } from './messages';
import { lineAddressOf } from './pages';
import { homeOf } from './placement';

/** What is left to do when a line has lost its last holder. */
export function forgetUnheld<H>(line: u32): void {
  if (!isUnheld<H>(line)) return;
  if (canBeImprecise()) makePrecise(line);
  if (organisation == SPARSE) freeEntry(line);
}

/** An own line is evicted; its holder is gone from the set already. */
export function putAtHome<H>(p: u32, line: u32, state: u32): void {
  const home = homeOf(lineAddressOf(line));
  if (writesBack(cellAt(EVENT_Evict, state))) send(PUT_DATA, nodeOf(p), home);
  else send(PUT, nodeOf(p), home);
  forgetUnheld<H>(line);
}
