/**
 * The loop for machines with an L1 above the coherent cache, and for runs that classify misses.
 * The same as loop.ts, with what those two cost: the L1 (upper.ts) and histories (classify.ts).
 */
import { blocksOf, bytesOf, findWord, wordAt } from './cache';
import { fault, touch, transact } from './bus';
import { classifyMiss, markHeld, markWritten, referShadow } from './classify';
import { EVENT_PrRd, EVENT_PrWr, OPERATION_instruction, OPERATION_write } from './codes';
import { classifying, instructionsAsReads, lineShift, processors, sets, table, twoLevel } from './layout';
import { skipInstruction } from './loop';
import { lineNumber } from './pages';
import { TICK, clock, setClock } from './replacement/clock';
import { STATE_MASK, cellAt } from './transition';
import { findUpper, referUpper } from './upper';

function refer<W, H>(p: u32, op: u32, lineAddress: u64, line: u32, offset: u32, bytes: u32): void {
  const set = <u32>lineAddress & (sets - 1);
  const block = blocksOf<W>(set) + <usize>p * bytesOf<W>();
  const at = findWord<W>(block, p, line);
  const state = at ? wordAt<W>(at) & STATE_MASK : 0;
  const isWrite = op == EVENT_PrWr;
  if (classifying) {
    const inShadow = referShadow(p, line);
    if (!state) classifyMiss(p, line, offset, bytes, inShadow);
  }
  const found: usize = twoLevel && state ? findUpper(p, line) : 0;
  transact<W, H, f32>(p, op, line, set, at, cellAt(table, op, state), offset, bytes);
  if (fault) return;
  const after = findWord<W>(block, p, line);
  const reached = !twoLevel || referUpper(p, line, isWrite, found, after != 0);
  if (state && after && reached) touch<W, f32>(block, after);
  if (!classifying) return;
  if (after) markHeld(p, line);
  if (isWrite) markWritten(p, line, offset, bytes);
}

/** Records of one batch, from `i` up to `end`; returns where it stopped, as `loop` does. */
export function loopWithExtras<W, H>(addresses: usize, meta: usize, i: u32, end: u32): u32 {
  const lineMask: u32 = (1 << lineShift) - 1;
  for (; i < end; i++) {
    const address = load<u64>(addresses + (<usize>i << 3));
    const record = load<u32>(meta + (<usize>i << 2));
    const p = record & 0xffff;
    let op = (record >> 16) & 15;
    const bytes = max<u32>(record >> 20, 1);
    const offset = <u32>address & lineMask;
    if (op > OPERATION_write) {
      if (op != OPERATION_instruction) break;
      if (!instructionsAsReads) {
        skipInstruction();
        continue;
      }
      op = EVENT_PrRd;
    }
    if (p >= processors || offset + bytes > lineMask + 1) break;
    const lineAddress = address >> <u64>lineShift;
    const line = lineNumber(lineAddress);
    if (line == ~0) break;
    setClock(clock + TICK);
    refer<W, H>(p, op, lineAddress, line, offset, bytes);
    if (fault) break;
  }
  return i;
}
