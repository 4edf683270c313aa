/** Long traces from a seed: many records over many lines, too many to shrink one by one. */
import type { ModelRecord } from '../../model/references.js';

/** Numerical Recipes' linear congruential generator (Press et al. 1992): the upper bits will do here. */
function* numbers(seed: number): Generator<number, never> {
  let x = seed >>> 0;
  for (;;) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    yield x / 2 ** 32;
  }
}

export interface LongTrace {
  readonly seed: number;
  readonly records: number;
  readonly processors: number;
  /** Lines in use, spread evenly over `spanBytes`. */
  readonly lines: number;
  readonly spanBytes: bigint;
  /** How many records of ten write: 4, unless it is said. */
  readonly writes?: number;
}

export function longTrace({
  seed,
  records,
  processors,
  lines,
  spanBytes,
  writes = 4,
}: LongTrace): ModelRecord[] {
  const next = numbers(seed);
  const below = (limit: number): number => Math.floor(next.next().value * limit);
  const distance = spanBytes / BigInt(lines);
  return Array.from({ length: records }, (): ModelRecord => {
    // The square makes some lines popular.
    const line = Math.floor(next.next().value ** 2 * lines);
    return {
      processor: below(processors),
      operation: below(10) < writes ? 'write' : 'read',
      address: BigInt(line) * distance + BigInt(below(60)),
      bytes: 1 + below(8),
    };
  });
}
