/**
 * Kinds of runs, as the type parameter K by which the loops are compiled: u8 plain with LRU, i8 plain with
 * any other policy, u16 and i16 the same on a machine with directories, f32 with an L1 above or with
 * classification, u32 plain with LRU where copies have values (execute/), and f64 where all that a machine may
 * have is asked for as it runs.
 */
import { directed, executing } from './layout';

// @ts-ignore: decorator
@inline
export function isPlain<K>(): bool {
  return !isFloat<K>();
}

/** Whether all that a machine may have is asked for as it runs: f64. */
// @ts-ignore: decorator
@inline
export function isFull<K>(): bool {
  return isFloat<K>() && sizeof<K>() == 8;
}

/** Whether copies have values. */
// @ts-ignore: decorator
@inline
export function hasValues<K>(): bool {
  return isFull<K>() ? executing : isInteger<K>() && sizeof<K>() == 4;
}

// @ts-ignore: decorator
@inline
export function isExtra<K>(): bool {
  return !isPlain<K>();
}

/** Whether the machine has directories: u16 and i16 are u8 and i8 with them. */
// @ts-ignore: decorator
@inline
export function isDirected<K>(): bool {
  return isFloat<K>() ? directed : sizeof<K>() == 2;
}

// @ts-ignore: decorator
@inline
export function isPlainLRU<K>(): bool {
  return !isFloat<K>() && !isSigned<K>();
}
