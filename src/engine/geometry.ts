import type { CacheConfig } from '../config/machine.js';

/** Sets and ways of a cache; no sets where it has no limit. */
export const setsOf = (cache: CacheConfig, lineBytes: number): { sets: number; ways: number } => {
  if (cache.size === 'unlimited') return { sets: 0, ways: 1 };
  const lines = cache.size / lineBytes;
  const ways = cache.ways === 'full' ? lines : cache.ways;
  return { sets: lines / ways, ways };
};
