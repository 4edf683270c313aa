/**
 * The loop over a batch. Whatever hits without more ado stays in here; the rest goes to bus.ts.
 *
 *   record ─► last[p]: the line of its last reference?  u64 line address, u32 its word's address
 *          ─► line number (pages.ts) ─► block (cache.ts) ─► cell (transition.ts) ─► counter
 *
 * A processor that refers to its last line again needs no look-up, and no replacement either: in
 * its set that line is the newest already.
 *
 * The records are as intake.ts leaves them. The loop stops before one that needs a page when there
 * is none left; run.ts sees to it and comes back.
 */
import { blocksOf, bytesOf, findMask, setState, wordAt, wordOfMask } from './cache';
import { fault, touch, transact } from './bus';
import { recordOf, visitInRow } from './counters';
import { LAST_BYTES, LINES_PER_PAGE, last, lineShift } from './layout';
import { NO_LINE, findLine, firstLineOf, inRecentPage, recentOf } from './pages';
import { addressOf, indexOf, metaOf, processorIn, recordAt, rowIn } from './record';
import { TICK, clock, setClock } from './replacement/clock';
import { STATE_MASK, cellInRow, isHit, nextOf } from './transition';

/** Records `from` up to `end`; returns where it stopped. W, H, K: see bus.ts. */
export function loop<W, H, K>(from: u32, end: u32): u32 {
  const stop = recordAt(end);
  // One tick a record, so that the clock follows from the record's place.
  const ticks = clock - <u32>recordAt(from) * (TICK / 8) + TICK;
  let access = recordAt(from);
  for (; access < stop; access += 8) {
    const meta = metaOf(access);
    const p = processorIn(meta);
    const lineAddress = addressOf(access) >> <u64>lineShift;
    const lately = <usize>p * LAST_BYTES;
    if (load<u64>(lately, last) == lineAddress) {
      const at = load<u32>(lately, last + 8);
      const word = wordAt<W>(at);
      const state = word & STATE_MASK;
      const cell = cellInRow(rowIn(meta), state);
      if (isHit(cell)) {
        visitInRow(recordOf(p), rowIn(meta), state);
        const next = nextOf(cell, 0);
        if (next != state) setState<W>(at, word, next);
        continue;
      }
    }

    const entry = recentOf(lineAddress);
    const inPage = inRecentPage(entry, lineAddress);
    let line: u32;
    if (inPage < LINES_PER_PAGE) {
      line = firstLineOf(entry) | <u32>inPage;
    } else {
      line = findLine(lineAddress);
      if (line == NO_LINE) break;
    }
    const block = blocksOf(lineAddress) + <usize>p * bytesOf<W>();
    const mask = findMask<W>(block, p, line);
    let at: usize = 0;
    if (mask) {
      at = wordOfMask<W>(block, p, line, mask);
      const word = wordAt<W>(at);
      const state = word & STATE_MASK;
      const cell = cellInRow(rowIn(meta), state);
      if (isHit(cell)) {
        visitInRow(recordOf(p), rowIn(meta), state);
        store<u64>(lately, lineAddress, last);
        store<u32>(lately, at, last + 8);
        const next = nextOf(cell, 0);
        if (!isFloat<W>() && !isSigned<K>()) {
          store<u32>(at, (<u32>access * (TICK / 8) + ticks) | next);
        } else {
          setState<W>(at, word, next);
          setClock(<u32>access * (TICK / 8) + ticks);
          touch<W, K>(block, at);
        }
        continue;
      }
    }
    setClock(<u32>access * (TICK / 8) + ticks);
    at = transact<W, H, K>(access, line, at);
    // Under LRU alone is a line that was just placed as it would be after a hit.
    store<u64>(lately, isSigned<K>() ? ~0 : lineAddress, last);
    store<u32>(lately, at, last + 8);
    if (fault) break;
  }
  setClock(<u32>access * (TICK / 8) + ticks - TICK);
  return indexOf(access);
}
