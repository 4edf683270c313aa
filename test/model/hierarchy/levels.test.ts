/** How lines move between the private caches of a core, worked out by hand. */
import { describe, expect, test } from 'vitest';
import type { CounterName } from '../../../src/counters.js';
import { type Case, expectedOf, machineOf, outcomeOf } from './by-hand.js';

const WATCHED: readonly CounterName[] = [
  'readHits',
  'writeHits',
  'fills',
  'l1Hits',
  'l1iHits',
  'l1iMisses',
  'l1Evictions',
  'l1WriteBacks',
  'l1WriteThroughs',
  'l2Hits',
  'l2Misses',
  'l2VictimFills',
  'backInvalidations',
  'evictions',
  'writeBacks',
];

const SIBLINGS = machineOf({ l1: 1, l1i: 1 });
const INCLUSIVE = machineOf({ l1: 2, l1i: 1, l2: [2, 'inclusive'] });
const SMALL_L1 = machineOf({ l1: 1, l2: [2, 'inclusive'] });
const EXCLUSIVE = machineOf({ l1: 1, l2: [2, 'exclusive'] });
const EXCLUSIVE_SIBLINGS = machineOf({ l1: 1, l1i: 1, l2: [2, 'exclusive'] });
const NOT_ALLOCATING = machineOf({ l1: 1, l1Policy: { writeAllocate: false }, l2: [2, 'exclusive'] });
const NOT_ALLOCATING_SIBLINGS = machineOf({
  l1: 1,
  l1i: 1,
  l1Policy: { writeAllocate: false },
  l2: [2, 'exclusive'],
});
const NON_INCLUSIVE = machineOf({ l1: 2, l2: [1, 'non-inclusive'] });
const NON_INCLUSIVE_SIBLINGS = machineOf({ l1: 1, l1i: 1, l2: [2, 'non-inclusive'] });
const WRITING_THROUGH = machineOf({ l1: 2, l1Policy: { write: 'write-through' }, l2: [2, 'inclusive'] });
const TWO_LINES = machineOf({ l1: 2 });
const SNOOPED = machineOf({ shape: { coresPerDie: 2 }, l1: 1, l2: [2, 'inclusive'] });
const TWO_CORES = machineOf({ shape: { coresPerDie: 2 }, l1: 1, l2: [2, 'exclusive'] });

