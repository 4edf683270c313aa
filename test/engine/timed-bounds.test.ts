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
