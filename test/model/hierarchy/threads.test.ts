/** Hardware threads that share a core, worked out by hand: 0 and 1 are of one core, 2 and 3 of another. */
import { expect, test } from 'vitest';
import type { CounterName } from '../../../src/counters.js';
import { type Case, expectedOf, machineOf, outcomeOf } from './by-hand.js';

const WATCHED: readonly CounterName[] = [
  'readHits',
  'writeHits',
  'busRd',
  'busRdX',
  'busUpgr',
  'cacheToCacheSupplies',
  'flushes',
  'interventions',
  'invalidationsSent',
  'invalidationsReceived',
  'evictions',
  'writeBacks',
  'coldMisses',
  'capacityMisses',
  'trueSharingMisses',
  'falseSharingMisses',
];

const THREADS = machineOf({ shape: { coresPerDie: 2, threadsPerCore: 2 }, l1: 1 });

const CASES: readonly Case[] = [
  {
    title: 'a thread hits what the other has fetched',
    machine: THREADS,
    before: '0r1',
    now: '1r1',
    counts: ['1 readHits'],
    holds: ['0 L1 1 E'],
  },
  {
    title: 'a thread writes what the other has, without asking anybody',
    machine: THREADS,
    before: '0r1',
    now: '1w1',
    counts: ['1 writeHits'],
    holds: ['0 L1 1 M'],
  },
  {
    title:
      'what others take of a core is counted at its first thread, what they do at the thread that refers',
    machine: THREADS,
    before: '1w1',
    now: '3w1',
    counts: [
      '3 busRdX',
      '3 coldMisses',
      '3 invalidationsSent',
      '0 invalidationsReceived',
      '0 cacheToCacheSupplies',
    ],
    holds: ['2 L1 1 M'],
  },
  {
    title: 'what others read of a core is counted at its first thread',
    machine: THREADS,
    before: '1w1',
    now: '3r1',
    counts: ['3 busRd', '3 coldMisses', '0 cacheToCacheSupplies', '0 flushes', '0 interventions'],
  },
  {
    title: 'what a reference evicts is counted at the thread that refers',
    machine: THREADS,
    before: '0w1',
    now: '1r2',
    counts: ['1 busRd', '1 coldMisses', '1 evictions', '1 writeBacks'],
  },
  {
    title: 'a line is not new to a thread if its core has held it',
    machine: THREADS,
    before: '0r1 1r2',
    now: '1r1',
    counts: ['1 busRd', '1 capacityMisses', '1 evictions'],
  },
  {
    title: 'a line that another core has written since is shared truly with either thread',
    machine: THREADS,
    before: '0r1 2w1',
    now: '1r1',
    counts: ['1 busRd', '1 trueSharingMisses', '2 cacheToCacheSupplies', '2 flushes', '2 interventions'],
  },
];

test.each(CASES)('$title', (each) => {
  expect(outcomeOf(each, WATCHED)).toEqual(expectedOf(each));
});

test('directories of processors know cores by their first threads', () => {
  const machine = machineOf({
    shape: { coresPerDie: 3, threadsPerCore: 2 },
    l1: 2,
    nodes: 3,
    directory: { tracks: 'processors', organisation: 'limited-broadcast', pointers: 1 },
  });
  // Core 2 never held the line: one message to it, none to its second thread.
  const each = { title: '', machine, before: '1r1 3r1', now: '1w1', sent: [], counts: [] };
  expect(outcomeOf(each, ['uselessInvalidations'])).toEqual({
    sent: ['Upgrade 0>1', 'Inv 1>1', 'InvAck 1>0', 'Inv 1>2', 'InvAck 2>0', 'Ack 1>0'],
    counts: ['1 uselessInvalidations'],
  });
});
