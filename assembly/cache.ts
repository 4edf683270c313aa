/**
 * Look-up, victim and the words of one set of one processor.
 *
 *   block (set, processor), blockBytes = lanes × 8; an 8-way block is one 64-byte line of the host
 *     ├─ tag  u32 × lanes   line number, or EMPTY
 *     └─ word u32 × lanes   policy data << 5 | dirty in L1 << 4 | state
 *
 * The blocks of the processors of one set are neighbours, which is what a snoop walks.
 * Under LRU and FIFO the policy data is a time stamp, so that the victim is the least word, and a
 * free way's word is 0, so that free ways go first. Lanes beyond the ways hold EMPTY and a word
 * that is never the least.
 *
 * The kind of cache is a type parameter W, so that each loop is compiled for one kind:
 * u32, u64 and v128 stand for 4, 8 and 16 lanes; u8 for any number; f32 for an unlimited cache,
 * whose states lie beside the line: u8 × processors at lines + line × lineStride.
 */
import { firstBlock } from './counters';
import { EMPTY, blockBytes, cache, lanes, lineStride, setBytes, setMask } from './layout';
import { lines } from './growing';
import { STATE_MASK } from './transition';

export const POLICY_SHIFT: u32 = 5;
export const DIRTY: u32 = 16;
export const STATUS_MASK: u32 = 31;

/** Bytes of a block. */
// @ts-ignore: decorator
@inline
export function bytesOf<W>(): usize {
  return sizeof<W>() == 1 || isFloat<W>() ? <usize>blockBytes : sizeof<W>() << 3;
}

/** The blocks of a line's set: that of processor 0, the others behind it. */
// @ts-ignore: decorator
@inline
export function blocksOf(lineAddress: u64): usize {
  return cache + <usize>(((<u32>lineAddress) & setMask) * setBytes);
}

/** A processor's own block, by its record of counters. */
// @ts-ignore: decorator
@inline
export function ownBlock(record: usize, lineAddress: u64): usize {
  return firstBlock(record) + <usize>(((<u32>lineAddress) & setMask) * setBytes);
}

/** Bytes from a tag to its word. */
// @ts-ignore: decorator
@inline
export function wordOffset<W>(): usize {
  return sizeof<W>() == 1 ? (<usize>lanes) << 2 : sizeof<W>() << 2;
}

// @ts-ignore: decorator
@inline
function matches(at: usize, key: v128): u32 {
  return <u32>v128.bitmask<i32>(v128.eq<i32>(v128.load(at), key));
}

/** Index of the way whose tag is `line`, or −1, among `count` lanes (a multiple of 4). */
export function findAmong(block: usize, count: u32, line: u32): i32 {
  const key = v128.splat<u32>(line);
  for (let i: u32 = 0; i < count; i += 4) {
    const mask = matches(block + ((<usize>i) << 2), key);
    if (mask) return <i32>(i + ctz(mask));
  }
  return -1;
}

// @ts-ignore: decorator
@inline
function equal(at: usize, key: v128): v128 {
  return v128.eq<i32>(v128.load(at), key);
}

/** Two bits a lane, for up to eight lanes: cheaper than a mask for each half. */
// @ts-ignore: decorator
@inline
function pairMask(low: v128, high: v128): u32 {
  return <u32>v128.bitmask<i8>(v128.narrow<i32>(low, high));
}

/**
 * Tells where `line` is in its block: 0 if the cache does not hold it. What the bits mean is for
 * `wordOfMask` to know.
 */
// @ts-ignore: decorator
@inline
export function findMask<W>(block: usize, processor: u32, line: u32): u32 {
  if (isFloat<W>()) return load<u8>(lines + <usize>line * lineStride + processor);
  if (sizeof<W>() == 1) return findAmong(block, lanes, line) + 1;
  const key = v128.splat<u32>(line);
  if (sizeof<W>() == 4) return matches(block, key);
  let mask = pairMask(equal(block, key), equal(block + 16, key));
  if (sizeof<W>() == 16) mask |= pairMask(equal(block + 32, key), equal(block + 48, key)) << 16;
  return mask;
}

