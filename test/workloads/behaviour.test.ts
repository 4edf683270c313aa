/** What the workloads' descriptions say of protocols and machines, held against the simulator. */
import { describe, expect, it } from 'vitest';
import type { MachineInput } from '../../src/config/machine.js';
import type { Counters } from '../../src/counters.js';
import { simulate } from '../../src/simulate.js';
import { type GivenValues, workloadSource } from '../../src/workloads/index.js';

const REFERENCES = 60_000;

/** The counters of a run on the default machine (4 processors, 32 KiB, 8 ways, lines of 64 B). */
const run = async (
  workload: string,
  protocol: string,
  options: GivenValues = {},
  machine: MachineInput = {},
): Promise<Counters> => {
  const trace = workloadSource(workload, { references: REFERENCES, ...options });
  return (await simulate({ trace, protocol, machine, classify: true })).total;
};

describe('private workloads', () => {
  it.each(['private-streaming', 'strided', 'private-random', 'pointer-chase'])(
    '%s has no coherence misses and invalidates nothing',
    async (name) => {
      const counters = await run(name, 'MSI');
      expect(counters.coherenceMisses).toBe(0);
      expect(counters.invalidationsSent).toBe(0);
    },
  );

  it('private-streaming misses once a line while its arrays exceed the cache, and only once if they fit', async () => {
    const large = await run('private-streaming', 'MESI');
    expect(large.misses / large.references).toBeCloseTo(1 / 8, 3);
    const small = await run('private-streaming', 'MESI', { elements: 1024 });
    expect(small.misses).toBe(4 * 3 * 128);
    expect(small.upgrades).toBe(0);
  });

  it.each(['LRU', 'FIFO', 'random', 'tree-PLRU', 'SRRIP'] as const)(
    'private-random hits as often as the cache is large, under %s',
    async (replacement) => {
      const options = { footprint: '64KiB', references: 400_000 };
      const counters = await run('private-random', 'MESI', options, { l1: { replacement } });
      // Without the cold start, half of the accesses hit: 32 KiB of 64 KiB.
      expect(counters.hits / (counters.references - counters.coldMisses)).toBeCloseTo(0.5, 1);
    },
  );

  it('private-random pays upgrades under MSI that the Exclusive state of MESI saves', async () => {
    expect((await run('private-random', 'MSI')).upgrades).toBeGreaterThan(500);
    expect((await run('private-random', 'MESI')).upgrades).toBe(0);
  });

  it('strided misses by conflict where a fully associative cache would hold the walk', async () => {
    const counters = await run('strided', 'MESI');
    expect(counters.conflictMisses + counters.coldMisses).toBe(counters.references);
    const full = await run('strided', 'MESI', {}, { l1: { ways: 'full' } });
    expect(full.misses).toBe(full.coldMisses);
  });

  it('pointer-chase hits all or nothing of its nodes under LRU, and some under random replacement', async () => {
    const options = { nodes: 600, payloadReads: 0 };
    const lru = await run('pointer-chase', 'MESI', options);
    const random = await run('pointer-chase', 'MESI', options, { l1: { replacement: 'random' } });
    expect(lru.hits / lru.references).toBeLessThan(0.2);
    expect(random.hits / random.references).toBeGreaterThan(0.6);
    const fitting = await run('pointer-chase', 'MESI', { ...options, nodes: 512 });
    expect(fitting.misses).toBe(fitting.coldMisses);
  });
});

describe('shared patterns', () => {
  it('read-shared has cold misses alone', async () => {
    const counters = await run('read-shared', 'MESI');
    expect(counters.misses).toBe(counters.coldMisses);
    expect(counters.coldMisses).toBe(4 * 256);
  });

  it('producer-consumer misses by true sharing when invalidated, not at all when updated', async () => {
    const mesi = await run('producer-consumer', 'MESI');
    expect(mesi.trueSharingMisses).toBe(mesi.coherenceMisses);
    expect(mesi.trueSharingMisses).toBeGreaterThan(REFERENCES / 10);
    for (const protocol of ['Dragon', 'Firefly']) {
      const updating = await run('producer-consumer', protocol);
      expect(updating.misses).toBe(updating.coldMisses);
      expect(updating.busUpd).toBeGreaterThan(0);
    }
  });

  it('producer-consumer flushes to memory under MESI and keeps to the caches under MOESI', async () => {
    expect((await run('producer-consumer', 'MESI')).flushes).toBeGreaterThan(1000);
    expect((await run('producer-consumer', 'MOESI')).flushes).toBe(0);
  });

  it('migratory costs an upgrade after each miss, whether or not there is an Exclusive state', async () => {
    const msi = await run('migratory', 'MSI');
    const mesi = await run('migratory', 'MESI');
    expect(mesi.upgrades / mesi.coherenceMisses).toBeCloseTo(1, 1);
    expect(mesi.upgrades / msi.upgrades).toBeCloseTo(1, 1);
  });

  it('false-sharing misses by false sharing alone, until the counters are padded', async () => {
    const packed = await run('false-sharing', 'MESI');
    expect(packed.coherenceMisses).toBe(packed.falseSharingMisses);
    expect(packed.falseSharingMisses / packed.references).toBeGreaterThan(0.3);
    const padded = await run('false-sharing', 'MESI', { counterStride: 64 });
    expect(padded.misses).toBe(padded.coldMisses);
  });

  it('true-sharing misses by true sharing alone, however it is padded', async () => {
    for (const wordStride of [64, 128]) {
      const counters = await run('true-sharing', 'MESI', { wordStride });
      expect(counters.coherenceMisses).toBe(counters.trueSharingMisses);
      expect(counters.misses / counters.references).toBeGreaterThan(0.6);
    }
  });

  it('lock-contention: testing before setting takes less of the bus, and tickets less still', async () => {
    const bytes = async (algorithm: string): Promise<number> =>
      (await run('lock-contention', 'MESI', { algorithm, processors: 8 }, { processors: 8 })).busBytes;
    const [swapping, testing, ticket] = [
      await bytes('test-and-set'),
      await bytes('test-and-test-and-set'),
      await bytes('ticket'),
    ];
    expect(testing).toBeLessThan(swapping / 2);
    expect(ticket).toBeLessThan(testing / 1.5);
  });

  it('mix misses by coherence in its shared tenth alone', async () => {
    const counters = await run('mix', 'MESI');
    expect(counters.coherenceMisses).toBe(counters.trueSharingMisses);
    expect(counters.coherenceMisses / counters.references).toBeGreaterThan(0.05);
    expect(counters.coherenceMisses / counters.references).toBeLessThan(0.1);
  });
});

describe('kernels', () => {
  it('blocked-matmul uses a block again while it fits in the cache', async () => {
    const options = { processors: 1, size: 96, references: 500_000 };
    const misses = async (block: number): Promise<number> =>
      (await run('blocked-matmul', 'MESI', { ...options, block })).misses;
    expect(await misses(24)).toBeLessThan((await misses(96)) / 3);
  });

  it('stencil has more coherence misses with more bands', async () => {
    const misses = async (processors: number): Promise<number> =>
      (await run('stencil', 'MESI', { processors, size: 66, references: 200_000 }, { processors }))
        .coherenceMisses;
    expect(await misses(2)).toBeLessThan((await misses(8)) / 3);
  });

  it('reduction shares its partial sums falsely only while they are packed', async () => {
    expect((await run('reduction', 'MESI')).falseSharingMisses / REFERENCES).toBeGreaterThan(0.4);
    expect((await run('reduction', 'MESI', { partialStride: 64 })).falseSharingMisses).toBe(0);
  });
});
