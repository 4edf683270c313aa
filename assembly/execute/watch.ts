/**
 * Transactions, for a host that draws them. Told are those of references: what a cache asks of the bus, or
 * of the home of a line; not what it writes back, nor what it asks within its node where a directory
 * knows nodes.
 *
 *   EVENT_TRANSACTION: clock = when it takes the bus, or the directory; a = its line's physical address
 *     b  kind (TXN) 4 bits | processor 12 | its home + 1, or 0: the bus, 16 | cycles 32
 *
 * Runs without clocks: when its processor issues it, and no cycles.
 */
import { TALLY_LOCAL_REQUESTS, TALLY_REMOTE_REQUESTS, recordOf, tallyOf } from '../counters';
import { directed, lineShift, timed } from '../layout';
import { homeOf } from '../placement';
import { takenFrom, takenUntil } from '../timed/current';
import { EVENT_ROOM, EVENT_TRANSACTION, eventCount, tell } from './events';
import { runnerAt, runningOn } from './threads';

const PROCESSOR_SHIFT: u64 = 4;
const HOME_SHIFT: u64 = 16;
const CYCLES_SHIFT: u64 = 32;
const MOST_CYCLES: u64 = 0xffffffff;

/** Requests of the processor to directories so far. */
export function requestsOf(p: u32): u64 {
  return tallyOf(recordOf(p), TALLY_LOCAL_REQUESTS) + tallyOf(recordOf(p), TALLY_REMOTE_REQUESTS);
}

/** Tells of a transaction that is done. Switches of contexts do so many stores at once that some find no room. */
export function tellTransaction(p: u32, physical: u32, transaction: u32, now: u64): void {
  if (eventCount >= EVENT_ROOM) return;
  const lineAddress: u64 = physical >> lineShift;
  const home: u64 = directed ? homeOf(lineAddress) + 1 : 0;
  const from = timed ? takenFrom : now;
  const cycles = timed ? min(takenUntil - takenFrom, MOST_CYCLES) : 0;
  const what = (<u64>transaction) | ((<u64>p) << PROCESSOR_SHIFT) | (home << HOME_SHIFT);
  tell(
    EVENT_TRANSACTION,
    <u32>runningOn(runnerAt(p)),
    from,
    lineAddress << (<u64>lineShift),
    what | (cycles << CYCLES_SHIFT),
  );
}
