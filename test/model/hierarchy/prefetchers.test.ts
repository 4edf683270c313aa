/** What prefetchers fetch, worked out by hand. A region of 4096 bytes has 64 lines. */
import { describe, expect, test } from 'vitest';
import type { PrefetchConfig } from '../../../src/config/hierarchy.js';
import type { MachineConfig } from '../../../src/config/machine.js';
import type { CounterName } from '../../../src/counters.js';
import { type Case, expectedOf, machineOf, outcomeOf, type Parts } from './by-hand.js';

const WATCHED: readonly CounterName[] = [
  'reads',
  'readHits',
  'readMisses',
  'l1Misses',
  'busRd',
  'fills',
  'flushes',
  'memoryReads',
  'evictions',
  'coldMisses',
  'prefetches',
  'usefulPrefetches',
  'uselessPrefetches',
];

const withPrefetcher = (prefetch: Partial<PrefetchConfig>, parts: Parts = {}): MachineConfig =>
  machineOf({
    l1: 64,
    prefetch: { kind: 'next-line', degree: 1, distance: 1, entries: 2, ...prefetch },
    ...parts,
  });

const NEXT = withPrefetcher({});
const NEXT_TWO = withPrefetcher({ degree: 2 });
const STRIDE = withPrefetcher({ kind: 'stride' });
const STREAM = withPrefetcher({ kind: 'stream', degree: 2 });

const TRAINED: Record<string, readonly Case[]> = {
  'next-line': [
    { title: 'fetches what follows a miss', machine: NEXT_TWO, now: '0r5', prefetched: [6, 7] },
    { title: 'fetches after a write, too', machine: NEXT_TWO, now: '0w5', prefetched: [6, 7] },
    {
      title: 'begins at its distance',
      machine: withPrefetcher({ degree: 2, distance: 3 }),
      now: '0r5',
      prefetched: [8, 9],
    },
    { title: 'does nothing about a hit', machine: NEXT_TWO, before: '0r5', now: '0r5', prefetched: [] },
    {
      title: 'goes on at the first use of what it fetched, past what is held',
      machine: NEXT_TWO,
      before: '0r5',
      now: '0r6',
      prefetched: [8],
    },
    {
      title: 'does not go on at the second use',
      machine: NEXT_TWO,
      before: '0r5 0r6',
      now: '0r6',
      prefetched: [],
    },
    { title: 'stops at the end of the region', machine: NEXT_TWO, now: '0r62', prefetched: [63] },
    { title: 'does nothing about instruction fetches', machine: NEXT_TWO, now: '0i5', prefetched: [] },
    {
      title: 'does not go on at an instruction fetch of what it fetched',
      machine: NEXT_TWO,
      before: '0r5',
      now: '0i6',
      prefetched: [],
    },
    {
      title: 'has seen its first use then',
      machine: NEXT_TWO,
      before: '0r5 0i6',
      now: '0r6',
      prefetched: [],
    },
  ],

  stride: [
    {
      title: 'fetches once it has seen the same distance three times',
      machine: STRIDE,
      before: '0r1 0r3',
      now: '0r5 0r7',
      prefetched: [9],
    },
    {
      title: 'goes down as well',
      machine: STRIDE,
      before: '0r20 0r18 0r16',
      now: '0r14',
      prefetched: [12],
    },
    {
      title: 'begins at its distance, in strides',
      machine: withPrefetcher({ kind: 'stride', degree: 2, distance: 2 }),
      before: '0r1 0r3 0r5',
      now: '0r7',
      prefetched: [11, 13],
    },
    {
      title: 'does not heed a line that is referred to again',
      machine: STRIDE,
      before: '0r1 0r3 0r3 0r5 0r5',
      now: '0r5 0r7',
      prefetched: [9],
    },
    {
      title: 'keeps to a stride that it is sure of through one other distance',
      machine: STRIDE,
      before: '0r1 0r3 0r5 0r7 0r9',
      now: '0r10',
      prefetched: [12],
    },
    {
      title: 'drops it at the third, and has to be sure of the new one',
      machine: STRIDE,
      before: '0r1 0r3 0r5 0r7 0r9 0r10',
      now: '0r11 0r12 0r13 0r14',
      prefetched: [15],
    },
    {
      title: 'is trained by hits as well',
      machine: STRIDE,
      before: '0r7 0r5 0r3 0r1 0r3 0r5',
      now: '0r7 0r9',
      prefetched: [11],
    },
    {
      title: 'knows the strides of two regions apart',
      machine: STRIDE,
      before: '0r1 0r65 0r3 0r70 0r5 0r75',
      now: '0r7 0r80',
      prefetched: [9, 85],
    },
    {
      title: 'forgets the region that was referred to least recently',
      machine: STRIDE,
      before: '0r1 0r3 0r5 0r65 0r130',
      now: '0r7',
      prefetched: [],
    },
    {
      title: 'takes any reference to a region for its use',
      machine: STRIDE,
      before: '0r1 0r3 0r5 0r65 0r5 0r130',
      now: '0r7',
      prefetched: [9],
    },
    {
      title: 'stays within the region',
      machine: STRIDE,
      before: '0r57 0r59 0r61',
      now: '0r63',
      prefetched: [],
    },
  ],

  stream: [
    { title: 'does nothing about a first miss', machine: STREAM, now: '0r5', prefetched: [] },
    {
      title: 'goes up from two misses in turn',
      machine: STREAM,
      before: '0r5',
      now: '0r6',
      prefetched: [7, 8],
    },
    { title: 'goes down from two', machine: STREAM, before: '0r5', now: '0r4', prefetched: [3, 2] },
    {
      title: 'goes on at the first use of what it fetched, past what is held',
      machine: STREAM,
      before: '0r5 0r6',
      now: '0r7',
      prefetched: [9],
    },
    { title: 'does nothing about a hit', machine: STREAM, before: '0r5 0r6', now: '0r5', prefetched: [] },
    {
      title: 'does not skip a line',
      machine: STREAM,
      before: '0r5',
      now: '0r7',
      prefetched: [],
    },
    { title: 'follows two at once', machine: STREAM, before: '0r5 0r20', now: '0r6', prefetched: [7, 8] },
    {
      title: 'forgets the one that was used least recently',
      machine: withPrefetcher({ kind: 'stream', degree: 2, entries: 1 }),
      before: '0r5 0r20',
      now: '0r6',
      prefetched: [],
    },
    {
      title: 'keeps the one that was used more recently',
      machine: STREAM,
      before: '0r20 0r5 0r6 0r30',
      now: '0r7',
      prefetched: [9],
    },
    { title: 'ends at the first line there is', machine: STREAM, before: '0r1', now: '0r0', prefetched: [] },
  ],
};

