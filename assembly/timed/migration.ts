/**
 * A page that moves (placement.ts), in time. Whoever made it move waits for all of it:
 *
 *   kernel ─► each line is read at the old home ─► PageData ─► each line is written at the new one
 *
 * Lines are read, and written, in the order of their addresses, and all are asked for at once: banks
 * and channels are what they wait for.
 */
import { lineBytes, lineShift } from '../layout';
import { pageShift } from '../layout-nodes';
import { NO_NODE, movedFrom } from '../placement';
import { CAUSE_MIGRATION, spend } from './causes';
import { access } from './memory';
import { RESPONSE, post } from './network';
import { migrationCycles, wordsTransfer } from './settings';

/** All lines of a page are read or written from `at` on. Returns when the last one is. */
function accessPage(node: u32, lineAddress: u64, isWrite: bool, at: u64): u64 {
  const lines = (<u64>1) << (pageShift - lineShift);
  const first = lineAddress & ~(lines - 1);
  let end = at;
  for (let i: u64 = 0; i < lines; i++) end = max(end, access(node, first + i, isWrite, lineBytes, at));
  return end;
}

/** The page of a line that is asked for at `at` comes to its home first, if it has to. Returns when it is there. */
export function awaitPage(home: u32, lineAddress: u64, at: u64): u64 {
  if (movedFrom == NO_NODE) return at;
  const read = accessPage(movedFrom, lineAddress, false, at + migrationCycles);
  const arrival = post(RESPONSE, movedFrom, home, wordsTransfer(1 << pageShift), read);
  const end = accessPage(home, lineAddress, true, arrival);
  spend(CAUSE_MIGRATION, end - at);
  return end;
}