// @ts-ignore: decorator
@inline
export function wordOfMask<W>(block: usize, processor: u32, line: u32, mask: u32): usize {
  if (isFloat<W>()) return lines + <usize>line * lineStride + processor;
  if (sizeof<W>() == 1) return block + wordOffset<W>() + ((<usize>(mask - 1)) << 2);
  if (sizeof<W>() == 4) return block + wordOffset<W>() + ((<usize>ctz(mask)) << 2);
  return block + wordOffset<W>() + ((<usize>ctz(mask)) << 1);
}

/** Address of the word of `line`, or 0 if the cache does not hold it. */
// @ts-ignore: decorator
@inline
export function findWord<W>(block: usize, processor: u32, line: u32): usize {
  const mask = findMask<W>(block, processor, line);
  return mask ? wordOfMask<W>(block, processor, line, mask) : 0;
}

// @ts-ignore: decorator
@inline
export function wordAt<W>(at: usize): u32 {
  return isFloat<W>() ? <u32>load<u8>(at) : load<u32>(at);
}

/** Changes the state and leaves the policy data. */
// @ts-ignore: decorator
@inline
export function setState<W>(at: usize, word: u32, state: u32): void {
  if (isFloat<W>()) store<u8>(at, <u8>state);
  else store<u32>(at, (word & ~STATE_MASK) | state);
}

// @ts-ignore: decorator
@inline
function least(m: v128): v128 {
  const half = v128.min<u32>(m, v128.shuffle<u32>(m, m, 2, 3, 0, 1));
  return v128.min<u32>(half, v128.shuffle<u32>(half, half, 1, 0, 3, 2));
}

// @ts-ignore: decorator
@inline
function lanesEqual(a: v128, b: v128): u32 {
  return <u32>v128.bitmask<i32>(v128.eq<i32>(a, b));
}

/** The way with the least word: the lowest free way, else the oldest. For LRU and FIFO. */
// @ts-ignore: decorator
@inline
export function oldestWay<W>(block: usize): u32 {
  if (sizeof<W>() == 1) return oldestAmong(block + wordOffset<W>(), lanes);
  const words = block + wordOffset<W>();
  const a = v128.load(words);
  if (sizeof<W>() == 4) return ctz(lanesEqual(a, least(a)));
  const b = v128.load(words + 16);
  if (sizeof<W>() == 8) {
    const m = least(v128.min<u32>(a, b));
    return ctz(pairMask(v128.eq<i32>(a, m), v128.eq<i32>(b, m))) >> 1;
  }
  const c = v128.load(words + 32);
  const d = v128.load(words + 48);
  const m = least(v128.min<u32>(v128.min<u32>(a, b), v128.min<u32>(c, d)));
  const low = pairMask(v128.eq<i32>(a, m), v128.eq<i32>(b, m));
  const high = pairMask(v128.eq<i32>(c, m), v128.eq<i32>(d, m));
  return ctz(low | (high << 16)) >> 1;
}

export function oldestAmong(words: usize, count: u32): u32 {
  let m = v128.load(words);
  for (let i: u32 = 4; i < count; i += 4) m = v128.min<u32>(m, v128.load(words + ((<usize>i) << 2)));
  m = least(m);
  let first: u32 = 0;
  while (!lanesEqual(v128.load(words + ((<usize>first) << 2)), m)) first += 4;
  return first + ctz(lanesEqual(v128.load(words + ((<usize>first) << 2)), m));
}

/** Makes `count` blocks empty. Lanes beyond the ways get a word that is never the least. */
export function clearBlocks(at: usize, count: u32, ways: u32, lanes: u32, treeBits: bool): void {
  for (let block: u32 = 0; block < count; block++) {
    const tags = at + <usize>block * lanes * 8;
    for (let i: u32 = 0; i < lanes; i++) {
      store<u32>(tags + ((<usize>i) << 2), EMPTY);
      store<u32>(tags + ((<usize>(lanes + i)) << 2), i < ways || treeBits ? 0 : 0xffffffff);
    }
  }
}
