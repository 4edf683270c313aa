/** assembly/loop.ts, with MESI in place of the table. */
import { findMask, ownBlock, wordOfMask } from '../../../assembly/cache';
import {
  lastLine,
  lastWord,
  recordOf,
  setLastLine,
  setLastWord,
  visitInRow,
} from '../../../assembly/counters';
import { isUnheld } from '../../../assembly/holders';
import { LINES_PER_PAGE, lineShift } from '../../../assembly/layout';
import { NO_LINE, findLine, firstLineOf, inRecentPage, recentOf } from '../../../assembly/pages';
import { addressOf, eventIn, indexOf, metaOf, processorIn, recordAt, rowIn } from '../../../assembly/record';
import { TICK, clock, setClock } from '../../../assembly/replacement/clock';
import { STATE_MASK } from '../../../assembly/transition';
import { fetchFromOne, fetchUnheld } from './fetch';
import { afterHit, hits, transact } from './mesi';

let stoppedLine: u32 = NO_LINE;
let stoppedWord: usize = 0;

function run(access: usize, stop: usize, ticks: u32): usize {
  let line: u32;
  let at: usize;
  for (; ; access += 8) {
    line = NO_LINE;
    at = 0;
    if (access == stop) break;
    const meta = metaOf(access);
    const record = recordOf(processorIn(meta));
    const lineAddress = addressOf(access) >> (<u64>lineShift);
    if (lastLine(record) == lineAddress) {
      const lately = lastWord(record);
      const word = load<u32>(lately);
      const state = word & STATE_MASK;
      if (hits(eventIn(meta), state)) {
        visitInRow(record, rowIn(meta), state);
        const next = afterHit(eventIn(meta), state);
        if (next != state) store<u32>(lately, word | next);
        continue;
      }
    }

    const entry = recentOf(lineAddress);
    const inPage = inRecentPage(entry, lineAddress);
    if (inPage >= LINES_PER_PAGE) break;
    line = firstLineOf(entry) | (<u32>inPage);
    setLastLine(record, lineAddress);
    const block = ownBlock(record, lineAddress);
    const mask = findMask<u64>(block, processorIn(meta), line);
    if (!mask) {
      const event = eventIn(meta);
      const now = <u32>access * (TICK / 8) + ticks;
      const word = isUnheld<u64>(line)
        ? fetchUnheld(record, block, line, event, now)
        : fetchFromOne(record, block, lineAddress, line, event, now);
      if (!word) break;
      setLastWord(record, word);
      continue;
    }
    at = wordOfMask<u64>(block, processorIn(meta), line, mask);
    const state = load<u32>(at) & STATE_MASK;
    if (!hits(eventIn(meta), state)) break;
    visitInRow(record, rowIn(meta), state);
    setLastWord(record, at);
    store<u32>(at, (<u32>access * (TICK / 8) + ticks) | afterHit(eventIn(meta), state));
  }
  stoppedLine = line;
  stoppedWord = at;
  return access;
}

export function loop(from: u32, end: u32): u32 {
  const stop = recordAt(end);
  const ticks = clock - <u32>recordAt(from) * (TICK / 8) + TICK;
  let access = run(recordAt(from), stop, ticks);
  while (access != stop) {
    const lineAddress = addressOf(access) >> (<u64>lineShift);
    if (stoppedLine == NO_LINE) {
      if (findLine(lineAddress) == NO_LINE) break;
    } else {
      setClock(<u32>access * (TICK / 8) + ticks);
      const at = transact(access, stoppedLine, stoppedWord);
      const record = recordOf(processorIn(metaOf(access)));
      setLastLine(record, lineAddress);
      setLastWord(record, at);
      access += 8;
    }
    access = run(access, stop, ticks);
  }
  setClock(<u32>access * (TICK / 8) + ticks - TICK);
  return indexOf(access);
}
