/**
 * Why a line was missed: cold, capacity, conflict, true or false sharing.
 *
 *   history of a line, at lines + line × lineStride + historyOffset
 *     ├─ u32                  writes to the line so far: its clock
 *     ├─ {u32 × 3} × words    a word's last write, its writer, and the last write by anyone else
 *     └─ {u32 × 2} × P        a processor's loss (the line's clock), and its fate: node << 2 | fate
 *   shadow list of a processor, at shadow + processor × shadowBytes: the LRU order of a fully
 *   associative cache of the same capacity; nodes of 12 bytes {newer, older, line}, node 0 is the
 *   ring's head, and its third word counts the nodes in use
 *
 * Sharing after J. Torrellas, M. S. Lam and J. L. Hennessy, False Sharing and Spatial Locality in
 * Multiprocessor Caches, 1994, and M. Dubois et al., The Detection and Elimination of Useless
 * Misses in Multiprocessors, 1993; capacity and conflict after M. D. Hill, Aspects of Cache Memory
 * and Instruction Buffer Performance, 1987.
 */
import {
  TALLY_CAPACITY,
  TALLY_COLD,
  TALLY_CONFLICT,
  TALLY_FALSE_SHARING,
  TALLY_TRUE_SHARING,
  tally,
} from './counters';
import {
  HISTORY_SHIFT,
  capacity,
  historyOffset,
  historyWords,
  lineStride,
  processors,
  shadow,
  shadowBytes,
  unlimited,
} from './layout';
import { lines } from './growing';

const FATE_MASK: u32 = 3;
const NEVER_HELD: u32 = 0;
const HELD: u32 = 1;
const REPLACED: u32 = 2;
const TAKEN: u32 = 3;
const NODE_BYTES: usize = 12;

// @ts-ignore: decorator
@inline
function historyOf(line: u32): usize {
  return lines + <usize>line * lineStride + historyOffset;
}

// @ts-ignore: decorator
@inline
function wordHistory(history: usize, word: u32): usize {
  return history + 4 + <usize>word * 12;
}

// @ts-ignore: decorator
@inline
function lossOf(history: usize, processor: u32): usize {
  return history + 4 + <usize>historyWords * 12 + ((<usize>processor) << 3);
}

// @ts-ignore: decorator
@inline
function setFate(loss: usize, fate: u32): void {
  store<u32>(loss + 4, (load<u32>(loss + 4) & ~FATE_MASK) | fate);
}

/** The processor's copy went: taken by a transaction, or given up to replacement. */
export function lost(processor: u32, line: u32, taken: bool): void {
  const history = historyOf(line);
  const loss = lossOf(history, processor);
  store<u32>(loss, load<u32>(history));
  setFate(loss, taken ? TAKEN : REPLACED);
}

/** The processor holds the line after its reference. */
export function markHeld(processor: u32, line: u32): void {
  setFate(lossOf(historyOf(line), processor), HELD);
}

/** Whether another processor wrote one of the words since this one lost the line. */
function writtenByOthers(history: usize, processor: u32, offset: u32, bytes: u32): bool {
  const since = load<u32>(lossOf(history, processor));
  const last = (offset + bytes - 1) >> HISTORY_SHIFT;
  for (let word = offset >> HISTORY_SHIFT; word <= last; word++) {
    const at = wordHistory(history, word);
    const written = load<u32>(at, 4) != processor ? load<u32>(at) : load<u32>(at, 8);
    if (written > since) return true;
  }
  return false;
}

/** Counts a miss at `record` under its kind. `inShadow`: the fully associative cache would have held the line. */
export function classifyMiss(
  record: usize,
  processor: u32,
  line: u32,
  offset: u32,
  bytes: u32,
  inShadow: bool,
): void {
  const history = historyOf(line);
  const fate = load<u32>(lossOf(history, processor), 4) & FATE_MASK;
  let kind = TALLY_COLD;
  if (fate == REPLACED) kind = inShadow ? TALLY_CONFLICT : TALLY_CAPACITY;
  if (fate == TAKEN) {
    kind = writtenByOthers(history, processor, offset, bytes) ? TALLY_TRUE_SHARING : TALLY_FALSE_SHARING;
  }
  tally(record, kind, 1);
}

/** Remembers a write, by words. */
export function markWritten(processor: u32, line: u32, offset: u32, bytes: u32): void {
  const history = historyOf(line);
  const now = load<u32>(history) + 1;
  store<u32>(history, now);
  const last = (offset + bytes - 1) >> HISTORY_SHIFT;
  for (let word = offset >> HISTORY_SHIFT; word <= last; word++) {
    const at = wordHistory(history, word);
    if (load<u32>(at, 4) != processor) {
      store<u32>(at, load<u32>(at), 8);
      store<u32>(at, processor, 4);
    }
    store<u32>(at, now);
  }
}

// @ts-ignore: decorator
@inline
function node(list: usize, index: u32): usize {
  return list + <usize>index * NODE_BYTES;
}

function unlink(list: usize, index: u32): void {
  const at = node(list, index);
  const newer = load<u32>(at);
  const older = load<u32>(at, 4);
  store<u32>(node(list, newer), older, 4);
  store<u32>(node(list, older), newer);
}

/** Makes the node the newest: the head's older neighbour. */
function linkFirst(list: usize, index: u32): void {
  const first = load<u32>(list, 4);
  store<u32>(node(list, index), 0);
  store<u32>(node(list, index), first, 4);
  store<u32>(node(list, first), index);
  store<u32>(list, index, 4);
}

/** A reference of the fully associative cache of the same capacity; true if it hits. */
export function referShadow(processor: u32, line: u32): bool {
  if (unlimited) return true;
  const list = shadow + <usize>processor * shadowBytes();
  const loss = lossOf(historyOf(line), processor);
  let index = load<u32>(loss, 4) >> 2;
  if (index) {
    if (load<u32>(list, 4) == index) return true;
    unlink(list, index);
    linkFirst(list, index);
    return true;
  }
  index = load<u32>(list, 8);
  if (index < capacity) {
    index++;
    store<u32>(list, index, 8);
  } else {
    index = load<u32>(list);
    unlink(list, index);
    const oldest = lossOf(historyOf(load<u32>(node(list, index), 8)), processor);
    store<u32>(oldest, load<u32>(oldest, 4) & FATE_MASK, 4);
  }
  store<u32>(node(list, index), line, 8);
  linkFirst(list, index);
  store<u32>(loss, (index << 2) | (load<u32>(loss, 4) & FATE_MASK), 4);
  return false;
}

/** Empties every shadow list; lines' histories start as zeros. */
export function clearShadow(): void {
  memory.fill(shadow, 0, <usize>processors * shadowBytes());
}
