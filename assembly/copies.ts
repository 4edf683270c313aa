/**
 * What becomes of a core's copies in its private levels when others, or a directory, want the line
 * or take it. In the general loop (K = f64) by levels.ts; in loops with an L1 above (K = f32) by upper.ts.
 */
import { TALLY_BACK_INVALIDATIONS, TALLY_UPPER_WRITE_BACKS, coreOf, recordOf, tally } from './counters';
import { INCLUSIVE, hasSecond, loseMark, secondInclusion } from './hierarchy';
import { twoLevel } from './layout';
import { L1D, L1I, L2, clearIn, findIn, isDirty, setClean } from './levels';
import { isGeneral } from './requester';
import { backInvalidate, dropUpper, flushUpper } from './upper';

function clearLine(level: usize, core: u32, line: u32): void {
  const word = findIn(level, core, line);
  if (word) clearIn(level, word);
}

/** A transaction takes the line from a core. */
function dropAll(processor: u32, line: u32): void {
  const record = recordOf(processor);
  const core = coreOf(record);
  clearLine(L1D, core, line);
  clearLine(L1I, core, line);
  clearLine(L2, core, line);
  loseMark(processor, line, record);
}

function flushIn(level: usize, record: usize, line: u32): void {
  const word = findIn(level, coreOf(record), line);
  if (!word || !isDirty(word)) return;
  setClean(word);
  tally(record, TALLY_UPPER_WRITE_BACKS, 1);
}

/** The copy in an L1 goes; counted at `record`. Whether there was one. */
export function expelFrom(level: usize, core: u32, record: usize, line: u32): bool {
  const word = findIn(level, core, line);
  if (!word) return false;
  if (isDirty(word)) tally(record, TALLY_UPPER_WRITE_BACKS, 1);
  clearIn(level, word);
  return true;
}

/** All copies of a core go by an eviction that it did not choose. `counts`: as back-invalidations of its L2. */
export function expelAll(processor: u32, line: u32, counts: bool): void {
  const record = recordOf(processor);
  const core = coreOf(record);
  let copies: u32 = expelFrom(L1D, core, record, line) ? 1 : 0;
  if (expelFrom(L1I, core, record, line)) copies++;
  if (counts) tally(record, TALLY_BACK_INVALIDATIONS, copies);
  clearLine(L2, core, line);
  loseMark(processor, line, record);
}

/** A transaction takes the line from a cache, and so from the levels above. */
// @ts-ignore: decorator
@inline
export function dropAbove<K>(processor: u32, line: u32): void {
  if (isGeneral<K>()) dropAll(processor, line);
  else if (twoLevel) dropUpper(processor, line);
}

/** A snoop wants the data: dirty copies above are written down. */
// @ts-ignore: decorator
@inline
export function flushAbove<K>(processor: u32, line: u32): void {
  if (isGeneral<K>()) {
    const record = recordOf(processor);
    flushIn(L1D, record, line);
    flushIn(L1I, record, line);
  } else if (twoLevel) {
    flushUpper(processor, line);
  }
}

/** A directory takes the line back. */
// @ts-ignore: decorator
@inline
export function recallAbove<K>(processor: u32, line: u32): void {
  if (isGeneral<K>()) expelAll(processor, line, hasSecond && secondInclusion == INCLUSIVE);
  else if (twoLevel) backInvalidate(processor, line);
}
