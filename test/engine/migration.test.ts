/** Pages that move on next touch: the engine against the model, without and with time, and TLBs above. */
import fc from 'fast-check';
import { test } from 'vitest';
import type { MachineConfig } from '../../src/config/machine.js';
import { expectAgreement, type Subject } from './agreement.js';
import { expectAgreementInTime } from './agreement-in-time.js';
import { hierarchicalMachine, hierarchyRun } from './any-hierarchy.js';
import { timing } from './any-timing.js';
import { runs } from './runs.js';
import { withTiming } from './timed.js';

/** Pages of it move often. */
const moving = (machine: MachineConfig, intervalReferences: number): MachineConfig => {
  const numa = machine.numa!;
  const placement = { ...numa.placement, policy: 'next-touch', intervalReferences } as const;
  return { ...machine, numa: { ...numa, placement } };
};

const movingRun = hierarchyRun(
  fc
    .tuple(hierarchicalMachine({ numa: true }), fc.integer({ min: 1, max: 20 }))
    .map(([machine, interval]) => moving(machine, interval)),
);

test('engine and model agree on what pages that move are copied, and on what TLBs lose by it', () => {
  fc.assert(
    fc.property(movingRun, fc.boolean(), ({ subject, records }, classify) => {
      expectAgreement(subject, records, classify);
    }),
    runs(100),
  );
});

test('engine and model agree on how long pages take to move', () => {
  fc.assert(
    fc.property(movingRun, timing, ({ subject, records }, times) => {
      const timed: Subject = { ...subject, machine: withTiming(subject.machine, times) };
      expectAgreementInTime(
        timed,
        records.map((record) => ({ ...record, gap: 0 })),
        false,
      );
    }),
    runs(100),
  );
});
