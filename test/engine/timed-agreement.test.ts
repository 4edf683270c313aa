/** The engine's times against the model's, on machines and times of every kind. */
import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { MachineConfig } from '../../src/config/machine.js';
import { parseMachine } from '../../src/config/parse.js';
import type { TimingInput } from '../../src/config/timing.js';
import { MODEL_PROTOCOLS } from '../model/protocols/index.js';
import { withProtocol, withUserTable } from './agreement.js';
import { expectAgreementInTime } from './agreement-in-time.js';
import { hierarchyRun } from './any-hierarchy.js';
import { type TimedRecord, timedRecords, timedTrace, timing } from './any-timing.js';
import { machine } from './arbitraries/machine.js';
import { INVALIDATING, machineOfClusters, machineOfNodes, suitsNodes } from './arbitraries/nodes.js';
import { userTable } from './arbitraries/user-table.js';
import { runs } from './runs.js';
import { withTiming } from './timed.js';

const inTime = (machines: fc.Arbitrary<MachineConfig>): fc.Arbitrary<MachineConfig> =>
  fc.tuple(machines, timing).map(([config, times]) => withTiming(config, times));

const onBus = inTime(machine);
const overNodes = inTime(fc.oneof(machineOfNodes, machineOfClusters));

/**
 * Machines on which most references are seen to without the general way: one level of eight ways under LRU, and
 * directories that know processors.
 */
const plainly = (machines: fc.Arbitrary<MachineConfig>): fc.Arbitrary<MachineConfig> =>
  machines
    .filter(({ processors }) => processors <= 64)
    .map((config) => ({
      ...config,
      l1: {
        size: 8 * config.lineBytes,
        ways: 8,
        replacement: 'LRU',
        write: 'protocol',
        writeAllocate: 'protocol',
      },
      l2: null,
      numa: config.numa && {
        ...config.numa,
        directory: { ...config.numa.directory, tracks: 'processors' },
      },
    }));

describe.each(MODEL_PROTOCOLS)('under $name', ({ name }) => {
  test('engine and model agree on every time, counter and final state', () => {
    fc.assert(
      fc.property(onBus, timedTrace(60), fc.boolean(), (config, trace, classify) => {
        const subject = withProtocol(config, name);
        expectAgreementInTime(subject, timedRecords(trace, subject.machine), classify);
      }),
      runs(20),
    );
  });
});

describe.each(INVALIDATING)('under $name, over nodes', ({ name }) => {
  test('engine and model agree on every time, counter, message and final state', () => {
    fc.assert(
      fc.property(overNodes, timedTrace(60), fc.boolean(), (config, trace, classify) => {
        const subject = withProtocol(config, name);
        expectAgreementInTime(subject, timedRecords(trace, subject.machine), classify);
      }),
      runs(20),
    );
  });
});

describe.each(MODEL_PROTOCOLS)('under $name, on plain machines', ({ name }) => {
  test('engine and model agree on every time, counter and final state', () => {
    fc.assert(
      fc.property(plainly(onBus), timedTrace(60), (config, trace) => {
        const subject = withProtocol(config, name);
        expectAgreementInTime(subject, timedRecords(trace, subject.machine), false);
      }),
      runs(20),
    );
  });
});

describe.each(INVALIDATING)('under $name, on plain machines of nodes', ({ name }) => {
  test('engine and model agree on every time, counter, message and final state', () => {
    fc.assert(
      fc.property(plainly(inTime(machineOfNodes)), timedTrace(60), (config, trace) => {
        const subject = withProtocol(config, name);
        expectAgreementInTime(subject, timedRecords(trace, subject.machine), false);
      }),
      runs(30),
    );
  });
});

test('engine and model agree in time on hierarchies of every kind', () => {
  const gaps = fc.array(fc.nat(20), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(hierarchyRun(), timing, gaps, fc.boolean(), ({ subject, records }, times, gaps, classify) => {
      const timed = { ...subject, machine: withTiming(subject.machine, times) };
      const spaced = records.map((record, i) => ({ ...record, gap: gaps[i % gaps.length] ?? 0 }));
      expectAgreementInTime(timed, spaced, classify);
    }),
    runs(150),
  );
});

test('engine and model agree in time under sound tables that a user might write', () => {
  fc.assert(
    fc.property(onBus, userTable, timedTrace(60), fc.boolean(), (config, table, trace, classify) => {
      const subject = withUserTable(config, table);
      expectAgreementInTime(subject, timedRecords(trace, subject.machine), classify);
    }),
    runs(40),
  );
});

test('engine and model agree in time over nodes under sound tables that a user might write', () => {
  fc.assert(
    fc.property(
      overNodes,
      userTable.filter(suitsNodes),
      timedTrace(60),
      fc.boolean(),
      (config, table, trace, classify) => {
        const subject = withUserTable(config, table);
        expectAgreementInTime(subject, timedRecords(trace, subject.machine), classify);
      },
    ),
    runs(30),
  );
});

/** References one behind the other to few lines and to many, so that every queue fills, and calendars forget. */
function busyRecords(seed: number, count: number): TimedRecord[] {
  let drawn = seed;
  const below = (bound: number): number => {
    drawn = (Math.imul(drawn, 1664525) + 1013904223) >>> 0;
    return Math.floor((drawn / 2 ** 32) * bound);
  };
  return Array.from({ length: count }, () => ({
    processor: below(4),
    operation: below(10) < 4 ? 'write' : 'read',
    address: BigInt(below(3) === 0 ? below(64) * 8 : below(4096) * 8),
    bytes: 8,
    gap: below(20) === 0 ? below(300) : 0,
  }));
}

const QUEUES: readonly TimingInput[] = [
  { bus: { split: true } },
  { bus: { split: true }, mshrs: { entries: 8 } },
  { bus: { split: true }, storeBuffer: { entries: 16 }, mshrs: { entries: 3, merging: false } },
  { bus: { split: false }, storeBuffer: { entries: 80, drain: 'lazy' } },
];

test.each(QUEUES)('engine and model agree in time where all queues are full, with %j', (queues) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.constantFrom(...MODEL_PROTOCOLS),
      (seed, { name }) => {
        const machine = parseMachine({
          processors: 5,
          l1: { size: '2KiB', ways: 8, replacement: 'LRU' },
          timing: { ...queues, windowReferences: 1024 },
        });
        expectAgreementInTime(withProtocol(machine, name), busyRecords(seed, 2000), false);
      },
    ),
    runs(3),
  );
});
