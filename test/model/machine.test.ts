/** Small runs counted by hand, on the model and on the engine: where definitions are easily misread. */
import { describe, expect, test } from 'vitest';
import type { CacheConfig, MachineConfig } from '../../src/config/machine.js';
import type { CounterName, Counters } from '../../src/counters.js';
import { runEngine, withProtocol } from '../engine/agreement.js';
import { inclusiveOrNone, plain } from '../plain-machine.js';
import { ModelMachine } from './machine.js';
import type { ModelRecord } from './references.js';

const LINE = 64;
const WORD = 8;
const ADDRESS = 10;

const cache = (lines: number, ways: number, policy: Partial<CacheConfig> = {}): CacheConfig => ({
  size: lines * LINE,
  ways,
  replacement: 'LRU',
  write: 'protocol',
  writeAllocate: 'protocol',
  ...policy,
});

const machineWith = (l1: CacheConfig, l2: CacheConfig | null): MachineConfig => ({
  ...plain(4),
  protocol: '',
  lineBytes: LINE,
  l1,
  l2: inclusiveOrNone(l2),
  bus: { wordBytes: WORD, addressBytes: ADDRESS },
  numa: null,
  instructions: 'skip',
  seed: 0,
  memoryLimitBytes: 2 ** 26,
});

/** `0 w 64 8`: processor 0 writes 8 bytes at address 64. */
const recordsOf = (trace: string): ModelRecord[] =>
  trace.split(',').map((step): ModelRecord => {
    const [processor, operation, address, bytes] = step.trim().split(' ');
    return {
      processor: Number(processor),
      operation: operation === 'w' ? 'write' : operation === 'i' ? 'instruction' : 'read',
      address: BigInt(address!),
      bytes: Number(bytes),
    };
  });

interface Case {
  readonly title: string;
  readonly protocol: string;
  readonly trace: string;
  readonly l1?: CacheConfig;
  readonly l2?: CacheConfig;
  /** Counters of processors 0 and 1, as far as the case is about them. */
  readonly counters: readonly [Partial<Counters>, Partial<Counters>];
}

