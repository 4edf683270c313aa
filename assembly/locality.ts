/**
 * Whether processors refer to their last line again often enough for the loop to look at it first.
 *
 * A look costs every reference a little, and spares those that come back most of their work. What
 * a trace does changes slowly, so the references of one stretch now and then tell.
 */
import { forgetLast, lastLine, recordOf, setLastLine } from './counters';
import { lineShift, processors } from './layout';
import { addressOf, metaOf, processorIn, recordAt } from './record';

/** References that must be at hand to tell, and those from one time to the next. */
const SAMPLE: u32 = 1 << 10;
const INTERVAL: u64 = 1 << 16;
/** One in so many is enough. */
const ENOUGH: u32 = 6;

/** Whether the loop looks at the last line first. */
export let looksBack: bool = true;
let nextSample: u64 = 0;

export function resetLocality(): void {
  looksBack = true;
  nextSample = 0;
}

/** Decides anew, if it is time to, by the records from `from` to `end`; `references` have been run so far. */
export function watchLocality(from: u32, end: u32, references: u64): void {
  if (references < nextSample || end - from < SAMPLE) return;
  // Forgetting takes time for each processor.
  nextSample = references + max(INTERVAL, (<u64>processors) << 6);
  forgetLast();
  looksBack = countRepeats(from, end) * ENOUGH > end - from;
  forgetLast();
}

function countRepeats(from: u32, end: u32): u32 {
  let repeats: u32 = 0;
  for (let i = from; i < end; i++) {
    const record = recordOf(processorIn(metaOf(recordAt(i))));
    const lineAddress = addressOf(recordAt(i)) >> (<u64>lineShift);
    if (lastLine(record) == lineAddress) repeats++;
    setLastLine(record, lineAddress);
  }
  return repeats;
}
