/** What a shared L3 does on a bus, worked out by hand: processors 0 and 1 share one, 2 and 3 another. */
import { describe, expect, test } from 'vitest';
import type { Inclusion } from '../../../src/config/hierarchy.js';
import type { MachineConfig } from '../../../src/config/machine.js';
import type { CounterName } from '../../../src/counters.js';
import { type Case, expectedOf, machineOf, outcomeOf } from './by-hand.js';

const WATCHED: readonly CounterName[] = [
  'fills',
  'cacheToCacheTransfers',
  'memoryReads',
  'memoryWrites',
  'flushes',
  'evictions',
  'writeBacks',
  'busDataBytes',
  'l3Hits',
  'l3Misses',
  'l3RemoteHits',
  'l3Fills',
  'l3Evictions',
  'l3WriteBacks',
  'l3BackInvalidations',
];

const withL3 = (l1: number, lines: number, inclusion: Inclusion): MachineConfig =>
  machineOf({ shape: { sockets: 2, coresPerDie: 2 }, l1, l3: [lines, inclusion, 'socket'] });

const INCLUSIVE = withL3(1, 2, 'inclusive');
const UNDER_TWO_LINES = withL3(2, 2, 'inclusive');
const EXCLUSIVE = withL3(1, 2, 'exclusive');
const SMALL_EXCLUSIVE = withL3(1, 1, 'exclusive');
const NON_INCLUSIVE = withL3(2, 1, 'non-inclusive');

const LINE = 'busDataBytes 64';
/** Of processor p: a fill from memory that its L3 was asked for in vain. */
const fromMemory = (p: number): string[] => [
  `${p} fills`,
  `${p} memoryReads`,
  `${p} l3Misses`,
  `${p} ${LINE}`,
];

