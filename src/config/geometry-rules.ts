/** The rules of a cache's size, ways and lines. */
import type { Fault } from './fault.js';
import { MAX_CACHE_BYTES, MAX_WAYS } from './limits.js';
import type { CacheConfig } from './machine.js';
import { isPowerOfTwo, powerOfTwoUpTo } from './powers.js';
import { showBytes } from './sizes.js';

/** "32 KiB (64 sets) and 64 KiB (128 sets)": the valid sizes on both sides. */
const nearestSizes = (size: number, setBytes: number): string => {
  const sets = powerOfTwoUpTo(size / setBytes);
  return [sets, sets * 2]
    .filter((count) => count * setBytes <= MAX_CACHE_BYTES)
    .map((count) => `${showBytes(count * setBytes)} (${count} ${count === 1 ? 'set' : 'sets'})`)
    .join(' and ');
};

/** The number of ways nearest to the given one that makes the size valid as it is. */
const waysThatFit = (lines: number, ways: number): number | undefined => {
  let candidate = lines;
  while (candidate % 2 === 0) candidate /= 2;
  let nearest: number | undefined;
  for (; candidate <= Math.min(lines, MAX_WAYS); candidate *= 2) {
    if (nearest === undefined || Math.abs(candidate - ways) < Math.abs(nearest - ways)) nearest = candidate;
  }
  return nearest;
};

const checkFull = (path: string, size: number, lineBytes: number): Fault | undefined => {
  const lines = size / lineBytes;
  if (!Number.isInteger(lines)) {
    const below = Math.floor(lines) * lineBytes;
    const sizes = [below, below + lineBytes].filter((bytes) => bytes > 0).map(showBytes);
    return {
      path: `${path}.size`,
      message: `is ${showBytes(size)}; expected a multiple of lineBytes (${lineBytes} B) in a fully associative cache. The nearest: ${sizes.join(' and ')}.`,
    };
  }
  if (lines > MAX_WAYS) {
    return {
      path: `${path}.ways`,
      message: `is "full", which makes ${lines} ways of ${showBytes(size)}; expected at most ${MAX_WAYS}, because a look-up compares every tag of the set. Take a size of at most ${showBytes(MAX_WAYS * lineBytes)}, a number of ways, or the size "unlimited".`,
    };
  }
  return undefined;
};

/** size = sets × ways × lineBytes, with a power of two of sets. */
export const checkGeometry = (path: string, cache: CacheConfig, lineBytes: number): Fault | undefined => {
  const { size, ways } = cache;
  if (size === 'unlimited') return undefined;
  if (ways === 'full') return checkFull(path, size, lineBytes);
  const setBytes = ways * lineBytes;
  const line = `${ways} ${ways === 1 ? 'way' : 'ways'} of ${lineBytes} B lines`;
  if (size < setBytes) {
    const fitting = Math.floor(size / lineBytes);
    const fewer =
      fitting < 1 ? 'a smaller lineBytes' : `at most ${fitting} ${fitting === 1 ? 'way' : 'ways'}`;
    return {
      path: `${path}.size`,
      message: `is ${showBytes(size)}, smaller than one set; expected at least ${showBytes(setBytes)} for ${line}. Take that size, or ${fewer}.`,
    };
  }
  if (isPowerOfTwo(size / setBytes)) return undefined;
  const lines = size / lineBytes;
  const fitting = Number.isInteger(lines) ? waysThatFit(lines, ways) : undefined;
  const orWays =
    fitting === undefined ? '' : `, or ${fitting} ${fitting === 1 ? 'way' : 'ways'} at this size`;
  return {
    path: `${path}.size`,
    message: `is ${showBytes(size)}; expected ${line} times a power-of-two number of sets. The nearest: ${nearestSizes(size, setBytes)}${orWays}.`,
  };
};
