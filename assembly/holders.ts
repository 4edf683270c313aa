/**
 * Who holds each line: exact, and found in the same time however many processors there are.
 *
 *   up to 64 processors (H = u64)    holders: u64 a line, bit q = processor q
 *   more (H = u32)                   holders: u32 a line
 *                                      0              nobody
 *                                      q << 2 | 1     processor q alone
 *                                      slot << 2 | 2  a sharer vector of the pool
 *                                    pool slot: u32 count, u32 next free, u64 × slotWords
 */
import { aloneIn, recordOf } from './counters';
import { ALONE, slotBytes, slotWords } from './layout';
import { giveSlot, holders, pool, takeSlot } from './growing';

export const VECTOR: u32 = 2;

// @ts-ignore: decorator
@inline
export function holdersAt<H>(line: u32): usize {
  return holders + <usize>line * sizeof<H>();
}

// @ts-ignore: decorator
@inline
export function slotVector(entry: u32): usize {
  return pool + <usize>(entry >> 2) * slotBytes + 8;
}

/** Whether nobody holds the line. */
// @ts-ignore: decorator
@inline
export function isUnheld<H>(line: u32): bool {
  return load<H>(holdersAt<H>(line)) == 0;
}

/** Whether the line's holders are in a vector of the pool. */
// @ts-ignore: decorator
@inline
export function isVector<H>(line: u32): bool {
  return sizeof<H>() != 8 && (load<u32>(holdersAt<H>(line)) & VECTOR) != 0;
}

/** `removeHolder` for lines whose holders are in no vector; `own`: the processor's mark, see counters.ts. */
// @ts-ignore: decorator
@inline
export function removeFromWord<H>(line: u32, own: H): void {
  const at = holdersAt<H>(line);
  if (sizeof<H>() == 8) store<u64>(at, load<u64>(at) ^ (<u64>own));
  else store<u32>(at, 0);
}

// @ts-ignore: decorator
@inline
export function addHolder<H>(line: u32, processor: u32): void {
  const at = holdersAt<H>(line);
  if (sizeof<H>() == 8) store<u64>(at, load<u64>(at) | ((<u64>1) << (<u64>processor)));
  else addToEntry(at, processor);
}

// @ts-ignore: decorator
@inline
export function removeHolder<H>(line: u32, processor: u32): void {
  if (isVector<H>(line)) removeFromVector(holdersAt<H>(line), processor);
  else removeFromWord<H>(line, aloneIn<H>(recordOf(processor)));
}

// @ts-ignore: decorator
@inline
function setBit(vector: usize, processor: u32): void {
  const at = vector + ((<usize>(processor >> 6)) << 3);
  store<u64>(at, load<u64>(at) | ((<u64>1) << (processor & 63)));
}

function addToEntry(at: usize, processor: u32): void {
  const entry = load<u32>(at);
  if (!entry) {
    store<u32>(at, (processor << 2) | ALONE);
    return;
  }
  let vector: usize;
  if (entry & ALONE) {
    const slot = takeSlot();
    store<u32>(at, (slot << 2) | VECTOR);
    vector = slotVector(slot << 2);
    memory.fill(vector, 0, slotWords << 3);
    setBit(vector, entry >> 2);
    store<u32>(vector - 8, 1);
  } else {
    vector = slotVector(entry);
  }
  setBit(vector, processor);
  store<u32>(vector - 8, load<u32>(vector - 8) + 1);
}

function removeFromVector(at: usize, processor: u32): void {
  const entry = load<u32>(at);
  const vector = slotVector(entry);
  const word = vector + ((<usize>(processor >> 6)) << 3);
  store<u64>(word, load<u64>(word) & ~((<u64>1) << (processor & 63)));
  const count = load<u32>(vector - 8) - 1;
  store<u32>(vector - 8, count);
  if (count) return;
  store<u32>(at, 0);
  giveSlot(entry >> 2);
}

export const NOBODY: u32 = 0xffffffff;

export function holds<H>(line: u32, processor: u32): bool {
  const at = holdersAt<H>(line);
  if (sizeof<H>() == 8) return ((load<u64>(at) >> (<u64>processor)) & 1) != 0;
  const entry = load<u32>(at);
  if (!(entry & VECTOR)) return (entry & ALONE) != 0 && entry >> 2 == processor;
  return ((load<u64>(slotVector(entry) + ((<usize>(processor >> 6)) << 3)) >> (processor & 63)) & 1) != 0;
}

/** Whether anybody but the processor holds the line; a sharer vector may say so of the processor alone. */
// @ts-ignore: decorator
@inline
export function isHeldByOthers<H>(line: u32, processor: u32): bool {
  const at = holdersAt<H>(line);
  if (sizeof<H>() == 8) return (load<u64>(at) & ~((<u64>1) << (<u64>processor))) != 0;
  const entry = load<u32>(at);
  return entry != 0 && entry != ((processor << 2) | ALONE);
}

export function holderCount<H>(line: u32): u32 {
  const at = holdersAt<H>(line);
  if (sizeof<H>() == 8) return <u32>popcnt(load<u64>(at));
  const entry = load<u32>(at);
  return entry & VECTOR ? load<u32>(slotVector(entry) - 8) : entry & ALONE;
}

/** The lowest holder from `from` on, or NOBODY. */
export function nextHolder<H>(line: u32, from: u32): u32 {
  const at = holdersAt<H>(line);
  if (sizeof<H>() == 8) {
    const rest = from < 64 ? load<u64>(at) >> (<u64>from) : 0;
    return rest ? from + <u32>ctz(rest) : NOBODY;
  }
  const entry = load<u32>(at);
  if (!(entry & VECTOR)) return entry & ALONE && entry >> 2 >= from ? entry >> 2 : NOBODY;
  // Bits below `from` are left out of its own word.
  let kept: u64 = u64.MAX_VALUE;
  kept <<= from & 63;
  for (let i = from >> 6; i < slotWords; i++) {
    const rest = load<u64>(slotVector(entry) + ((<usize>i) << 3)) & kept;
    if (rest) return (i << 6) | (<u32>ctz(rest));
    kept = u64.MAX_VALUE;
  }
  return NOBODY;
}
