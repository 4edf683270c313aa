/** Numbers of a program's run that are read by the critical section. */
import type { LockResult, ProgramResult } from '../execute/result.js';
import { networkTotals } from './network.js';

/** Acquisitions of all locks together. */
export const acquisitionsOf = ({ locks }: ProgramResult): number =>
  locks.reduce((sum, { acquisitions }) => sum + acquisitions, 0);

/**
 * How evenly threads took a lock, from 1/n (one had it all) to 1 (all as often).
 * R. Jain, D. Chiu and W. Hawe, A Quantitative Measure of Fairness and Discrimination, 1984.
 */
export const fairnessOf = ({ byThread }: LockResult): number | undefined => {
  // Who never comes for the lock is not treated unfairly.
  const takers = byThread.filter((count) => count > 0);
  const sum = takers.reduce((all, count) => all + count, 0);
  const squares = takers.reduce((all, count) => all + count * count, 0);
  return sum === 0 ? undefined : (sum * sum) / (takers.length * squares);
};

/** Something that is divided by the acquisitions of locks. */
export interface SectionMeasure {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly definition: string;
  readonly of: (result: ProgramResult) => number | undefined;
}

const per =
  (part: (result: ProgramResult) => number | undefined) =>
  (result: ProgramResult): number | undefined => {
    const acquisitions = acquisitionsOf(result);
    const value = part(result);
    return acquisitions === 0 || value === undefined ? undefined : value / acquisitions;
  };

const onBus =
  (part: (result: ProgramResult) => number) =>
  (result: ProgramResult): number | undefined =>
    result.network === null ? part(result) : undefined;

const onNetwork =
  (part: 'messages' | 'bytes') =>
  ({ network, cluster }: ProgramResult): number | undefined => {
    if (cluster) return part === 'messages' ? cluster.total.messagesSent : cluster.total.bytesSent;
    return network === null ? undefined : networkTotals(network)[part];
  };

/** The measures, in the order of the report; the first is that of the classical curve. */
export const SECTION_MEASURES: readonly SectionMeasure[] = [
  {
    name: 'cyclesPerAcquisition',
    title: 'run time',
    unit: 'cycles',
    definition: 'Cycles of the run / acquisitions of all locks.',
    of: per(({ cycles }) => cycles),
  },
  {
    name: 'waitPerAcquisition',
    title: 'wait',
    unit: 'cycles',
    definition: 'Cycles from wanting a lock to having it / acquisitions.',
    of: per(({ locks }) => locks.reduce((sum, { waitCycles }) => sum + waitCycles, 0)),
  },
  {
    name: 'missesPerAcquisition',
    title: 'misses',
    unit: 'references',
    definition: 'misses / acquisitions.',
    of: per(({ total }) => total.misses),
  },
  {
    name: 'invalidationsPerAcquisition',
    title: 'invalidations',
    unit: 'copies',
    definition: 'invalidationsReceived / acquisitions.',
    of: per(({ total }) => total.invalidationsReceived),
  },
  {
    name: 'busTransactionsPerAcquisition',
    title: 'bus transactions',
    unit: 'transactions',
    definition: 'busTransactions / acquisitions; on a bus only.',
    of: per(onBus(({ total }) => total.busTransactions)),
  },
  {
    name: 'busBytesPerAcquisition',
    title: 'bus traffic',
    unit: 'B',
    definition: 'busBytes / acquisitions; on a bus only.',
    of: per(onBus(({ total }) => total.busBytes)),
  },
  {
    name: 'uncachedPerAcquisition',
    title: 'past the caches',
    unit: 'reads and writes',
    definition:
      'Reads and writes of synchronisation data past caches that nothing keeps coherent / acquisitions; each is a bus transaction, and none a reference.',
    of: per(({ uncachedAccesses }) => (uncachedAccesses === 0 ? undefined : uncachedAccesses)),
  },
  {
    name: 'messagesPerAcquisition',
    title: 'messages between nodes',
    unit: 'messages',
    definition: 'Messages whose sender and receiver are in different nodes / acquisitions; with nodes only.',
    of: per(onNetwork('messages')),
  },
  {
    name: 'networkBytesPerAcquisition',
    title: 'network traffic',
    unit: 'B',
    definition: 'Bytes of the messages between nodes / acquisitions; with nodes only.',
    of: per(onNetwork('bytes')),
  },
  {
    name: 'faultsPerAcquisition',
    title: 'faults',
    unit: 'faults',
    definition:
      'Accesses to pages, and to lines kept apart, that a node did not have / acquisitions; in clusters only.',
    of: per(({ cluster }) =>
      cluster === null || cluster.config.dsm === 'none'
        ? undefined
        : cluster.total.readFaults + cluster.total.writeFaults + cluster.total.lineFaults,
    ),
  },
];
