/**
 * The loop for machines with an L1 above the coherent cache, and for runs that classify misses.
 * The same as loop.ts, with what those two cost: the L1 (upper.ts) and histories (classify.ts).
 */
import { blocksOf, bytesOf, findWord, wordAt } from './cache';
import { touch, transact } from './bus';
import { fault } from './lose';
import { classifyMiss, markHeld, markWritten, referShadow } from './classify';
import { recordOf } from './counters';
import { transactAtHome } from './home';
import { classifying, directed, lineMask, lineShift, twoLevel } from './layout';
import { NO_LINE, lineNumber } from './pages';
import { addressOf, bytesIn, eventIn, indexOf, metaOf, processorIn, recordAt } from './record';
import { TICK, clock, setClock } from './replacement/clock';
import { STATE_MASK } from './transition';
import { findUpper, referUpper } from './upper';

/** One reference; returns the line's word after it, 0 if it is not held. */
export function refer<W, H, K>(access: usize, lineAddress: u64, line: u32): usize {
  const meta = metaOf(access);
  const p = processorIn(meta);
  const isWrite: bool = eventIn(meta) != 0;
  const offset = (<u32>addressOf(access)) & lineMask;
  const bytes = max<u32>(bytesIn(meta), 1);
  const block = blocksOf(lineAddress) + <usize>p * bytesOf<W>();
  const at = findWord<W>(block, p, line);
  const state = at ? wordAt<W>(at) & STATE_MASK : 0;
  if (classifying) {
    const inShadow = referShadow(p, line);
    if (!state) classifyMiss(recordOf(p), p, line, offset, bytes, inShadow);
  }
  const found: usize = twoLevel && state ? findUpper(p, line) : 0;
  const after = directed ? transactAtHome<W, H, K>(access, line, at) : transact<W, H, K>(access, line, at);
  if (fault) return 0;
  const reached = !twoLevel || referUpper(p, line, isWrite, found, after != 0);
  if (state && after && reached) touch<W, K>(block, after);
  if (!classifying) return after;
  if (after) markHeld(p, line);
  if (isWrite) markWritten(p, line, offset, bytes);
  return after;
}

/** Records `from` up to `end`; returns where it stopped, as `loop` does. */
export function loopWithExtras<W, H>(from: u32, end: u32): u32 {
  const stop = recordAt(end);
  let access = recordAt(from);
  for (; access < stop; access += 8) {
    const lineAddress = addressOf(access) >> (<u64>lineShift);
    const line = lineNumber(lineAddress);
    if (line == NO_LINE) break;
    setClock(clock + TICK);
    refer<W, H, f32>(access, lineAddress, line);
    if (fault) break;
  }
  return indexOf(access);
}
