/** The levels of a private hierarchy. */
import type { CounterDefinition } from './definition.js';
import { BAER_WANG, CS } from './sources.js';

export const L1_AND_L2 = {
  l1Hits: {
    title: 'L1 hits',
    unit: 'references',
    source: CS,
    definition: 'References that found their line in L1. Equals hits without an L2.',
  },
  l1Misses: {
    title: 'L1 misses',
    unit: 'references',
    source: CS,
    definition: 'References that did not. l1Hits + l1Misses = references.',
  },
  l1Evictions: {
    title: 'L1 evictions',
    unit: 'lines',
    source: CS,
    definition: 'Lines that replacement in L1 removed. Equals evictions without an L2.',
  },
  l1WriteBacks: {
    title: 'L1 write-backs',
    unit: 'lines',
    source: CS,
    definition:
      'With an L2: dirty L1 lines copied down to L2, by replacement in L1, by an L2 eviction (back-invalidation), or by a snoop that supplies or flushes the line. 0 without an L2.',
  },
  l1WriteThroughs: {
    title: 'L1 write-throughs',
    unit: 'references',
    source: CS,
    definition:
      'With an L2: writes that L1 passed on to L2, because L1 writes through or does not allocate. 0 without an L2.',
  },
  l2Hits: {
    title: 'L2 hits',
    unit: 'references',
    source: CS,
    definition: 'References that missed L1 and found their line in L2. 0 without an L2.',
  },
  l2Misses: {
    title: 'L2 misses',
    unit: 'references',
    source: CS,
    definition: 'References that missed L1 and L2. 0 without an L2.',
  },
  backInvalidations: {
    title: 'back-invalidations',
    unit: 'lines',
    source: BAER_WANG,
    definition:
      'L1 lines dropped because L2 evicted the line, so that L2 stays inclusive. 0 without an inclusive L2.',
  },
} as const satisfies Record<string, CounterDefinition>;
