import type { AccessClass, LatencyResult, Result } from '../result.js';
import { fixed, NOTHING } from './format.js';
import { networkTotals, requestsOf } from './network.js';
import { timeTotals } from './time-totals.js';

/** A number that is computed from counters. */
export interface Measure {
  readonly name: string;
  readonly title: string;
  readonly unit:
    | '%'
    | 'per 1,000 references'
    | 'B per reference'
    | 'B'
    | 'messages'
    | 'links'
    | 'links a message'
    | 'cycles'
    | 'cycles a reference'
    | 'cycles a fill';
  readonly definition: string;
  /** Whether it means anything for the result. */
  readonly applies: (result: Result) => boolean;
  /** `undefined` where it would divide by nothing. */
  readonly of: (result: Result) => number | undefined;
}

const always = (): boolean => true;
const hasL2 = ({ machine }: Result): boolean => machine.l2 !== null;
const hasBus = ({ machine }: Result): boolean => machine.numa === null;
const hasNodes = ({ network }: Result): boolean => network !== null;
const isClassified = ({ classified }: Result): boolean => classified;

const over = (part: number, whole: number, factor = 1): number | undefined =>
  whole === 0 ? undefined : (factor * part) / whole;

const share = (part: number, whole: number): number | undefined => over(part, whole, 100);

const isTimed = ({ timing }: Result): boolean => timing !== null;
const timed = (result: Result) => (result.timing ? timeTotals(result.timing) : undefined);

/** Latency of those of the classes, in cycles. */
const latencyOf = ({ timing }: Result, classes: readonly AccessClass[]): number | undefined => {
  const some = timing?.classes.filter((latency) => classes.includes(latency.class)) ?? [];
  const sum = (of: (latency: LatencyResult) => number): number =>
    some.reduce((all, latency) => all + of(latency), 0);
  return over(
    sum(({ cycles }) => cycles),
    sum(({ count }) => count),
  );
};

const MISSES: readonly AccessClass[] = ['l3', 'cacheLocal', 'cacheRemote', 'memoryLocal', 'memoryRemote'];

