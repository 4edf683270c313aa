/** What goes ahead of references, or stands in for them: TLBs, prefetchers, store buffers. */
import type { CounterDefinition } from './definition.js';
import { HP, SRINATH } from './sources.js';

export const TLB_PREFETCH_STORES = {
  tlbMisses: {
    title: 'TLB misses',
    unit: 'references',
    source: HP,
    definition: 'References whose page the first level of the TLB did not hold. 0 without a TLB.',
  },
  pageWalks: {
    title: 'page walks',
    unit: 'references',
    source: HP,
    definition:
      'TLB misses that the second level did not hold either; all, where there is none. 0 without a TLB.',
  },
  prefetches: {
    title: 'prefetches',
    unit: 'lines',
    source: SRINATH,
    definition: 'Lines that this processor’s references made the prefetcher fetch. 0 without one.',
  },
  usefulPrefetches: {
    title: 'useful prefetches',
    unit: 'lines',
    source: SRINATH,
    definition: 'Prefetched lines that the core referred to before it lost them.',
  },
  latePrefetches: {
    title: 'late prefetches',
    unit: 'lines',
    source: SRINATH,
    definition: 'Useful prefetches whose data were still under way at the first reference. 0 without timing.',
  },
  uselessPrefetches: {
    title: 'useless prefetches',
    unit: 'lines',
    source: SRINATH,
    definition:
      'Prefetched lines that the core lost before it referred to them. Lines still waiting at the end are neither useful nor useless.',
  },
  forwardedLoads: {
    title: 'forwarded loads',
    unit: 'references',
    source: HP,
    definition:
      'Loads that took their bytes from a store waiting in the store buffer. No other counter counts them. 0 without timing or without a store buffer.',
  },
} as const satisfies Record<string, CounterDefinition>;
