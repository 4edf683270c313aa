/**
 * A level of the hierarchy: sets of ways that hold lines and dirty bits, and no coherence state.
 *
 *   descriptor, u32 fields at LEVEL_BYTES × level (0 L1D, 1 L1I, 2 L2, 3 L3) from `descriptors`
 *     0 kind: 0 absent, 1 limited, 2 unlimited     4 base: address of its blocks
 *     8 sets − 1   12 ways   16 lanes   20 bytes of a block   24 policy   28 seed
 *     32 bits of an instance's number   36 whether it writes through   40 whether writes allocate
 *   block (set, instance), at base + (set << bits | instance) × bytes of a block
 *     ├─ tag  u32 × lanes   line number, or EMPTY
 *     └─ word u32 × lanes   policy data << 5 | dirty << 4
 *
 * An instance is a core, or of L3s a cluster. Levels without a limit have no blocks: they hold
 * whatever the core holds.
 */
import { DIRTY, clearBlocks, findAmong } from './cache';
import { EMPTY, paddedWays } from './layout';
import { lineAddressOf } from './pages';
import { TICK, clock, renumber, setClock } from './replacement/clock';
import { filled, hasStamps, hasTree, removed, touched, wayToFill } from './replacement/index';

export const LEVELS: u32 = 4;
const LEVEL_BYTES: u32 = 64;
const LIMITED: u32 = 1;
const UNLIMITED: u32 = 2;

export const descriptors: usize = memory.data(<i32>(LEVELS * LEVEL_BYTES), 64);
export const L1D: usize = descriptors;
export const L1I: usize = descriptors + LEVEL_BYTES;
export const L2: usize = descriptors + 2 * LEVEL_BYTES;
export const L3: usize = descriptors + 3 * LEVEL_BYTES;

// @ts-ignore: decorator
@inline
function kindOf(level: usize): u32 {
  return load<u32>(level);
}

// @ts-ignore: decorator
@inline
function baseOf(level: usize): usize {
  return load<u32>(level, 4);
}

// @ts-ignore: decorator
@inline
function setMaskOf(level: usize): u32 {
  return load<u32>(level, 8);
}

// @ts-ignore: decorator
@inline
function waysOf(level: usize): u32 {
  return load<u32>(level, 12);
}

// @ts-ignore: decorator
@inline
function lanesOf(level: usize): u32 {
  return load<u32>(level, 16);
}

// @ts-ignore: decorator
@inline
function blockBytesOf(level: usize): u32 {
  return load<u32>(level, 20);
}

// @ts-ignore: decorator
@inline
function policyOf(level: usize): u32 {
  return load<u32>(level, 24);
}

// @ts-ignore: decorator
@inline
function seedOf(level: usize): u32 {
  return load<u32>(level, 28);
}

// @ts-ignore: decorator
@inline
function bitsOf(level: usize): u32 {
  return load<u32>(level, 32);
}

// @ts-ignore: decorator
@inline
export function writesThrough(level: usize): bool {
  return load<u32>(level, 36) != 0;
}

// @ts-ignore: decorator
@inline
export function allocates(level: usize): bool {
  return load<u32>(level, 40) != 0;
}

// @ts-ignore: decorator
@inline
export function isLimited(level: usize): bool {
  return kindOf(level) == LIMITED;
}

// @ts-ignore: decorator
@inline
function levelAt(index: u32): usize {
  return descriptors + index * LEVEL_BYTES;
}

/** Writes a descriptor; `sets = 0`: unlimited. */
export function describe(
  index: u32,
  sets: u32,
  ways: u32,
  policy: u32,
  writeThrough: bool,
  writesAllocate: bool,
  seed: u32,
  bits: u32,
): void {
  const level = levelAt(index);
  const lanes = paddedWays(ways, hasTree(policy));
  store<u32>(level, sets ? LIMITED : UNLIMITED);
  store<u32>(level, sets ? sets - 1 : 0, 8);
  store<u32>(level, ways, 12);
  store<u32>(level, lanes, 16);
  store<u32>(level, lanes * 8, 20);
  store<u32>(level, policy, 24);
  store<u32>(level, seed, 28);
  store<u32>(level, bits, 32);
  store<u32>(level, writeThrough ? 1 : 0, 36);
  store<u32>(level, writesAllocate ? 1 : 0, 40);
}

// @ts-ignore: decorator
@inline
function blockCount(level: usize): u32 {
  return (setMaskOf(level) + 1) << bitsOf(level);
}

