/**
 * References of the plainest runs (plain-access.ts) that are more than a hit: what `transact` and `snoop` do
 * (bus.ts, snoop.ts), of kind u32, and at once with values, for up to 64 processors.
 *
 *   holders ─► for each other copy: its block ─► cell ─► counter, value, state
 *   then the requester: its cell ─► counter, value, state
 *
 * W: see bus.ts.
 */
import { settle, transact } from '../bus';
import { blocksOf, bytesOf, findWord, setState, wordAt } from '../cache';
import {
  NO_ADDRESS,
  TALLY_INVALIDATIONS_SENT,
  TALLY_UPDATES_SENT,
  recordOf,
  setLastLine,
  setLastWord,
  tally,
  visit,
  visitSnooped,
} from '../counters';
import { aloneAs, holdersAt } from '../holders';
import { addresses, lineShift } from '../layout';
import { clearCopy, fault, recordFault } from '../lose';
import { NO_LINE } from '../pages';
import { setRecord } from '../record';
import { TICK, clock, setClock } from '../replacement/clock';
import {
  ROW_SHIFT,
  STATE_MASK,
  cellInRow,
  fills,
  flushes,
  hasTransaction,
  isImpossible,
  isPlainCopy,
  isSpecial,
  isSupplied,
  nextOf,
  outcomeOf,
  snoopRowOf,
  supplyBit,
  takesWord,
} from '../transition';
import { lineWithRoom } from './commit';
import { loseReservation } from './reservations';
import { copyFromCache, copyFromMemory, copyToMemory, writeCopy } from './values';

const MEMORY: i32 = -1;

/** What a copy that snoops does beyond changing its state, and passing the line on. */
function snoopSeldom(record: usize, q: u32, line: u32, row: u32, state: u32, cell: u32): void {
  if (flushes(cell)) copyToMemory(q, line);
  if (takesWord(cell)) {
    writeCopy(q);
    tally(record, TALLY_UPDATES_SENT, 1);
  }
  if (isImpossible(cell)) recordFault(row >> ROW_SHIFT, state);
}

/** Whether the processor holds the line then, which is the newest in its set. */
export function fetch<W>(p: u32, physical: u32, bytes: u32, writing: u32): bool {
  const record = recordOf(p);
  setLastLine(record, NO_ADDRESS);
  const lineAddress: u64 = physical >> lineShift;
  const line = lineWithRoom<u64>(lineAddress);
  if (line == NO_LINE) return false;
  setClock(clock + TICK);
  const blocks = blocksOf(lineAddress);
  const at = findWord<W>(blocks + <usize>p * bytesOf<W>(), p, line);
  const state = at ? wordAt<W>(at) & STATE_MASK : 0;
  const cell = cellInRow(writing << ROW_SHIFT, state);
  let after: usize;
  if (isSpecial(cell)) {
    setRecord(addresses, physical, p | (writing << 16) | (bytes << 20));
    after = transact<W, u64, u32>(addresses, line, at);
  } else {
    let supplier = MEMORY;
    let seen: u32 = 0;
    if (hasTransaction(cell)) {
      const row = snoopRowOf(cell);
      const holders = holdersAt(line);
      let kept = load<u64>(holders);
      let wanted = supplyBit(fills(cell));
      let sent: u64 = 0;
      for (let rest = kept & ~aloneAs<u64>(p); rest; rest &= rest - 1) {
        const q = <u32>ctz(rest);
        const own = findWord<W>(blocks + <usize>q * bytesOf<W>(), q, line);
        const word = wordAt<W>(own);
        const held = word & STATE_MASK;
        const snooped = cellInRow(row, held);
        visitSnooped(recordOf(q), row, held, snooped & wanted);
        if (!isPlainCopy(snooped)) snoopSeldom(record, q, line, row, held, snooped);
        supplier = select(<i32>q, supplier, snooped & wanted);
        wanted &= ~snooped;
        seen |= snooped;
        const next = nextOf(snooped, 0);
        if (next) {
          setState<W>(own, word, next);
          continue;
        }
        clearCopy<W, u32>(own);
        loseReservation(q, line);
        kept &= ~aloneAs<u64>(q);
        sent++;
      }
      store<u64>(holders, kept);
      if (sent) tally(record, TALLY_INVALIDATIONS_SENT, sent);
    }
    const outcome = outcomeOf(seen);
    visit(record, writing, outcome | (isSupplied(cell, seen) << 2), state);
    if (fills(cell)) {
      if (supplier == MEMORY) copyFromMemory(p, line);
      else copyFromCache(p, supplier, line);
    }
    after = settle<W, u64, u32>(p, line, blocks, at, nextOf(cell, outcome));
  }
  if (!after || fault) return false;
  setLastLine(record, lineAddress);
  setLastWord(record, after);
  return true;
}
