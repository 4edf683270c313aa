/**
 * Joins the columns of a chunk of Cohort's trace container to records. A module of its own, apart
 * from the simulator's core: it runs in the thread that decodes, with a small memory that the host
 * lays out (src/traces/formats/cohort/decoder.ts) and whose addresses it passes in.
 *
 * In plain JavaScript the same loop took 15 to 20 ns a record, most of it in taking values out of
 * bit fields; here one 64-bit load serves two to four values.
 */

/** A column: address of its first value, and bits of a value. Values follow each other without gaps. */
// @ts-ignore: decorator
@inline const COLUMN_BYTES: usize = 8;

// @ts-ignore: decorator
@inline
function columnAt(columns: usize, index: usize): usize {
  return <usize>load<u32>(columns + index * COLUMN_BYTES);
}

// @ts-ignore: decorator
@inline
function columnWidth(columns: usize, index: usize): u64 {
  return <u64>load<u32>(columns + index * COLUMN_BYTES, 4);
}

/** The 64 bits from a bit on, of which the low 57 or more are there. */
// @ts-ignore: decorator
@inline
function bitsFrom(at: usize, bit: u64): u64 {
  return load<u64>(at + <usize>(bit >> 3)) >> (bit & 7);
}

// @ts-ignore: decorator
@inline
function maskOf(width: u64): u64 {
  return ((<u64>1) << width) - 1;
}

/**
 * The dictionaries, at fixed addresses at the beginning of memory, so that the loop has them as
 * constants. They come first: an index that is out of range reads, and in `OFFSETS` writes, at most
 * 2 MiB further on, which the host sees to is still memory, before the chunk is refused.
 */
const ENTRIES: usize = 65536;
/** By processor index, 16 bytes each: u32 first block, u32 last block, u32 number. */
export const PROCESSORS: usize = 1024;
/** By kind index: u32 operation and size, where a record has them. */
export const KINDS: usize = PROCESSORS + ENTRIES * 16;
/** By block: u64 address. */
export const BLOCKS: usize = KINDS + ENTRIES * 4;
/** By block: u32 last offset in it. */
export const OFFSETS: usize = BLOCKS + ENTRIES * 8;
/** Behind the dictionaries. */
export const END: usize = OFFSETS + ENTRIES * 4;

// @ts-ignore: decorator
@inline
function record(
  p: usize,
  k: usize,
  blockNumber: usize,
  offset: u64,
  lastProcessor: i32,
  lastKind: i32,
  shift: u64,
  offsetMask: u64,
  differences: bool,
  addresses: usize,
  meta: usize,
): i32 {
  const processor = p << 4;
  const b = <usize>load<u32>(processor, PROCESSORS) + blockNumber;
  let within = offset & offsetMask;
  if (differences) {
    within = (within + load<u32>(b << 2, OFFSETS)) & offsetMask;
    store<u32>(b << 2, <u32>within, OFFSETS);
  }
  store<u64>(addresses, load<u64>(b << 3, BLOCKS) | (within << shift));
  store<u32>(meta, load<u32>(processor, PROCESSORS + 8) | load<u32>(k << 2, KINDS));
  return (lastProcessor - <i32>p) | (lastKind - <i32>k) | (load<i32>(processor, PROCESSORS + 4) - <i32>b);
}

