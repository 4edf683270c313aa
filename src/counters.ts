/**
 * Every counter, defined once: its name, its unit and what exactly it counts.
 *
 * Two sources are meant by their short names: "Culler & Singh" is D. E. Culler and
 * J. P. Singh, Parallel Computer Architecture: A Hardware/Software Approach (1999);
 * "Archibald & Baer" is J. Archibald and J.-L. Baer, Cache Coherence Protocols:
 * Evaluation Using a Multiprocessor Simulation Model (1986).
 */
export interface CounterDefinition {
  readonly title: string;
  readonly unit:
    | 'references'
    | 'lines'
    | 'copies'
    | 'transactions'
    | 'words'
    | 'bytes'
    | 'requests'
    | 'messages'
    | 'pages';
  /** What one count means, seen from the processor that it belongs to. */
  readonly definition: string;
  readonly source: string;
  /** Counted only with miss classification on; 0 otherwise. */
  readonly classified?: true;
}

const CS = 'Culler & Singh 1999';
const AB = 'Archibald & Baer 1986';
const HILL = 'M. D. Hill, Aspects of Cache Memory and Instruction Buffer Performance, 1987';
const LENOSKI =
  'D. Lenoski et al., The Directory-Based Cache Coherence Protocol for the DASH Multiprocessor, 1990';
const GUPTA =
  'A. Gupta, W.-D. Weber, T. Mowry, Reducing Memory and Traffic Requirements for Scalable Directory-Based Cache Coherence Schemes, 1990';
const TORRELLAS =
  'J. Torrellas, M. S. Lam, J. L. Hennessy, False Sharing and Spatial Locality in Multiprocessor Caches, 1994; ' +
  'M. Dubois et al., The Detection and Elimination of Useless Misses in Multiprocessors, 1993';

const BAER_WANG =
  'J.-L. Baer and W.-H. Wang, On the Inclusion Properties for Multi-Level Cache Hierarchies, 1988';
const JOUPPI = 'N. P. Jouppi and S. J. E. Wilton, Tradeoffs in Two-Level On-Chip Caching, 1994';
const SRINATH =
  'S. Srinath, O. Mutlu, H. Kim, Y. N. Patt, Feedback Directed Prefetching: Improving the Performance and Bandwidth-Efficiency of Hardware Prefetchers, 2007';
const HP =
  'J. L. Hennessy and D. A. Patterson, Computer Architecture: A Quantitative Approach, 5th ed., 2012';

