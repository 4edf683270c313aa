/** What a machine has where nothing is said of it: one core a processor, no third level, no TLB, no prefetcher. */
import type { LevelConfig, ShapeConfig } from '../src/config/hierarchy.js';
import type { CacheConfig, MachineConfig } from '../src/config/machine.js';
import { ASSUMED_TIMING, NO_PREFETCH } from '../src/machines/parts.js';

/** Cores of one die. */
export const coresOf = (processors: number): ShapeConfig => ({
  sockets: 1,
  diesPerSocket: 1,
  coresPerDie: processors,
  threadsPerCore: 1,
});

export const plain = (
  processors: number,
): Pick<MachineConfig, 'processors' | 'shape' | 'l1i' | 'l3' | 'tlb' | 'prefetch' | 'timing'> => ({
  processors,
  shape: coresOf(processors),
  l1i: null,
  l3: null,
  tlb: null,
  prefetch: NO_PREFETCH,
  timing: ASSUMED_TIMING,
});

/** An L2 that holds every line of L1. */
export const inclusive = (cache: CacheConfig): LevelConfig => ({ ...cache, inclusion: 'inclusive' });

/** The same where there may be none. */
export const inclusiveOrNone = (cache: CacheConfig | null): LevelConfig | null => cache && inclusive(cache);
