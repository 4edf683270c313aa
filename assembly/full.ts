/**
 * The general loop: machines with anything that hierarchy.ts tells of. As extras.ts, with all that is
 * optional decided as it goes. States lie beside the line (W = f32), caches are levels (levels.ts).
 *
 *   record ─► thread, core ─► TLB ─► state ─► L1, L2? ─► transaction ─► movement (private.ts) ─► prefetches
 */
import { transact } from './bus';
import { fault } from './lose';
import { classifyMiss, markHeld, markWritten, referShadow } from './classify';
import { EVENT_PrRd } from './codes';
import {
  TALLY_FETCH_HITS,
  TALLY_FETCH_MISSES,
  TALLY_PREFETCHES,
  TALLY_SECOND_HITS,
  TALLY_UPPER_HITS,
  TALLY_UPPER_WRITE_THROUGHS,
  TALLY_USEFUL_PREFETCHES,
  coreOf,
  firstThread,
  recordOf,
  tally,
} from './counters';
import {
  fetches,
  hasFetchCache,
  hasSecond,
  hasShared,
  isMarked,
  mark,
  tellsFetches,
  unmark,
} from './hierarchy';
import { transactAtHome } from './home';
import { isOfNode } from './execute/values';
import { SCRATCH_RECORD, classifying, directed, executing, lineMask, lineShift, timed } from './layout';
import { L1D, L1I, L2, findIn, isLimited } from './levels';
import { NO_LINE, hasRoomForPages, lineNumber } from './pages';
import { train } from './prefetch/index';
import { PREFETCH_NONE, REGION_BITS, canPrefetch, degree, distance, kind } from './prefetch/tables';
import { move, placeInFirst, placeInSecond, stateAt } from './private';
import { addressOf, bytesIn, eventIn, indexOf, metaOf, processorIn, recordAt, setRecord } from './record';
import { TICK, clock, setClock } from './replacement/clock';
import { referenceIsAt } from './request';
import { requester, setPrefetching, setRequester } from './requester';
import { transactOverClusters } from './clusters';
import { endPrefetch, isUnderWay, startPrefetch, startReference } from './timed/current';
import { postPendingRecall } from './timed/request-time';
import { secondTLBCycles, walkCycles } from './timed/settings';
import { BY_WALK, IN_FIRST, hasTLB, translate } from './tlb';
import { cellAt, hasTransaction } from './transition';

/** The transaction of a reference, if it has one; as `transact` in bus.ts. */
function transactAnywhere<H>(access: usize, line: u32, at: usize): usize {
  if (hasShared) return transactOverClusters<H>(access, line, at);
  return directed ? transactAtHome<f32, H, f64>(access, line, at) : transact<f32, H, f64>(access, line, at);
}

/** Whether the record is an instruction fetch that is simulated, and told from a read. */
function isFetch(access: usize): bool {
  return tellsFetches && load<u8>(fetches + indexOf(access)) != 0;
}

function countLevels(isFetch: bool, first: bool, second: bool): void {
  if (first) tally(requester, TALLY_UPPER_HITS, 1);
  else if (second) tally(requester, TALLY_SECOND_HITS, 1);
  if (isFetch && hasFetchCache) tally(requester, first ? TALLY_FETCH_HITS : TALLY_FETCH_MISSES, 1);
}

/** What a translation takes. */
function translationCycles(translated: u32): u64 {
  if (translated == IN_FIRST) return 0;
  return translated == BY_WALK ? secondTLBCycles + walkCycles : secondTLBCycles;
}

/** Whether a level of a core has a line that the core holds in `state`. A level without a limit has all of them. */
// @ts-ignore: decorator
@inline
function isIn(level: usize, state: u32, found: usize): bool {
  return isLimited(level) ? found != 0 : state != 0;
}

/**
 * Whether a reference of thread `p` at `time` would, as things are, look beyond the L1, or be the first to use a line
 * that was prefetched and is still under way.
 */
export function goesBeyondFirst(p: u32, line: u32, isFetch: bool, time: u64): bool {
  const own = recordOf(p);
  const processor = firstThread(own);
  if (isMarked(processor, line) && isUnderWay(line, time)) return true;
  if (!hasSecond) return false;
  const state: u32 = load<u8>(stateAt(processor, line));
  const level = isFetch && hasFetchCache ? L1I : L1D;
  return !isIn(level, state, state ? findIn(level, coreOf(own), line) : 0);
}

