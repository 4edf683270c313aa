import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CohortError } from '../../src/errors.js';
import { SAMPLES, sampleTrace } from '../../src/samples/index.js';
import { simulate } from '../../src/simulate.js';
import { metaProcessor } from '../../src/traces/batch.js';
import { sampleModule } from '../../src/workshop/embed-samples.js';

describe.each(SAMPLES)('the bundled trace $name', ({ name, processors, references }) => {
  it('holds the references and processors that it says', async () => {
    const seen = new Set<number>();
    let count = 0;
    for await (const batch of (await sampleTrace(name)).batches()) {
      count += batch.count;
      for (let i = 0; i < batch.count; i++) seen.add(metaProcessor(batch.meta[i]!));
    }
    expect(count).toBe(references);
    expect([...seen].sort()).toEqual(Array.from({ length: processors }, (_, p) => p));
  });

  it('is embedded as it is in its file', () => {
    const folder = new URL('../../src/samples/', import.meta.url);
    const module = readFileSync(new URL(`${name}.generated.ts`, folder), 'utf8');
    expect(module).toBe(sampleModule(readFileSync(new URL(`${name}.cohort`, folder))));
  });
});

describe('sampleTrace', () => {
  it('opens the first trace without a name', async () => {
    expect((await sampleTrace()).name).toBe(SAMPLES[0]!.name);
  });

  it('refuses a name that is not there, and lists those that are', async () => {
    const error = await sampleTrace('word-cuont').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CohortError);
    expect(error).toMatchObject({
      exitCode: 2,
      message: "no bundled trace is named 'word-cuont'; there are: word-count",
    });
  });

  it('shows false sharing on the default machine: most misses are, and an update protocol has none', async () => {
    const { total: mesi } = await simulate({ trace: await sampleTrace(), classify: true });
    const { total: dragon } = await simulate({
      trace: await sampleTrace(),
      classify: true,
      protocol: 'Dragon',
    });
    expect(mesi.falseSharingMisses / mesi.misses).toBeGreaterThan(0.6);
    expect(dragon.falseSharingMisses).toBe(0);
    expect(dragon.misses).toBeLessThan(mesi.misses / 5);
  });
});
