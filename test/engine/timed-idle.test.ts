/** On a machine that does nothing else a reference takes the sum of its parts. */
import { describe, expect, test } from 'vitest';
import type { MachineInput } from '../../src/config/machine.js';
import { simulate } from '../../src/index.js';
import type { AccessClass } from '../../src/result.js';
import { createBatch, packMeta, type TraceBatch } from '../../src/traces/batch.js';

/** Processor, operation (0 read, 1 write) and address; each comes long after the one before. */
type Access = readonly [processor: number, operation: number, address: number];

const LONG = 10_000;

function apart(accesses: readonly Access[]): TraceBatch {
  const batch = createBatch(accesses.length);
  accesses.forEach(([processor, operation, address], i) => {
    batch.addresses[2 * i] = address;
    batch.meta[i] = packMeta(processor, operation, 8);
    batch.gaps[i] = LONG * (i + 1);
  });
  batch.count = accesses.length;
  return batch;
}

const L1 = 4;
const SNOOP = 7;
const ARBITRATION = 3;
const REQUEST = 2;
const LINE = 64 / 8;
const EMPTY = 50;
const CHANNEL = 64 / 16;
const LOCAL = 5;
const HOP = 11;
const LOOK_UP = 13;
const CONTROL = 16 / 16;
const DATA = (16 + 64) / 16;

const timing: NonNullable<MachineInput['timing']> = {
  l1Cycles: L1,
  snoopCycles: SNOOP,
  migrationCycles: 0,
  bus: { split: false, arbitrationCycles: ARBITRATION, requestCycles: REQUEST, bytesPerCycle: 8 },
  network: { localCycles: LOCAL, hopCycles: HOP, bytesPerCycle: 16 },
  directory: { lookupCycles: LOOK_UP, occupancyCycles: 1 },
  memory: {
    channels: 1,
    banks: 1,
    rows: 'closed',
    hitCycles: EMPTY,
    emptyCycles: EMPTY,
    conflictCycles: EMPTY,
    bytesPerCycle: 16,
  },
  storeBuffer: { entries: 0 },
  mshrs: { entries: 0 },
};

const onBus: MachineInput = {
  processors: 4,
  protocol: 'MESI',
  lineBytes: 64,
  l1: { size: '4KiB', ways: 4, replacement: 'LRU' },
  l2: null,
  timing,
};
const onSplitBus: MachineInput = { ...onBus, timing: { ...timing, bus: { ...timing.bus, split: true } } };
/** Lines are at home in node (line mod 4); a ring of four nodes, one processor each. */
const overNodes: MachineInput = {
  ...onBus,
  numa: {
    nodes: 4,
    directory: { organisation: 'full-map', tracks: 'processors' },
    placement: { policy: 'line-interleave' },
    network: { topology: 'bidirectional-ring', headerBytes: 16 },
  },
};

const latencyOf = async (machine: MachineInput, accesses: readonly Access[], of: AccessClass) => {
  const { timing: times } = await simulate({ machine, trace: apart(accesses), timed: true });
  return times?.classes.find(({ class: name }) => name === of)?.max;
};

const READ = 0;
const WRITE = 1;
const hops = (links: number, transfer: number): number => (links === 0 ? LOCAL : links * HOP + transfer);

interface Case {
  readonly machine: MachineInput;
  readonly on: string;
  readonly of: AccessClass;
  readonly accesses: readonly Access[];
  readonly cycles: number;
}

const CASES: readonly Case[] = [
  {
    on: 'a bus',
    machine: onBus,
    of: 'l1',
    accesses: [
      [0, READ, 0],
      [0, READ, 8],
    ],
    cycles: L1,
  },
  {
    on: 'a bus',
    machine: onBus,
    of: 'memoryLocal',
    accesses: [[0, READ, 0]],
    cycles: L1 + ARBITRATION + REQUEST + EMPTY + LINE,
  },
  {
    on: 'a bus faster than the channel',
    machine: { ...onBus, timing: { ...timing, memory: { ...timing.memory, bytesPerCycle: 4 } } },
    of: 'memoryLocal',
    accesses: [[0, READ, 0]],
    cycles: L1 + ARBITRATION + REQUEST + EMPTY + 64 / 4,
  },
  {
    on: 'a bus',
    machine: onBus,
    of: 'cacheLocal',
    accesses: [
      [0, WRITE, 0],
      [1, READ, 0],
    ],
    cycles: L1 + ARBITRATION + REQUEST + SNOOP + LINE,
  },
  {
    on: 'a bus',
    machine: onBus,
    of: 'upgrade',
    accesses: [
      [0, READ, 0],
      [1, READ, 0],
      [1, WRITE, 0],
    ],
    cycles: L1 + ARBITRATION + REQUEST + SNOOP,
  },
  {
    on: 'a split bus',
    machine: onSplitBus,
    of: 'memoryLocal',
    accesses: [[0, READ, 0]],
    cycles: L1 + ARBITRATION + REQUEST + EMPTY + CHANNEL + LINE,
  },
  {
    on: 'a split bus',
    machine: onSplitBus,
    of: 'cacheLocal',
    accesses: [
      [0, WRITE, 0],
      [1, READ, 0],
    ],
    cycles: L1 + ARBITRATION + REQUEST + SNOOP + LINE,
  },
  ...[0, 1, 2].map(
    (distance): Case => ({
      on: `nodes, ${distance} links from home`,
      machine: overNodes,
      of: distance === 0 ? 'memoryLocal' : 'memoryRemote',
      accesses: [[0, READ, distance * 64]],
      cycles: L1 + hops(distance, CONTROL) + LOOK_UP + EMPTY + CHANNEL + hops(distance, DATA),
    }),
  ),
  {
    on: 'nodes, by way of a home between',
    machine: overNodes,
    of: 'cacheRemote',
    accesses: [
      [2, WRITE, 64],
      [0, READ, 64],
    ],
    cycles: L1 + hops(1, CONTROL) + LOOK_UP + hops(1, CONTROL) + SNOOP + hops(2, DATA),
  },
  {
    on: 'nodes, with a copy to invalidate two links away',
    machine: overNodes,
    of: 'upgrade',
    accesses: [
      [2, READ, 64],
      [0, READ, 64],
      [0, WRITE, 64],
    ],
    cycles: L1 + hops(1, CONTROL) + LOOK_UP + hops(1, CONTROL) + SNOOP + hops(2, CONTROL),
  },
];

describe('on an idle machine', () => {
  test.each(CASES)('$of on $on takes $cycles cycles', async ({ machine, accesses, of, cycles }) => {
    expect(await latencyOf(machine, accesses, of)).toBe(cycles);
  });
});

// The window is full of them for want of any of processor 3's.
test('an aborted run tells the time of what was done, and drops what waits in the window', async () => {
  const stop = new AbortController();
  const batch = apart(Array.from({ length: 3000 }, (_, i): Access => [i % 3, READ, i * 64]));
  const machine = { ...onBus, timing: { ...timing, windowReferences: 1024 } };
  const trace = (function* () {
    yield batch;
    stop.abort();
    yield batch;
  })();
  const result = await simulate({ machine, trace, timed: true, signal: stop.signal });
  expect(result.partial).toBe(true);
  expect(result.total.references).toBe(3000 - 1023);
  expect(result.trace.records).toBe(result.total.references);
  for (const { cycles, compute, idle, stalls } of result.timing?.processors ?? []) {
    expect(compute + idle + Object.values(stalls).reduce((sum, each) => sum + each, 0)).toBe(cycles);
  }
});