/** One reference. Returns whether it missed, or was the first to use a prefetched line. */
function refer<H>(access: usize, line: u32): bool {
  const meta = metaOf(access);
  const own = recordOf(processorIn(meta));
  const processor = firstThread(own);
  const core = coreOf(own);
  const isWrite: bool = eventIn(meta) != 0;
  const offset = (<u32>addressOf(access)) & lineMask;
  const bytes = max<u32>(bytesIn(meta), 1);
  const fetch = isFetch(access);
  const translated: u32 = hasTLB ? translate(core, own, addressOf(access)) : IN_FIRST;
  const at = stateAt(processor, line);
  const state: u32 = load<u8>(at);
  if (classifying) {
    const inShadow = referShadow(processor, line);
    if (!state) classifyMiss(own, processor, line, offset, bytes, inShadow);
  }
  const level = fetch && hasFetchCache ? L1I : L1D;
  const first: usize = state ? findIn(level, core, line) : 0;
  const second: usize = state ? findIn(L2, core, line) : 0;
  const inFirst = isIn(level, state, first);
  const inSecond = hasSecond ? isIn(L2, state, second) : second != 0;
  countLevels(fetch, inFirst, inSecond);
  const used: bool = state ? unmark(processor, line) : false;
  if (used) tally(own, TALLY_USEFUL_PREFETCHES, 1);

  if (timed) {
    const asks = hasTransaction(cellAt(eventIn(meta), state));
    startReference(line, translationCycles(translated), hasSecond && !inFirst, used, asks);
  }
  const after = transactAnywhere<H>(access, line, state ? at : 0);
  if (fault) return false;
  if (after) move<H>(processor, level, line, first, second, isWrite);
  else if (isWrite && hasSecond) tally(own, TALLY_UPPER_WRITE_THROUGHS, 1);
  if (timed) postPendingRecall();
  if (classifying) {
    if (after) markHeld(processor, line);
    if (isWrite) markWritten(processor, line, offset, bytes);
  }
  return !state || used;
}

/** Brings a line in on behalf of the thread whose reference is under way, unless its core holds it. */
function prefetch<H>(thread: u32, lineAddress: u64): void {
  const line = lineNumber(lineAddress);
  const processor = firstThread(requester);
  const core = coreOf(requester);
  if (load<u8>(stateAt(processor, line))) return;
  setClock(clock + TICK);
  tally(requester, TALLY_PREFETCHES, 1);
  const access = recordAt(SCRATCH_RECORD);
  setRecord(access, lineAddress << (<u64>lineShift), thread | (EVENT_PrRd << 16) | (1 << 20));
  setPrefetching(true);
  if (timed) startPrefetch(line);
  const after = transactAnywhere<H>(access, line, 0);
  setPrefetching(false);
  if (fault) return;
  if (after) keepPrefetched<H>(processor, core, line);
  if (timed) {
    postPendingRecall();
    endPrefetch(line);
  }
}

/** A line that was prefetched comes to its core. */
function keepPrefetched<H>(processor: u32, core: u32, line: u32): void {
  mark(processor, line);
  if (hasSecond) placeInSecond<H>(processor, core, line);
  else placeInFirst<H>(processor, core, L1D, line);
  if (classifying) markHeld(processor, line);
}

/** What a reference to data makes its core's prefetcher ask for. */
function learn<H>(access: usize, lineAddress: u64, fresh: bool): void {
  const regionShift: u64 = REGION_BITS - <u64>lineShift;
  const region = lineAddress >> regionShift;
  const step = train(coreOf(requester), region, lineAddress, fresh);
  if (!step || !canPrefetch) return;
  const thread = processorIn(metaOf(access));
  for (let i: u32 = 0; i < degree; i++) {
    const wanted = lineAddress + <u64>(step * <i64>(distance + i));
    if (wanted >> regionShift != region) continue;
    if (executing && !isOfNode(thread, wanted)) continue;
    prefetch<H>(thread, wanted);
    if (fault) return;
  }
}

/** Lines that one reference may bring in. */
export function linesOfReference(): u32 {
  return kind == PREFETCH_NONE ? 1 : 1 + degree;
}

/** Whether the core held the line after the last reference, before its prefetches could take that away again. */
export let heldLine: bool = false;

/** One reference and what it makes a prefetcher do; `heldLine` tells what came of it. */
export function referInFull<H>(access: usize, line: u32): void {
  setRequester(recordOf(processorIn(metaOf(access))));
  referenceIsAt(access);
  const fresh = refer<H>(access, line);
  heldLine = !fault && load<u8>(stateAt(firstThread(requester), line)) != 0;
  if (fault) return;
  if (kind != PREFETCH_NONE && !isFetch(access))
    learn<H>(access, addressOf(access) >> (<u64>lineShift), fresh);
}

/** Records `from` up to `end`; returns where it stopped, as `loop` does. */
export function loopInFull<H>(from: u32, end: u32): u32 {
  const stop = recordAt(end);
  let access = recordAt(from);
  for (; access < stop; access += 8) {
    if (kind != PREFETCH_NONE && !hasRoomForPages()) break;
    const line = lineNumber(addressOf(access) >> (<u64>lineShift));
    if (line == NO_LINE) break;
    setClock(clock + TICK);
    referInFull<H>(access, line);
    if (fault) break;
  }
  return indexOf(access);
}
