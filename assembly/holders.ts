/**
 * Who holds each line: exact, and found in the same time however many processors there are.
 *
 *   holders: u64 a line
 *     up to 64 processors (H = u64)    bit q = processor q
 *     more (H = u32)                   0                   nobody
 *                                      a list              processor + 1 in 11 bits each, ascending from bit 0
 *                                      VECTOR | slot       more than LISTED holders: a sharer vector of the pool
 *   pool slot: u32 count, u32 words that are not 0 (a free slot: the next one), u64 × slotWords
 *
 * A vector becomes a list again when few are left. Few lines have many sharers (A. Gupta and W.-D. Weber, Cache
 * Invalidation Patterns in Shared-Memory Multiprocessors, 1992), and a list is read in one go.
 */
import { slotBytes, slotWords } from './layout';
import { giveSlot, holders, pool, takeSlot } from './growing';

export const VECTOR: u64 = 0x8000000000000000;
/** Bits of a place in a list, and those of all places. */
const PLACE_BITS: u64 = 11;
const PLACE_MASK: u64 = (1 << PLACE_BITS) - 1;
/** Holders that a list has room for. */
const LISTED: u32 = 5;
const LAST_PLACE: u64 = (LISTED - 1) * PLACE_BITS;

// @ts-ignore: decorator
@inline
export function holdersAt(line: u32): usize {
  return holders + ((<usize>line) << 3);
}

/** The holders as they are kept. */
// @ts-ignore: decorator
@inline
export function holdersOf(line: u32): u64 {
  return load<u64>(holdersAt(line));
}

/** What is kept for a line that the processor alone holds. */
// @ts-ignore: decorator
@inline
export function aloneAs<H>(processor: u32): u64 {
  return sizeof<H>() == 4 ? <u64>processor + 1 : (<u64>1) << (<u64>processor);
}

/** Whether so kept holders are listed, in place of a bit for each. */
// @ts-ignore: decorator
@inline
export function isList<H>(kept: u64): bool {
  return sizeof<H>() == 4 && <i64>kept >= 0;
}

// @ts-ignore: decorator
@inline
export function isVector<H>(kept: u64): bool {
  return sizeof<H>() == 4 && <i64>kept < 0;
}

/** The processor in the first place of a list. */
// @ts-ignore: decorator
@inline
export function firstListed(list: u64): u32 {
  return <u32>(list & PLACE_MASK) - 1;
}

/** A list without its first place. */
// @ts-ignore: decorator
@inline
export function restOfList(list: u64): u64 {
  return list >> PLACE_BITS;
}

// @ts-ignore: decorator
@inline
function slotOf(kept: u64): usize {
  return pool + <usize>(<u32>kept) * slotBytes;
}

/** The words of a vector, and a bit for each of them that is not 0. */
// @ts-ignore: decorator
@inline
export function vectorOf(kept: u64): usize {
  return slotOf(kept) + 8;
}

// @ts-ignore: decorator
@inline
export function wordsInUse(kept: u64): u32 {
  return load<u32>(slotOf(kept), 4);
}

/** Whether, of holders so kept, there is but one. */
// @ts-ignore: decorator
@inline
export function isOne<H>(kept: u64): bool {
  return sizeof<H>() == 8 ? (kept & (kept - 1)) == 0 : kept <= PLACE_MASK;
}

/** The one holder that there is. */
// @ts-ignore: decorator
@inline
export function oneOf<H>(kept: u64): u32 {
  return sizeof<H>() == 8 ? <u32>ctz(kept) : firstListed(kept);
}

/** Two processors, of each of which is given what is kept for it alone. */
// @ts-ignore: decorator
@inline
export function bothOf<H>(one: u64, other: u64): u64 {
  if (sizeof<H>() == 8) return one | other;
  return min(one, other) | (max(one, other) << PLACE_BITS);
}

/** Whether nobody holds the line. */
// @ts-ignore: decorator
@inline
export function isUnheld<H>(line: u32): bool {
  return holdersOf(line) == 0;
}

/** Adds a processor that does not hold the line yet. */
// @ts-ignore: decorator
@inline
export function addHolder<H>(line: u32, processor: u32): void {
  const at = holdersAt(line);
  const kept = load<u64>(at);
  if (sizeof<H>() == 8 || !kept) store<u64>(at, kept | aloneAs<H>(processor));
  else addToMany(at, processor);
}

/** Takes a processor out that holds the line. */
// @ts-ignore: decorator
@inline
export function removeHolder<H>(line: u32, processor: u32): void {
  const at = holdersAt(line);
  const kept = load<u64>(at);
  const own = aloneAs<H>(processor);
  if (sizeof<H>() == 8 || kept == own) store<u64>(at, kept ^ own);
  else removeFromMany(at, processor);
}

/** Where in a list a processor is, or the first that is above it; the end if there is none. */
function placeIn(list: u64, key: u64): u64 {
  let place: u64 = 0;
  while ((list >> place) & PLACE_MASK && ((list >> place) & PLACE_MASK) < key) place += PLACE_BITS;
  return place;
}

