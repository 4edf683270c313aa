/**
 * The loop over a batch. Whatever hits without more ado, or misses where one other at most holds the
 * line (fetch.ts), stays in `run`; the rest goes to bus.ts.
 *
 *   record ─► last line of its processor?  (counters.ts)
 *          ─► line number (pages.ts) ─► block (cache.ts) ─► cell (transition.ts) ─► counter
 *
 * A processor that refers to its last line again needs no look-up, and no replacement either: in
 * its set that line is the newest already.
 *
 * Type parameters: W, H and K as in bus.ts; L is u8 where lines may have any size, u16 where they
 * have 64 bytes, and i16 where besides processors seldom refer to their last line again, so that
 * it is not asked for (locality.ts).
 *
 * The records are as intake.ts leaves them. The loop stops before one that needs a page when there
 * is none left; run.ts sees to it and comes back.
 */
import { findMask, ownBlock, setState, wordAt, wordOfMask } from './cache';
import { fetchFromOne, fetchUnheld } from './fetch';
import { fetchFromHome, fetchFromOneByHome } from './fetch-home';
import { touch, transact } from './bus';
import { fault } from './lose';
import { isDirected, isPlainLRU } from './kinds';
import { isUnheld } from './holders';
import { NO_ADDRESS, lastLine, lastWord, recordOf, setLastLine, setLastWord, visitInRow } from './counters';
import { transactAtHome } from './home';
import { LINES_PER_PAGE, LINE_64_SHIFT, lineShift } from './layout';
import { NO_LINE, findLine, firstLineOf, firstColumnIn, inRecentPage, learnHome, recentOf } from './pages';
import { addressOf, indexOf, metaOf, processorIn, recordAt, rowIn } from './record';
import { TICK, clock, setClock } from './replacement/clock';
import { STATE_MASK, cellInRow, isHit, isPlainFill, nextOf } from './transition';

/** Where `run` stopped: the line's number, if it has got that far, and its word, 0 if it is not held. */
let stoppedLine: u32 = NO_LINE;
let stoppedWord: usize = 0;

// @ts-ignore: decorator
@inline
function remembersLast<L>(): bool {
  return !isSigned<L>();
}

/** Line address of a record. */
// @ts-ignore: decorator
@inline
function lineAddressIn<L>(access: usize): u64 {
  return addressOf(access) >> (sizeof<L>() == 1 ? <u64>lineShift : <u64>LINE_64_SHIFT);
}

/**
 * Records from `access` to `stop`, as far as they hit, or miss simply (fetch.ts). Returns where
 * that ends. Nothing is called in here, so that what is at hand stays in the host's registers.
 */
function run<W, H, K, L>(access: usize, stop: usize, ticks: u32): usize {
  let line: u32;
  let at: usize;
  for (; ; access += 8) {
    line = NO_LINE;
    at = 0;
    if (access == stop) break;
    const meta = metaOf(access);
    const row = rowIn(meta);
    const record = recordOf(processorIn(meta));
    const lineAddress = lineAddressIn<L>(access);
    if (remembersLast<L>() && lastLine(record) == lineAddress) {
      const lately = lastWord(record);
      const word = wordAt<W>(lately);
      const state = word & STATE_MASK;
      const cell = cellInRow(row, state);
      if (isHit(cell)) {
        visitInRow(record, row, state);
        const next = nextOf(cell, 0);
        if (next != state) setState<W>(lately, word, next);
        continue;
      }
    }

    const entry = recentOf(lineAddress);
    const inPage = inRecentPage(entry, lineAddress);
    if (inPage >= LINES_PER_PAGE) break;
    line = firstLineOf(entry) | (<u32>inPage);
    if (remembersLast<L>()) setLastLine(record, lineAddress);
    const block = ownBlock(record, lineAddress);
    const mask = findMask<W>(block, processorIn(meta), line);
    if (!mask) {
      if (!isPlainLRU<K>() || isFloat<W>()) break;
      const cell = cellInRow(row, 0);
      if (!isPlainFill(cell)) break;
      const now = <u32>access * (TICK / 8) + ticks;
      let word: usize = 0;
      if (isUnheld<H>(line)) {
        word = isDirected<K>()
          ? fetchFromHome<W, H, K>(record, block, lineAddress, line, row, cell, now, firstColumnIn(entry))
          : fetchUnheld<W, H, K>(record, block, line, row, cell, now);
        if ((isDirected<K>() || sizeof<H>() != 8) && !word) break;
      } else {
        word = isDirected<K>()
          ? fetchFromOneByHome<W, H, K>(
              record,
              block,
              lineAddress,
              line,
              row,
              cell,
              now,
              firstColumnIn(entry),
            )
          : fetchFromOne<W, H, K>(record, block, lineAddress, line, row, cell, now);
        if (!word) break;
      }
      if (remembersLast<L>()) setLastWord(record, word);
      continue;
    }
    at = wordOfMask<W>(block, processorIn(meta), line, mask);
    const word = wordAt<W>(at);
    const state = word & STATE_MASK;
    const cell = cellInRow(row, state);
    if (!isHit(cell)) break;
    visitInRow(record, row, state);
    if (remembersLast<L>()) setLastWord(record, at);
    const next = nextOf(cell, 0);
    if (!isFloat<W>() && !isSigned<K>()) {
      store<u32>(at, (<u32>access * (TICK / 8) + ticks) | next);
    } else {
      setState<W>(at, word, next);
      setClock(<u32>access * (TICK / 8) + ticks);
      touch<W, K>(block, at);
    }
  }
  stoppedLine = line;
  stoppedWord = at;
  return access;
}

/** Records `from` up to `end`; returns where it stopped. */
export function loop<W, H, K, L>(from: u32, end: u32): u32 {
  const stop = recordAt(end);
  // One tick a record, so that the clock follows from the record's place.
  const ticks = clock - <u32>recordAt(from) * (TICK / 8) + TICK;
  let access = run<W, H, K, L>(recordAt(from), stop, ticks);
  while (access != stop) {
    if (stoppedLine == NO_LINE) {
      // With the page among those looked up lately, it is worth another try.
      if (findLine(addressOf(access) >> (<u64>lineShift)) == NO_LINE) break;
    } else {
      setClock(<u32>access * (TICK / 8) + ticks);
      const at = isDirected<K>()
        ? transactAtHome<W, H, K>(access, stoppedLine, stoppedWord)
        : transact<W, H, K>(access, stoppedLine, stoppedWord);
      if (isDirected<K>()) learnHome(stoppedLine);
      if (remembersLast<L>()) {
        const record = recordOf(processorIn(metaOf(access)));
        // Under LRU alone is a line that was just placed as it would be after a hit.
        setLastLine(record, isSigned<K>() ? NO_ADDRESS : addressOf(access) >> (<u64>lineShift));
        setLastWord(record, at);
      }
      if (fault) break;
      access += 8;
    }
    access = run<W, H, K, L>(access, stop, ticks);
  }
  setClock(<u32>access * (TICK / 8) + ticks - TICK);
  return indexOf(access);
}