export const COUNTERS = {
  references: {
    title: 'references',
    unit: 'references',
    source: CS,
    definition:
      'Accesses of this processor, each within one line: an access that crosses a line boundary counts once a line. reads + writes.',
  },
  reads: {
    title: 'reads',
    unit: 'references',
    source: CS,
    definition: 'PrRd presented to the private caches.',
  },
  writes: {
    title: 'writes',
    unit: 'references',
    source: CS,
    definition: 'PrWr presented to the private caches.',
  },
  hits: {
    title: 'hits',
    unit: 'references',
    source: CS,
    definition:
      'References that found their line held (state not invalid) in the private hierarchy, whether or not a write then needed a transaction for permission. hits + misses = references.',
  },
  readHits: { title: 'read hits', unit: 'references', source: CS, definition: 'Reads among the hits.' },
  writeHits: {
    title: 'write hits',
    unit: 'references',
    source: CS,
    definition: 'Writes among the hits, upgrades and updates included.',
  },
  misses: {
    title: 'misses',
    unit: 'references',
    source: CS,
    definition: 'References whose line was not held in the private hierarchy.',
  },
  readMisses: { title: 'read misses', unit: 'references', source: CS, definition: 'Reads among the misses.' },
  writeMisses: {
    title: 'write misses',
    unit: 'references',
    source: CS,
    definition: 'Writes among the misses.',
  },
  coldMisses: {
    title: 'cold misses',
    unit: 'references',
    source: HILL,
    classified: true,
    definition: 'Misses on a line that this processor never held before.',
  },
  capacityMisses: {
    title: 'capacity misses',
    unit: 'references',
    source: HILL,
    classified: true,
    definition:
      'Misses on a line last lost to replacement that a fully associative LRU cache of the same capacity, fed with the references of this processor alone, would miss as well.',
  },
  conflictMisses: {
    title: 'conflict misses',
    unit: 'references',
    source: HILL,
    classified: true,
    definition:
      'Misses on a line last lost to replacement that the fully associative LRU cache of the same capacity would hold.',
  },
  coherenceMisses: {
    title: 'coherence misses',
    unit: 'references',
    source: TORRELLAS,
    classified: true,
    definition:
      'Misses on a line last lost to another processor’s transaction. trueSharingMisses + falseSharingMisses.',
  },
  trueSharingMisses: {
    title: 'true-sharing misses',
    unit: 'references',
    source: TORRELLAS,
    classified: true,
    definition:
      'Coherence misses that touch at least one word written by another processor since this processor lost the line, the write that took it included.',
  },
  falseSharingMisses: {
    title: 'false-sharing misses',
    unit: 'references',
    source: TORRELLAS,
    classified: true,
    definition: 'Coherence misses that touch no such word.',
  },
  upgrades: {
    title: 'upgrades',
    unit: 'references',
    source: CS,
    definition:
      'Writes to a line that is held but not writable, answered by an invalidating transaction (BusUpgr, BusRdX, or BusWr where it invalidates).',
  },
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
  busRd: { title: 'BusRd', unit: 'transactions', source: CS, definition: 'BusRd issued.' },
  busRdX: { title: 'BusRdX', unit: 'transactions', source: CS, definition: 'BusRdX issued.' },
  busUpgr: { title: 'BusUpgr', unit: 'transactions', source: CS, definition: 'BusUpgr issued.' },
  busUpd: { title: 'BusUpd', unit: 'transactions', source: CS, definition: 'BusUpd issued.' },
  busWr: {
    title: 'BusWr',
    unit: 'transactions',
    source: AB,
    definition: 'BusWr issued: one write written through to memory.',
  },
  busWB: {
    title: 'BusWB',
    unit: 'transactions',
    source: CS,
    definition: 'Write-backs of evicted lines on the bus. Equals writeBacks.',
  },
  busTransactions: {
    title: 'bus transactions',
    unit: 'transactions',
    source: CS,
    definition: 'busRd + busRdX + busUpgr + busUpd + busWr + busWB.',
  },
  busDataBytes: {
    title: 'bus data',
    unit: 'bytes',
    source: CS,
    definition:
      'Data on the bus: lineBytes for each fill, each write-back, and each flush that no fill of the same transaction carried as its own data; wordBytes for each bus word of a BusUpd, a BusWr, or a write-through that rides on another transaction. 0 on a machine of nodes, whose traffic is that of its network.',
  },
  busAddressBytes: {
    title: 'bus addresses',
    unit: 'bytes',
    source: CS,
    definition: 'bus.addressBytes for each bus transaction. 0 on a machine of nodes.',
  },
  busBytes: {
    title: 'bus traffic',
    unit: 'bytes',
    source: CS,
    definition: 'busDataBytes + busAddressBytes.',
  },
  memoryReads: {
    title: 'memory reads',
    unit: 'lines',
    source: CS,
    definition: 'Fills of this cache whose data memory supplied.',
  },
  memoryWrites: {
    title: 'memory writes',
    unit: 'lines',
    source: CS,
    definition:
      'Lines that this cache wrote to memory: writeBacks + flushes; on a machine with an L3, which takes the write-backs, l3WriteBacks + flushes.',
  },
  memoryWordWrites: {
    title: 'memory word writes',
    unit: 'words',
    source: AB,
    definition:
      'Bus words that this processor wrote through to memory (BusWr, Firefly’s BusUpd, write-through caches).',
  },
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
  localRequests: {
    title: 'local requests',
    unit: 'requests',
    source: LENOSKI,
    definition:
      'Transactions of this processor (write-backs aside) that went to their line’s home, in this processor’s own node. 0 on a bus. On a machine of nodes, localRequests + remoteRequests + nodeRequests = busTransactions − busWB.',
  },
  remoteRequests: {
    title: 'remote requests',
    unit: 'requests',
    source: LENOSKI,
    definition:
      'Transactions of this processor (write-backs aside) that went to their line’s home, in another node. 0 on a bus.',
  },
  nodeRequests: {
    title: 'requests within a node',
    unit: 'requests',
    source: LENOSKI,
    definition:
      'Transactions of this processor (write-backs aside) that the caches of its node served among themselves, so that no home heard of them. 0 on a bus, and under directories that track processors.',
  },
  recalls: {
    title: 'recalls',
    unit: 'copies',
    source: GUPTA,
    definition:
      'Copies that a directory took from this cache for want of an entry or a pointer; evictions count them too. 0 on a bus, and under directories that have room for every holder.',
  },
  uselessInvalidations: {
    title: 'useless invalidations',
    unit: 'messages',
    source:
      'A. Agarwal, R. Simoni, J. Hennessy, M. Horowitz, An Evaluation of Directory Schemes for Cache Coherence, 1988',
    definition:
      'Invalidations that transactions of this processor had sent to processors without a copy, because the directory no longer knew the holders one by one. 0 on a bus, and under directories that do.',
  },
  pageMigrations: {
    title: 'page migrations',
    unit: 'pages',
    source:
      'H. Löf, S. Holmgren, Affinity-on-Next-Touch: Increasing the Performance of an Industrial PDE Solver on a cc-NUMA System, 2005',
    definition:
      'Pages that a transaction of this processor moved from another node to its own. 0 on a bus, and under every placement but next-touch.',
  },
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

export type CounterName = keyof typeof COUNTERS;
/** The counters' names, in the order of the report. */
export const COUNTER_NAMES = Object.keys(COUNTERS) as readonly CounterName[];
/** One value a counter. Exact up to 2^53. */
export type Counters = Record<CounterName, number>;
