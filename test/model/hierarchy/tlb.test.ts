/** Look-ups in TLBs, worked out by hand. A page has two lines. */
import { expect, test } from 'vitest';
import type { TlbConfig } from '../../../src/config/hierarchy.js';
import { type Case, expectedOf, LINE, machineOf, outcomeOf } from './by-hand.js';

type Entries = TlbConfig['l1'];

const one: Entries = { entries: 1, ways: 'full' };
const two: Entries = { entries: 2, ways: 'full' };
const twoSets: Entries = { entries: 2, ways: 1 };

const withTlb = (l1: Entries, l2: Entries | null, threadsPerCore = 1) =>
  machineOf({
    shape: { coresPerDie: 2, threadsPerCore },
    l1: 8,
    tlb: { pageBytes: 2 * LINE, l1, l2 },
  });

const SINGLE = withTlb(one, null);
const DOUBLE = withTlb(one, two);

const CASES: readonly Case[] = [
  {
    title: 'the first look-up of a page walks',
    machine: DOUBLE,
    now: '0r0',
    counts: ['0 tlbMisses', '0 pageWalks'],
  },
  { title: 'another line of the page is found', machine: DOUBLE, before: '0r0', now: '0r1', counts: [] },
  {
    title: 'a page that the first level has lost is found in the second',
    machine: DOUBLE,
    before: '0r0 0r2',
    now: '0r0',
    counts: ['0 tlbMisses'],
  },
  {
    title: 'without a second level every miss walks',
    machine: SINGLE,
    before: '0r0 0r2',
    now: '0r0',
    counts: ['0 tlbMisses', '0 pageWalks'],
  },
  {
    title: 'the page that was found in the second level is the newest there',
    machine: DOUBLE,
    before: '0r0 0r2 0r0',
    now: '0r4 0r0',
    counts: ['0 tlbMisses 2', '0 pageWalks'],
  },
  {
    title: 'and the other one goes first',
    machine: DOUBLE,
    before: '0r0 0r2 0r0',
    now: '0r4 0r2',
    counts: ['0 tlbMisses 2', '0 pageWalks 2'],
  },
  {
    title: 'the second level does not hear of hits in the first',
    machine: DOUBLE,
    before: '0r0 0r2 0r0 0r2 0r3 0r3',
    now: '0r4 0r0',
    counts: ['0 tlbMisses 2', '0 pageWalks 2'],
  },
  {
    title: 'pages of one set displace each other',
    machine: withTlb(twoSets, null),
    before: '0r0 0r4',
    now: '0r0',
    counts: ['0 tlbMisses', '0 pageWalks'],
  },
  {
    title: 'pages of two sets do not',
    machine: withTlb(twoSets, null),
    before: '0r0 0r2',
    now: '0r0',
    counts: [],
  },
  {
    title: 'instruction fetches look up where data are looked up',
    machine: DOUBLE,
    before: '0r0',
    now: '0i1',
    counts: [],
  },
  {
    title: 'threads of a core share its TLB',
    machine: withTlb(one, null, 2),
    before: '0r0',
    now: '1w1',
    counts: [],
  },
  {
    title: 'another core has its own',
    machine: DOUBLE,
    before: '0r0',
    now: '1r0',
    counts: ['1 tlbMisses', '1 pageWalks'],
  },
  {
    title: 'prefetches do not look up',
    machine: machineOf({
      l1: 8,
      tlb: { pageBytes: LINE, l1: one, l2: null },
      prefetch: { kind: 'next-line', degree: 2, distance: 1, entries: 1 },
    }),
    now: '0r0 0r1',
    counts: ['0 tlbMisses 2', '0 pageWalks 2'],
  },
];

test.each(CASES)('$title', (each) => {
  expect(outcomeOf(each, ['tlbMisses', 'pageWalks'])).toEqual(expectedOf(each));
});
