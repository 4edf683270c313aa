/** The engine's times against the model's, on machines and times of every kind. */
import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { MachineConfig } from '../../src/config/machine.js';
import { MODEL_PROTOCOLS } from '../model/protocols/index.js';
import { withProtocol, withUserTable } from './agreement.js';
import { expectAgreementInTime } from './agreement-in-time.js';
import { hierarchyRun } from './any-hierarchy.js';
import { timedRecords, timedTrace, timing } from './any-timing.js';
import { machine } from './arbitraries/machine.js';
import { INVALIDATING, machineOfClusters, machineOfNodes, suitsNodes } from './arbitraries/nodes.js';
import { userTable } from './arbitraries/user-table.js';
import { runs } from './runs.js';
import { withTiming } from './timed.js';

const inTime = (machines: fc.Arbitrary<MachineConfig>): fc.Arbitrary<MachineConfig> =>
  fc.tuple(machines, timing).map(([config, times]) => withTiming(config, times));

const onBus = inTime(machine);
const overNodes = inTime(fc.oneof(machineOfNodes, machineOfClusters));

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
