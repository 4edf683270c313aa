/** assembly/fetch.ts, with MESI in place of the table. */
import { findWord, oldestWay, ownBlock, setState } from '../../../assembly/cache';
import { EVENT_BusRd, EVENT_BusRdX, EVENT_Evict, EVENT_PrRd } from '../../../assembly/codes';
import { TALLY_INVALIDATIONS_SENT, aloneIn, recordOf, tally, visit } from '../../../assembly/counters';
import { holdersAt, removeFromWord } from '../../../assembly/holders';
import { EMPTY } from '../../../assembly/layout';
import { STATE_MASK } from '../../../assembly/transition';
import { EXCLUSIVE, MODIFIED, SHARED, SLOT_SHARED, SLOT_SUPPLIED, clearCopy } from './mesi';

// @ts-ignore: decorator
@inline
function fill(record: usize, block: usize, line: u32, word: u32): usize {
  const tag = block + ((<usize>oldestWay<u64>(block)) << 2);
  const old = load<u32>(tag);
  if (old != EMPTY) {
    visit(record, EVENT_Evict, 0, load<u32>(tag, 32) & STATE_MASK);
    removeFromWord<u64>(old, aloneIn<u64>(record));
  }
  store<u32>(tag, line);
  store<u32>(tag, word, 32);
  return tag + 32;
}

/** Nobody holds the line. */
// @ts-ignore: decorator
@inline
export function fetchUnheld(record: usize, block: usize, line: u32, event: u32, now: u32): usize {
  visit(record, event, 0, 0);
  store<u64>(holdersAt<u64>(line), aloneIn<u64>(record));
  // E after a read, M after a write, without a branch.
  return fill(record, block, line, now | (EXCLUSIVE + event));
}

/** One other cache may hold the line; if more do, returns 0. */
// @ts-ignore: decorator
@inline
export function fetchFromOne(
  record: usize,
  block: usize,
  lineAddress: u64,
  line: u32,
  event: u32,
  now: u32,
): usize {
  const holders = load<u64>(holdersAt<u64>(line));
  if (holders & (holders - 1)) return 0;
  const other = recordOf(<u32>ctz(holders));
  const at = findWord<u64>(ownBlock(other, lineAddress), 0, line);
  const held = load<u32>(at);
  if (event == EVENT_PrRd) {
    visit(other, EVENT_BusRd, 1, held & STATE_MASK);
    setState<u64>(at, held, SHARED);
    store<u64>(holdersAt<u64>(line), holders | aloneIn<u64>(record));
    visit(record, event, SLOT_SHARED | SLOT_SUPPLIED, 0);
    return fill(record, block, line, now | SHARED);
  }
  visit(other, EVENT_BusRdX, 1, held & STATE_MASK);
  clearCopy(at);
  store<u64>(holdersAt<u64>(line), aloneIn<u64>(record));
  tally(record, TALLY_INVALIDATIONS_SENT, 1);
  visit(record, event, SLOT_SUPPLIED, 0);
  return fill(record, block, line, now | MODIFIED);
}
