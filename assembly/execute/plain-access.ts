/**
 * Loads and stores where nothing but the coherent caches has a say: no clocks, no stores that wait, no
 * pages or lines set apart, nobody who wants to be told. The same as access.ts, without asking for all that.
 *
 *   address ─ in its space, aligned? ─► physical ─► hit (commit.ts) ─► copy (values.ts)
 *
 * W and H: see bus.ts.
 */
import {
  classifying,
  image,
  lineShift,
  rightsTables,
  spaceBase,
  spaceBytes,
  timed,
  tracking,
  twoLevel,
} from '../layout';
import { general } from '../hierarchy';
import { countUnknown } from './changes';
import { READING, WRITING, changeHeld, hasUncached, hit, passRecord, writeBrought } from './commit';
import { tracing, watching } from './events';
import { breakReservations } from './reservations';
import { MODEL_SC, model } from './store-queue';
import { baseOf } from './threads';
import { imageOf, loadValue, setPending } from './values';

/** Bytes of the widest access. */
const WIDEST: u64 = 8;

/** Whether the run is such a run, as it goes on. */
export let plain: bool = false;
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
}

/** Whether the access lies in its space, aligned. */
// @ts-ignore: decorator
@inline
export function isPlainPlace(address: u64, bytes: u32): bool {
  return address - spaceBase <= room - bytes && !(address & (bytes - 1));
}

// @ts-ignore: decorator
@inline
export function loadPlainly<W, H>(thread: usize, p: u32, address: u64, bytes: u32): u64 {
  const physical = <u32>(baseOf(thread) + address);
  if (hit<W>(p, physical, READING)) return loadValue(imageOf(p) + physical, bytes);
  return loadMissing<W, H>(p, physical, bytes);
}

// @ts-ignore: decorator
@inline
export function storePlainly<W, H>(thread: usize, p: u32, address: u64, bytes: u32, value: u64): void {
  const physical = <u32>(baseOf(thread) + address);
  breakReservations(thread, physical >> lineShift);
  if (hit<W>(p, physical, WRITING)) changeHeld(p, physical, bytes, value);
  else storeMissing<W, H>(p, physical, bytes, value);
}

function loadMissing<W, H>(p: u32, physical: u32, bytes: u32): u64 {
  const held = passRecord<W, H>(p, physical, bytes, READING);
  return loadValue((held ? imageOf(p) : image) + physical, bytes);
}

function storeMissing<W, H>(p: u32, physical: u32, bytes: u32, value: u64): void {
  setPending(physical, bytes, value);
  if (passRecord<W, H>(p, physical, bytes, WRITING)) writeBrought<W>(p, physical, bytes, value);
  else countUnknown();
}
