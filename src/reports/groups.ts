import type { CounterName } from '../counters.js';
import type { Result } from '../result.js';

/** Counters that are read together. */
export interface CounterGroup {
  readonly title: string;
  /** Title where every machine has nodes and none a bus. */
  readonly titleOfNodes?: string;
  readonly counters: readonly CounterName[];
  /** Whether the counters mean anything for the result. */
  readonly applies: (result: Result) => boolean;
}

/** Title of the group whose counters tell misses apart. */
export const MISS_KINDS = 'Misses by kind';

const always = (): boolean => true;

/** Every counter, in one group each, in the order of the report. */
export const COUNTER_GROUPS: readonly CounterGroup[] = [
  {
    title: 'References',
    applies: always,
    counters: [
      'references',
      'reads',
      'writes',
      'hits',
      'readHits',
      'writeHits',
      'misses',
      'readMisses',
      'writeMisses',
    ],
  },
  {
    title: MISS_KINDS,
    applies: ({ classified }) => classified,
    counters: [
      'coldMisses',
      'capacityMisses',
      'conflictMisses',
      'coherenceMisses',
      'trueSharingMisses',
      'falseSharingMisses',
    ],
  },
  {
    title: 'Two cache levels',
    applies: ({ machine }) => machine.l2 !== null,
    counters: [
      'l1Hits',
      'l1Misses',
      'l1Evictions',
      'l1WriteBacks',
      'l1WriteThroughs',
      'l2Hits',
      'l2Misses',
      'backInvalidations',
    ],
  },
  {
    title: 'Exclusive L2',
    applies: ({ machine }) => machine.l2?.inclusion === 'exclusive',
    counters: ['l2VictimFills'],
  },
  {
    title: 'Instruction cache',
    applies: ({ machine }) => machine.l1i !== null && machine.instructions === 'read',
    counters: ['l1iHits', 'l1iMisses'],
  },
  {
    title: 'Shared L3',
    applies: ({ machine }) => machine.l3 !== null,
    counters: [
      'l3Hits',
      'l3Misses',
      'l3RemoteHits',
      'l3Fills',
      'l3Evictions',
      'l3WriteBacks',
      'l3BackInvalidations',
    ],
  },
  {
    title: 'TLB',
    applies: ({ machine }) => machine.tlb !== null,
    counters: ['tlbMisses', 'pageWalks'],
  },
  {
    title: 'Prefetcher',
    applies: ({ machine }) => machine.prefetch.kind !== 'none',
    counters: ['prefetches', 'usefulPrefetches', 'latePrefetches', 'uselessPrefetches'],
  },
  {
    title: 'Store buffer',
    applies: ({ machine, timing }) => timing !== null && machine.timing.storeBuffer.entries > 0,
    counters: ['forwardedLoads'],
  },
  {
    title: 'Lines',
    applies: always,
    counters: ['fills', 'evictions', 'writeBacks', 'flushes'],
  },
  {
    title: 'Coherence',
    applies: always,
    counters: [
      'upgrades',
      'invalidationsSent',
      'invalidationsReceived',
      'interventions',
      'cacheToCacheTransfers',
      'cacheToCacheSupplies',
      'updatesSent',
      'updatesReceived',
    ],
  },
  {
    title: 'Bus',
    titleOfNodes: 'Transactions',
    applies: always,
    counters: [
      'busRd',
      'busRdX',
      'busUpgr',
      'busUpd',
      'busWr',
      'busWB',
      'busTransactions',
      'busDataBytes',
      'busAddressBytes',
      'busBytes',
    ],
  },
  {
    title: 'Memory',
    applies: always,
    counters: ['memoryReads', 'memoryWrites', 'memoryWordReads', 'memoryWordWrites'],
  },
  {
    title: 'Nodes',
    applies: ({ machine }) => machine.numa !== null,
    counters: [
      'localRequests',
      'remoteRequests',
      'nodeRequests',
      'recalls',
      'uselessInvalidations',
      'pageMigrations',
      'tlbShootdowns',
    ],
  },
];

/** What to call a group above counters of these results. */
export const groupTitle = ({ title, titleOfNodes }: CounterGroup, results: readonly Result[]): string =>
  results.every(({ machine }) => machine.numa !== null) ? (titleOfNodes ?? title) : title;
