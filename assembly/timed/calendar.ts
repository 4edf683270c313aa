/**
 * When a resource is busy: a bus, a link, a directory, a bank, a channel. One user at a time.
 *
 *   calendar, CALENDAR_BYTES
 *     ├─ u64 past      nothing can be reserved before it
 *     ├─ u64 uses, u64 busy, u64 waited   how often, and cycles
 *     ├─ u32 first, u32 count             of a ring of INTERVALS
 *     └─ {u64 from, u64 to} × INTERVALS at 48: sorted, disjoint, not touching
 *
 * A reservation may lie before others that were made earlier, so that requests need not come in the
 * order of time; how far back it may is bounded by the number of intervals that are kept.
 */
const INTERVALS: u32 = 16;
const RING: usize = 48;

export const USES: usize = 8;
export const BUSY: usize = 16;
export const WAITED: usize = 24;

// @ts-ignore: decorator
@inline
function intervalAt(calendar: usize, i: u32): usize {
  return calendar + RING + ((<usize>(i & (INTERVALS - 1))) << 4);
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
function put(interval: usize, from: u64, to: u64): void {
  store<u64>(interval, from);
  store<u64>(interval, to, 8);
}

/** Forgets the first interval. */
function forgetFirst(calendar: usize, first: u32): void {
  store<u64>(calendar, toOf(intervalAt(calendar, first)));
  store<u32>(calendar, (first + 1) & (INTERVALS - 1), 32);
}

/** Enters an interval in front of the i-th, or makes its neighbours one with it. */
function insert(calendar: usize, first: u32, count: u32, i: u32, from: u64, to: u64): void {
  const after = intervalAt(calendar, first + i);
  const before = intervalAt(calendar, first + i - 1);
  const touchesAfter: bool = i < count && fromOf(after) == to;
  if (i > 0 && toOf(before) == from) {
    store<u64>(before, touchesAfter ? toOf(after) : to, 8);
    if (!touchesAfter) return;
    for (let j = i; j + 1 < count; j++) {
      v128.store(intervalAt(calendar, first + j), v128.load(intervalAt(calendar, first + j + 1)));
    }
    store<u32>(calendar, count - 1, 36);
    return;
  }
  if (touchesAfter) {
    store<u64>(after, from);
    return;
  }
  if (count == INTERVALS) {
    if (i == 0) {
      store<u64>(calendar, to);
      return;
    }
    forgetFirst(calendar, first);
    first++;
    count--;
    i--;
  }
  for (let j = count; j > i; j--) {
    v128.store(intervalAt(calendar, first + j), v128.load(intervalAt(calendar, first + j - 1)));
  }
  put(intervalAt(calendar, first + i), from, to);
  store<u32>(calendar, count + 1, 36);
}

/** Enters an interval behind all others, that does not touch the last. */
// @ts-ignore: decorator
@inline
function append(calendar: usize, first: u32, count: u32, from: u64, to: u64): void {
  if (count == INTERVALS) forgetFirst(calendar, first);
  else store<u32>(calendar, count + 1, 36);
  put(intervalAt(calendar, first + count), from, to);
}

/** Reserves the resource for `cycles` from the first moment, at `at` or later, that is free that long. */
export function reserve(calendar: usize, at: u64, cycles: u64): u64 {
  if (!cycles) return at;
  store<u64>(calendar, load<u64>(calendar, USES) + 1, USES);
  store<u64>(calendar, load<u64>(calendar, BUSY) + cycles, BUSY);
  const first = load<u32>(calendar, 32);
  const count = load<u32>(calendar, 36);
  let from = max(at, load<u64>(calendar));
  // Most come when the resource is free, or right behind the last: nothing is to be searched.
  if (count) {
    const last = intervalAt(calendar, first + count - 1);
    const to = toOf(last);
    if (to <= from) {
      store<u64>(calendar, load<u64>(calendar, WAITED) + (from - at), WAITED);
      if (to == from) store<u64>(last, from + cycles, 8);
      else append(calendar, first, count, from, from + cycles);
      return from;
    }
  }
  let i = count;
  while (i > 0 && toOf(intervalAt(calendar, first + i - 1)) > from) i--;
  for (; i < count; i++) {
    const next = intervalAt(calendar, first + i);
    if (from + cycles <= fromOf(next)) break;
    from = max(from, toOf(next));
  }
  insert(calendar, first, count, i, from, from + cycles);
  store<u64>(calendar, load<u64>(calendar, WAITED) + (from - at), WAITED);
  return from;
}