/** The measures, in the order of the report. */
export const MEASURES: readonly Measure[] = [
  {
    name: 'cycles',
    title: 'run time',
    unit: 'cycles',
    definition: 'Cycles until the last processor ended; with timing only.',
    applies: isTimed,
    of: ({ timing }) => timing?.cycles,
  },
  {
    name: 'memoryCyclesPerReference',
    title: 'memory',
    unit: 'cycles a reference',
    definition: 'Cycles that processors stood still / references, the CPI of memory; with timing only.',
    applies: isTimed,
    of: (result) => {
      const { stalls, references } = timed(result) ?? { stalls: 0, references: 0 };
      return over(stalls, references);
    },
  },
  {
    name: 'stallShare',
    title: 'time stalled',
    unit: '%',
    definition: 'Cycles that processors stood still / all their cycles; with timing only.',
    applies: isTimed,
    of: (result) => {
      const { stalls, cycles } = timed(result) ?? { stalls: 0, cycles: 0 };
      return share(stalls, cycles);
    },
  },
  {
    name: 'missLatency',
    title: 'mean latency',
    unit: 'cycles a fill',
    definition:
      'Mean cycles of references whose line came from an L3, another cache or memory; with timing only.',
    applies: isTimed,
    of: (result) => latencyOf(result, MISSES),
  },
  {
    name: 'missRate',
    title: 'miss rate',
    unit: '%',
    definition: 'misses / references.',
    applies: always,
    of: ({ total }) => share(total.misses, total.references),
  },
  {
    name: 'readMissRate',
    title: 'read miss rate',
    unit: '%',
    definition: 'readMisses / reads.',
    applies: always,
    of: ({ total }) => share(total.readMisses, total.reads),
  },
  {
    name: 'writeMissRate',
    title: 'write miss rate',
    unit: '%',
    definition: 'writeMisses / writes.',
    applies: always,
    of: ({ total }) => share(total.writeMisses, total.writes),
  },
  {
    name: 'l1MissRate',
    title: 'L1 miss rate',
    unit: '%',
    definition: 'l1Misses / references; with an L2 only.',
    applies: hasL2,
    of: ({ total }) => share(total.l1Misses, total.references),
  },
  {
    name: 'l2LocalMissRate',
    title: 'L2 local miss rate',
    unit: '%',
    definition: 'l2Misses / l1Misses: of the references that reach L2, those that miss there too.',
    applies: hasL2,
    of: ({ total }) => share(total.l2Misses, total.l1Misses),
  },
  {
    name: 'l3LocalMissRate',
    title: 'L3 local miss rate',
    unit: '%',
    definition: 'l3Misses / (l3Hits + l3Misses): of the look-ups in an L3, those that miss; with an L3 only.',
    applies: ({ machine }) => machine.l3 !== null,
    of: ({ total }) => share(total.l3Misses, total.l3Hits + total.l3Misses),
  },
  {
    name: 'tlbMissRate',
    title: 'TLB miss rate',
    unit: '%',
    definition: 'tlbMisses / references; with a TLB only.',
    applies: ({ machine }) => machine.tlb !== null,
    of: ({ total }) => share(total.tlbMisses, total.references),
  },
  {
    name: 'prefetchAccuracy',
    title: 'useful prefetches',
    unit: '%',
    definition: 'usefulPrefetches / prefetches; with a prefetcher only.',
    applies: ({ machine }) => machine.prefetch.kind !== 'none',
    of: ({ total }) => share(total.usefulPrefetches, total.prefetches),
  },
  {
    name: 'coherenceMissShare',
    title: 'coherence share of misses',
    unit: '%',
    definition: 'coherenceMisses / misses; with miss classification only.',
    applies: isClassified,
    of: ({ total }) => share(total.coherenceMisses, total.misses),
  },
  {
    name: 'falseSharingShare',
    title: 'false-sharing share of misses',
    unit: '%',
    definition: 'falseSharingMisses / misses; with miss classification only.',
    applies: isClassified,
    of: ({ total }) => share(total.falseSharingMisses, total.misses),
  },
  {
    name: 'cacheToCacheShare',
    title: 'fills from other caches',
    unit: '%',
    definition: 'cacheToCacheTransfers / fills.',
    applies: always,
    of: ({ total }) => share(total.cacheToCacheTransfers, total.fills),
  },
  {
    name: 'busTransactionsPerThousand',
    title: 'bus transactions',
    unit: 'per 1,000 references',
    definition: '1,000 × busTransactions / references; on a bus only.',
    applies: hasBus,
    of: ({ total }) => over(total.busTransactions, total.references, 1000),
  },
  {
    name: 'busBytesPerReference',
    title: 'bus traffic',
    unit: 'B per reference',
    definition: 'busBytes / references; on a bus only.',
    applies: hasBus,
    of: ({ total }) => over(total.busBytes, total.references),
  },
  {
    name: 'remoteShare',
    title: 'requests to another node',
    unit: '%',
    definition: 'remoteRequests / (localRequests + remoteRequests + nodeRequests); with nodes only.',
    applies: hasNodes,
    of: ({ total }) => share(total.remoteRequests, requestsOf(total)),
  },
  {
    name: 'networkMessages',
    title: 'messages between nodes',
    unit: 'messages',
    definition: 'Messages whose sender and receiver are in different nodes; with nodes only.',
    applies: hasNodes,
    of: ({ network }) => (network ? networkTotals(network).messages : undefined),
  },
  {
    name: 'networkBytes',
    title: 'network traffic',
    unit: 'B',
    definition: 'Bytes of the messages between nodes, header and data; with nodes only.',
    applies: hasNodes,
    of: ({ network }) => (network ? networkTotals(network).bytes : undefined),
  },
  {
    name: 'networkHops',
    title: 'links crossed',
    unit: 'links',
    definition: 'Links that the messages crossed, summed over them; with nodes only.',
    applies: hasNodes,
    of: ({ network }) => (network ? networkTotals(network).hops : undefined),
  },
  {
    name: 'meanHops',
    title: 'mean hops',
    unit: 'links a message',
    definition: 'Links crossed / messages between nodes; with nodes only.',
    applies: hasNodes,
    of: ({ network }) => {
      const { hops, messages } = network ? networkTotals(network) : { hops: 0, messages: 0 };
      return over(hops, messages);
    },
  },
  {
    name: 'memoryBytes',
    title: 'memory traffic',
    unit: 'B',
    definition:
      '(memoryReads + memoryWrites) × lineBytes + (memoryWordReads + memoryWordWrites) × bus.wordBytes.',
    applies: always,
    of: ({ total, machine }) =>
      (total.memoryReads + total.memoryWrites) * machine.lineBytes +
      (total.memoryWordReads + total.memoryWordWrites) * machine.bus.wordBytes,
  },
];

const WHOLE: readonly Measure['unit'][] = ['B', 'messages', 'links', 'cycles'];

/** A measure's value; what is counted is whole, all else has two places. */
export const showMeasure = ({ unit }: Measure, value: number | undefined): string =>
  value === undefined ? NOTHING : fixed(value, WHOLE.includes(unit) ? 0 : 2);
