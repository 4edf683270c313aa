/** assembly/loop.ts, with MESI in place of the table. */
import { blocksOf, bytesOf, findMask, wordOfMask } from '../../../assembly/cache';
import { recordOf, visitInRow } from '../../../assembly/counters';
import { LAST_BYTES, LINES_PER_PAGE, last, lineShift } from '../../../assembly/layout';
import { NO_LINE, findLine, firstLineOf, inRecentPage, recentOf } from '../../../assembly/pages';
import { addressOf, eventIn, indexOf, metaOf, processorIn, recordAt, rowIn } from '../../../assembly/record';
import { TICK, clock, setClock } from '../../../assembly/replacement/clock';
import { STATE_MASK } from '../../../assembly/transition';
import { afterHit, hits, transact } from './mesi';

export function loop(from: u32, end: u32): u32 {
  const stop = recordAt(end);
  const ticks = clock - <u32>recordAt(from) * (TICK / 8) + TICK;
  let access = recordAt(from);
  for (; access < stop; access += 8) {
    const meta = metaOf(access);
    const p = processorIn(meta);
    const lineAddress = addressOf(access) >> (<u64>lineShift);
    const lately = <usize>p * LAST_BYTES;
    if (load<u64>(lately, last) == lineAddress) {
      const at = load<u32>(lately, last + 8);
      const word = load<u32>(at);
      const state = word & STATE_MASK;
      if (hits(eventIn(meta), state)) {
        visitInRow(recordOf(p), rowIn(meta), state);
        const next = afterHit(eventIn(meta), state);
        if (next != state) store<u32>(at, word | next);
        continue;
      }
    }

    const entry = recentOf(lineAddress);
    const inPage = inRecentPage(entry, lineAddress);
    let line: u32;
    if (inPage < LINES_PER_PAGE) {
      line = firstLineOf(entry) | (<u32>inPage);
    } else {
      line = findLine(lineAddress);
      if (line == NO_LINE) break;
    }
    const block = blocksOf(lineAddress) + <usize>p * bytesOf<u64>();
    const mask = findMask<u64>(block, p, line);
    let at: usize = 0;
    if (mask) {
      at = wordOfMask<u64>(block, p, line, mask);
      const state = load<u32>(at) & STATE_MASK;
      if (hits(eventIn(meta), state)) {
        visitInRow(recordOf(p), rowIn(meta), state);
        store<u64>(lately, lineAddress, last);
        store<u32>(lately, at, last + 8);
        store<u32>(at, (<u32>access * (TICK / 8) + ticks) | afterHit(eventIn(meta), state));
        continue;
      }
    }
    setClock(<u32>access * (TICK / 8) + ticks);
    at = transact(access, line, at);
    store<u64>(lately, lineAddress, last);
    store<u32>(lately, at, last + 8);
  }
  setClock(<u32>access * (TICK / 8) + ticks - TICK);
  return indexOf(access);
}