const CASES: readonly Case[] = [
  {
    title: 'a line that memory takes while it crosses to the reader is on the bus once',
    protocol: 'MESI',
    trace: '1 w 0 8, 0 r 0 8',
    counters: [
      { busDataBytes: LINE, cacheToCacheTransfers: 1, memoryReads: 0, busAddressBytes: ADDRESS },
      { busDataBytes: LINE, flushes: 1, memoryWrites: 1, interventions: 1, cacheToCacheSupplies: 1 },
    ],
  },
  {
    title: 'a line that goes to memory before memory answers is on the bus twice',
    protocol: 'Synapse',
    trace: '1 w 0 8, 0 r 0 8',
    counters: [
      { busDataBytes: LINE, cacheToCacheTransfers: 0, memoryReads: 1, invalidationsSent: 1 },
      { busDataBytes: 2 * LINE, flushes: 1, memoryWrites: 1, cacheToCacheSupplies: 0 },
    ],
  },
  {
    title: 'a write that fetches again is a hit, an upgrade and a fill',
    protocol: 'Synapse',
    trace: '0 r 0 8, 0 w 0 8',
    counters: [{ hits: 1, misses: 1, upgrades: 1, fills: 2, memoryReads: 2, evictions: 0, busRdX: 1 }, {}],
  },
  {
    title: 'the lowest-numbered of several holders supplies',
    protocol: 'MESI',
    trace: '3 r 0 8, 1 r 0 8, 2 r 0 8, 0 r 0 8',
    counters: [{ cacheToCacheTransfers: 1 }, { cacheToCacheSupplies: 2, cacheToCacheTransfers: 1 }],
  },
  {
    title: 'a write miss to a shared line fetches it, then sends the word to the others and to memory',
    protocol: 'Firefly',
    trace: '1 r 0 8, 0 w 4 8',
    // Bytes 4 to 11 touch two bus words.
    counters: [
      {
        busRd: 1,
        busUpd: 1,
        busDataBytes: LINE + 2 * WORD,
        memoryWordWrites: 2,
        updatesSent: 1,
        busAddressBytes: 2 * ADDRESS,
      },
      { updatesReceived: 1, interventions: 1 },
    ],
  },
  {
    title: 'a write miss to a line that nobody holds sends no word',
    protocol: 'Firefly',
    trace: '0 w 4 8',
    counters: [{ busRd: 1, busUpd: 0, busDataBytes: LINE, memoryWordWrites: 0 }, {}],
  },
  {
    title: 'Dragon’s words do not reach memory',
    protocol: 'Dragon',
    trace: '1 r 0 8, 0 w 0 1, 0 w 0 1',
    counters: [
      { busUpd: 2, busDataBytes: LINE + 2 * WORD, memoryWordWrites: 0, updatesSent: 2, upgrades: 0 },
      {},
    ],
  },
  {
    title: 'a word that rides on an upgrade is on the bus',
    protocol: 'MSI',
    l1: cache(4, 4, { write: 'write-through' }),
    trace: '0 r 0 8, 0 w 0 8, 0 w 0 8',
    counters: [{ busUpgr: 1, busWr: 1, busDataBytes: LINE + 2 * WORD, memoryWordWrites: 2, upgrades: 1 }, {}],
  },
  {
    title: 'a write around the cache flushes the dirty copy that it takes away',
    protocol: 'MESI',
    l1: cache(4, 4, { writeAllocate: false }),
    trace: '1 r 0 8, 1 w 0 8, 0 w 0 8',
    counters: [
      { fills: 0, busWr: 1, busDataBytes: WORD, memoryWordWrites: 1, invalidationsSent: 1 },
      { flushes: 1, memoryWrites: 1, busDataBytes: 2 * LINE, invalidationsReceived: 1 },
    ],
  },
  {
    title: 'an access over three lines is three references and two splits',
    protocol: 'MSI',
    trace: '0 r 60 70',
    counters: [{ references: 3, misses: 3, fills: 3 }, { references: 0 }],
  },
  {
    title: 'an access of no bytes touches one line and one word',
    protocol: 'VI',
    trace: '0 w 64 0',
    counters: [{ references: 1, memoryWordWrites: 1 }, {}],
  },
  {
    title: 'an L2 eviction takes the dirty line out of L1 as well',
    protocol: 'MSI',
    l1: cache(1, 1),
    l2: cache(1, 1),
    trace: '0 w 0 8, 0 r 64 8',
    counters: [
      { evictions: 1, writeBacks: 1, backInvalidations: 1, l1WriteBacks: 1, l1Evictions: 0, l2Misses: 2 },
      {},
    ],
  },
  {
    title: 'an L1 eviction of a dirty line goes no further than L2',
    protocol: 'MSI',
    l1: cache(1, 1),
    l2: cache(4, 4),
    trace: '0 w 0 8, 0 r 64 8, 0 r 0 8',
    counters: [
      { l1Evictions: 2, l1WriteBacks: 1, l2Hits: 1, l2Misses: 2, hits: 1, evictions: 0, writeBacks: 0 },
      {},
    ],
  },
  {
    title: 'a snoop fetches the newest bytes out of a dirty L1, once',
    protocol: 'MOESI',
    l1: cache(1, 1),
    l2: cache(4, 4),
    trace: '1 w 0 8, 0 r 0 8, 2 r 0 8',
    counters: [{ cacheToCacheTransfers: 1 }, { l1WriteBacks: 1, cacheToCacheSupplies: 2 }],
  },
  {
    title: 'an L1 that writes through keeps L2’s copy the recently used one',
    protocol: 'MSI',
    l1: cache(2, 2, { write: 'write-through' }),
    l2: cache(2, 2),
    // The write to line 0 reaches L2, so line 1 is the older one there and goes for line 2.
    trace: '0 w 0 8, 0 r 64 8, 0 w 0 8, 0 r 128 8, 0 r 0 8',
    counters: [{ l1WriteThroughs: 2, evictions: 1, backInvalidations: 1, misses: 3, hits: 2 }, {}],
  },
  {
    title: 'an L1 that keeps its writes hides them from L2’s order',
    protocol: 'MSI',
    l1: cache(2, 2),
    l2: cache(2, 2),
    trace: '0 w 0 8, 0 r 64 8, 0 w 0 8, 0 r 128 8, 0 r 0 8',
    counters: [
      { l1WriteThroughs: 0, evictions: 2, backInvalidations: 2, misses: 4, hits: 1, writeBacks: 1 },
      {},
    ],
  },
  {
    title: 'an L1 that does not allocate on writes passes them down until it reads',
    protocol: 'MSI',
    l1: cache(2, 2, { writeAllocate: false }),
    l2: cache(4, 4),
    trace: '0 w 0 8, 0 w 0 8, 0 r 0 8, 0 w 0 8',
    counters: [{ l1WriteThroughs: 2, l1Hits: 1, l1Misses: 3, l2Hits: 2, l2Misses: 1 }, {}],
  },
];

describe.each(CASES)('$title', ({ protocol, trace, l1 = cache(8, 4), l2 = null, counters }) => {
  const subject = withProtocol(machineWith(l1, l2), protocol);
  const records = recordsOf(trace);
  const shown = (all: readonly Counters[]): unknown =>
    counters.map((expected, p) =>
      Object.fromEntries(Object.keys(expected).map((name) => [name, all[p]![name as CounterName]])),
    );

  test('in the model', () => {
    const model = new ModelMachine(subject.machine, subject.model, false);
    for (const record of records) model.record(record);
    expect(shown(model.counters())).toEqual(counters);
  });

  test('in the engine', () => {
    expect(shown(runEngine(subject, records, false).counters())).toEqual(counters);
  });
});