const CASES: Record<string, readonly Case[]> = {
  'an L1 for instructions': [
    {
      title: 'keeps what is fetched, and L1D what is read',
      machine: SIBLINGS,
      now: '0i1 0r2',
      counts: ['0 fills 2', '0 l1iMisses'],
      holds: ['0 L1 2 E', '0 L1I 1 E'],
    },
    {
      title: 'that holds the line is a hit',
      machine: SIBLINGS,
      before: '0i1',
      now: '0i1',
      counts: ['0 readHits', '0 l1Hits', '0 l1iHits'],
    },
    {
      title: 'that alone holds the line makes a read a miss of L1D and a hit of the core',
      machine: SIBLINGS,
      before: '0i1',
      now: '0r1',
      counts: ['0 readHits'],
      holds: ['0 L1 1 E', '0 L1I 1 E'],
    },
    {
      title: 'has the state of the core’s write',
      machine: SIBLINGS,
      before: '0i1',
      now: '0w1',
      counts: ['0 writeHits'],
      holds: ['0 L1 1 M', '0 L1I 1 M'],
    },
    {
      title: 'that still holds L1D’s victim keeps it in the core',
      machine: SIBLINGS,
      before: '0i1 0r1',
      now: '0r2',
      counts: ['0 fills', '0 l1Evictions'],
      holds: ['0 L1 2 E', '0 L1I 1 E'],
    },
    {
      title: 'that had the last copy lets it leave the core',
      machine: SIBLINGS,
      before: '0i1 0r1 0r2',
      now: '0i3',
      counts: ['0 fills', '0 l1iMisses', '0 l1Evictions', '0 evictions'],
      holds: ['0 L1 2 E', '0 L1I 3 E'],
    },
    {
      title: 'writes back what L1D wrote, if it had the last copy',
      machine: SIBLINGS,
      before: '0w1 0i1 0r2',
      now: '0i3',
      counts: ['0 fills', '0 l1iMisses', '0 l1Evictions', '0 evictions', '0 writeBacks'],
    },
  ],

  'an L1': [
    {
      title: 'takes a hit for a use',
      machine: TWO_LINES,
      before: '0r1 0r2',
      now: '0r1 0r3',
      holds: ['0 L1 1 E', '0 L1 3 E'],
    },
    {
      title: 'hands newer data down once another core reads them',
      machine: SNOOPED,
      before: '0w1',
      now: '1r1',
      counts: ['1 fills', '1 l2Misses', '0 l1WriteBacks'],
      holds: ['0 L1 1 S', '0 L2 1 S', '1 L1 1 S', '1 L2 1 S'],
    },
    {
      title: 'has nothing to hand down of a line that it has only read',
      machine: SNOOPED,
      before: '0r1',
      now: '1r1',
      counts: ['1 fills', '1 l2Misses'],
    },
  ],

  'an inclusive L2': [
    {
      title: 'hits for either L1',
      machine: INCLUSIVE,
      before: '0r1',
      now: '0i1',
      counts: ['0 readHits', '0 l1iMisses', '0 l2Hits'],
      holds: ['0 L1 1 E', '0 L1I 1 E', '0 L2 1 E'],
    },
    {
      title: 'takes its victim out of both L1s',
      machine: INCLUSIVE,
      before: '0r1 0i1 0r2',
      now: '0r3',
      counts: ['0 fills', '0 l2Misses', '0 backInvalidations 2', '0 evictions'],
      holds: ['0 L1 2 E', '0 L1 3 E', '0 L2 2 E', '0 L2 3 E'],
    },
    {
      title: 'gets the newer data of its victim from L1',
      machine: INCLUSIVE,
      before: '0w1 0i1 0r2',
      now: '0r3',
      counts: [
        '0 fills',
        '0 l2Misses',
        '0 backInvalidations 2',
        '0 l1WriteBacks',
        '0 evictions',
        '0 writeBacks',
      ],
    },
    {
      title: 'does not take a dirty victim of L1 for a use',
      machine: SMALL_L1,
      before: '0w1 0r2',
      now: '0r3',
      counts: ['0 fills', '0 l2Misses', '0 l1Evictions', '0 evictions', '0 writeBacks'],
      holds: ['0 L1 3 E', '0 L2 2 E', '0 L2 3 E'],
    },
    {
      title: 'takes a write that L1 passes down for a use',
      machine: WRITING_THROUGH,
      before: '0r1 0r2',
      now: '0w1 0r3',
      counts: [
        '0 writeHits',
        '0 l1Hits',
        '0 l1WriteThroughs',
        '0 fills',
        '0 l2Misses',
        '0 backInvalidations',
        '0 evictions',
      ],
      holds: ['0 L1 1 M', '0 L1 3 E', '0 L2 1 M', '0 L2 3 E'],
    },
  ],

  'an exclusive L2': [
    {
      title: 'does not get what is filled',
      machine: EXCLUSIVE,
      now: '0r1',
      counts: ['0 fills', '0 l2Misses'],
      holds: ['0 L1 1 E'],
    },
    {
      title: 'gets the victim of L1',
      machine: EXCLUSIVE,
      before: '0r1',
      now: '0r2',
      counts: ['0 fills', '0 l2Misses', '0 l1Evictions', '0 l2VictimFills'],
      holds: ['0 L1 2 E', '0 L2 1 E'],
    },
    {
      title: 'swaps with L1 on a hit',
      machine: EXCLUSIVE,
      before: '0r1 0r2',
      now: '0r1',
      counts: ['0 readHits', '0 l2Hits', '0 l1Evictions', '0 l2VictimFills'],
      holds: ['0 L1 1 E', '0 L2 2 E'],
    },
    {
      title: 'loses its own victim from the core',
      machine: EXCLUSIVE,
      before: '0r1 0r2 0r3',
      now: '0r4',
      counts: ['0 fills', '0 l2Misses', '0 l1Evictions', '0 l2VictimFills', '0 evictions'],
      holds: ['0 L1 4 E', '0 L2 2 E', '0 L2 3 E'],
    },
    {
      title: 'is written by a dirty victim',
      machine: EXCLUSIVE,
      before: '0w1',
      now: '0r2',
      counts: ['0 fills', '0 l2Misses', '0 l1Evictions', '0 l2VictimFills', '0 l1WriteBacks'],
      holds: ['0 L1 2 E', '0 L2 1 M'],
    },
    {
      title: 'gives up a line that is then as old as the L1’s',
      machine: EXCLUSIVE,
      before: '0w1 0r2',
      now: '0r1 0r2',
      counts: ['0 readHits 2', '0 l2Hits 2', '0 l1Evictions 2', '0 l2VictimFills 2'],
      holds: ['0 L1 2 E', '0 L2 1 M'],
    },
    {
      title: 'does not get a victim that the other L1 holds',
      machine: EXCLUSIVE_SIBLINGS,
      before: '0r1 0i1',
      now: '0r2',
      counts: ['0 fills', '0 l2Misses', '0 l1Evictions'],
      holds: ['0 L1 2 E', '0 L1I 1 E'],
    },
    {
      title: 'misses a line that the other L1 holds, which the core hits',
      machine: EXCLUSIVE_SIBLINGS,
      before: '0r1',
      now: '0i1',
      counts: ['0 readHits', '0 l1iMisses', '0 l2Misses'],
      holds: ['0 L1 1 E', '0 L1I 1 E'],
    },
    {
      title: 'leaves it to the other L1 that the victim is newer',
      machine: EXCLUSIVE_SIBLINGS,
      before: '0w1 0i1',
      now: '0r2',
      counts: ['0 fills', '0 l2Misses', '0 l1Evictions'],
      holds: ['0 L1 2 E', '0 L1I 1 M*'],
    },
    {
      title: 'is written by what the other L1 was left with',
      machine: EXCLUSIVE_SIBLINGS,
      before: '0w1 0i1 0r2',
      now: '0i3',
      counts: ['0 fills', '0 l1iMisses', '0 l2Misses', '0 l1Evictions', '0 l2VictimFills', '0 l1WriteBacks'],
      holds: ['0 L1 2 E', '0 L1I 3 E', '0 L2 1 M'],
    },
    {
      title: 'takes a line that L1 does not want for a write',
      machine: NOT_ALLOCATING,
      now: '0w1',
      counts: ['0 fills', '0 l2Misses', '0 l1WriteThroughs'],
      holds: ['0 L2 1 M'],
    },
    {
      title: 'keeps a line that L1 does not want for a write',
      machine: NOT_ALLOCATING,
      before: '0w1',
      now: '0w1',
      counts: ['0 writeHits', '0 l2Hits', '0 l1WriteThroughs'],
      holds: ['0 L2 1 M'],
    },
    {
      title: 'takes that write for a use',
      machine: NOT_ALLOCATING,
      before: '0w1 0w2',
      now: '0w1 0w3',
      holds: ['0 L2 1 M', '0 L2 3 M'],
    },
    {
      title: 'does not take a written line that the other L1 holds',
      machine: NOT_ALLOCATING_SIBLINGS,
      before: '0i1',
      now: '0w1',
      counts: ['0 writeHits', '0 l2Misses', '0 l1WriteThroughs'],
      holds: ['0 L1I 1 M'],
    },
    {
      title: 'gives it up for a read',
      machine: NOT_ALLOCATING,
      before: '0w1',
      now: '0r1',
      counts: ['0 readHits', '0 l2Hits'],
      holds: ['0 L1 1 M'],
    },
    {
      title: 'loses a line to another core’s write',
      machine: TWO_CORES,
      before: '0r1 0r2',
      now: '1w1',
      counts: ['1 fills', '1 l2Misses'],
      holds: ['0 L1 2 E', '1 L1 1 M*'],
    },
  ],

  'a non-inclusive L2': [
    {
      title: 'leaves its victim to the L1 that holds it',
      machine: NON_INCLUSIVE,
      before: '0r1',
      now: '0r2',
      counts: ['0 fills', '0 l2Misses'],
      holds: ['0 L1 1 E', '0 L1 2 E', '0 L2 2 E'],
    },
    {
      title: 'is not asked for it there',
      machine: NON_INCLUSIVE,
      before: '0r1 0r2',
      now: '0r1',
      counts: ['0 readHits', '0 l1Hits'],
    },
    {
      title: 'does not get a clean victim of L1, which leaves the core',
      machine: NON_INCLUSIVE,
      before: '0r1 0r2',
      now: '0r3',
      counts: ['0 fills', '0 l2Misses', '0 l1Evictions', '0 evictions'],
      holds: ['0 L1 2 E', '0 L1 3 E', '0 L2 3 E'],
    },
    {
      title: 'gets a dirty victim of L1, and leaves the line just filled to L1',
      machine: NON_INCLUSIVE,
      before: '0w1 0r2',
      now: '0r3',
      counts: ['0 fills', '0 l2Misses', '0 l1Evictions', '0 l1WriteBacks'],
      holds: ['0 L1 2 E', '0 L1 3 E', '0 L2 1 M'],
    },
    {
      title: 'leaves L1 to see to newer data that it gives up',
      machine: NON_INCLUSIVE_SIBLINGS,
      before: '0w1 0r2 0r1 0i3',
      now: '0i4',
      counts: ['0 fills', '0 l1iMisses', '0 l2Misses', '0 l1Evictions'],
      holds: ['0 L1 1 M*', '0 L1I 4 E', '0 L2 3 E', '0 L2 4 E'],
    },
  ],
};

describe.each(Object.entries(CASES))('%s', (_, cases) => {
  test.each(cases)('$title', (each) => {
    expect(outcomeOf(each, WATCHED)).toEqual(expectedOf(each));
  });
});

test('a core with an exclusive L2 has the room of all its caches, so that losing a line of three is a conflict', () => {
  // The other core makes the L3 take back what the first would have had room for.
  const machine = machineOf({
    shape: { coresPerDie: 2 },
    l1: 1,
    l2: [2, 'exclusive'],
    l3: [3, 'inclusive', 'machine'],
  });
  const each = { title: '', machine, before: '0r1 0r2 0r3 1r4', now: '0r1', counts: ['0 conflictMisses'] };
  expect(outcomeOf(each, ['capacityMisses', 'conflictMisses'])).toEqual(expectedOf(each));
});
