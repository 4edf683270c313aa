/** Idle machines take what the sum of their parts says: one read at a time, far apart in time. */
import { describe, expect, it } from 'vitest';
import { idleLatencies } from '../../src/config/idle-latency.js';
import type { MachineConfig } from '../../src/config/machine.js';
import { parseMachine } from '../../src/config/parse.js';
import { MACHINES } from '../../src/machines/index.js';
import { OPERATION } from '../../src/protocol/codes.js';
import { simulate } from '../../src/simulate.js';
import { createBatch, packMeta } from '../../src/traces/batch.js';

/** Cycles after which nothing is under way any more. */
const LONG = 100_000;

/** Reads of one line each, in this order, long after one another. */
const latenciesOf = async (
  machine: MachineConfig,
  reads: readonly { readonly processor: number; readonly address: number; readonly write?: true }[],
): Promise<Record<string, number>> => {
  const batch = createBatch(reads.length);
  for (const [at, { processor, address, write }] of reads.entries()) {
    batch.addresses[2 * at] = address;
    batch.gaps[at] = at * LONG;
    batch.meta[at] = packMeta(processor, write ? OPERATION.write : OPERATION.read, 4);
  }
  batch.count = reads.length;
  const { timing } = await simulate({ machine, trace: batch, timed: true });
  return Object.fromEntries(
    timing!.classes.map((latency) => [latency.class, latency.cycles / latency.count]),
  );
};

/** Blocking, without translation: what is timed is one access. */
const bare = ({ timing, ...config }: MachineConfig): MachineConfig => ({
  ...config,
  tlb: null,
  timing: {
    ...timing,
    storeBuffer: { ...timing.storeBuffer, entries: 0 },
    mshrs: { ...timing.mshrs, entries: 0 },
  },
});

describe.each(MACHINES.map(({ name, config }) => ({ name, config: bare(config) })))('$name', ({ config }) => {
  const idle = new Map(idleLatencies(config).map(({ from, cycles }) => [from, cycles]));
  const address = 1 << 20;

  it('reads its own memory and caches', async () => {
    const read = { processor: 0, address };
    const found = await latenciesOf(config, [read, read]);
    expect(found).toMatchObject({
      l1: idle.get('L1'),
      memoryLocal: idle.get(config.numa === null ? 'memory' : 'memory of the node'),
    });
  });

  const within = idle.get('another cache') ?? idle.get('another cache of the node');
  const neighbour = config.shape.threadsPerCore;

  // A machine of one core has no neighbour.
  if (within !== undefined && neighbour < config.processors) {
    it('reads a neighbour’s cache', async () => {
      const found = await latenciesOf(config, [
        { processor: 0, address, write: true },
        { processor: neighbour, address },
      ]);
      expect(found).toMatchObject({ cacheLocal: within });
    });
  }

  const remote = idle.get('memory of the nearest other node');

  // Only machines of several nodes have memory elsewhere.
  if (remote !== undefined) {
    it('reads the memory of the nearest other node', async () => {
      const { numa } = config;
      const machine: MachineConfig = {
        ...config,
        numa: numa && { ...numa, placement: { ...numa.placement, policy: 'bind', node: 1 } },
      };
      expect(await latenciesOf(machine, [{ processor: 0, address }])).toEqual({ memoryRemote: remote });
    });
  }
});

describe('a machine with a matrix of distances', () => {
  const distances = [
    [10, 16, 22],
    [16, 10, 28],
    [20, 28, 10],
  ];
  const config = bare(
    parseMachine({
      processors: 3,
      numa: { nodes: 3, placement: { policy: 'bind' }, network: { topology: 'fully-connected', distances } },
    }),
  );
  const local = idleLatencies(config).find(({ from }) => from === 'memory of the node')!.cycles;

  const readOf = async (processor: number, node: number): Promise<number> => {
    const { numa } = config;
    const machine: MachineConfig = {
      ...config,
      numa: numa && { ...numa, placement: { ...numa.placement, node } },
    };
    const found = await latenciesOf(machine, [{ processor, address: 1 << 20 }]);
    return Object.values(found)[0]!;
  };

  it.each([
    [0, 1, 1.6],
    [1, 0, 1.6],
    [1, 2, 2.8],
    // 22 one way and 20 back: the mean.
    [0, 2, 2.1],
    [2, 0, 2.1],
  ])('reads from node %i of node %i’s memory in %f times its own', async (from, node, times) => {
    // A hop takes whole cycles, and there are two.
    expect(Math.abs((await readOf(from, node)) - local * times)).toBeLessThanOrEqual(1);
  });
});
