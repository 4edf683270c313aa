/**
 * Why a reference takes its time, in the order of `STALL_CAUSES` in src/config/timing.ts.
 *
 *   trail, u64 × CAUSES, and one more so that vectors hold them: cycles by cause of the reference under way, from its issue on; or the sums to which
 *     they belong in any case
 */
export const CAUSE_L1: u32 = 0;
export const CAUSE_L2: u32 = 1;
export const CAUSE_L3: u32 = 2;
export const CAUSE_TLB: u32 = 3;
export const CAUSE_BUS_WAIT: u32 = 4;
export const CAUSE_BUS: u32 = 5;
export const CAUSE_LINK_WAIT: u32 = 6;
export const CAUSE_LINK: u32 = 7;
export const CAUSE_DIRECTORY_WAIT: u32 = 8;
export const CAUSE_DIRECTORY: u32 = 9;
export const CAUSE_MEMORY_WAIT: u32 = 10;
export const CAUSE_MEMORY: u32 = 11;
export const CAUSE_CACHE: u32 = 12;
export const CAUSE_LINE_WAIT: u32 = 13;
export const CAUSE_STORE_BUFFER: u32 = 14;
export const CAUSE_MSHR: u32 = 15;
export const CAUSE_MIGRATION: u32 = 16;
export const CAUSES: u32 = 17;
export const CAUSES_BYTES: usize = 144;

/** The trail of a reference of which it is not known yet what its cycles mean to its processor. */
const ownTrail: usize = memory.data(144, 16);
let trail: usize = ownTrail;
/** Of the way under way from a fork, and of the one that takes longest so far: either of these, or 0. */
const firstWay: usize = memory.data(144, 16);
const secondWay: usize = memory.data(144, 16);
let longest: usize = 0;
/** The trail up to the fork. */
let beforeFork: usize = ownTrail;

// @ts-ignore: decorator
@inline
function copy(to: usize, from: usize): void {
  for (let i: usize = 0; i < CAUSES_BYTES; i += 16) v128.store(to + i, v128.load(from + i));
}

// @ts-ignore: decorator
@inline
function clear(cycles: usize): void {
  for (let i: usize = 0; i < CAUSES_BYTES; i += 16) v128.store(cycles + i, i64x2.splat(0));
}

export function clearTrail(): void {
  trail = ownTrail;
  clear(trail);
}

/** What the next reference spends goes into these sums of its processor. */
// @ts-ignore: decorator
@inline
export function trailInto(sums: usize): void {
  trail = sums;
}

/** The reference spends cycles on something. */
// @ts-ignore: decorator
@inline
export function spend(cause: u32, cycles: u64): void {
  const at = trail + ((<usize>cause) << 3);
  store<u64>(at, load<u64>(at) + cycles);
}

// @ts-ignore: decorator
@inline
export function spent(cause: u32): u64 {
  return load<u64>(trail + ((<usize>cause) << 3));
}

/** What the trail has of a cause is seen to otherwise. */
export function forget(cause: u32): void {
  store<u64>(trail + ((<usize>cause) << 3), 0);
}

/** The trail of the reference, while a prefetch leaves another. */
const aside: usize = memory.data(144, 16);

export function keepAside(): void {
  copy(aside, trail);
}

export function takeUp(): void {
  copy(trail, aside);
}

/** Ways part from here. */
export function startFork(): void {
  beforeFork = trail;
  longest = 0;
  startWay();
}

/** Another way from the fork. */
export function startWay(): void {
  trail = longest == firstWay ? secondWay : firstWay;
  clear(trail);
}

/** The way that was gone, and that ends here, is the longest so far. */
export function keepWay(): void {
  longest = trail;
}

/** The ways come together: the longest goes on where the trail was. */
export function endFork(): void {
  const way = longest;
  trail = beforeFork;
  if (way) addInto(trail, way);
}

// @ts-ignore: decorator
@inline
function addInto(sums: usize, cycles: usize): void {
  for (let i: usize = 0; i < CAUSES_BYTES; i += 16) {
    v128.store(sums + i, i64x2.add(v128.load(sums + i), v128.load(cycles + i)));
  }
}

/** Adds the trail to sums of the same form. */
export function addTrail(sums: usize): void {
  addInto(sums, trail);
}
