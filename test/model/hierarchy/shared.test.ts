/** Whom a shared L3 serves and asks on a bus, worked out by hand. */
import { describe, expect, test } from 'vitest';
import { type Case, expectedOf, machineOf, outcomeOf } from './by-hand.js';
import { fromMemory, LINE, WATCHED, withL3 } from './two-sockets.js';

const INCLUSIVE = withL3(1, 2, 'inclusive');

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
