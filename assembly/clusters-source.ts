/**
 * Who has a line, on a machine with L3s, and where it is fetched from: what clusters.ts asks before
 * anything is done.
 */
import { EVENT_BusRd, EVENT_BusWr } from './codes';
import { TALLY_SHARED_HITS, TALLY_SHARED_MISSES, TALLY_SHARED_REMOTE_HITS, tally } from './counters';
import { NOBODY, nextHolder } from './holders';
import { owns, yields } from './home-of-nodes';
import { clusterShare, directed, lineStride } from './layout';
import { isDirty } from './levels';
import { nodeOf } from './messages';
import { lines } from './growing';
import { takesAll } from './request';
import { requester } from './requester';
import { findShared } from './shared';
import { nextShared, nodeOfCluster } from './shared-holders';
import { cellAt, flushes, nextOf, sharedLine, supplyBit } from './transition';

// What `survey` finds of a line's copies, before anything is done.
/** The lowest cores that can supply: of the own cluster, of the own node besides, and elsewhere. */
let nearCore: u32 = NOBODY;
let nodeCore: u32 = NOBODY;
let farCore: u32 = NOBODY;
/** The L3s that can: another one of the own node, a dirty one first, and a dirty one elsewhere. */
let nodeShared: u32 = NOBODY;
let farShared: u32 = NOBODY;
/** The own node, or the one bus, holds the line; other nodes do; and they have something to do. */
export let heldHere: bool = false;
let heldElsewhere: bool = false;
let actsElsewhere: bool = false;
/** The own node may do as it likes: one of its copies is exclusive or dirty. */
let owned: bool = false;
/** The cells of all other cores, or-ed, and what L3s say besides. */
export let seen: u32 = 0;

// Where the data come from.
/** The core that supplies, or NOBODY, and the cluster of the L3 that does. */
export let supplier: u32 = NOBODY;
export let sharedSupplier: u32 = NOBODY;
/** Whether the own L3 was looked into, and had nothing. */
export let lookedInVain: bool = false;

// @ts-ignore: decorator
@inline
export function stateOf(q: u32, line: u32): u32 {
  return load<u8>(lines + <usize>line * lineStride + q);
}

/** On a bus all is one place. */
// @ts-ignore: decorator
@inline
export function placeOf(q: u32): u32 {
  return directed ? nodeOf(q) : 0;
}

function surveyCores<H>(p: u32, line: u32, event: u32, fetching: bool): void {
  const cluster = p / clusterShare;
  const node = placeOf(p);
  const wanted = supplyBit(fetching);
  for (let q = nextHolder<H>(line, 0); q != NOBODY; q = nextHolder<H>(line, q + 1)) {
    if (q == p) continue;
    const state = stateOf(q, line);
    const cell = cellAt(event, state);
    const supplies: bool = (cell & wanted) != 0;
    seen |= cell;
    if (placeOf(q) == node) {
      heldHere = true;
      if (owns(state)) owned = true;
    } else {
      heldElsewhere = true;
      if (flushes(cell) || nextOf(cell, 0) != state) actsElsewhere = true;
    }
    if (!supplies) continue;
    if (q / clusterShare == cluster) {
      if (nearCore == NOBODY) nearCore = q;
    } else if (directed && nodeOf(q) == node) {
      if (nodeCore == NOBODY) nodeCore = q;
    } else if (farCore == NOBODY && (!directed || !yields(state))) {
      farCore = q;
    }
  }
}

function surveyShared(p: u32, line: u32, takes: bool): void {
  const own = p / clusterShare;
  const node = placeOf(p);
  let nodeDirty: bool = false;
  for (let k = nextShared(line, 0); k != NOBODY; k = nextShared(line, k + 1)) {
    const dirty = isDirty(findShared(line, k));
    const near: bool = k == own || (directed && nodeOfCluster(k) == node);
    if (near) {
      heldHere = true;
      if (dirty) owned = true;
    } else {
      heldElsewhere = true;
      if (takes || dirty) actsElsewhere = true;
      if (dirty && farShared == NOBODY) farShared = k;
    }
    if (k == own) continue;
    if (!takes) seen |= sharedLine();
    if (near && (nodeShared == NOBODY || (dirty && !nodeDirty))) {
      nodeShared = k;
      nodeDirty = dirty;
    }
  }
}

/** Looks at what all copies would do. `state`: of the own one. */
export function survey<H>(p: u32, line: u32, event: u32, state: u32, fetching: bool): void {
  nearCore = NOBODY;
  nodeCore = NOBODY;
  farCore = NOBODY;
  nodeShared = NOBODY;
  farShared = NOBODY;
  heldHere = state != 0;
  heldElsewhere = false;
  actsElsewhere = false;
  owned = owns(state);
  seen = 0;
  supplier = NOBODY;
  sharedSupplier = NOBODY;
  lookedInVain = false;
  surveyCores<H>(p, line, event, fetching);
  surveyShared(p, line, takesAll(event));
}

/** Chooses where a fetched line comes from, by what `survey` found, and counts the looks into L3s. */
export function chooseSource(own: u32, line: u32): void {
  supplier = nearCore;
  sharedSupplier = NOBODY;
  if (supplier != NOBODY) return;
  if (findShared(line, own)) {
    tally(requester, TALLY_SHARED_HITS, 1);
    sharedSupplier = own;
    return;
  }
  tally(requester, TALLY_SHARED_MISSES, 1);
  lookedInVain = true;
  supplier = nodeCore;
  if (supplier != NOBODY) return;
  sharedSupplier = nodeShared;
  if (sharedSupplier == NOBODY) {
    supplier = farCore;
    if (supplier == NOBODY) sharedSupplier = farShared;
  }
  if (sharedSupplier != NOBODY) tally(requester, TALLY_SHARED_REMOTE_HITS, 1);
}

export function isSuppliedFrom(node: u32): bool {
  if (supplier != NOBODY) return placeOf(supplier) == node;
  return sharedSupplier != NOBODY && placeOf(sharedSupplier * clusterShare) == node;
}

/** Whether the node's own caches see to the request, by what `survey` found. */
export function staysIn(node: u32, event: u32, fetching: bool): bool {
  if (actsElsewhere || (fetching && !isSuppliedFrom(node))) return false;
  return event == EVENT_BusRd || (event != EVENT_BusWr && !heldElsewhere && owned);
}

/**
 * The core whose copy of a fetched line may be newer than what memory and L3s hold, or NOBODY: an L3
 * that supplies stands in for one that could.
 */
export function newest(): u32 {
  if (supplier != NOBODY || sharedSupplier == NOBODY) return supplier;
  return nodeCore == NOBODY ? farCore : nodeCore;
}
