/**
 * How lines move between a core's private levels when it refers to them, in the general loop.
 *
 *   L1D  L1I     a reference looks in one of them, then in L2
 *     └─ L2 ─┘   victims go down, or out of the core: then its state goes, by the cell of Evict
 *
 * Inclusion after J.-L. Baer and W.-H. Wang, On the Inclusion Properties for Multi-Level Cache
 * Hierarchies, 1988; exclusion after N. P. Jouppi and S. J. E. Wilton, Tradeoffs in Two-Level On-Chip
 * Caching, 1994. `processor` is a core's first thread, `core` its number.
 */
import { lost } from './classify';
import { EVENT_Evict } from './codes';
import { expelFrom } from './copies';
import { takeValues } from './execute/pass';
import {
  TALLY_BACK_INVALIDATIONS,
  TALLY_UPPER_EVICTIONS,
  TALLY_UPPER_WRITE_BACKS,
  TALLY_UPPER_WRITE_THROUGHS,
  TALLY_VICTIM_FILLS,
  coreOf,
  recordOf,
  tally,
  visit,
} from './counters';
import {
  EXCLUSIVE,
  INCLUSIVE,
  NON_INCLUSIVE,
  hasSecond,
  hasShared,
  isDirtyState,
  loseMark,
  secondInclusion,
} from './hierarchy';
import { removeHolder } from './holders';
import { EMPTY, classifying, directed, executing, lineStride, timed } from './layout';
import { putAtHome } from './leave';
import {
  L1D,
  L1I,
  L2,
  allocates,
  clearIn,
  fillWay,
  findIn,
  isLimited,
  makeWay,
  setDirty,
  touchIn,
  victim,
  victimDirty,
  writesThrough,
} from './levels';
import { lineAddressOf } from './pages';
import { lines } from './growing';
import { requester } from './requester';
import { receive } from './shared';
import { postCopyBack, postWriteBack } from './timed/bus-time';
import { cellAt, writesBack } from './transition';

// @ts-ignore: decorator
@inline
export function stateAt(processor: u32, line: u32): usize {
  return lines + <usize>line * lineStride + processor;
}

/** Replacement takes a core's last copy of the line. */
function leave<H>(processor: u32, line: u32): void {
  const at = stateAt(processor, line);
  const state: u32 = load<u8>(at);
  visit(requester, EVENT_Evict, 0, state);
  if (executing) takeValues(processor, line, state);
  if (timed && !directed && writesBack(cellAt(EVENT_Evict, state))) {
    if (hasShared) postCopyBack();
    else postWriteBack(lineAddressOf(line));
  }
  store<u8>(at, 0);
  removeHolder<H>(line, processor);
  loseMark(processor, line, requester);
  if (classifying) lost(processor, line, false);
  if (hasShared) receive<H>(processor, line, state);
  else if (directed) putAtHome<H, f64>(processor, line, state);
}

// @ts-ignore: decorator
@inline
function siblingOf(level: usize): usize {
  return level == L1D ? L1I : L1D;
}

/** L2's victim: what it means to the L1s is a matter of inclusion. */
function giveUpSecond<H>(processor: u32, core: u32, old: u32): void {
  if (secondInclusion == INCLUSIVE) {
    if (expelFrom(L1D, core, requester, old)) tally(requester, TALLY_BACK_INVALIDATIONS, 1);
    if (expelFrom(L1I, core, requester, old)) tally(requester, TALLY_BACK_INVALIDATIONS, 1);
  } else if (secondInclusion == NON_INCLUSIVE) {
    let above = findIn(L1D, core, old);
    if (!above) above = findIn(L1I, core, old);
    if (above) {
      if (isDirtyState(load<u8>(stateAt(processor, old)))) setDirty(above);
      return;
    }
  }
  leave<H>(processor, old);
}

export function placeInSecond<H>(processor: u32, core: u32, line: u32): void {
  if (!isLimited(L2)) return;
  const word = makeWay(L2, core, processor, line);
  fillWay(L2, core, line, word);
  if (victim != EMPTY) giveUpSecond<H>(processor, core, victim);
}

/** An L1's victim goes to an exclusive L2, unless the other L1 has it as well. */
function moveDown<H>(processor: u32, core: u32, level: usize, old: u32, dirty: bool): void {
  const twin = findIn(siblingOf(level), core, old);
  if (twin) {
    if (dirty) setDirty(twin);
    return;
  }
  if (dirty) tally(requester, TALLY_UPPER_WRITE_BACKS, 1);
  tally(requester, TALLY_VICTIM_FILLS, 1);
  placeInSecond<H>(processor, core, old);
}

function giveUpFirst<H>(processor: u32, core: u32, level: usize, old: u32, dirty: bool): void {
  tally(requester, TALLY_UPPER_EVICTIONS, 1);
  if (!hasSecond) {
    if (!findIn(siblingOf(level), core, old)) leave<H>(processor, old);
  } else if (secondInclusion == EXCLUSIVE) {
    moveDown<H>(processor, core, level, old, dirty);
  } else {
    if (dirty) tally(requester, TALLY_UPPER_WRITE_BACKS, 1);
    // Else L2 holds it, or all there is: nothing is lost.
    if (secondInclusion == INCLUSIVE || !isLimited(L2) || findIn(L2, core, old)) return;
    if (dirty) placeInSecond<H>(processor, core, old);
    else if (!findIn(siblingOf(level), core, old)) leave<H>(processor, old);
  }
}

/** Brings the line into an L1; returns its word, or 0 if the L1 has no limit. */
export function placeInFirst<H>(processor: u32, core: u32, level: usize, line: u32): usize {
  if (!isLimited(level)) return 0;
  const word = makeWay(level, core, processor, line);
  fillWay(level, core, line, word);
  if (victim != EMPTY) giveUpFirst<H>(processor, core, level, victim, victimDirty);
  return word;
}

/**
 * A reference through `level`, after its transaction: the core holds the line. `first`, `second`: its
 * words in `level` and in L2 before, 0 where it was not.
 */
export function move<H>(
  processor: u32,
  level: usize,
  line: u32,
  first: usize,
  second: usize,
  isWrite: bool,
): void {
  const core = coreOf(recordOf(processor));
  const wanted = !isWrite || allocates(level);
  if (second) {
    if (!first && wanted && secondInclusion == EXCLUSIVE) clearIn(L2, second);
    else if (!first || (isWrite && writesThrough(level))) touchIn(L2, core, line, second);
  } else if (hasSecond && !first) {
    const passes = secondInclusion == EXCLUSIVE && (wanted || findIn(siblingOf(level), core, line) != 0);
    if (!passes) placeInSecond<H>(processor, core, line);
  }
  let word = first;
  if (first) touchIn(level, core, line, first);
  else if (wanted || !hasSecond) word = placeInFirst<H>(processor, core, level, line);
  if (!isWrite || !hasSecond) return;
  if (word && !writesThrough(level)) setDirty(word);
  else tally(requester, TALLY_UPPER_WRITE_THROUGHS, 1);
}
