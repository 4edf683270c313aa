import { describe, expect, test } from 'vitest';
import type { MachineConfig } from '../../../src/config/machine.js';
import { busMachine, classesOf, SPLIT, spentBy, TIMING, timed, usesOf, withL2, withL3 } from './by-hand.js';

interface Case {
  readonly title: string;
  readonly machine?: MachineConfig;
  readonly protocol?: string;
  readonly trace: string;
  /** What each processor with references stalled for. */
  readonly spent: readonly string[];
  readonly classes?: readonly string[];
  readonly uses?: readonly string[];
}

const run = ({ machine = busMachine(), protocol = 'MESI', trace, spent, classes, uses }: Case): void => {
  const timing = timed(machine, protocol, trace).timing();
  expect(spent.map((_, p) => spentBy(timing, p))).toEqual(spent);
  if (classes !== undefined) expect(classesOf(timing)).toEqual(classes);
  if (uses !== undefined) expect(usesOf(timing)).toEqual(uses);
};

// Arbitration and request 5, a line over the bus 8, a word 1; memory 30, 40 or 50; another cache 7.
describe('on an atomic bus', () => {
  const cases: readonly Case[] = [
    {
      title: 'an idle machine takes the sum of its parts to read memory',
      trace: '0r5',
      spent: ['l1 1 bus 13 memory 40'],
      classes: ['memoryLocal 1x 54'],
      uses: ['bus 0 1x 53 waited 0', 'bank 0.1 1x 40 waited 0', 'channel 0.0 1x 4 waited 0'],
    },
    {
      title: 'a hit takes the look-up',
      trace: '0r5 0r5',
      spent: ['l1 2 bus 13 memory 40'],
      classes: ['l1 1x 1', 'memoryLocal 1x 54'],
    },
    {
      title: 'memory answers faster where the row is open',
      trace: '0r5 0r6',
      spent: ['l1 2 bus 26 memory 70'],
    },
    {
      title: 'another cache answers in memory’s stead',
      trace: '0r5 1r5+100',
      spent: ['l1 1 bus 13 memory 40', 'compute 100 l1 1 bus 13 cache 7'],
      classes: ['cacheLocal 1x 21', 'memoryLocal 1x 54'],
    },
    {
      title: 'an upgrade waits for the others to answer',
      trace: '0r5 1r5+100 0w5+100',
      spent: ['compute 100 l1 2 bus 18 memory 40 cache 7'],
      classes: ['upgrade 1x 13', 'cacheLocal 1x 21', 'memoryLocal 1x 54'],
    },
    {
      title: 'the whole of a transaction keeps the next one waiting',
      trace: '0r0 1r4',
      spent: ['l1 1 bus 13 memory 40', 'l1 1 busWait 53 bus 13 memory 40'],
      uses: [
        'bus 0 2x 106 waited 53',
        'bank 0.0 1x 40 waited 0',
        'bank 0.1 1x 40 waited 0',
        'channel 0.0 2x 8 waited 0',
      ],
    },
    {
      title: 'a line on its way is waited for before the bus is',
      trace: '0r5 1r5',
      spent: ['l1 1 bus 13 memory 40', 'l1 1 bus 13 cache 7 lineWait 53'],
    },
    {
      title: 'a miss looks in L2 first',
      machine: busMachine({}, withL2),
      trace: '0r5',
      spent: ['l1 1 l2 5 bus 13 memory 40'],
    },
    {
      title: 'a hit in L2 takes both look-ups',
      machine: busMachine({}, withL2),
      trace: '0r0 0r1 0r2 0r3 0r4 0r0',
      spent: ['l1 6 l2 30 bus 65 memory 170'],
      classes: ['l2 1x 6', 'memoryLocal 5x 265'],
    },
    {
      title: 'a write hit in L1 that needs the bus does not look in L2',
      machine: busMachine({}, withL2),
      trace: '0r5 1r5+100 0w5+100',
      spent: ['compute 100 l1 2 l2 5 bus 18 memory 40 cache 7'],
    },
    {
      title: 'a dirty line that goes to memory before memory answers is on the bus twice',
      protocol: 'Synapse',
      trace: '0w5 1r5+100',
      spent: ['l1 1 bus 13 memory 40', 'compute 100 l1 1 bus 21 memory 30'],
    },
    {
      title: 'a word is written through over the bus',
      protocol: 'VI',
      trace: '0w5',
      spent: ['l1 1 bus 6 cache 7'],
      classes: ['upgrade 1x 14'],
    },
    {
      title: 'two words take longer',
      protocol: 'VI',
      trace: '0w5.4:8',
      spent: ['l1 1 bus 7 cache 7'],
    },
    {
      title: 'an update after a fetch is one more request with its word',
      protocol: 'Dragon',
      trace: '0r5 1w5+100',
      spent: ['l1 1 bus 13 memory 40', 'compute 100 l1 1 bus 17 memory 30'],
    },
    {
      title: 'an update of a line that others hold carries its word',
      protocol: 'Dragon',
      trace: '0r5 1r5+100 0w5+100',
      spent: ['compute 100 l1 2 bus 19 memory 40 cache 7'],
    },
    {
      title: 'a victim’s write-back has its bank once it has had the bus, and the next of the bank waits',
      machine: busMachine({ memory: { ...TIMING.memory, rows: 'closed' } }),
      trace: '0w0 0w1 0w2 0w3 0r4 1r9+275',
      spent: ['l1 5 bus 65 memory 200', 'compute 275 l1 1 busWait 7 bus 13 memoryWait 35 memory 40'],
    },
    {
      title: 'a victim’s write-back has the bus once the line is there, and nobody but others waits for it',
      trace: '0w0 0w1 0w2 0w3 0r4 1r9+245',
      spent: ['l1 5 bus 65 memory 170', 'compute 245 l1 1 busWait 7 bus 13 memory 50'],
      uses: [
        'bus 0 7x 311 waited 7',
        'bank 0.0 6x 106 waited 0',
        'bank 0.1 1x 40 waited 0',
        'channel 0.0 7x 28 waited 0',
      ],
    },
    {
      title: 'a channel that is slower than the bus sets the time of a line',
      machine: busMachine({ memory: { ...TIMING.memory, bytesPerCycle: 4 } }),
      trace: '0r5 1r5+100',
      spent: ['l1 1 bus 13 memory 48', 'compute 100 l1 1 bus 13 cache 7'],
      uses: ['bus 0 2x 81 waited 0', 'bank 0.1 1x 40 waited 0', 'channel 0.0 1x 16 waited 0'],
    },
    {
      title: 'what an L3 lacks is looked for in it before memory answers',
      machine: busMachine({}, withL3),
      trace: '0r5',
      spent: ['l1 1 l3 20 bus 13 memory 40'],
      classes: ['memoryLocal 1x 74'],
    },
    {
      title: 'an L3 answers in memory’s stead',
      machine: busMachine({}, withL3),
      trace: '0r0 0r1 0r2 0r3 0r4 0r0',
      spent: ['l1 6 l3 120 bus 78 memory 170'],
      classes: ['l3 1x 34', 'memoryLocal 5x 340'],
    },
    {
      title: 'parts of no time take none',
      machine: busMachine({
        snoopCycles: 0,
        bus: { ...TIMING.bus, arbitrationCycles: 0, requestCycles: 0 },
        memory: { ...TIMING.memory, emptyCycles: 0 },
      }),
      trace: '0r5 1r5+100',
      spent: ['l1 1 bus 8', 'compute 100 l1 1 bus 8'],
    },
  ];
  test.each(cases)('$title', run);

  test('memory counts what it reads and writes', () => {
    const { memory } = timed(busMachine(), 'MESI', '0w0 0w1 0w2 0w3 0r4 1r9+245').timing();
    expect(memory).toEqual([{ node: 0, reads: 6, writes: 1, rowHits: 4, rowEmpties: 2, rowConflicts: 1 }]);
  });

  test('memory counts what another cache flushes', () => {
    const { memory } = timed(busMachine(), 'Synapse', '0w5 1r5+100').timing();
    expect(memory).toEqual([{ node: 0, reads: 2, writes: 1, rowHits: 2, rowEmpties: 1, rowConflicts: 0 }]);
  });
});

