/** Third-level caches in time, where there are several of them. */
import { describe, expect, test } from 'vitest';
import type { MachineConfig } from '../../../src/config/machine.js';
import { coresOf } from '../../plain-machine.js';
import { busMachine, classesOf, nodesMachine, SPLIT, spentBy, timed, withL3 } from './by-hand.js';

/** Two sockets of two cores, each with an L3. */
const twoL3s: Partial<MachineConfig> = {
  shape: { ...coresOf(2), sockets: 2 },
  l3: { ...withL3.l3!, sharedBy: 'socket' },
};

/** An L3 on each of the four nodes. */
const nodes: MachineConfig = {
  ...nodesMachine({ tracks: 'nodes' }),
  shape: { ...coresOf(2), sockets: 4 },
  l3: { ...withL3.l3!, sharedBy: 'socket' },
};

interface Case {
  readonly title: string;
  readonly machine: MachineConfig;
  readonly trace: string;
  readonly processor: number;
  readonly spent: string;
  readonly classes: readonly string[];
}

describe('an L3', () => {
  const cases: readonly Case[] = [
    {
      title: 'of another socket answers in memory’s stead, and the own one has been looked up meanwhile',
      machine: busMachine({}, twoL3s),
      trace: '0w0 0w1 0w2 0w3 0w4 2r0+5000',
      processor: 2,
      spent: 'compute 5000 l1 1 l3 20 bus 13',
      classes: ['cacheLocal 1x 34', 'memoryLocal 5x 340'],
    },
    {
      title: 'of another socket answers on a split bus as well',
      machine: busMachine({ bus: SPLIT }, twoL3s),
      trace: '0w0 0w1 0w2 0w3 0w4 2r0+5000',
      processor: 2,
      spent: 'compute 5000 l1 1 l3 20 bus 13',
      classes: ['cacheLocal 1x 34', 'memoryLocal 5x 360'],
    },
    {
      title: 'of the node is looked up before its home is asked',
      machine: nodes,
      trace: '0r1',
      processor: 0,
      spent: 'l1 1 l3 20 bus 5 link 40 directory 11 memory 44 cache 7',
      classes: ['memoryRemote 1x 128'],
    },
    {
      title: 'of the node answers in the home’s stead',
      machine: nodes,
      trace: '0r1 0r5 0r9 0r13 0r17 1r1+5000',
      processor: 1,
      spent: 'compute 5000 l1 1 l3 20 bus 13 cache 7',
      classes: ['l3 1x 41', 'memoryRemote 5x 670'],
    },
    {
      title: 'of another node answers what its home forwards',
      machine: nodes,
      trace: '4w1 4w5 4w9 4w13 4w17 0r1+5000',
      processor: 0,
      spent: 'compute 5000 l1 1 l3 40 bus 5 link 62 directory 11 cache 7',
      classes: ['cacheRemote 1x 126', 'memoryRemote 5x 670'],
    },
  ];
  test.each(cases)('$title', ({ machine, trace, processor, spent, classes }) => {
    const timing = timed(machine, 'MESI', trace).timing();
    expect(spentBy(timing, processor)).toBe(spent);
    expect(classesOf(timing)).toEqual(classes);
  });

  test('writes a line that another socket reads to memory', () => {
    const { memory } = timed(busMachine({}, twoL3s), 'MESI', '0w0 0w1 0w2 0w3 0w4 2r0+5000').timing();
    expect(memory[0]).toMatchObject({ reads: 5, writes: 1 });
  });

  test('writes a line that another node reads to its home’s memory', () => {
    const { memory } = timed(nodes, 'MESI', '4w1 4w5 4w9 4w13 4w17 0r1+5000').timing();
    expect(memory[1]).toMatchObject({ reads: 5, writes: 1 });
  });
});
