/**
 * The loop over a batch. Whatever hits without more ado stays in here; the rest goes to bus.ts.
 *
 *   record ─► last[p]: the line of its last reference?  u64 line address, u32 its word's address
 *          ─► line number (pages.ts) ─► block (cache.ts) ─► cell (transition.ts) ─► counter
 *
 * A processor that refers to its last line again needs no look-up, and no replacement either: in
 * its set that line is the newest already.
 *
 * The loop stops before a record that it cannot do in one go: one that crosses a line boundary,
 * names a processor that the machine lacks, or needs a page when there is none left. run.ts sees
 * to it and comes back.
 */
import { blocksOf, bytesOf, findWord, setState, wordAt } from './cache';
import { fault, touch, transact } from './bus';
import { recordOf, visit } from './counters';
import {
  LAST_BYTES,
  instructionsAsReads,
  last,
  lastProcessor,
  lineBytes,
  lineMask,
  lineShift,
  setMask,
  table,
} from './layout';
import { NO_LINE, lineNumber } from './pages';
import {
  INSTRUCTION,
  LAST_WRITE,
  addressOf,
  bytesIn,
  eventIn,
  indexOf,
  metaOf,
  operationIn,
  processorIn,
  recordAt,
} from './record';
import { TICK, clock, setClock } from './replacement/clock';
import { STATE_MASK, cellAt, isHit, nextOf } from './transition';

/** Instruction fetches that were left out. */
export let instructionsSkipped: u64 = 0;

export function skipInstruction(): void {
  instructionsSkipped++;
}

export function clearSkipped(): void {
  instructionsSkipped = 0;
}

/**
 * Whether a record is other than a read or a write of this machine within one line. The three
 * questions are asked at once: each difference is negative where the answer is yes.
 */
// @ts-ignore: decorator
@inline
export function isOdd(address: u64, meta: u32): bool {
  const beyondLine = lineBytes - (<u32>address & lineMask) - bytesIn(meta);
  const beyondMachine = lastProcessor - processorIn(meta);
  const beyondWrite = LAST_WRITE - (meta & 0xfffff);
  return <i32>(beyondLine | beyondMachine | beyondWrite) < 0;
}

/** Whether an odd record is an instruction fetch, within one line, of this machine. */
export function isInstruction(address: u64, meta: u32): bool {
  return operationIn(meta) == INSTRUCTION && !isOdd(address, meta & ~(15 << 16));
}

/** Records `from` up to `end`; returns where it stopped. W, H, K: see bus.ts. */
export function loop<W, H, K>(from: u32, end: u32): u32 {
  const stop = recordAt(end);
  // One tick a record, so that the clock follows from the record's place.
  const ticks = clock - <u32>recordAt(from) * (TICK / 8) + TICK;
  let access = recordAt(from);
  for (; access < stop; access += 8) {
    const address = addressOf(access);
    const meta = metaOf(access);
    const p = processorIn(meta);
    if (isOdd(address, meta)) {
      if (!isInstruction(address, meta)) break;
      if (!instructionsAsReads) {
        instructionsSkipped++;
        continue;
      }
    }
    const op = eventIn(meta);
    const lineAddress = address >> <u64>lineShift;
    const lately = last + <usize>p * LAST_BYTES;
    if (load<u64>(lately) == lineAddress) {
      const at = load<u32>(lately, 8);
      const word = wordAt<W>(at);
      const state = word & STATE_MASK;
      const cell = cellAt(table, op, state);
      if (isHit(cell)) {
        visit(recordOf(p), op, 0, state);
        const next = nextOf(cell, 0);
        if (next != state) setState<W>(at, word, next);
        continue;
      }
    }

    const line = lineNumber(lineAddress);
    if (line == NO_LINE) break;
    const blocks = blocksOf(<u32>lineAddress & setMask);
    const block = blocks + <usize>p * bytesOf<W>();
    let at = findWord<W>(block, p, line);
    const now = <u32>access * (TICK / 8) + ticks;
    if (at) {
      const word = wordAt<W>(at);
      const state = word & STATE_MASK;
      const cell = cellAt(table, op, state);
      if (isHit(cell)) {
        store<u64>(lately, lineAddress);
        store<u32>(lately, at, 8);
        visit(recordOf(p), op, 0, state);
        const next = nextOf(cell, 0);
        if (!isFloat<W>() && !isSigned<K>()) {
          store<u32>(at, now | next);
        } else {
          setState<W>(at, word, next);
          setClock(now);
          touch<W, K>(block, at);
        }
        continue;
      }
    }
    setClock(now);
    at = transact<W, H, K>(access, line, blocks, at);
    // Under LRU alone is a line that was just placed as it would be after a hit.
    store<u64>(lately, isSigned<K>() ? ~0 : lineAddress);
    store<u32>(lately, at, 8);
    if (fault) break;
  }
  setClock(<u32>access * (TICK / 8) + ticks - TICK);
  return indexOf(access);
}
