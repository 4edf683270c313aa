/** What no machine does in time, however it is loaded. */
import { describe, expect, test } from 'vitest';
import type { MachineInput } from '../../src/config/machine.js';
import type { TimingResult } from '../../src/result.js';
import { simulate } from '../../src/simulate.js';
import { type GivenValues, workloadSource } from '../../src/workloads/index.js';

const run = async (machine: MachineInput, workload: string, values: GivenValues): Promise<TimingResult> => {
  const trace = workloadSource(workload, values);
  const { timing } = await simulate({ machine, trace, timed: true });
  if (!timing) throw new Error('the run kept no time');
  return timing;
};

describe('a line that is nearer costs no more than one that is farther', () => {
  const machines: readonly MachineInput[] = [
    { preset: 'two-socket', processors: 2, tlb: null },
    { preset: 'two-socket', processors: 2, tlb: null, prefetch: { kind: 'next-line' } },
    { preset: 'two-socket', processors: 2, tlb: null, prefetch: { kind: 'stream', degree: 4 } },
    { preset: 'two-socket', processors: 2, tlb: null, timing: { mshrs: { entries: 0 } } },
  ];
  test.each(machines)('on %j', async (machine) => {
    const cycles = async (footprint: string): Promise<number> => {
      const values = { processors: 2, references: 100_000, stride: 8, writePercent: 0, footprint };
      return (await run(machine, 'strided', values)).cycles;
    };
    const inFirst = await cycles('16KiB');
    const inSecond = await cycles('128KiB');
    const inMemory = await cycles('64MiB');
    expect(inFirst).toBeLessThanOrEqual(inSecond);
    expect(inSecond).toBeLessThanOrEqual(inMemory);
  });
});

describe('nothing is busy more than all of the time', () => {
  const loads: readonly { machine: MachineInput; workload: string; values: GivenValues }[] = [
    {
      machine: { preset: 'origin-2000', processors: 32 },
      workload: 'producer-consumer',
      values: { processors: 32, references: 200_000 },
    },
    {
      machine: { preset: 'mesh-64', processors: 64, timing: { memory: { bytesPerCycle: 1 } } },
      workload: 'producer-consumer',
      values: { processors: 64, references: 200_000 },
    },
    {
      machine: { preset: 'mesh-64', processors: 64, timing: { memory: { writeQueueEntries: 1 } } },
      workload: 'private-streaming',
      values: { processors: 64, references: 200_000 },
    },
    {
      machine: { preset: 'four-socket', timing: { memory: { bytesPerCycle: 1 } } },
      workload: 'private-streaming',
      values: { processors: 16, references: 200_000 },
    },
    {
      machine: { preset: 'smp4', timing: { bus: { split: false }, memory: { bytesPerCycle: 1 } } },
      workload: 'private-streaming',
      values: { processors: 4, references: 100_000 },
    },
    {
      machine: { preset: 'smp4', timing: { bus: { split: true }, memory: { bytesPerCycle: 1 } } },
      workload: 'private-random',
      values: { processors: 4, references: 100_000 },
    },
  ];
  test.each(loads)('on $machine under $workload', async ({ machine, workload, values }) => {
    const { cycles, settled, resources } = await run(machine, workload, values);
    for (const { busy } of resources) expect(busy).toBeLessThanOrEqual(settled);
    // What is left when the last processor ends is what write queues hold, and what is on its way to them.
    expect(settled).toBeLessThan(cycles * 1.1);
  });
});
