/**
 * When a resource is busy: a bus, a link, a directory, a bank, a channel. One user at a time.
 *
 *   calendar, CALENDAR_BYTES
 *     ├─ u64 past      nothing can be reserved before it
 *     ├─ u64 uses, u64 busy, u64 waited   how often, and cycles
 *     ├─ u64 at 32: order, the places of the intervals in the order of time, 4 bits each from bit 0 on
 *     ├─ u64 from × INTERVALS at 64
 *     └─ u64 to × INTERVALS at 192: disjoint, not touching; 0 and 0 where there is none
 *
 * A reservation may lie before others that were made earlier, so that requests need not come in the
 * order of time; how far back it may is bounded by the number of intervals that are kept. Intervals
 * stay in their places, and only the order of these changes: it is one number.
 */
import { CALENDAR_BYTES } from './regions';

const INTERVALS: u32 = 16;
const ORDER: usize = 32;
const FROM: usize = 64;
const TO: usize = 192;
/** Every interval in the place of its number. */
const IN_PLACE: u64 = 0xfedcba9876543210;
const PLACE_BITS: u64 = 4;
const PLACE_MASK: u64 = 15;
const LAST_SHIFT: u64 = 60;

export const USES: usize = 8;
export const BUSY: usize = 16;
export const WAITED: usize = 24;

/** From the number of an interval to where its place is in an order. Shifts go round, so that −1 is the last and 16 the first. */
// @ts-ignore: decorator
@inline
function shiftOf(i: u32): u64 {
  return <u64>i * PLACE_BITS;
}

/** Where the i-th interval begins is told at this, plus FROM, and where it ends at this, plus TO. */
// @ts-ignore: decorator
@inline
function intervalAt(calendar: usize, order: u64, i: u32): usize {
  return calendar + ((<usize>((order >> shiftOf(i)) & PLACE_MASK)) << 3);
}

// @ts-ignore: decorator
@inline
function fromOf(interval: usize): u64 {
  return load<u64>(interval, FROM);
}

// @ts-ignore: decorator
@inline
function toOf(interval: usize): u64 {
  return load<u64>(interval, TO);
}

// @ts-ignore: decorator
@inline
function setTo(interval: usize, to: u64): void {
  store<u64>(interval, to, TO);
}

// @ts-ignore: decorator
@inline
function put(interval: usize, from: u64, to: u64): void {
  store<u64>(interval, from, FROM);
  setTo(interval, to);
}

/** Makes calendars empty, of which nothing is left but zeros. */
export function clearCalendars(from: usize, end: usize): void {
  for (let calendar = from; calendar < end; calendar += CALENDAR_BYTES) {
    store<u64>(calendar, IN_PLACE, ORDER);
  }
}

/** When the last interval of all ends. */
export function lastEnd(from: usize, end: usize): u64 {
  let last: u64 = 0;
  for (let calendar = from; calendar < end; calendar += CALENDAR_BYTES) {
    last = max(last, toOf(intervalAt(calendar, load<u64>(calendar, ORDER), INTERVALS - 1)));
  }
  return last;
}

/** The bits of an order that hold the places of the first `count` intervals, of one at least. */
// @ts-ignore: decorator
@inline
function firstPlaces(count: u32): u64 {
  return u64.MAX_VALUE >> shiftOf(INTERVALS - count);
}

/** The order when the first interval has come to be the i-th, where there are none before it: i is 1 at least. */
// @ts-ignore: decorator
@inline
function firstMovedTo(order: u64, i: u32): u64 {
  const moved = firstPlaces(i);
  const low = order & moved;
  return (order & ~moved) | (low >> PLACE_BITS) | ((low & PLACE_MASK) << shiftOf(i - 1));
}

/** Forgets the i-th interval: its place is the first of those that are free. */
function remove(calendar: usize, order: u64, i: u32): void {
  put(intervalAt(calendar, order, i), 0, 0);
  const moved = firstPlaces(i + 1);
  const low = order & moved;
  store<u64>(calendar, (order & ~moved) | ((low << PLACE_BITS) & moved) | (low >> shiftOf(i)), ORDER);
}

/**
 * Enters an interval in front of the i-th, or makes its neighbours one with it. If it touches neither, it takes
 * the place of the first, and there is no reserving before that any more. Hardly a branch: nobody could guess.
 */
