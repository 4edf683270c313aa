/**
 * Loads and stores where nothing but the coherent caches has a say: no clocks, no stores that wait, no
 * pages or lines set apart, nobody who wants to be told. The same as access.ts, without asking for all that.
 *
 *   address ─ in its space, aligned? ─► physical ─► hit (commit.ts) ─► copy (values.ts)
 *
 * W and H: see bus.ts.
 */
import { REPLACEMENT_LRU } from '../codes';
import { isPlain } from '../kinds';
import {
  classifying,
  coherent,
  directed,
  image,
  keepsStates,
  lineShift,
  policy,
  rightsTables,
  spaceBase,
  spaceBytes,
  timed,
  tracking,
  twoLevel,
} from '../layout';
import { general } from '../hierarchy';
import { COMPARE, combined } from './access';
import { countUnknown } from './changes';
import {
  READING,
  WRITING,
  changeHeld,
  commit,
  hasUncached,
  hit,
  masked,
  movesWords,
  passRecord,
  snoopersTakeWords,
  writeBrought,
} from './commit';
import { tracing, watching } from './events';
import { fetch } from './plain-miss';
import { breakReservations } from './reservations';
import { MODEL_SC, model } from './store-queue';
import { baseOf } from './threads';
import { imageOf, loadValue, setPending } from './values';

/** Bytes of the widest access. */
const WIDEST: u64 = 8;

/** Whether the run is such a run, as it goes on. */
export let plain: bool = false;
/** Whether it is one of kind u32 besides: on a bus, under LRU, with a protocol that moves no words. */
export let plainest: bool = false;
/** Bytes of a space from its base on. */
let room: u64 = 0;

/** To be called whenever the run goes on: the host may have asked for more. */
export function preparePlainAccess(): void {
  room = spaceBytes - spaceBase;
  plain =
    !(timed || tracking || tracing || watching || hasUncached || twoLevel || classifying || general) &&
    model == MODEL_SC &&
    rightsTables == 0 &&
    spaceBytes >= spaceBase + WIDEST;
  plainest =
    plain &&
    coherent &&
    !directed &&
    !movesWords &&
    !snoopersTakeWords &&
    (policy == REPLACEMENT_LRU || keepsStates);
}

/** Whether the access lies in its space, aligned. */
// @ts-ignore: decorator
@inline
export function isPlainPlace(address: u64, bytes: u32): bool {
  return address - spaceBase <= room - bytes && !(address & (bytes - 1));
}

// @ts-ignore: decorator
@inline
function miss<W, H, K>(p: u32, physical: u32, bytes: u32, writing: u32): bool {
  return isPlain<K>() ? fetch<W>(p, physical, bytes, writing) : passRecord<W, H>(p, physical, bytes, writing);
}

// @ts-ignore: decorator
@inline
export function loadPlainly<W, H, K>(thread: usize, p: u32, address: u64, bytes: u32): u64 {
  const physical = <u32>(baseOf(thread) + address);
  if (hit<W, K>(p, physical, READING)) return loadValue(imageOf(p) + physical, bytes);
  return loadMissing<W, H, K>(p, physical, bytes);
}

// @ts-ignore: decorator
@inline
export function storePlainly<W, H, K>(thread: usize, p: u32, address: u64, bytes: u32, value: u64): void {
  const physical = <u32>(baseOf(thread) + address);
  breakReservations(thread, physical >> lineShift);
  if (hit<W, K>(p, physical, WRITING)) changeHeld(p, physical, bytes, value);
  else storeMissing<W, H, K>(p, physical, bytes, value);
}

function loadMissing<W, H, K>(p: u32, physical: u32, bytes: u32): u64 {
  const held = miss<W, H, K>(p, physical, bytes, READING);
  return loadValue((held ? imageOf(p) : image) + physical, bytes);
}

function storeMissing<W, H, K>(p: u32, physical: u32, bytes: u32, value: u64): void {
  setPending(physical, bytes, value);
  if (miss<W, H, K>(p, physical, bytes, WRITING)) writeBrought<W>(p, physical, bytes, value);
  else countUnknown();
}

/** What an atomic instruction makes of the old value, which it returns; its `kind` is as in access.ts. */
// @ts-ignore: decorator
@inline
export function exchangePlainly<W, H>(
  thread: usize,
  p: u32,
  address: u64,
  bytes: u32,
  kind: u32,
  operand: u64,
  expected: u64,
): u64 {
  const physical = <u32>(baseOf(thread) + address);
  if (!hit<W, u32>(p, physical, WRITING) && !fetch<W>(p, physical, bytes, WRITING)) {
    return exchangeUnheld<W, H>(thread, p, physical, bytes, kind, operand, expected);
  }
  const old = loadValue(imageOf(p) + physical, bytes);
  if (kind == COMPARE && old != masked(expected, bytes)) return old;
  breakReservations(thread, physical >> lineShift);
  changeHeld(p, physical, bytes, combined(kind, old, operand));
  return old;
}

/** The same where the line was not to be had. */
function exchangeUnheld<W, H>(
  thread: usize,
  p: u32,
  physical: u32,
  bytes: u32,
  kind: u32,
  operand: u64,
  expected: u64,
): u64 {
  const old = loadValue(image + physical, bytes);
  if (kind != COMPARE || old == masked(expected, bytes)) {
    commit<W, H>(thread, p, physical, bytes, masked(combined(kind, old, operand), bytes));
  }
  return old;
}
