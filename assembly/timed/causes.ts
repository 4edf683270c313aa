/**
 * Why a reference takes its time, in the order of `STALL_CAUSES` in src/config/timing.ts.
 *
 *   trail, u64 × CAUSES, and one more so that vectors hold them: cycles by cause of the reference under way, from its issue on
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

const trail: usize = memory.data(144, 16);
/** What `trail` was at a fork, for ways that part from there. */
const fork: usize = memory.data(144, 16);
/** That of the way that takes longest so far. */
const longest: usize = memory.data(144, 16);

// @ts-ignore: decorator
@inline
function copy(to: usize, from: usize): void {
  for (let i: usize = 0; i < CAUSES_BYTES; i += 16) v128.store(to + i, v128.load(from + i));
}

export function clearTrail(): void {
  for (let i: usize = 0; i < CAUSES_BYTES; i += 16) v128.store(trail + i, i64x2.splat(0));
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
  copy(fork, trail);
  copy(longest, trail);
}

/** Another way from the fork. */
export function startWay(): void {
  copy(trail, fork);
}

/** The way that was gone is the longest so far. */
export function keepWay(): void {
  copy(longest, trail);
}

/** The ways come together: the longest is the trail. */
export function endFork(): void {
  copy(trail, longest);
}

/** Adds the trail to sums of the same form. */
export function addTrail(sums: usize): void {
  for (let i: usize = 0; i < CAUSES_BYTES; i += 16) {
    v128.store(sums + i, i64x2.add(v128.load(sums + i), v128.load(trail + i)));
  }
}
