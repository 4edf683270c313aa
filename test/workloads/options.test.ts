import { describe, expect, it } from 'vitest';
import { CohortError } from '../../src/errors.js';
import { type GivenValues, workloadNamed, workloadSource } from '../../src/workloads/index.js';
import { collect } from './collect.js';

const refusal = (name: string, options: GivenValues): CohortError => {
  try {
    workloadSource(name, options);
  } catch (error) {
    if (error instanceof CohortError) return error;
    throw error;
  }
  throw new Error('was not refused');
};

describe('options of a workload', () => {
  it.each<[string, string, GivenValues, string]>([
    [
      'an unknown workload',
      'flase-sharing',
      {},
      "there is no workload 'flase-sharing'; there are: private-streaming, ",
    ],
    [
      'an unknown parameter',
      'bfs',
      { size: 3 },
      "workload bfs: there is no parameter 'size'; it has: scale, edgeFactor, graph",
    ],
    [
      'too many processors',
      'bfs',
      { processors: 1025 },
      "workload bfs: 'processors' is 1025; expected a whole number from 1 to 1024 (processors)",
    ],
    ['no references', 'stencil', { references: 0 }, "'references' is 0; expected a whole number from 1 to"],
    ['half a reference', 'stencil', { references: 1.5 }, "'references' is 1.5; expected a whole number"],
    [
      'text for a number',
      'stencil',
      { size: 'big' },
      "'size' is 'big'; expected a whole number from 3 to 8192 (elements)",
    ],
    ['bytes for elements', 'stencil', { size: '1KiB' }, "'size' is '1KiB'; expected a whole number"],
    [
      'a footprint of odd bytes',
      'uniform-random',
      { footprint: 12 },
      "'footprint' is 12; expected a multiple of 8 from 8 to 1073741824 (bytes)",
    ],
    ['an unknown choice', 'bfs', { graph: 'tree' }, "'graph' is 'tree'; expected one of rmat, uniform"],
    [
      'an object for a choice',
      'bfs',
      { graph: {} },
      "'graph' is of type object; expected one of rmat, uniform",
    ],
    ['null', 'bfs', { seed: null }, "'seed' is null; expected a whole number"],
    [
      'counters that overlap',
      'false-sharing',
      { counterBytes: 16 },
      "'counterStride' is 8; expected at least counterBytes (16)",
    ],
    [
      'more payload than a node has',
      'pointer-chase',
      { payloadReads: 9 },
      "'payloadReads' is 9; expected at most the 7 words of a node's payload",
    ],
    [
      'more objects than a table takes',
      'zipf-random',
      { objects: 2 ** 22 },
      "'objects' is 4194304; expected",
    ],
    [
      'a turn without references',
      'producer-consumer',
      { quantum: 0 },
      "'quantum' is 0; expected a whole number from 1 to 65536 (references)",
    ],
    [
      'a mix without syntax',
      'mix',
      { parts: 'bfs:1,,' },
      "workload mix: 'parts' is 'bfs:1,,'; expected parts like",
    ],
    ['a mix of an unknown part', 'mix', { parts: 'bsf:1' }, "there is no workload 'bsf'"],
    [
      'a mix with a bad parameter of a part',
      'mix',
      { parts: 'bfs(scale=99)' },
      "workload bfs: 'scale' is '99'; expected a whole number from 1 to 20",
    ],
    ['a mix in a mix', 'mix', { parts: 'mix:1' }, 'expected workloads other than mix itself'],
    ['a mix without weight', 'mix', { parts: 'bfs:0' }, 'expected at least one weight above 0'],
  ])('refuses %s', (_, name, options, message) => {
    const error = refusal(name, options);
    expect(error.message).toContain(message);
    expect(error.exitCode).toBe(2);
  });

  it('reads numbers and sizes from text, as a command line gives them', async () => {
    const fromText = await collect('uniform-random', { references: '500', footprint: '2KiB', seed: '7' });
    const fromNumbers = await collect('uniform-random', { references: 500, footprint: 2048, seed: 7 });
    expect(fromText).toEqual(fromNumbers);
  });

  it('knows names in any case', () => {
    expect(workloadNamed('BFS').name).toBe('bfs');
  });

  it('takes 4 processors and a million references by default', () => {
    const source = workloadSource('strided');
    expect(source.processors).toBe(4);
    expect(source.progress?.()).toEqual({ done: 0, total: 1_000_000, unit: 'references' });
  });
});

describe('a workload as a source', () => {
  it('tells its progress in references', async () => {
    const source = workloadSource('strided', { references: 20_000 });
    const seen: number[] = [];
    for await (const _ of source.batches()) seen.push(source.progress!().done);
    expect(seen).toEqual([16384, 20_000]);
  });

  it('ends at once when it is aborted', async () => {
    const controller = new AbortController();
    let batches = 0;
    for await (const _ of workloadSource('strided', { references: 1e9 }).batches(controller.signal)) {
      batches++;
      if (batches === 3) controller.abort();
    }
    expect(batches).toBe(3);
  });

  it('has nothing to do with another run of the same source at the same time', async () => {
    const source = workloadSource('bfs', { references: 4000 }, { batch: 100 });
    const one = source.batches()[Symbol.asyncIterator]();
    const two = source.batches()[Symbol.asyncIterator]();
    for (let i = 0; i < 40; i++) {
      const [a, b] = [await one.next(), await two.next()];
      expect(a.value.addresses).toEqual(b.value.addresses);
      expect(a.value.addresses).not.toBe(b.value.addresses);
    }
  });
});
