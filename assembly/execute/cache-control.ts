/** Instructions by which software sees to its own caches: where nothing else keeps them coherent, it must. */
import { blocksOf, bytesOf, findWord, setState, wordAt } from '../cache';
import { clearCopy } from '../lose';
import { lost } from '../classify';
import { EVENT_Evict, EVENT_PrRd } from '../codes';
import { dropAbove, flushAbove } from '../copies';
import { firstThread, recordOf, visit } from '../counters';
import { general, hasShared } from '../hierarchy';
import { isHeldByOthers, isUnheld, removeHolder } from '../holders';
import {
  LINE_BITS,
  classifying,
  coreThreads,
  directed,
  lineBytes,
  lineShift,
  processors,
  spaceBase,
  spaceBytes,
  timed,
} from '../layout';
import { forgetUnheld, putAtHome } from '../leave';
import { NO_LINE, lineAddressOf, lineNumber, pagesInUse } from '../pages';
import { STATE_MASK, cellAt, nextOf, writesBack } from '../transition';
import { setRequester } from '../requester';
import { receive } from '../shared';
import { accessPast } from '../timed/past';
import { loseReservation } from './reservations';
import { FAULT_RANGE, baseOf, raise } from './threads';
import { copyToMemory } from './values';

/** The line that `find` found, whoever holds it. */
let line: u32 = 0;

/** The word of the processor's own copy of the line, 0 if it has none. Sets `line`. */
function find<W>(thread: usize, p: u32, address: u64): usize {
  if (address < spaceBase || address >= spaceBytes) {
    raise(thread, FAULT_RANGE, address, 1);
    return 0;
  }
  return findPhysical<W>(p, baseOf(thread) + address);
}

function findPhysical<W>(p: u32, physical: u64): usize {
  const lineAddress = physical >> (<u64>lineShift);
  line = lineNumber(lineAddress);
  return line == NO_LINE ? 0 : findWord<W>(blocksOf(lineAddress) + <usize>p * bytesOf<W>(), p, line);
}

/** The processor as caches know it: the first thread of its core. */
function holderOf(p: u32): u32 {
  return general ? firstThread(recordOf(p)) : p;
}

/**
 * A dirty line is written back; it stays, in the state of a line that was just read. Returns the cycles that
 * this takes from `now` on: the processor waits until the line is over the bus. What a directory or an L3 is
 * told takes none.
 */
export function cleanLine<W, H>(thread: usize, p: u32, address: u64, now: u64): u64 {
  const holder = holderOf(p);
  setRequester(recordOf(p));
  if (!clean<W, H>(holder, find<W>(thread, holder, address))) return 0;
  if (!timed || directed || hasShared) return 0;
  const physical = <u32>(lineAddressOf(line) << (<u64>lineShift));
  return accessPast(p, now, physical, lineBytes, true, true) - now;
}

/**
 * Whether there was something to write back, which is counted as an eviction. Where a directory or an L3 has to
 * be told, the copy goes, since they know of no other way to write a line back.
 */
function clean<W, H>(p: u32, at: usize): bool {
  if (!at) return false;
  const state = wordAt<W>(at) & STATE_MASK;
  if (!writesBack(cellAt(EVENT_Evict, state))) return false;
  flushAbove<f64>(p, line);
  visit(recordOf(p), EVENT_Evict, 0, state);
  copyToMemory(p, line);
  if (directed || hasShared) {
    drop<W, H>(p, at);
    if (hasShared) receive<H>(p, line, state);
    else putAtHome<H, f64>(p, line, state);
    return true;
  }
  const shared = isHeldByOthers<H>(line, p);
  setState<W>(at, wordAt<W>(at), nextOf(cellAt(EVENT_PrRd, 0), shared ? 1 : 0));
  return true;
}

/** The processor's copy goes, and what it alone knew with it. */
export function dropLine<W, H>(thread: usize, p: u32, address: u64): void {
  const holder = holderOf(p);
  drop<W, H>(holder, find<W>(thread, holder, address));
}

function drop<W, H>(p: u32, at: usize): void {
  if (!at) return;
  clearCopy<W, f64>(at);
  // It was given up, not taken by another's transaction: what misses it is capacity or conflict.
  if (classifying) lost(p, line, false);
  removeHolder<H>(line, p);
  dropAbove<f64>(p, line);
  if (directed) forgetUnheld<H, f64>(line);
  loseReservation(p, line);
}

/**
 * The caches of all processors give up the lines from `first` to `last`, written back where `keep` says
 * so: memory is then to be had, or to be replaced, by others than processors.
 */
export function purge<W, H>(first: u32, last: u32, keep: bool): void {
  for (let address = first; address <= last; address++) {
    line = lineNumber(address);
    if (line == NO_LINE || isUnheld<H>(line)) continue;
    for (let p: u32 = 0; p < processors; p += coreThreads) {
      const at = findPhysical<W>(p, (<u64>address) << (<u64>lineShift));
      if (!at) continue;
      if (keep && writesBack(cellAt(EVENT_Evict, wordAt<W>(at) & STATE_MASK))) copyToMemory(p, line);
      drop<W, H>(p, at);
    }
  }
}

/**
 * What a kernel does for a thread that moves, where software sees to the caches: those of processor `p` write
 * back what is dirty of the lines from `first` to `last`, counted as `flush` is, and give up all of them where
 * `drops` says so. Returns how many lines that were.
 */
export function release<W, H>(p: u32, first: u32, last: u32, drops: bool): u32 {
  const holder = holderOf(p);
  const all = pagesInUse() << LINE_BITS;
  let released: u32 = 0;
  setRequester(recordOf(p));
  for (line = 0; line < all; line++) {
    if (isUnheld<H>(line)) continue;
    const address = lineAddressOf(line);
    if (address < first || address > last) continue;
    const at = findWord<W>(blocksOf(address) + <usize>holder * bytesOf<W>(), holder, line);
    if (!at) continue;
    const writes = writesBack(cellAt(EVENT_Evict, wordAt<W>(at) & STATE_MASK));
    if (!writes && !drops) continue;
    if (writes) clean<W, H>(holder, at);
    if (drops && !(writes && (directed || hasShared))) drop<W, H>(holder, at);
    released++;
  }
  return released;
}
