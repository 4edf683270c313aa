/** `--timed`: what a run and a comparison tell of time. */
import { describe, expect, it } from 'vitest';
import { resultSchema } from '../../src/config/result-schema.js';
import { MACHINES } from '../../src/machines/index.js';
import { printed } from './command.js';

const WORKLOAD = ['--workload', 'migratory', '--references', '20000'];

describe('cohort run --timed', () => {
  it.each(MACHINES.map(({ name }) => name))('tells where the time of %s went', async (name) => {
    const report = await printed(['run', '--machine', name, '--timed', ...WORKLOAD]);
    expect(report).toMatch(/^The run took [\d,]+ cycles, /m);
    expect(report).toContain('\nLATENCY BY CLASS OF ACCESS\n');
    expect(report).toContain('\nUSE OF RESOURCES\n');
    expect(report).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('gives JSON that the schema takes, and whose sums hold', async () => {
    const text = await printed(['run', '--machine', 'dash', '--timed', '--report', 'json', ...WORKLOAD]);
    const { timing } = resultSchema.parse(JSON.parse(text));
    for (const { cycles, compute, idle, stalls } of timing!.processors) {
      expect(compute + idle + Object.values(stalls).reduce((sum, stall) => sum + stall, 0)).toBe(cycles);
    }
    for (const { count, histogram } of timing!.classes) {
      expect(histogram.reduce((sum, bucket) => sum + bucket.count, 0)).toBe(count);
    }
  });

  it('takes other times from --set', async () => {
    const cyclesWith = async (...settings: string[]): Promise<number> => {
      const text = await printed(['run', '--timed', '--report', 'json', ...WORKLOAD, ...settings]);
      return JSON.parse(text).timing.cycles;
    };
    const slow = await cyclesWith('--set', 'timing.bus.bytesPerCycle=1');
    expect(slow).toBeGreaterThan(await cyclesWith());
  });

  it('without it, tells nothing of time', async () => {
    expect(await printed(['run', ...WORKLOAD])).not.toContain('cycles');
  });
});

describe('cohort compare --timed', () => {
  it('sets cycles side by side', async () => {
    const report = await printed(['compare', '--timed', '--protocol', 'MSI,MESI', ...WORKLOAD]);
    expect(report).toMatch(/^run time \(cycles\) +[\d,]+ +[\d,]+ +×\d/m);
    expect(report).toContain('\nTIME\n');
  });
});