describe.each(Object.entries(TRAINED))('%s', (_, cases) => {
  test.each(cases)('$title', (each) => {
    expect(outcomeOf(each, [])).toEqual(expectedOf(each));
  });
});

const TWO_CORES = withPrefetcher({}, { shape: { coresPerDie: 2 } });

const COUNTED: readonly Case[] = [
  {
    title: 'is a read on the bus and none of the processor',
    machine: NEXT,
    now: '0r5',
    counts: [
      '0 reads',
      '0 readMisses',
      '0 l1Misses',
      '0 coldMisses',
      '0 busRd 2',
      '0 fills 2',
      '0 memoryReads 2',
      '0 prefetches',
    ],
    holds: ['0 L1 5 E', '0 L1 6 E'],
  },
  {
    title: 'makes its first use a hit, once',
    machine: withPrefetcher({ distance: 60 }),
    before: '0r1',
    now: '0r61 0r61',
    counts: ['0 reads 2', '0 readHits 2', '0 usefulPrefetches'],
  },
  {
    title: 'is useless if replacement takes the line first, and may take lines itself',
    machine: withPrefetcher({}, { l1: 2 }),
    before: '0r5',
    now: '0r20',
    counts: [
      '0 reads',
      '0 readMisses',
      '0 l1Misses',
      '0 coldMisses',
      '0 busRd 2',
      '0 fills 2',
      '0 memoryReads 2',
      '0 evictions 2',
      '0 prefetches',
      '0 uselessPrefetches',
    ],
    holds: ['0 L1 20 E', '0 L1 21 E'],
  },
  {
    title: 'is useless if another’s write takes the line first',
    machine: TWO_CORES,
    before: '0r62',
    now: '1w63',
    counts: ['1 l1Misses', '1 coldMisses', '1 fills', '0 uselessPrefetches'],
  },
  {
    title: 'makes other caches answer as a read does',
    machine: TWO_CORES,
    before: '1w6',
    now: '0r5',
    counts: [
      '0 reads',
      '0 readMisses',
      '0 l1Misses',
      '0 coldMisses',
      '0 busRd 2',
      '0 fills 2',
      '0 memoryReads',
      '0 prefetches',
      '1 flushes',
    ],
    holds: ['0 L1 5 E', '0 L1 6 S', '1 L1 6 S', '1 L1 7 E'],
  },
  {
    title: 'goes to L2, if there is one',
    machine: withPrefetcher({}, { l1: 1, l2: [4, 'inclusive'] }),
    now: '0r5',
    holds: ['0 L1 5 E', '0 L2 5 E', '0 L2 6 E'],
  },
  {
    title: 'goes to an exclusive L2 as well',
    machine: withPrefetcher({}, { l1: 1, l2: [4, 'exclusive'] }),
    now: '0r5',
    holds: ['0 L1 5 E', '0 L2 6 E'],
  },
];

describe('a prefetch', () => {
  test.each(COUNTED)('$title', (each) => {
    expect(outcomeOf(each, WATCHED)).toEqual(expectedOf(each));
  });
});
