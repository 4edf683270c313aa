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
import { blocksOf, bytesOf, findMask, findWord, setState, wordAt, wordOfMask } from '../cache';
import {
  NO_ADDRESS,
  TALLY_INVALIDATIONS_SENT,
  recordOf,
  setLastLine,
  setLastWord,
  tally,
  visit,
  visitSnooped,
} from '../counters';
import { aloneAs, holdersAt, holdersOf } from '../holders';
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
  isSpecial,
  isSupplied,
  nextOf,
  outcomeOf,
  snoopRowOf,
  supplyBit,
} from '../transition';
import { lineWithRoom } from './commit';
import { loseReservations } from './reservations';
import { copyFromCache, copyFromMemory, copyToMemory } from './values';

const MEMORY: i32 = -1;
/** The processor that supplies the line of this reference. */
let supplier: i32 = MEMORY;

/** Memory takes the line from those copies that flush it. */
function flushFrom(copies: u64, line: u32): void {
  for (let rest = copies; rest; rest &= rest - 1) copyToMemory(<u32>ctz(rest), line);
}

/** A copy snoops: counter and state. Returns its cell; `fetching`: ACTION_Supply if it supplies the line where it can. */
// @ts-ignore: decorator
@inline
function snoopAt<W>(q: u32, line: u32, blocks: usize, row: u32, fetching: u32): u32 {
  const block = blocks + <usize>q * bytesOf<W>();
  const at = wordOfMask<W>(block, q, line, findMask<W>(block, q, line));
  const word = wordAt<W>(at);
  const state = word & STATE_MASK;
  const cell = cellInRow(row, state);
  visitSnooped(recordOf(q), row, state, cell & fetching);
  if (isImpossible(cell)) recordFault(row >> ROW_SHIFT, state);
  const next = nextOf(cell, 0);
  if (!next) clearCopy<W, u32>(at);
  else if (next != state) setState<W>(at, word, next);
  return cell;
}

/** Every other copy of the line snoops the transaction of the requester's cell; returns all their cells, or-ed. */
// @ts-ignore: decorator
@inline
function snoopAll<W>(record: usize, p: u32, line: u32, blocks: usize, cell: u32): u32 {
  const row = snoopRowOf(cell);
  const kept = holdersOf(line);
  let rest = kept & ~aloneAs<u64>(p);
  let seen: u32 = 0;
  let flushed: u64 = 0;
  let gone: u64 = 0;
  // The first that can supplies the line; the others only snoop.
  for (let wanted = supplyBit(fills(cell)); rest && wanted; rest &= rest - 1) {
    const q = <u32>ctz(rest);
    const snooped = snoopAt<W>(q, line, blocks, row, wanted);
    seen |= snooped;
    if (flushes(snooped)) flushed |= rest & (0 - rest);
    if (!nextOf(snooped, 0)) gone |= rest & (0 - rest);
    if (!(snooped & wanted)) continue;
    supplier = q;
    wanted = 0;
  }
  for (; rest; rest &= rest - 1) {
    const snooped = snoopAt<W>(<u32>ctz(rest), line, blocks, row, 0);
    seen |= snooped;
    if (flushes(snooped)) flushed |= rest & (0 - rest);
    if (!nextOf(snooped, 0)) gone |= rest & (0 - rest);
  }
  if (flushed) flushFrom(flushed, line);
  if (gone) {
    store<u64>(holdersAt(line), kept & ~gone);
    tally(record, TALLY_INVALIDATIONS_SENT, popcnt(gone));
    loseReservations(gone, line);
  }
  return seen;
}

/** The whole of a reference whose cell is none of those that are special; the line's word after it, or 0. */
// @ts-ignore: decorator
@inline
function refer<W>(p: u32, line: u32, blocks: usize, at: usize, state: u32, writing: u32, cell: u32): usize {
  const record = recordOf(p);
  supplier = MEMORY;
  const seen = hasTransaction(cell) ? snoopAll<W>(record, p, line, blocks, cell) : 0;
  const outcome = outcomeOf(seen);
  visit(record, writing, outcome | (isSupplied(cell, seen) << 2), state);
  if (fills(cell)) {
    if (supplier == MEMORY) copyFromMemory(p, line);
    else copyFromCache(p, supplier, line);
  }
  return settle<W, u64, u32>(p, line, blocks, at, nextOf(cell, outcome));
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
  } else after = refer<W>(p, line, blocks, at, state, writing, cell);
  if (!after || fault) return false;
  setLastLine(record, lineAddress);
  setLastWord(record, after);
  return true;
}
