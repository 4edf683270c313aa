/** Prefetchers bring lines that no program asked for, some of them from behind the end of its memory. */
import { describe, expect, it } from 'vitest';
import { runOnCluster } from '../../src/cluster/index.js';
import type { PrefetchConfig } from '../../src/config/hierarchy.js';
import { execute, given, isRight } from './library-runs.js';

const KINDS: readonly PrefetchConfig['kind'][] = ['next-line', 'stride', 'stream'];
const RUNS = [
  ['ms-queue', {}],
  ['counter', { lock: 'tas' }],
  ['counter', { lock: 'ticket' }],
  ['bank', { lock: 'mcs' }],
  ['odd-even-sort', {}],
  ['parallel-sum', {}],
] as const;
const CASES = KINDS.flatMap((kind) => [1, 4, 8].map((degree) => ({ kind, degree })));

describe.each(CASES)('programs are right with a prefetcher: $kind, $degree lines at a time', (prefetch) => {
  const machine = { prefetch: { ...prefetch, distance: 1 } };
  const options = { limitInstructions: 1_000_000 };

  it.each(RUNS)('%s, %o', async (name, parameters) => {
    for (const protocol of ['MESI', 'MI', 'Dragon']) {
      for (const processors of [1, 3, 4]) {
        for (const more of [{}, { numa: { nodes: processors } }]) {
          if (protocol === 'Dragon' && 'numa' in more) continue;
          for (const lineBytes of [16, 256]) {
            const result = await execute(name, processors, given(name, parameters), {
              ...options,
              protocol,
              machine: { ...machine, ...more, processors, lineBytes },
            });
            expect(isRight(result)).toBe(true);
          }
        }
      }
    }
  });

  it('on clusters, whose nodes have pages of their own', async () => {
    for (const dsm of ['ivy', 'lrc'] as const) {
      const result = await runOnCluster({
        ...options,
        program: 'counter',
        parameters: { iterations: 20, lock: 'ticket' },
        threads: 4,
        machine: { ...machine, lineBytes: 16 },
        cluster: { nodes: 2, dsm, pageBytes: 64 },
      });
      expect(isRight(result)).toBe(true);
    }
  });
});

it.each([
  ['functional', false],
  ['timed', true],
])(
  'a line that a prefetch takes away again, before its store is over, is lost to nobody: %s',
  async (_how, timed) => {
    for (const protocol of ['MESI', 'MOESI', 'MI', 'Dragon', 'VI']) {
      for (const replacement of ['random', 'LRU', 'SRRIP'] as const) {
        for (const [name, parameters] of RUNS) {
          const result = await execute(name, 4, given(name, parameters), {
            limitInstructions: 3_000_000,
            protocol,
            timed,
            machine: {
              processors: 4,
              lineBytes: 64,
              l1: { size: 512, ways: 'full', replacement },
              prefetch: { kind: 'next-line', degree: 8, distance: 2 },
            },
          });
          expect({ protocol, replacement, name, right: isRight(result) }).toMatchObject({ right: true });
        }
      }
    }
  },
);
