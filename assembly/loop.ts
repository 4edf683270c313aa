/**
 * The loop over a batch. Whatever hits without more ado stays in here; the rest goes to bus.ts.
 *
 *   addresses[i], meta[i] ─► line number (pages.ts) ─► block (cache.ts) ─► cell ─► counter
 *
 * The loop stops before a record that it cannot do in one go: one that crosses a line boundary,
 * names a processor that the machine lacks, or needs a page when there is none left. run.ts sees
 * to it and comes back.
 */
import { blocksOf, bytesOf, findWord, setState, wordAt } from './cache';
import { fault, touch, transact } from './bus';
import { recordOf, visit } from './counters';
import { EVENT_PrRd, OPERATION_instruction, OPERATION_write } from './codes';
import { instructionsAsReads, lineShift, processors, sets, table } from './layout';
import { lineNumber } from './pages';
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

/** Records of one batch, from `i` up to `end`; returns where it stopped. W, H, K: see bus.ts. */
export function loop<W, H, K>(addresses: usize, meta: usize, i: u32, end: u32): u32 {
  const shift: u64 = lineShift;
  const lineMask: u32 = (1 << lineShift) - 1;
  const setMask: u32 = sets - 1;
  const machine = processors;
  const cells = table;
  const plainLRU: bool = !isFloat<W>() && !isSigned<K>();
  let now = clock;
  let lastLine: u64 = ~0;
  let lastProcessor: u32 = 0;
  let lastAt: usize = 0;

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
        instructionsSkipped++;
        continue;
      }
      op = EVENT_PrRd;
    }
    if (p >= machine || offset + bytes > lineMask + 1) break;
    const lineAddress = address >> shift;

    if (plainLRU) {
      // The same processor on the same line again: it is the newest already.
      if (lineAddress == lastLine && p == lastProcessor) {
        const word = wordAt<W>(lastAt);
        const state = word & STATE_MASK;
        const cell = cellAt(cells, op, state);
        if (isHit(cell)) {
          const next = nextOf(cell, 0);
          if (next != state) setState<W>(lastAt, word, next);
          visit(recordOf(p), op, 0, state);
          continue;
        }
      }
    }

    const line = lineNumber(lineAddress);
    if (line == ~0) break;
    const set = <u32>lineAddress & setMask;
    const block = blocksOf<W>(set) + <usize>p * bytesOf<W>();
    const at = findWord<W>(block, p, line);
    const word = at ? wordAt<W>(at) : 0;
    const state = word & STATE_MASK;
    const cell = cellAt(cells, op, state);
    now += TICK;
    if (isHit(cell)) {
      const next = nextOf(cell, 0);
      if (plainLRU) {
        store<u32>(at, now | next);
        lastLine = lineAddress;
        lastProcessor = p;
        lastAt = at;
      } else {
        setState<W>(at, word, next);
        setClock(now);
        touch<W, K>(block, at);
      }
      visit(recordOf(p), op, 0, state);
    } else {
      setClock(now);
      transact<W, H, K>(p, op, line, set, at, cell, offset, bytes);
      lastLine = ~0;
      if (fault) break;
    }
  }
  setClock(now);
  return i;
}
