/**
 * L3s, each shared by the cores of a cluster: what they hold, and what comes and goes with it.
 *
 *   private levels ─ last copy leaves ─► L3 of the cluster ─ victim ─► memory
 *   who holds a line: shared-holders.ts
 *
 * Dirty means that memory is older. Counted at the processor whose reference is under way, but for
 * what a core loses.
 */
import { lost } from './classify';
import { EVENT_Evict } from './codes';
import { expelAll } from './copies';
import { takeValues } from './execute/pass';
import {
  TALLY_SHARED_BACK_INVALIDATIONS,
  TALLY_SHARED_EVICTIONS,
  TALLY_SHARED_FILLS,
  TALLY_SHARED_WRITE_BACKS,
  clusterOf,
  recordOf,
  tally,
  visit,
} from './counters';
import { EXCLUSIVE, INCLUSIVE, NON_INCLUSIVE, sharedInclusion } from './hierarchy';
import { NOBODY, nextHolder, removeHolder } from './holders';
import { EMPTY, classifying, clusterShare, directed, executing, lineStride, timed } from './layout';
import { forgetUnheld } from './leave';
import {
  L3,
  clearIn,
  fillWay,
  findIn,
  isDirty,
  makeWay,
  setDirty,
  touchIn,
  victim,
  victimDirty,
} from './levels';
import { PUT, PUT_DATA, nodeOf, send } from './messages';
import { firstSharedIn, isHeldIn } from './node-holders';
import { homeOfLine, lineAddressOf } from './pages';
import { lines } from './growing';
import { requester } from './requester';
import { addShared, isShared, nodeOfCluster, removeShared } from './shared-holders';
import { postCopyBack, postSharedWriteBack } from './timed/bus-time';
import { postPut } from './timed/request-time';
import { cellAt, writesBack } from './transition';

/** Address of the line's word in a cluster's L3, or 0. */
export function findShared(line: u32, cluster: u32): usize {
  return isShared(line, cluster) ? findIn(L3, cluster, line) : 0;
}

/** Takes the line out of a cluster's L3, whose word is `word`. */
export function dropShared(line: u32, cluster: u32, word: usize): void {
  clearIn(L3, word);
  removeShared(line, cluster);
}

/** An inclusive L3 loses the line, and a core of its cluster with it; whether the core's copy was to be written. */
function expel<H>(processor: u32, line: u32): bool {
  const record = recordOf(processor);
  const at = lines + <usize>line * lineStride + processor;
  const state: u32 = load<u8>(at);
  visit(record, EVENT_Evict, 0, state);
  tally(record, TALLY_SHARED_BACK_INVALIDATIONS, 1);
  if (executing) takeValues(processor, line, state);
  store<u8>(at, 0);
  removeHolder<H>(line, processor);
  expelAll(processor, line, false);
  if (classifying) lost(processor, line, false);
  const writes = writesBack(cellAt(EVENT_Evict, state));
  if (timed && writes && !directed) postCopyBack();
  return writes;
}

/** Tells the home, where there is one, that a node gave up the line: by its data, or as the last that it had. */
function tellHome<H>(node: u32, line: u32, dirty: bool): void {
  if (dirty || !isHeldIn<H, f64>(line, node)) {
    const home = homeOfLine(line);
    send(dirty ? PUT_DATA : PUT, node, home);
    if (timed) postPut(node, home, lineAddressOf(line), dirty);
  }
  forgetUnheld<H, f64>(line);
}

/** Replacement takes a line from a cluster's L3. */
function giveUp<H>(cluster: u32, old: u32, wasDirty: bool): void {
  let dirty = wasDirty;
  removeShared(old, cluster);
  tally(requester, TALLY_SHARED_EVICTIONS, 1);
  if (sharedInclusion == INCLUSIVE) {
    const first = cluster * clusterShare;
    for (let q = nextHolder<H>(old, first); q < first + clusterShare; q = nextHolder<H>(old, q + 1)) {
      if (expel<H>(q, old)) dirty = true;
    }
  }
  if (dirty) {
    tally(requester, TALLY_SHARED_WRITE_BACKS, 1);
    if (timed && !directed) postSharedWriteBack(lineAddressOf(old));
  }
  if (directed) tellHome<H>(nodeOfCluster(cluster), old, dirty);
}

/** Brings the line into a cluster's L3. */
export function placeShared<H>(line: u32, cluster: u32, dirty: bool): void {
  const word = makeWay(L3, cluster, cluster, line);
  fillWay(L3, cluster, line, word);
  if (dirty) setDirty(word);
  addShared(line, cluster);
  tally(requester, TALLY_SHARED_FILLS, 1);
  if (victim != EMPTY) giveUp<H>(cluster, victim, victimDirty);
}

/** Whether a core of the cluster holds the line. */
function isHeldInCluster<H>(line: u32, cluster: u32): bool {
  const first = cluster * clusterShare;
  return nextHolder<H>(line, first) < first + clusterShare;
}

/** A home takes back what the L3s of a node hold, after their cores' copies; whether an L3 was dirty. */
export function takeBackShared<H>(node: u32, line: u32): bool {
  let dirty: bool = false;
  for (let k = firstSharedIn(line, node); k != NOBODY; k = firstSharedIn(line, node)) {
    const word = findShared(line, k);
    if (isDirty(word)) dirty = true;
    dropShared(line, k, word);
  }
  forgetUnheld<H, f64>(line);
  return dirty;
}

/** A core's last copy, already out of its caches and holders, comes down to the L3. */
export function receive<H>(processor: u32, line: u32, state: u32): void {
  const cluster = clusterOf(recordOf(processor));
  const word = findShared(line, cluster);
  const written = writesBack(cellAt(EVENT_Evict, state));
  if (word) {
    if (sharedInclusion == EXCLUSIVE || (written && sharedInclusion == NON_INCLUSIVE)) {
      touchIn(L3, cluster, line, word);
    }
    if (written) setDirty(word);
  } else if (written || (sharedInclusion == EXCLUSIVE && !isHeldInCluster<H>(line, cluster))) {
    placeShared<H>(line, cluster, written);
  } else if (directed) {
    tellHome<H>(nodeOf(processor), line, false);
  }
}