// @ts-ignore: decorator
@inline
function joinAll(
  columns: usize,
  count: i32,
  lastProcessor: i32,
  lastKind: i32,
  shift: u64,
  offsetMask: u64,
  differences: bool,
  addressesAt: usize,
  metaAt: usize,
): i32 {
  const pAt = columnAt(columns, 0);
  const kAt = columnAt(columns, 1);
  const bAt = columnAt(columns, 2);
  const oAt = columnAt(columns, 3);
  const pWidth = columnWidth(columns, 0);
  const kWidth = columnWidth(columns, 1);
  const bWidth = columnWidth(columns, 2);
  const oWidth = columnWidth(columns, 3);
  const pMask = maskOf(pWidth);
  const kMask = maskOf(kWidth);
  const bMask = maskOf(bWidth);
  const oMask = maskOf(oWidth);
  let pBit: u64 = 0;
  let kBit: u64 = 0;
  let bBit: u64 = 0;
  let oBit: u64 = 0;
  let bad: i32 = 0;
  let addresses = addressesAt;
  let meta = metaAt;
  // Four records at a time. Four indices of up to 16 bits, which begin 0 or 4 bits into a byte, and
  // two offsets of up to 24 bits (or 32, at whole bytes) lie within 64 bits.
  const whole = count & ~3;
  for (let i = 0; i < whole; i += 4) {
    let p = bitsFrom(pAt, pBit);
    let k = bitsFrom(kAt, kBit);
    let b = bitsFrom(bAt, bBit);
    let o = bitsFrom(oAt, oBit);
    bad |= record(
      <usize>(p & pMask),
      <usize>(k & kMask),
      <usize>(b & bMask),
      o & oMask,
      lastProcessor,
      lastKind,
      shift,
      offsetMask,
      differences,
      addresses,
      meta,
    );
    p >>= pWidth;
    k >>= kWidth;
    b >>= bWidth;
    o >>= oWidth;
    bad |= record(
      <usize>(p & pMask),
      <usize>(k & kMask),
      <usize>(b & bMask),
      o & oMask,
      lastProcessor,
      lastKind,
      shift,
      offsetMask,
      differences,
      addresses + 8,
      meta + 4,
    );
    p >>= pWidth;
    k >>= kWidth;
    b >>= bWidth;
    o = bitsFrom(oAt, oBit + 2 * oWidth);
    bad |= record(
      <usize>(p & pMask),
      <usize>(k & kMask),
      <usize>(b & bMask),
      o & oMask,
      lastProcessor,
      lastKind,
      shift,
      offsetMask,
      differences,
      addresses + 16,
      meta + 8,
    );
    p >>= pWidth;
    k >>= kWidth;
    b >>= bWidth;
    o >>= oWidth;
    bad |= record(
      <usize>(p & pMask),
      <usize>(k & kMask),
      <usize>(b & bMask),
      o & oMask,
      lastProcessor,
      lastKind,
      shift,
      offsetMask,
      differences,
      addresses + 24,
      meta + 12,
    );
    pBit += 4 * pWidth;
    kBit += 4 * kWidth;
    bBit += 4 * bWidth;
    oBit += 4 * oWidth;
    addresses += 32;
    meta += 16;
  }
  for (let i = whole; i < count; i++) {
    bad |= record(
      <usize>(bitsFrom(pAt, pBit) & pMask),
      <usize>(bitsFrom(kAt, kBit) & kMask),
      <usize>(bitsFrom(bAt, bBit) & bMask),
      bitsFrom(oAt, oBit) & oMask,
      lastProcessor,
      lastKind,
      shift,
      offsetMask,
      differences,
      addresses,
      meta,
    );
    pBit += pWidth;
    kBit += kWidth;
    bBit += bWidth;
    oBit += oWidth;
    addresses += 8;
    meta += 4;
  }
  return bad;
}

/**
 * Makes `count` records. `columns`: processor, kind, block, offset. Indices are not tested one by
 * one: what each leaves below the last valid one is collected, and a negative result says that one
 * was too large.
 */
export function join(
  columns: usize,
  count: i32,
  lastProcessor: i32,
  lastKind: i32,
  shift: i32,
  offsetMask: u32,
  differences: i32,
  addresses: usize,
  meta: usize,
): i32 {
  return differences
    ? joinAll(columns, count, lastProcessor, lastKind, <u64>shift, <u64>offsetMask, true, addresses, meta)
    : joinAll(columns, count, lastProcessor, lastKind, <u64>shift, <u64>offsetMask, false, addresses, meta);
}

/** Interleaves two byte planes to u16; `count` is rounded up to 16. */
export function joinTwoPlanes(first: usize, stride: usize, count: i32, to: usize): void {
  for (let i: usize = 0; i < <usize>count; i += 16) {
    const low = v128.load(first + i);
    const high = v128.load(first + stride + i);
    v128.store(
      to + 2 * i,
      v128.shuffle<u8>(low, high, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23),
    );
    v128.store(
      to + 2 * i,
      v128.shuffle<u8>(low, high, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31),
      16,
    );
  }
}

/** Puts `planes` (1 to 4) byte planes together to u32. */
export function joinPlanes(first: usize, stride: usize, planes: i32, count: i32, to: usize): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    let value: u32 = load<u8>(first + i);
    for (let plane = 1; plane < planes; plane++) {
      value |= (<u32>load<u8>(first + <usize>plane * stride + i)) << (plane << 3);
    }
    store<u32>(to + (i << 2), value);
  }
}

/** Takes `count` values of `width` bits (1 to 24) out of a bit field. */
export function spreadBits(at: usize, width: u32, count: i32, to: usize): void {
  const mask = ((<u64>1) << width) - 1;
  let bit: u64 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    store<u32>(to + (i << 2), <u32>(bitsFrom(at, bit) & mask));
    bit += width;
  }
}
