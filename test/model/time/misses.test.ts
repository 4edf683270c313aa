/** Transactions that nobody stands still for: in MSHRs, of other threads, and prefetches. */
import { describe, expect, test } from 'vitest';
import type { MachineConfig } from '../../../src/config/machine.js';
import { busMachine, classesOf, spentBy, timed, withL2, withThreads } from './by-hand.js';

const withMshrs = (entries: number, merging = true, change: Partial<MachineConfig> = {}): MachineConfig =>
  busMachine({ mshrs: { entries, merging } }, change);

const nextLine: Partial<MachineConfig> = {
  prefetch: { kind: 'next-line', degree: 1, distance: 1, entries: 16 },
};

interface Case {
  readonly title: string;
  readonly machine: MachineConfig;
  readonly trace: string;
  readonly spent: readonly string[];
  readonly classes?: readonly string[];
}

const run = ({ machine, trace, spent, classes }: Case): void => {
  const timing = timed(machine, 'MESI', trace).timing();
  expect(spent.map((_, p) => spentBy(timing, p))).toEqual(spent);
  if (classes !== undefined) expect(classesOf(timing)).toEqual(classes);
};

describe('with MSHRs a processor', () => {
  const cases: readonly Case[] = [
    {
      title: 'goes on after the look-up, and ends with its last transaction',
      machine: withMshrs(4),
      trace: '0r0 0r4',
      spent: ['l1 2 mshr 105'],
      classes: ['memoryLocal 2x 160'],
    },
    {
      title: 'does not look in L2 on its own time',
      machine: withMshrs(4, true, withL2),
      trace: '0r0',
      spent: ['l1 1 mshr 58'],
    },
    {
      title: 'does not wait for an L2 that has the line',
      machine: withMshrs(4, true, withL2),
      trace: '0r0 0r1 0r2 0r3 0r4 0r0+1000',
      spent: ['compute 1000 l1 6 mshr 60'],
      classes: ['l2 1x 6', 'memoryLocal 5x 670'],
    },
    {
      title: 'waits for the first that ends when all are taken',
      machine: withMshrs(2),
      trace: '0r0 0r4 0r1',
      spent: ['l1 3 mshr 147'],
      classes: ['memoryLocal 3x 256'],
    },
    {
      title: 'waits for what L2 answers, too, when all are taken',
      machine: withMshrs(1, true, withL2),
      trace: '0r0 0r1+100 0r2+100 0r3+100 0r4+100 0r0+100 0r1',
      spent: ['compute 500 l1 7 mshr 10'],
    },
    {
      title: 'joins what L2 is about to answer',
      machine: withMshrs(4, true, withL2),
      trace: '0r0 0r1+100 0r2+100 0r3+100 0r4+100 0r0+100 0r0',
      spent: ['compute 500 l1 7 mshr 4'],
    },
    {
      title: 'needs none for a line that it has',
      machine: withMshrs(1),
      trace: '0r0 0r4+100 0r0',
      spent: ['compute 100 l1 3 mshr 52'],
      classes: ['l1 1x 1', 'memoryLocal 2x 108'],
    },
    {
      title: 'uses one again as soon as its transaction has ended',
      machine: withMshrs(1),
      trace: '0r0 0r4+53',
      spent: ['compute 53 l1 2 mshr 53'],
    },
    {
      title: 'joins a transaction on the same line and goes on',
      machine: withMshrs(4),
      trace: '0r0 0r0 0r4',
      spent: ['l1 3 mshr 104'],
      classes: ['merged 1x 53', 'memoryLocal 2x 159'],
    },
    {
      title: 'waits for a transaction on the same line where it cannot join',
      machine: withMshrs(4, false),
      trace: '0r0 0r0 0r4',
      spent: ['l1 3 mshr 105'],
      classes: ['merged 1x 53', 'memoryLocal 2x 108'],
    },
    {
      title: 'joins nothing that will have ended',
      machine: withMshrs(4),
      trace: '0r0 0r0+52',
      spent: ['compute 52 l1 2'],
      classes: ['l1 1x 1', 'memoryLocal 1x 54'],
    },
    {
      title: 'sends a second transaction for a line once the first has ended',
      machine: withMshrs(4),
      trace: '1r0 0r0+100 0w0',
      spent: ['compute 100 l1 2 mshr 31'],
      classes: ['upgrade 1x 32', 'cacheLocal 1x 21', 'memoryLocal 1x 54'],
    },
  ];
  test.each(cases)('$title', run);
});