describe('on a split-transaction bus', () => {
  const split = busMachine({ bus: SPLIT });
  const cases: readonly Case[] = [
    {
      title: 'an idle machine takes the sum of its parts, the memory’s channel among them',
      trace: '0r5',
      spent: ['l1 1 bus 13 memory 44'],
      classes: ['memoryLocal 1x 58'],
      uses: [
        'requestBus 0 1x 5 waited 0',
        'dataBus 0 1x 8 waited 0',
        'bank 0.1 1x 40 waited 0',
        'channel 0.0 1x 4 waited 0',
      ],
    },
    {
      title: 'another cache answers in memory’s stead',
      trace: '0r5 1r5+100',
      spent: ['l1 1 bus 13 memory 44', 'compute 100 l1 1 bus 13 cache 7'],
    },
    {
      title: 'a second request goes out while the first is served',
      trace: '0r0 1r4',
      spent: ['l1 1 bus 13 memory 44', 'l1 1 busWait 8 bus 13 memory 44'],
    },
    {
      title: 'a bank is waited for',
      trace: '0r0 1r1',
      spent: ['l1 1 bus 13 memory 44', 'l1 1 busWait 5 bus 13 memoryWait 35 memory 34'],
    },
    {
      title: 'an upgrade needs no data wires',
      trace: '0r5 1r5+100 0w5+100',
      spent: ['compute 100 l1 2 bus 18 memory 44 cache 7'],
    },
    {
      title: 'a word crosses while the others answer',
      protocol: 'VI',
      trace: '0w5',
      spent: ['l1 1 bus 5 cache 7'],
      uses: ['requestBus 0 1x 5 waited 0', 'dataBus 0 1x 1 waited 0'],
    },
    {
      title: 'a word that takes longer than the others’ answer decides',
      machine: busMachine({ bus: { ...SPLIT, bytesPerCycle: 1 } }),
      protocol: 'VI',
      trace: '0w5',
      spent: ['l1 1 bus 13'],
    },
    {
      title: 'an update after a fetch is one more request, its word ahead of the line',
      protocol: 'Dragon',
      trace: '0r5 1w5+100',
      spent: ['l1 1 bus 13 memory 44', 'compute 100 l1 1 bus 16 memory 34'],
    },
    {
      title: 'a flush crosses while memory is at work, and is written after',
      protocol: 'Synapse',
      trace: '0w5 1r5+100',
      spent: ['l1 1 bus 13 memory 44', 'compute 100 l1 1 bus 13 memory 34'],
      uses: [
        'requestBus 0 2x 10 waited 0',
        'dataBus 0 3x 24 waited 0',
        'bank 0.1 3x 48 waited 0',
        'channel 0.0 3x 12 waited 0',
      ],
    },
    {
      title: 'a victim’s write-back goes over both buses to memory',
      trace: '0w0 0w1 0w2 0w3 0r4',
      spent: ['l1 5 bus 65 memory 190'],
      uses: [
        'requestBus 0 6x 30 waited 0',
        'dataBus 0 6x 48 waited 0',
        'bank 0.0 5x 56 waited 0',
        'bank 0.1 1x 40 waited 0',
        'channel 0.0 6x 24 waited 0',
      ],
    },
    {
      title: 'whoever writes a line back waits for room in the write queue',
      machine: busMachine({
        bus: SPLIT,
        memory: { ...TIMING.memory, conflictCycles: 500, writeQueueEntries: 1 },
      }),
      trace: '0w0 0w1 0w2 0w3 0r8 0r4',
      spent: ['l1 6 busWait 4 bus 78 memoryWait 455 memory 694'],
    },
    {
      title: 'nobody waits for a write as long as the write queue has room',
      machine: busMachine({
        bus: SPLIT,
        memory: { ...TIMING.memory, conflictCycles: 500, writeQueueEntries: 2 },
      }),
      trace: '0w0 0w1 0w2 0w3 0r8 0r4',
      spent: ['l1 6 busWait 4 bus 78 memory 694'],
    },
    {
      title: 'a victim’s write-back goes no further than the L3',
      machine: busMachine({ bus: SPLIT }, withL3),
      trace: '0w0 0w1 0w2 0w3 0r4',
      spent: ['l1 5 l3 100 bus 65 memory 190'],
      uses: [
        'requestBus 0 6x 30 waited 0',
        'dataBus 0 6x 48 waited 0',
        'bank 0.0 4x 52 waited 0',
        'bank 0.1 1x 40 waited 0',
        'channel 0.0 5x 20 waited 0',
      ],
    },
    {
      title: 'an L3 answers in memory’s stead',
      machine: busMachine({ bus: SPLIT }, withL3),
      trace: '0r0 0r1 0r2 0r3 0r4 0r0',
      spent: ['l1 6 l3 120 bus 78 memory 190'],
      classes: ['l3 1x 34', 'memoryLocal 5x 360'],
    },
  ];
  test.each(cases)('$title', (each) => run({ machine: split, ...each }));
});
