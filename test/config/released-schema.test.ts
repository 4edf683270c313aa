/** What the version of a result’s schema promises: who could read results of 0.1.0 can read those of today. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { MachineInput } from '../../src/config/machine.js';
import { json } from '../../src/reports/json.js';
import { simulate } from '../../src/simulate.js';
import { workloadSource } from '../../src/workloads/index.js';

const RELEASED = new URL('./result-0.1.0.schema.json', import.meta.url);
const schema = z.fromJSONSchema(JSON.parse(readFileSync(RELEASED, 'utf8')));
const accepts = (value: unknown): boolean => schema.safeParse(value).success;

/** The JSON report of a run. */
const reported = async (machine: MachineInput, timed: boolean): Promise<Record<string, unknown>> => {
  const trace = workloadSource('uniform-random', { processors: 1, references: 500, seed: 1 });
  return JSON.parse(json.render([await simulate({ machine, timed, trace })]));
};

describe('cohort.result/1, as 0.1.0 had it', () => {
  it.each(['smp4', 'uniprocessor', 'quad-core', 'dash', 'two-socket'])(
    'is what a run of %s gives',
    async (preset) => {
      const machine = { preset };
      for (const timed of [false, true]) expect(accepts(await reported(machine, timed))).toBe(true);
    },
  );

  it('is not what lacks one of its fields, or holds something else in it', async () => {
    const result = await reported({}, false);
    for (const field of Object.keys(JSON.parse(readFileSync(RELEASED, 'utf8')).properties)) {
      const { [field]: gone, ...rest } = result;
      expect(gone, field).toBeDefined();
      expect(accepts(rest), field).toBe(false);
      expect(accepts({ ...rest, [field]: Number.NaN }), field).toBe(false);
    }
  });
});