/** The part of a list before a place. */
// @ts-ignore: decorator
@inline
function before(list: u64, place: u64): u64 {
  return list & (((<u64>1) << place) - 1);
}

/** A list without the place. */
// @ts-ignore: decorator
@inline
export function withoutPlace(list: u64, place: u64): u64 {
  return before(list, place) | (((list >> place) >> PLACE_BITS) << place);
}

/** From one place to the next. */
// @ts-ignore: decorator
@inline
export function nextPlace(place: u64): u64 {
  return place + PLACE_BITS;
}

function addToMany(at: usize, processor: u32): void {
  const kept = load<u64>(at);
  if (!(kept & VECTOR)) {
    if (!(kept >> LAST_PLACE)) {
      const key: u64 = <u64>processor + 1;
      const place = placeIn(kept, key);
      store<u64>(at, before(kept, place) | (key << place) | ((kept >> place) << (place + PLACE_BITS)));
      return;
    }
    spread(at, kept);
  }
  addToVector(slotOf(load<u64>(at)), processor);
}

function addToVector(slot: usize, processor: u32): void {
  const at = slot + 8 + ((<usize>(processor >> 6)) << 3);
  const bit: u64 = processor & 63;
  store<u64>(at, load<u64>(at) | ((<u64>1) << bit));
  store<u32>(slot, load<u32>(slot) + 1);
  store<u32>(slot, load<u32>(slot, 4) | ((<u32>1) << (processor >> 6)), 4);
}

/** Makes a vector of a full list. */
function spread(at: usize, list: u64): void {
  const kept = VECTOR | takeSlot();
  const slot = slotOf(kept);
  memory.fill(slot, 0, 8 + ((<usize>slotWords) << 3));
  for (let rest = list; rest; rest = restOfList(rest)) addToVector(slot, firstListed(rest));
  store<u64>(at, kept);
}

/** Makes a list of a vector with few bits left. */
function gather(at: usize, kept: u64): void {
  let list: u64 = 0;
  let place: u64 = 0;
  for (let words = wordsInUse(kept); words; words &= words - 1) {
    const i = ctz(words);
    for (let rest = load<u64>(vectorOf(kept) + ((<usize>i) << 3)); rest; rest &= rest - 1) {
      list |= (<u64>((i << 6) + <u32>ctz(rest) + 1)) << place;
      place += PLACE_BITS;
    }
  }
  store<u64>(at, list);
  giveSlot(<u32>kept);
}

function removeFromMany(at: usize, processor: u32): void {
  const kept = load<u64>(at);
  if (!(kept & VECTOR)) {
    store<u64>(at, withoutPlace(kept, placeIn(kept, <u64>processor + 1)));
    return;
  }
  const slot = slotOf(kept);
  const word = slot + 8 + ((<usize>(processor >> 6)) << 3);
  const bit: u64 = processor & 63;
  const left = load<u64>(word) & ~((<u64>1) << bit);
  store<u64>(word, left);
  if (!left) store<u32>(slot, load<u32>(slot, 4) & ~((<u32>1) << (processor >> 6)), 4);
  const count = load<u32>(slot) - 1;
  store<u32>(slot, count);
  // Not as soon as a list has room, or a line with a sharer more and a sharer less would go to and fro.
  if (count < LISTED - 1) gather(at, kept);
}

export const NOBODY: u32 = 0xffffffff;

export function holds<H>(line: u32, processor: u32): bool {
  return nextHolder<H>(line, processor) == processor;
}

/** Whether anybody but the processor holds the line. */
// @ts-ignore: decorator
@inline
export function isHeldByOthers<H>(line: u32, processor: u32): bool {
  const kept = holdersOf(line);
  const own = aloneAs<H>(processor);
  return sizeof<H>() == 8 ? (kept & ~own) != 0 : kept != 0 && kept != own;
}

export function holderCount<H>(line: u32): u32 {
  const kept = holdersOf(line);
  if (sizeof<H>() == 8) return <u32>popcnt(kept);
  if (kept & VECTOR) return load<u32>(slotOf(kept));
  return <u32>((64 - clz(kept) + PLACE_BITS - 1) / PLACE_BITS);
}

/** The lowest holder from `from` on, or NOBODY. */
export function nextHolder<H>(line: u32, from: u32): u32 {
  const kept = holdersOf(line);
  if (sizeof<H>() == 8) {
    const rest = from < 64 ? kept >> (<u64>from) : 0;
    return rest ? from + <u32>ctz(rest) : NOBODY;
  }
  if (kept & VECTOR) return nextInVector(kept, from);
  for (let rest = kept; rest; rest = restOfList(rest))
    if (firstListed(rest) >= from) return firstListed(rest);
  return NOBODY;
}

function nextInVector(kept: u64, from: u32): u32 {
  // Bits below `from` are left out of its own word.
  let mask: u64 = u64.MAX_VALUE;
  mask <<= <u64>(from & 63);
  for (let i = from >> 6; i < slotWords; i++) {
    const rest = load<u64>(vectorOf(kept) + ((<usize>i) << 3)) & mask;
    if (rest) return (i << 6) | (<u32>ctz(rest));
    mask = u64.MAX_VALUE;
  }
  return NOBODY;
}
