/** Instruction caches, exclusive L2s and shared L3s. */
import type { CounterDefinition } from './definition.js';
import { BAER_WANG, CS, JOUPPI } from './sources.js';

export const L1I_AND_L3 = {
  l1iHits: {
    title: 'L1I hits',
    unit: 'references',
    source: CS,
    definition:
      'Instruction fetches that found their line in the instruction cache; l1Hits counts them too. 0 without one.',
  },
  l1iMisses: {
    title: 'L1I misses',
    unit: 'references',
    source: CS,
    definition: 'Instruction fetches that did not; l1Misses counts them too. 0 without an L1I.',
  },
  l2VictimFills: {
    title: 'L2 victim fills',
    unit: 'lines',
    source: JOUPPI,
    definition: 'Lines that replacement in L1 put in an exclusive L2. 0 without one.',
  },
  l3Hits: {
    title: 'L3 hits',
    unit: 'lines',
    source: CS,
    definition:
      'Fills of this processor’s core whose data its own L3 supplied, prefetches included. 0 without an L3, as all that follow of it.',
  },
  l3Misses: {
    title: 'L3 misses',
    unit: 'lines',
    source: CS,
    definition:
      'Fills of this processor’s core that its own L3 was asked for in vain: no core of its cluster supplied them, and the L3 did not hold the line.',
  },
  l3RemoteHits: {
    title: 'L3 hits elsewhere',
    unit: 'lines',
    source: CS,
    definition: 'Fills of this processor’s core whose data the L3 of another cluster supplied.',
  },
  l3Fills: {
    title: 'L3 fills',
    unit: 'lines',
    source: CS,
    definition:
      'Lines that references of this processor placed in an L3, victims of private caches included.',
  },
  l3Evictions: {
    title: 'L3 evictions',
    unit: 'lines',
    source: CS,
    definition: 'Lines that replacement removed from an L3, at the processor whose reference caused it.',
  },
  l3WriteBacks: {
    title: 'L3 write-backs',
    unit: 'lines',
    source: CS,
    definition:
      'Dirty lines of an L3 written to memory, by replacement or because of a transaction, at the processor whose reference caused it.',
  },
  l3BackInvalidations: {
    title: 'L3 back-invalidations',
    unit: 'lines',
    source: BAER_WANG,
    definition:
      'Lines that this core lost because an inclusive L3 evicted them, one a line whatever the levels that held it. Counted at the core’s first thread.',
  },
} as const satisfies Record<string, CounterDefinition>;
