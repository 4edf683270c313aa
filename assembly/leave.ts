/**
 * What a home does when a copy leaves a cache, on machines with directories.
 *
 *   holders (holders.ts), already without the copy ─► Put (messages.ts) ─► entry (directory.ts)
 *
 * A directory of nodes learns nothing of a clean copy that leaves others behind in its node.
 */
import { isFull } from './kinds';
import { cellAt, writesBack } from './transition';
import { EVENT_Evict } from './codes';
import { canBeImprecise, makePrecise } from './directory';
import { freeEntry } from './sparse';
import { hasShared } from './hierarchy';
import { NOBODY, isUnheld } from './holders';
import { tracksNodes, timed } from './layout';
import { organisation } from './layout-nodes';
import { PUT, PUT_DATA, nodeOf, send } from './messages';
import { isHeldIn } from './node-holders';
import { FULL_MAP, SPARSE } from './organisations';
import { homeOfLine, lineAddressOf } from './pages';
import { isGeneral } from './requester';
import { nextShared } from './shared-holders';
import { postPut } from './timed/request-time';

/** What is left to do when a line has lost its last holder. */
export function forgetUnheld<H, K>(line: u32): void {
  if (!isUnheld<H>(line)) return;
  if (isGeneral<K>()) if (hasShared && nextShared(line, 0) != NOBODY) return;
  if (canBeImprecise()) makePrecise(line);
  if (organisation == SPARSE) freeEntry(line);
}

/** An own line is evicted; its holder is gone from the set already. */
export function putAtHome<H, K>(p: u32, line: u32, state: u32): void {
  const node = nodeOf(p);
  const writes = writesBack(cellAt(EVENT_Evict, state));
  if (writes || !tracksNodes || !isHeldIn<H, K>(line, node)) {
    const home = homeOfLine(line);
    send(writes ? PUT_DATA : PUT, node, home);
    if (isFull<K>()) if (timed) postPut(node, home, lineAddressOf(line), writes);
  }
  if (organisation != FULL_MAP) forgetUnheld<H, K>(line);
}