describe('threads of a core', () => {
  const cases: readonly Case[] = [
    {
      title: 'wait for a line that another one has asked for',
      machine: busMachine({}, withThreads),
      trace: '0r5 1r5',
      spent: ['l1 1 bus 13 memory 40', 'l1 1 mshr 53'],
      classes: ['merged 1x 54', 'memoryLocal 1x 54'],
    },
    {
      title: 'ask for a line that another core has asked for',
      machine: busMachine({}, withThreads),
      trace: '0r5 2r5',
      spent: ['l1 1 bus 13 memory 40', '', 'l1 1 bus 13 cache 7 lineWait 53'],
    },
    {
      title: 'hit once the line is there',
      machine: busMachine({}, withThreads),
      trace: '0r5 1r5+53',
      spent: ['l1 1 bus 13 memory 40', 'compute 53 l1 1'],
    },
    {
      title: 'share its MSHRs',
      machine: withMshrs(1, true, withThreads),
      trace: '0r0 1r4',
      spent: ['l1 1 mshr 53', 'l1 1 mshr 107'],
    },
    {
      title: 'join one another’s transactions',
      machine: withMshrs(2, true, withThreads),
      trace: '0r0 1r0',
      spent: ['l1 1 mshr 53', 'l1 1 mshr 53'],
      classes: ['merged 1x 54', 'memoryLocal 1x 54'],
    },
  ];
  test.each(cases)('$title', run);
});

describe('a prefetch', () => {
  const cases: readonly Case[] = [
    {
      title: 'follows the transaction that it comes with, and its user waits for the rest',
      machine: busMachine({}, nextLine),
      trace: '0r0 0r1',
      spent: ['l1 2 bus 13 memory 40 lineWait 42'],
      classes: ['l1 1x 43', 'memoryLocal 1x 54'],
    },
    {
      title: 'that is late is not waited for where there are MSHRs',
      machine: withMshrs(4, true, nextLine),
      trace: '0r0 0r1 0r1',
      spent: ['l1 3 mshr 94'],
      classes: ['l1 1x 96', 'merged 1x 95', 'memoryLocal 1x 54'],
    },
    {
      title: 'that is late needs an MSHR',
      machine: withMshrs(1, true, nextLine),
      trace: '0r0 0r1+60 0r9',
      spent: ['compute 60 l1 3 mshr 140'],
      classes: ['l1 1x 36', 'memoryLocal 2x 160'],
    },
    {
      title: 'costs nothing if it has come in time',
      machine: busMachine({}, nextLine),
      trace: '0r0 0r1+42',
      spent: ['compute 42 l1 2 bus 13 memory 40'],
    },
    {
      title: 'keeps others from the bus',
      machine: busMachine({}, nextLine),
      trace: '0r0 1r9+50',
      spent: ['l1 1 bus 13 memory 40', 'compute 50 l1 1 busWait 46 bus 13 memory 50'],
    },
    {
      title: 'of a line that is written first is waited for before the upgrade',
      machine: busMachine({}, nextLine),
      trace: '1r1 0r0+200 0w1',
      spent: ['compute 200 l1 2 bus 18 memory 30 cache 7 lineWait 19'],
    },
  ];
  test.each(cases)('$title', run);

  const late = (trace: string): number =>
    timed(busMachine({}, nextLine), 'MESI', trace).counters()[0]!.latePrefetches;

  test('is late if its line is still on the way at the first use', () => {
    expect(late('0r0 0r1+41')).toBe(1);
  });

  test('is not late if its line is there when the look-up ends', () => {
    expect(late('0r0 0r1+42')).toBe(0);
  });
});