const CASES: Record<string, readonly Case[]> = {
  'the line of a fill comes': [
    {
      title: 'from memory, and stays in the L3',
      machine: INCLUSIVE,
      protocol: 'MSI',
      now: '0r1',
      counts: [...fromMemory(0), '0 l3Fills'],
      holds: ['0 L1 1 S', '0 L3 1'],
    },
    {
      title: 'from the own L3, before memory',
      machine: INCLUSIVE,
      protocol: 'MSI',
      before: '0r1',
      now: '1r1',
      counts: ['1 fills', '1 l3Hits', `1 ${LINE}`],
    },
    {
      title: 'from a core beside, before the own L3',
      machine: INCLUSIVE,
      protocol: 'MSI',
      before: '0w1',
      now: '1r1',
      counts: ['1 fills', '1 cacheToCacheTransfers', `1 ${LINE}`, '0 flushes', '0 memoryWrites'],
    },
    {
      title: 'from the own L3, before a core elsewhere',
      machine: INCLUSIVE,
      before: '0r1 2r1 0r2',
      now: '1r1',
      counts: ['1 fills', '1 l3Hits', `1 ${LINE}`],
      holds: ['0 L1 2 E', '0 L3 1', '0 L3 2', '1 L1 1 S', '2 L1 1 S', '2 L3 1'],
    },
    {
      title: 'from a core elsewhere, before memory, and stays in the own L3',
      machine: INCLUSIVE,
      protocol: 'MSI',
      before: '0w1',
      now: '2r1',
      counts: [
        '2 fills',
        '2 cacheToCacheTransfers',
        '2 l3Misses',
        '2 l3Fills',
        `2 ${LINE}`,
        '0 flushes',
        '0 memoryWrites',
      ],
      holds: ['0 L1 1 S', '0 L3 1', '2 L1 1 S', '2 L3 1'],
    },
    {
      title: 'from another L3 that is newer than memory, which is written on the way',
      machine: INCLUSIVE,
      protocol: 'MSI',
      before: '0w1 0r2',
      now: '2r1',
      counts: [
        '2 fills',
        '2 l3Misses',
        '2 l3RemoteHits',
        '2 l3Fills',
        '2 l3WriteBacks',
        '2 memoryWrites',
        `2 ${LINE}`,
      ],
      holds: ['0 L1 2 S', '0 L3 1', '0 L3 2', '2 L1 1 S', '2 L3 1'],
    },
    {
      title: 'from memory rather than from another L3 that is as old',
      machine: INCLUSIVE,
      protocol: 'MSI',
      before: '0r1 0r2',
      now: '2r1',
      counts: [...fromMemory(2), '2 l3Fills'],
    },
  ],

  'a reader': [
    {
      title: 'shares a line that another L3 holds, though no core does',
      machine: INCLUSIVE,
      before: '0r1 0r2',
      now: '2r1',
      holds: ['0 L1 2 E', '0 L3 1', '0 L3 2', '2 L1 1 S', '2 L3 1'],
    },
    {
      title: 'has alone what only its own L3 holds',
      machine: INCLUSIVE,
      before: '0r1 0r2',
      now: '1r1',
      holds: ['0 L1 2 E', '0 L3 1', '0 L3 2', '1 L1 1 E'],
    },
    {
      title: 'that finds its own L3 as old as memory has another’s newer line written',
      machine: INCLUSIVE,
      protocol: 'MOESI',
      before: '0w1 2r1 0r2',
      now: '3r1',
      counts: ['3 fills', '3 l3Hits', '3 l3WriteBacks', '3 memoryWrites', `3 ${LINE}`],
      holds: ['0 L1 2 E', '0 L3 1', '0 L3 2', '2 L1 1 S', '2 L3 1', '3 L1 1 S'],
    },
  ],

  'a writer': [
    {
      title: 'takes another L3’s newer line over, without memory',
      machine: INCLUSIVE,
      protocol: 'MSI',
      before: '0w1 0r2',
      now: '2w1',
      counts: ['2 fills', '2 l3Misses', '2 l3RemoteHits', '2 l3Fills', `2 ${LINE}`],
      holds: ['0 L1 2 S', '0 L3 2', '2 L1 1 M', '2 L3 1'],
    },
    {
      title: 'of a line that it shares drops it from other L3s',
      machine: INCLUSIVE,
      protocol: 'MSI',
      before: '0r1 2r1',
      now: '0w1',
      counts: [],
      holds: ['0 L1 1 M', '0 L3 1'],
    },
    {
      title: 'that writes the word through to memory drops the line from other L3s, too',
      machine: INCLUSIVE,
      protocol: 'VI',
      before: '0r1 2r1',
      now: '0w1',
      counts: ['0 busDataBytes 8'],
      holds: ['0 L1 1 V', '0 L3 1'],
    },
  ],

  'an inclusive L3': [
    {
      title: 'is newer than memory once a core has written back to it',
      machine: INCLUSIVE,
      protocol: 'MSI',
      before: '0w1',
      now: '0r2',
      counts: [
        '0 fills',
        '0 memoryReads',
        '0 l3Misses',
        '0 l3Fills',
        '0 evictions',
        '0 writeBacks',
        '0 busDataBytes 128',
      ],
      holds: ['0 L1 2 S', '0 L3 1*', '0 L3 2'],
    },
    {
      title: 'does not take a write-back for a use, and writes its own victim to memory',
      machine: INCLUSIVE,
      protocol: 'MSI',
      before: '0w1 0r2',
      now: '1r3',
      counts: [...fromMemory(1), '1 l3Fills', '1 l3Evictions', '1 l3WriteBacks', '1 memoryWrites'],
      holds: ['0 L1 2 S', '0 L3 2', '0 L3 3', '1 L1 3 S'],
    },
    {
      title: 'takes a hit for a use',
      machine: INCLUSIVE,
      protocol: 'MSI',
      before: '0r1 0r2 1r1',
      now: '1r3',
      holds: ['0 L3 1', '0 L3 3', '1 L1 3 S'],
    },
    {
      title: 'takes its victim from every core of the cluster, each of which counts it',
      machine: UNDER_TWO_LINES,
      protocol: 'MSI',
      before: '0r1 1r1 0r2',
      now: '0r3',
      counts: [
        ...fromMemory(0),
        '0 l3Fills',
        '0 l3Evictions',
        '0 evictions',
        '1 evictions',
        '0 l3BackInvalidations',
        '1 l3BackInvalidations',
      ],
      holds: ['0 L1 2 S', '0 L1 3 S', '0 L3 2', '0 L3 3'],
    },
    {
      title: 'writes to memory what a core had newer of its victim',
      machine: UNDER_TWO_LINES,
      protocol: 'MSI',
      before: '1w1 0r2',
      now: '0r3',
      counts: [
        ...fromMemory(0),
        '0 l3Fills',
        '0 l3Evictions',
        '0 l3WriteBacks',
        '0 memoryWrites',
        '1 evictions',
        '1 writeBacks',
        '1 l3BackInvalidations',
        `1 ${LINE}`,
      ],
    },
    {
      title: 'leaves its victim to cores of other clusters',
      machine: INCLUSIVE,
      protocol: 'MSI',
      before: '2r1 0r1 0r2',
      now: '0r3',
      holds: ['0 L1 3 S', '0 L3 2', '0 L3 3', '2 L1 1 S', '2 L3 1'],
    },
  ],

  'an exclusive L3': [
    {
      title: 'does not get what is filled',
      machine: EXCLUSIVE,
      protocol: 'MSI',
      now: '0r1',
      counts: fromMemory(0),
      holds: ['0 L1 1 S'],
    },
    {
      title: 'gets what leaves a core',
      machine: EXCLUSIVE,
      protocol: 'MSI',
      before: '0r1',
      now: '0r2',
      counts: [...fromMemory(0), '0 evictions', '0 l3Fills'],
      holds: ['0 L1 2 S', '0 L3 1'],
    },
    {
      title: 'gives a line up when it is read',
      machine: EXCLUSIVE,
      protocol: 'MSI',
      before: '0r1 0r2',
      now: '0r1',
      counts: ['0 fills', '0 l3Hits', `0 ${LINE}`, '0 evictions', '0 l3Fills'],
      holds: ['0 L1 1 S', '0 L3 2'],
    },
    {
      title: 'does not get a line that another core of the cluster holds',
      machine: EXCLUSIVE,
      protocol: 'MSI',
      before: '0r1 1r1',
      now: '0r2',
      counts: [...fromMemory(0), '0 evictions'],
      holds: ['0 L1 2 S', '1 L1 1 S'],
    },
    {
      title: 'gets a line that is newer than memory, whoever else holds it',
      machine: EXCLUSIVE,
      protocol: 'MOESI',
      before: '0w1 1r1',
      now: '0r2',
      counts: [
        '0 fills',
        '0 memoryReads',
        '0 l3Misses',
        '0 evictions',
        '0 writeBacks',
        '0 l3Fills',
        '0 busDataBytes 128',
      ],
      holds: ['0 L1 2 E', '0 L3 1*', '1 L1 1 S'],
    },
    {
      title: 'writes a newer line to memory that it gives to a reader whose state says that memory has it',
      machine: EXCLUSIVE,
      protocol: 'MSI',
      before: '0w1 0r2',
      now: '0r1',
      counts: [
        '0 fills',
        '0 l3Hits',
        '0 l3WriteBacks',
        '0 memoryWrites',
        '0 evictions',
        '0 l3Fills',
        `0 ${LINE}`,
      ],
      holds: ['0 L1 1 S', '0 L3 2'],
    },
    {
      title: 'leaves memory to a writer that it gives a newer line to',
      machine: EXCLUSIVE,
      protocol: 'MSI',
      before: '0w1 0r2',
      now: '0w1',
      counts: ['0 fills', '0 l3Hits', '0 evictions', '0 l3Fills', `0 ${LINE}`],
      holds: ['0 L1 1 M', '0 L3 2'],
    },
    {
      title: 'loses its own victim',
      machine: SMALL_EXCLUSIVE,
      protocol: 'MSI',
      before: '0r1 0r2',
      now: '0r3',
      counts: [...fromMemory(0), '0 evictions', '0 l3Fills', '0 l3Evictions'],
      holds: ['0 L1 3 S', '0 L3 2'],
    },
  ],

  'a non-inclusive L3': [
    {
      title: 'leaves its victim to the cores that hold it',
      machine: NON_INCLUSIVE,
      protocol: 'MSI',
      before: '0r1',
      now: '0r2',
      counts: [...fromMemory(0), '0 l3Fills', '0 l3Evictions'],
      holds: ['0 L1 1 S', '0 L1 2 S', '0 L3 2'],
    },
    {
      title: 'does not get a clean line that leaves a core',
      machine: NON_INCLUSIVE,
      protocol: 'MSI',
      before: '0r1 0r2',
      now: '0r3',
      counts: [...fromMemory(0), '0 l3Fills', '0 l3Evictions', '0 evictions'],
      holds: ['0 L1 2 S', '0 L1 3 S', '0 L3 3'],
    },
    {
      title: 'gets a newer line that leaves a core',
      machine: NON_INCLUSIVE,
      protocol: 'MSI',
      before: '0w1 0r2',
      now: '0r3',
      counts: [
        '0 fills',
        '0 memoryReads',
        '0 l3Misses',
        '0 l3Fills 2',
        '0 l3Evictions 2',
        '0 evictions',
        '0 writeBacks',
        '0 busDataBytes 128',
      ],
      holds: ['0 L1 2 S', '0 L1 3 S', '0 L3 1*'],
    },
  ],
};

describe.each(Object.entries(CASES))('%s', (_, cases) => {
  test.each(cases)('$title', (each) => {
    expect(outcomeOf(each, WATCHED)).toEqual(expectedOf(each));
  });
});

test.each([
  ['die', ['0 L3 1', '1 L3 1', '2 L3 1', '3 L3 1']],
  ['socket', ['0 L3 1', '2 L3 1']],
  ['machine', ['0 L3 1']],
] as const)('each %s has an L3 of its own', (sharedBy, l3s) => {
  const shape = { sockets: 2, diesPerSocket: 2 };
  const machine = machineOf({ shape, l3: [2, 'inclusive', sharedBy] });
  const { holds } = outcomeOf({ title: '', machine, now: '0r1 1r1 2r1 3r1', holds: [] }, []);
  expect(holds!.filter((each) => each.includes('L3'))).toEqual(l3s);
});
