/**
 * When a resource is busy: a bus, a link, a directory, a bank, a channel. One user at a time.
 *
 *   calendar, CALENDAR_BYTES
 *     ├─ u64 past      nothing can be reserved before it
 *     ├─ u64 uses, u64 busy, u64 waited   how often, and cycles
 *     ├─ u8 × INTERVALS at 32: places of the intervals, in the order of time
 *     └─ {u64 from, u64 to} × INTERVALS at 64: disjoint, not touching; {0, 0} where there is none
 *
 * A reservation may lie before others that were made earlier, so that requests need not come in the
 * order of time; how far back it may is bounded by the number of intervals that are kept. Intervals
 * stay in their places, and only the order of these changes: it is one vector.
 */
import { CALENDAR_BYTES } from './regions';

const INTERVALS: u32 = 16;
const ORDER: usize = 32;
const FIRST_PLACE: usize = 64;

export const USES: usize = 8;
export const BUSY: usize = 16;
export const WAITED: usize = 24;

/** The i-th interval. */
// @ts-ignore: decorator
@inline
function intervalAt(calendar: usize, i: u32): usize {
  return calendar + FIRST_PLACE + ((<usize>load<u8>(calendar + i, ORDER)) << 4);
}

// @ts-ignore: decorator
@inline
function fromOf(interval: usize): u64 {
  return load<u64>(interval);
}

// @ts-ignore: decorator
@inline
function toOf(interval: usize): u64 {
  return load<u64>(interval, 8);
}

// @ts-ignore: decorator
@inline
function setTo(interval: usize, to: u64): void {
  store<u64>(interval, to, 8);
}

// @ts-ignore: decorator
@inline
function put(interval: usize, from: u64, to: u64): void {
  store<u64>(interval, from);
  setTo(interval, to);
}

// @ts-ignore: decorator
@inline
function placeNumbers(): v128 {
  return i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}

/** Makes calendars empty, of which nothing is left but zeros. */
export function clearCalendars(from: usize, end: usize): void {
  for (let calendar = from; calendar < end; calendar += CALENDAR_BYTES) {
    v128.store(calendar, placeNumbers(), ORDER);
  }
}

// @ts-ignore: decorator
@inline
function reorder(calendar: usize, numbers: v128): void {
  v128.store(calendar, i8x16.swizzle(v128.load(calendar, ORDER), numbers), ORDER);
}

/** The first interval gives up its place to one that comes i-th when it has gone; there is no reserving before it any more. */
// @ts-ignore: decorator
@inline
function replaceFirst(calendar: usize, i: u32, from: u64, to: u64): void {
  const place = intervalAt(calendar, 0);
  store<u64>(calendar, max(load<u64>(calendar), toOf(place)));
  put(place, from, to);
  const key = i8x16.splat(<i8>i);
  const moved = i8x16.sub(placeNumbers(), i8x16.lt_u(placeNumbers(), key));
  reorder(calendar, v128.andnot(moved, i8x16.eq(placeNumbers(), key)));
}

/** Forgets the i-th interval: its place is the first of those that are free. */
function remove(calendar: usize, i: u32): void {
  put(intervalAt(calendar, i), 0, 0);
  const moved = i8x16.add(placeNumbers(), i8x16.le_u(placeNumbers(), i8x16.splat(<i8>i)));
  reorder(calendar, i8x16.replace_lane(moved, 0, <i8>i));
}

/** Enters an interval in front of the i-th, or makes its neighbours one with it. */
// @ts-ignore: decorator
@inline
function insert(calendar: usize, i: u32, from: u64, to: u64): void {
  const after = intervalAt(calendar, i);
  const touchesAfter: bool = i < INTERVALS && fromOf(after) == to;
  if (i > 0) {
    const before = intervalAt(calendar, i - 1);
    if (toOf(before) == from) {
      setTo(before, touchesAfter ? toOf(after) : to);
      if (touchesAfter) remove(calendar, i);
      return;
    }
  }
  if (touchesAfter) store<u64>(after, from);
  else if (i == 0) store<u64>(calendar, to);
  else replaceFirst(calendar, i - 1, from, to);
}

/** Of the interval in a place: −1 if it begins after `time`, and −1 if it ends after it. */
// @ts-ignore: decorator
@inline
function isAfter(calendar: usize, place: usize, time: v128): v128 {
  return i64x2.gt_s(v128.load(calendar + FIRST_PLACE + (place << 4)), time);
}

// @ts-ignore: decorator
@inline
function areAfter(calendar: usize, place: usize, time: v128): v128 {
  return i64x2.add(
    i64x2.add(isAfter(calendar, place, time), isAfter(calendar, place + 1, time)),
    i64x2.add(isAfter(calendar, place + 2, time), isAfter(calendar, place + 3, time)),
  );
}

/** The number of the first interval that ends after `time`. */
// @ts-ignore: decorator
@inline
function firstAfter(calendar: usize, time: u64): u32 {
  const key = i64x2.splat(time);
  const after = i64x2.add(
    i64x2.add(areAfter(calendar, 0, key), areAfter(calendar, 4, key)),
    i64x2.add(areAfter(calendar, 8, key), areAfter(calendar, 12, key)),
  );
  return INTERVALS + <u32>i64x2.extract_lane(after, 1);
}

/** Reserves from `from` on or later, which is before the last interval. */
function reserveBetween(calendar: usize, from: u64, cycles: u64): u64 {
  let i = firstAfter(calendar, from);
  for (; i < INTERVALS; i++) {
    const next = intervalAt(calendar, i);
    if (from + cycles <= fromOf(next)) break;
    from = max(from, toOf(next));
  }
  insert(calendar, i, from, from + cycles);
  return from;
}

/** Reserves the resource for `cycles` from the first moment, at `at` or later, that is free that long. */
export function reserve(calendar: usize, at: u64, cycles: u64): u64 {
  if (!cycles) return at;
  store<u64>(calendar, load<u64>(calendar, USES) + 1, USES);
  store<u64>(calendar, load<u64>(calendar, BUSY) + cycles, BUSY);
  const last = intervalAt(calendar, INTERVALS - 1);
  const end = toOf(last);
  let from = max(at, load<u64>(calendar));
  // Most come when the resource is free, or are next after the last: nothing is to be searched.
  if (from > end) {
    replaceFirst(calendar, INTERVALS - 1, from, from + cycles);
  } else if (from >= fromOf(last)) {
    from = end;
    setTo(last, end + cycles);
  } else {
    from = reserveBetween(calendar, from, cycles);
  }
  store<u64>(calendar, load<u64>(calendar, WAITED) + (from - at), WAITED);
  return from;
}
