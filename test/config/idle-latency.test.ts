/** Latencies of idle machines, summed by hand. */
import { describe, expect, it } from 'vitest';
import { idleLatencies } from '../../src/config/idle-latency.js';
import type { MachineInput } from '../../src/config/machine.js';
import { parseMachine } from '../../src/config/parse.js';

const of = (input: MachineInput): Record<string, number> =>
  Object.fromEntries(
    idleLatencies(parseMachine(input)).map(({ from, cycles }) => [from, Math.round(cycles)]),
  );

const timing = {
  l1Cycles: 2,
  l2Cycles: 7,
  l3Cycles: 21,
  snoopCycles: 13,
  migrationCycles: 0,
  bus: { split: false, arbitrationCycles: 1, requestCycles: 3, bytesPerCycle: 16 },
  network: { localCycles: 5, hopCycles: 30, bytesPerCycle: 8 },
  directory: { lookupCycles: 11 },
  memory: { emptyCycles: 80, bytesPerCycle: 4 },
};
const l2 = { size: '256KiB' } as const;
const l3 = { size: '1MiB', sharedBy: 'socket' } as const;

describe('an idle machine', () => {
  it('on a bus that a transaction holds adds the slower of bus and channel', () => {
    expect(of({ timing })).toEqual({ L1: 2, 'another cache': 2 + 4 + 13 + 4, memory: 2 + 4 + 80 + 16 });
    const wide = { ...timing, memory: { ...timing.memory, bytesPerCycle: 32 } };
    expect(of({ timing: wide })).toMatchObject({ memory: 2 + 4 + 80 + 4 });
  });

  it('on a split bus adds the memory’s channel', () => {
    const split = { ...timing, bus: { ...timing.bus, split: true } };
    expect(of({ timing: split })).toMatchObject({ memory: 2 + 4 + 80 + 16 + 4 });
  });

  it('with further levels adds their look-ups', () => {
    expect(of({ timing, l2, l3 })).toEqual({
      L1: 2,
      L2: 9,
      L3: 9 + 4 + 21 + 4,
      'another cache': 9 + 4 + 13 + 4,
      memory: 9 + 4 + 21 + 80 + 16,
    });
  });

  it('of nodes that track processors asks the home first', () => {
    const numa = { nodes: 4, network: { topology: 'mesh' } };
    const local = 2 + 5 + 11 + 80 + 16 + 5;
    expect(of({ timing, numa })).toEqual({
      L1: 2,
      'memory of the node': local,
      'memory of the nearest other node': local - 10 + 60 + 1 + 9,
      // 4/3 hops on average.
      'memory of another node, on average': local - 10 + 80 + 1 + 9,
      'a third node’s cache, on average': 2 + 3 * 40 + 1 + 1 + 9 + 11 + 13,
    });
  });

  it('of nodes that snoop within asks its neighbours first', () => {
    const numa = { nodes: 2, directory: { tracks: 'nodes' } } as const;
    const shape = { sockets: 2, coresPerDie: 2 };
    const local = 2 + 4 + 13 + 21 + 5 + 11 + 80 + 16 + 5;
    expect(of({ timing, numa, shape, l3 })).toEqual({
      L1: 2,
      L3: 2 + 4 + 13 + 21 + 4,
      'another cache of the node': 2 + 4 + 13 + 4,
      'memory of the node': local,
      'memory of the nearest other node': local - 10 + 60 + 1 + 9,
    });
  });
});

describe('a machine of the catalogue is as near to what was published as its description says', () => {
  it.each<[preset: string, cycles: Record<string, number>]>([
    ['smp4', { memory: 106 }],
    ['quad-core', { L1: 4, L2: 10, L3: 38, 'another cache': 78, memory: 191 }],
    ['uniprocessor', { L2: 10, memory: 191 }],
    ['firefly', { memory: 3 }],
    ['sequent-symmetry', { memory: 21 }],
    ['sgi-challenge', { memory: 150 }],
    ['pentium-pro', { memory: 81 }],
    ['sun-enterprise', { memory: 50 }],
    ['sun-starfire', { memory: 127 }],
    [
      'two-socket',
      {
        L1: 4,
        L2: 14,
        L3: 68,
        'another cache of the node': 48,
        'memory of the node': 234,
        'memory of the nearest other node': 360,
      },
    ],
    [
      'four-socket',
      {
        L1: 3,
        L2: 15,
        L3: 41,
        'another cache of the node': 31,
        'memory of the node': 200,
        'memory of the nearest other node': 306,
      },
    ],
    [
      'dash',
      {
        L1: 1,
        L2: 15,
        'another cache of the node': 25,
        'memory of the node': 31,
        'memory of another node, on average': 103,
        'a third node’s cache, on average': 131,
      },
    ],
    [
      'origin-2000',
      {
        L2: 11,
        'memory of the node': 60,
        'memory of the nearest other node': 124,
        'memory of another node, on average': 146,
      },
    ],
    ['mesh-64', { L1: 2, L2: 8, 'memory of another node, on average': 86 }],
  ])('%s', (preset, cycles) => {
    expect(of({ preset })).toMatchObject(cycles);
  });
});
