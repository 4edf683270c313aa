/**
 * Queues against theory: requests that come at random (Poisson) to a server that takes the same time for
 * each (M/D/1) wait rho S / (2 (1 - rho)) on average (A. Y. Khinchin 1932, F. Pollaczek 1930).
 */
import { describe, expect, test } from 'vitest';
import type { MachineInput } from '../../src/config/machine.js';
import { simulate } from '../../src/index.js';
import type { ResourceKind } from '../../src/result.js';
import { createBatch, packMeta, type TraceBatch } from '../../src/traces/batch.js';

/** Numbers in (0, 1), always the same from the same seed (S. Vigna's splitmix64, upper bits). */
function* uniform(seed: bigint): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let mixed = state;
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n);
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
    yield (Number((mixed ^ (mixed >> 31n)) >> 11n) + 0.5) / 2 ** 53;
  }
}

const PROCESSORS = 64;
const SERVICE = 400;
const L1_CYCLES = 1;

/**
 * Misses of new lines, that many cycles apart on average. The processors take turns, and none waits for
 * what it asked, so that requests come when they are due.
 */
function arrivals(count: number, meanCycles: number, seed: bigint): TraceBatch {
  const batch = createBatch(count);
  const random = uniform(seed);
  const free = new Array<number>(PROCESSORS).fill(0);
  let due = 0;
  for (let i = 0; i < count; i++) {
    due += -Math.log(random.next().value) * meanCycles;
    const p = i % PROCESSORS;
    const at = Math.max(Math.round(due), free[p] ?? 0);
    batch.gaps[i] = at - (free[p] ?? 0);
    free[p] = at + L1_CYCLES;
    batch.addresses[2 * i] = i * 64;
    batch.meta[i] = packMeta(p, 0, 4);
  }
  batch.count = count;
  return batch;
}

/** Everything takes no time, or has room for all, but what is looked at. */
const machine = (bus: number, bank: number): MachineInput => ({
  preset: 'textbook',
  processors: PROCESSORS,
  lineBytes: 64,
  l1: { size: '4KiB', ways: 4 },
  timing: {
    l1Cycles: L1_CYCLES,
    snoopCycles: 0,
    migrationCycles: 0,
    bus: { split: true, arbitrationCycles: 0, requestCycles: bus, bytesPerCycle: 4096 },
    memory: {
      channels: 1,
      banks: 1,
      rows: 'closed',
      hitCycles: bank,
      emptyCycles: bank,
      conflictCycles: bank,
      bytesPerCycle: 4096,
    },
    mshrs: { entries: 64, merging: true },
    storeBuffer: { entries: 0 },
    windowReferences: 65536,
  },
});

const waitOf = async (input: MachineInput, kind: ResourceKind, trace: TraceBatch): Promise<number> => {
  const { timing } = await simulate({ machine: input, trace, timed: true });
  const resource = timing?.resources.find((each) => each.kind === kind);
  if (!resource) throw new Error(`no ${kind}`);
  expect(resource.uses).toBe(trace.count);
  expect(resource.busy).toBe(trace.count * SERVICE);
  return resource.waited / resource.uses;
};

const QUEUES: readonly { kind: ResourceKind; input: MachineInput }[] = [
  { kind: 'requestBus', input: machine(SERVICE, 0) },
  { kind: 'bank', input: machine(0, SERVICE) },
];

describe.each(QUEUES)('requests at random to a $kind', ({ kind, input }) => {
  test.each([
    { load: 0.1, requests: 40_000 },
    { load: 0.5, requests: 80_000 },
    { load: 0.8, requests: 400_000 },
  ])('wait as M/D/1 says when it is busy $load of the time', async ({ load, requests }) => {
    const trace = arrivals(requests, SERVICE / load, 17n);
    const wait = await waitOf(input, kind, trace);
    const expected = (load * SERVICE) / (2 * (1 - load));
    expect(Math.abs(wait / expected - 1)).toBeLessThan(0.04);
  });
});