// @ts-ignore: decorator
@inline
function insert(calendar: usize, order: u64, i: u32, from: u64, to: u64): void {
  const first = intervalAt(calendar, order, 0);
  const before = intervalAt(calendar, order, i - 1);
  const after = intervalAt(calendar, order, i);
  // The last ends after what comes before the first, and the first begins before what comes after the last.
  const touchesBefore: bool = toOf(before) == from;
  const touchesAfter: bool = fromOf(after) == to;
  const isApart: bool = !(touchesBefore | touchesAfter);
  const past = load<u64>(calendar);
  if (isApart && !i) {
    store<u64>(calendar, to);
    return;
  }
  const grown = select<usize>(before, after, touchesBefore);
  const place = select<usize>(first, grown, isApart);
  store<u64>(calendar, select<u64>(max(past, toOf(first)), past, isApart));
  store<u64>(calendar, select<u64>(firstMovedTo(order, i), order, isApart), ORDER);
  put(place, select<u64>(fromOf(before), from, touchesBefore), select<u64>(toOf(after), to, touchesAfter));
  if (touchesBefore & touchesAfter) remove(calendar, order, i);
}

/** Of two intervals, by their places: −1 for each that ends after `time`. */
// @ts-ignore: decorator
@inline
function areAfter(calendar: usize, place: usize, time: v128): v128 {
  return i64x2.gt_s(v128.load(calendar + (place << 3), TO), time);
}

/** The number of the first interval that ends after `time`. */
// @ts-ignore: decorator
@inline
function firstAfter(calendar: usize, time: u64): u32 {
  const key = i64x2.splat(time);
  const after = i64x2.add(
    i64x2.add(
      i64x2.add(areAfter(calendar, 0, key), areAfter(calendar, 2, key)),
      i64x2.add(areAfter(calendar, 4, key), areAfter(calendar, 6, key)),
    ),
    i64x2.add(
      i64x2.add(areAfter(calendar, 8, key), areAfter(calendar, 10, key)),
      i64x2.add(areAfter(calendar, 12, key), areAfter(calendar, 14, key)),
    ),
  );
  return INTERVALS + <u32>i64x2.extract_lane(after, 0) + <u32>i64x2.extract_lane(after, 1);
}

/** Reserves from `from` on or later, which is before the last interval. */
function reserveBetween(calendar: usize, order: u64, from: u64, cycles: u64): u64 {
  let i = firstAfter(calendar, from);
  for (; i < INTERVALS; i++) {
    const next = intervalAt(calendar, order, i);
    if (from + cycles <= fromOf(next)) break;
    from = max(from, toOf(next));
  }
  insert(calendar, order, i, from, from + cycles);
  return from;
}

/** The first moment, at `at` or later, from which the resource is free for `cycles`, of which there must be some. */
export function firstFree(calendar: usize, at: u64, cycles: u64): u64 {
  const order = load<u64>(calendar, ORDER);
  const last = intervalAt(calendar, order, INTERVALS - 1);
  let from = max(at, load<u64>(calendar));
  if (from >= fromOf(last)) return max(from, toOf(last));
  for (let i = firstAfter(calendar, from); i < INTERVALS; i++) {
    const next = intervalAt(calendar, order, i);
    if (from + cycles <= fromOf(next)) break;
    from = max(from, toOf(next));
  }
  return from;
}

/** Reserves the resource for `cycles` from the first moment, at `at` or later, that is free that long. */
export function reserve(calendar: usize, at: u64, cycles: u64): u64 {
  if (!cycles) return at;
  store<u64>(calendar, load<u64>(calendar, USES) + 1, USES);
  store<u64>(calendar, load<u64>(calendar, BUSY) + cycles, BUSY);
  const order = load<u64>(calendar, ORDER);
  const last = calendar + ((<usize>(order >> LAST_SHIFT)) << 3);
  const end = toOf(last);
  let from = max(at, load<u64>(calendar));
  // Most come when the resource is free, or are next after the last: nothing is to be searched.
  if (from > end) {
    const first = intervalAt(calendar, order, 0);
    store<u64>(calendar, max(load<u64>(calendar), toOf(first)));
    store<u64>(calendar, firstMovedTo(order, INTERVALS), ORDER);
    put(first, from, from + cycles);
  } else if (from >= fromOf(last)) {
    from = end;
    setTo(last, end + cycles);
  } else {
    from = reserveBetween(calendar, order, from, cycles);
  }
  store<u64>(calendar, load<u64>(calendar, WAITED) + (from - at), WAITED);
  return from;
}
