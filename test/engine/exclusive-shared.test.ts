/** Lines that readers take over from exclusive L3s: the engine against the model, without and with time. */
import fc from 'fast-check';
import { test } from 'vitest';
import type { MachineConfig } from '../../src/config/machine.js';
import { expectAgreement } from './agreement.js';
import { expectAgreementInTime } from './agreement-in-time.js';
import { hierarchicalMachine, hierarchyRun } from './any-hierarchy.js';
import { timing } from './any-timing.js';
import { runs } from './runs.js';
import { withTiming } from './timed.js';

const exclusive = (machine: MachineConfig): MachineConfig =>
  machine.l3 === null ? machine : { ...machine, l3: { ...machine.l3, inclusion: 'exclusive' } };

const exclusiveRun = hierarchyRun(
  hierarchicalMachine()
    .filter(({ l3 }) => l3 !== null)
    .map(exclusive),
);

test('engine and model agree on machines with exclusive L3s', () => {
  fc.assert(
    fc.property(exclusiveRun, fc.boolean(), ({ subject, records }, classify) => {
      expectAgreement(subject, records, classify);
    }),
    runs(100),
  );
});

test('engine and model agree in time on machines with exclusive L3s', () => {
  fc.assert(
    fc.property(exclusiveRun, timing, ({ subject, records }, times) => {
      const timed = { ...subject, machine: withTiming(subject.machine, times) };
      expectAgreementInTime(
        timed,
        records.map((record) => ({ ...record, gap: 0 })),
        false,
      );
    }),
    runs(100),
  );
});
