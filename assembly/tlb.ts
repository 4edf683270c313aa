/**
 * TLBs of a core: which pages it has lately translated. LRU, one or two levels.
 *
 *   a core's TLBs, at tlbs + core × tlbBytes
 *     ├─ u64     its last page, plus one: the newest of its L1 TLB
 *     ├─ L1 TLB  {u64 page + 1, u64 stamp} × sets × ways     0, 0: free
 *     └─ L2 TLB  likewise
 */
import { TALLY_PAGE_WALKS, TALLY_TLB_MISSES, tally } from './counters';
import { cores, tlbs } from './hierarchy';

const ENTRY_BYTES: u32 = 16;

/** Whether the machine has TLBs. */
export let hasTLB: bool = false;
let pageBits: u32 = 0;
let firstSets: u32 = 0;
let firstWays: u32 = 0;
/** 0: there is no L2 TLB. */
let secondSets: u32 = 0;
let secondWays: u32 = 0;
/** One tick a look-up; 64 bits never wrap. */
let now: u64 = 0;

/** `pageBits_ = 0`: no TLB. */
export function setTLB(
  pageBits_: u32,
  firstSets_: u32,
  firstWays_: u32,
  secondSets_: u32,
  secondWays_: u32,
): void {
  hasTLB = pageBits_ != 0;
  pageBits = pageBits_;
  firstSets = firstSets_;
  firstWays = firstWays_;
  secondSets = secondSets_;
  secondWays = secondWays_;
}

/** Bytes of one core's TLBs. */
export function tlbBytes(): u32 {
  return hasTLB ? 8 + (firstSets * firstWays + secondSets * secondWays) * ENTRY_BYTES : 0;
}

export function resetTLBs(): void {
  now = 0;
  memory.fill(tlbs, 0, <usize>cores * tlbBytes());
}

/** Looks a page up in a TLB; if it is not there, it takes the lowest free way, else the oldest. True if it hit. */
function lookUp(first: usize, sets: u32, ways: u32, page: u64): bool {
  const set = first + <usize>(<u32>(page % sets) * ways) * ENTRY_BYTES;
  const end = set + <usize>ways * ENTRY_BYTES;
  let oldest = set;
  now++;
  for (let at = set; at < end; at += ENTRY_BYTES) {
    if (load<u64>(at) == page + 1) {
      store<u64>(at, now, 8);
      return true;
    }
    if (load<u64>(at, 8) < load<u64>(oldest, 8)) oldest = at;
  }
  store<u64>(oldest, page + 1);
  store<u64>(oldest, now, 8);
  return false;
}

/** Drops the entries from `first` up to `end` whose pages share bytes with page `moved` of another size. Returns how many. */
function drop(first: usize, end: usize, moved: u64, shift: u64): u32 {
  let dropped: u32 = 0;
  for (let at = first; at < end; at += ENTRY_BYTES) {
    const key = load<u64>(at);
    if (!key || !overlaps(key - 1, moved, shift)) continue;
    v128.store(at, i64x2.splat(0));
    dropped++;
  }
  return dropped;
}

/** Whether a TLB's page shares bytes with page `moved` of 2^shift bytes: the one lies in the other. */
// @ts-ignore: decorator
@inline
function overlaps(page: u64, moved: u64, shift: u64): bool {
  const own: u64 = pageBits;
  return own < shift ? page >> (shift - own) == moved : page == moved >> (own - shift);
}

/** Page `moved` of 2^shift bytes has moved: every TLB forgets what it has of it. Returns how many entries. */
export function shootDown(moved: u64, shift: u32): u32 {
  let dropped: u32 = 0;
  const bytes = tlbBytes();
  for (let core: u32 = 0; core < cores; core++) {
    const own = tlbs + <usize>core * bytes;
    dropped += drop(own + 8, own + bytes, moved, shift);
    const last = load<u64>(own);
    if (last && overlaps(last - 1, moved, shift)) store<u64>(own, 0);
  }
  return dropped;
}

/** How far a translation had to go. */
export const IN_FIRST: u32 = 0;
export const IN_SECOND: u32 = 1;
export const BY_WALK: u32 = 2;

/** A reference of a core translates its address; counted at `record`. Returns how far that went. */
export function translate(core: u32, record: usize, address: u64): u32 {
  const page = address >> (<u64>pageBits);
  const own = tlbs + <usize>core * tlbBytes();
  if (load<u64>(own) == page + 1) return IN_FIRST;
  store<u64>(own, page + 1);
  if (lookUp(own + 8, firstSets, firstWays, page)) return IN_FIRST;
  tally(record, TALLY_TLB_MISSES, 1);
  const second = own + 8 + <usize>(firstSets * firstWays) * ENTRY_BYTES;
  if (secondSets && lookUp(second, secondSets, secondWays, page)) return IN_SECOND;
  tally(record, TALLY_PAGE_WALKS, 1);
  return BY_WALK;
}