/** Places a level's blocks at `at`, and says where they end. */
export function layBlocks(index: u32, at: u64): u64 {
  const level = levelAt(index);
  store<u32>(level, <u32>at, 4);
  return isLimited(level)
    ? at + ((<u64>setMaskOf(level) + 1) << (<u64>bitsOf(level))) * blockBytesOf(level)
    : at;
}

/** Empties every level. */
export function resetLevels(): void {
  for (let i: u32 = 0; i < LEVELS; i++) {
    const level = levelAt(i);
    if (!isLimited(level)) continue;
    clearBlocks(baseOf(level), blockCount(level), waysOf(level), lanesOf(level), hasTree(policyOf(level)));
  }
}

/** Replaces time stamps by ranks, as replacement/clock.ts does; returns the largest rank. */
export function renumberLevels(scratch: usize): u32 {
  let newest: u32 = 0;
  for (let i: u32 = 0; i < LEVELS; i++) {
    const level = levelAt(i);
    if (!isLimited(level) || !hasStamps(policyOf(level))) continue;
    newest = max(newest, waysOf(level));
    renumber(baseOf(level), blockCount(level), waysOf(level), lanesOf(level), scratch);
  }
  return newest;
}

// @ts-ignore: decorator
@inline
function setIn(level: usize, line: u32): u32 {
  return (<u32>lineAddressOf(line)) & setMaskOf(level);
}

// @ts-ignore: decorator
@inline
function blockIn(level: usize, set: u32, instance: u32): usize {
  return baseOf(level) + (((<usize>set) << bitsOf(level)) + instance) * blockBytesOf(level);
}

// @ts-ignore: decorator
@inline
function tagOffset(level: usize): usize {
  return (<usize>lanesOf(level)) << 2;
}

/** Address of the line's word in a limited level's instance, or 0; 0 also if there is no such level. */
export function findIn(level: usize, instance: u32, line: u32): usize {
  if (!isLimited(level)) return 0;
  const block = blockIn(level, setIn(level, line), instance);
  const way = findAmong(block, lanesOf(level), line);
  return way < 0 ? 0 : block + tagOffset(level) + ((<usize>way) << 2);
}

// @ts-ignore: decorator
@inline
export function isDirty(word: usize): bool {
  return (load<u32>(word) & DIRTY) != 0;
}

// @ts-ignore: decorator
@inline
export function setDirty(word: usize): void {
  store<u32>(word, load<u32>(word) | DIRTY);
}

// @ts-ignore: decorator
@inline
export function setClean(word: usize): void {
  store<u32>(word, load<u32>(word) & ~DIRTY);
}

/** Several entries may be touched in one reference, each after the other: time goes on with each. */
// @ts-ignore: decorator
@inline
function tick(): void {
  setClock(clock + TICK);
}

/** A hit, of the word that `findIn` gave. */
export function touchIn(level: usize, instance: u32, line: u32, word: usize): void {
  tick();
  const words = blockIn(level, setIn(level, line), instance) + tagOffset(level);
  touched(policyOf(level), words, waysOf(level), <u32>((word - words) >> 2));
}

/** The entry goes. */
export function clearIn(level: usize, word: usize): void {
  store<u32>(word - tagOffset(level), EMPTY);
  setClean(word);
  removed(policyOf(level), word);
}

/** The line that `makeWay` put out, or EMPTY, and whether it was dirty. */
export let victim: u32 = EMPTY;
export let victimDirty: bool = false;

/**
 * The word of the way that `line` will take, whose line is put out: the level no longer holds it.
 * `owner`: the processor or cluster by whose number the instance draws lots.
 */
export function makeWay(level: usize, instance: u32, owner: u32, line: u32): usize {
  const set = setIn(level, line);
  const block = blockIn(level, set, instance);
  const ways = waysOf(level);
  const way = wayToFill(policyOf(level), block, ways, lanesOf(level), (set << 10) | owner, seedOf(level));
  const tag = block + ((<usize>way) << 2);
  const word = tag + tagOffset(level);
  victim = load<u32>(tag);
  victimDirty = isDirty(word);
  store<u32>(tag, EMPTY);
  setClean(word);
  return word;
}

/** Puts `line` in the way that was made. */
export function fillWay(level: usize, instance: u32, line: u32, word: usize): void {
  tick();
  store<u32>(word - tagOffset(level), line);
  const words = blockIn(level, setIn(level, line), instance) + tagOffset(level);
  filled(policyOf(level), words, waysOf(level), <u32>((word - words) >> 2));
}
