/** Copies of lines: how they come, go and change. */
import type { CounterDefinition } from './definition.js';
import { AB, CS } from './sources.js';

export const COPIES = {
  fills: {
    title: 'fills',
    unit: 'lines',
    source: CS,
    definition: 'Lines brought into the coherent cache (L2 where there is one, else L1).',
  },
  evictions: {
    title: 'evictions',
    unit: 'lines',
    source: CS,
    definition:
      'Lines that replacement removed from the coherent cache, and those that a directory recalled from it.',
  },
  writeBacks: {
    title: 'write-backs',
    unit: 'lines',
    source: CS,
    definition: 'Evictions of a line that had to be written to memory.',
  },
  flushes: {
    title: 'flushes',
    unit: 'lines',
    source: CS,
    definition: 'Lines that this cache wrote to memory because of another processor’s transaction.',
  },
  invalidationsSent: {
    title: 'invalidations sent',
    unit: 'copies',
    source: CS,
    definition: 'Copies in other caches that transactions of this processor invalidated.',
  },
  invalidationsReceived: {
    title: 'invalidations received',
    unit: 'copies',
    source: CS,
    definition: 'Copies in this cache that other processors’ transactions invalidated.',
  },
  interventions: {
    title: 'interventions',
    unit: 'copies',
    source: CS,
    definition:
      'Copies in this cache that another processor’s transaction moved from an exclusive state (Modified, Exclusive) to a readable state that is not exclusive.',
  },
  cacheToCacheTransfers: {
    title: 'cache-to-cache transfers',
    unit: 'lines',
    source: AB,
    definition: 'Fills of this cache whose data another cache supplied.',
  },
  cacheToCacheSupplies: {
    title: 'cache-to-cache supplies',
    unit: 'lines',
    source: AB,
    definition:
      'Fills of other caches whose data this cache supplied. Where several could, the lowest-numbered processor wins the arbitration.',
  },
  updatesSent: {
    title: 'updates sent',
    unit: 'copies',
    source: AB,
    definition: 'Copies in other caches that took a word which this processor wrote.',
  },
  updatesReceived: {
    title: 'updates received',
    unit: 'copies',
    source: AB,
    definition: 'Words of other processors taken into copies in this cache, one for each transaction.',
  },
} as const satisfies Record<string, CounterDefinition>;
