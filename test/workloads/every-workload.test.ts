import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WORKLOADS, workloadSource } from '../../src/workloads/index.js';
import { collect, traceHash } from './collect.js';

/** Workloads whose references do not depend on the seed. */
const WITHOUT_CHANCE = ['private-streaming', 'producer-consumer', 'blocked-matmul', 'stencil', 'reduction'];

/** The first 5,000 references with 4 processors and seed 1: a change here changes everybody's results. */
const HASHES: Readonly<Record<string, string>> = {
  'private-streaming': '1ad82eb1',
  strided: '49d2da64',
  'private-random': 'f6978038',
  'uniform-random': '028dff80',
  'zipf-random': '60d85112',
  'pointer-chase': '6ac12e09',
  'read-shared': '12330f5a',
  'producer-consumer': '05271921',
  migratory: '6bbffda7',
  'false-sharing': 'd3bf5b32',
  'true-sharing': 'ad9123d5',
  'lock-contention': '0e324425',
  'barrier-phases': '36ca5d6e',
  'blocked-matmul': '0b29ea21',
  stencil: '29d1cdb5',
  reduction: '4c7c0af1',
  bfs: 'c9f34bb9',
  mix: '8163d011',
};

describe.each(WORKLOADS.map((workload) => ({ name: workload.name, workload })))(
  '$name',
  ({ name, workload }) => {
    const options = { processors: 4, references: 5000, seed: 1 };

    it('makes the known trace', async () => {
      expect(await traceHash(workloadSource(name, options))).toBe(HASHES[name]);
    });

    it('makes the same trace when it is asked for the batches again', async () => {
      const source = workloadSource(name, options);
      const first = await traceHash(source);
      expect(await traceHash(source)).toBe(first);
    });

    it('makes the same trace in batches of any size', async () => {
      const whole = await traceHash(workloadSource(name, options));
      expect(await traceHash(workloadSource(name, options, { batch: 7 }))).toBe(whole);
      expect(await traceHash(workloadSource(name, options, { batch: 1000 }))).toBe(whole);
    });

    it('depends on the seed exactly where chance plays a part', async () => {
      const one = await traceHash(workloadSource(name, options));
      const other = await traceHash(workloadSource(name, { ...options, seed: 2 }));
      expect(one === other).toBe(WITHOUT_CHANCE.includes(name));
    });

    it('makes exactly the references asked for, of processors in range, inside its regions', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 9 }),
          fc.integer({ min: 1, max: 3000 }),
          fc.integer({ min: 1, max: 40 }),
          async (processors, references, quantum) => {
            const accesses = await collect(name, { processors, references, quantum });
            expect(accesses.length).toBe(references);
            expect(accesses.filter((access) => access.processor >= processors)).toEqual([]);
            expect(accesses.filter((access) => access.region === 'nowhere')).toEqual([]);
            expect(accesses.filter((access) => access.bytes < 1 || access.bytes > 64)).toEqual([]);
          },
        ),
        { numRuns: 8 },
      );
    });

    it('keeps 1,024 processors busy', async () => {
      const seen = new Set<number>();
      const source = workloadSource(name, { processors: 1024, references: 20_000 });
      for await (const batch of source.batches()) {
        for (let i = 0; i < batch.count; i++) seen.add(batch.meta[i]! & 0xffff);
      }
      expect(seen.size).toBe(1024);
    });

    it('gives a processor at most a quantum of references in a row', async () => {
      const accesses = await collect(name, { ...options, quantum: 16 });
      let run = 0;
      for (let i = 1; i < accesses.length; i++) {
        run = accesses[i]!.processor === accesses[i - 1]!.processor ? run + 1 : 0;
        expect(run).toBeLessThan(16);
      }
    });

    it('describes itself and its parameters', () => {
      expect(workload.about.length).toBeGreaterThan(100);
      expect(workload.memory).not.toBe('');
      for (const parameter of Object.values(workload.parameters)) expect(parameter.about).not.toBe('');
    });
  },
);
