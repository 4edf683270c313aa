/** Machines of nodes: the engine against the model. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MachineConfig } from '../../src/config/machine.js';
import { TRACKED } from '../../src/config/numa-fields.js';
import { plain } from '../plain-machine.js';
import {
  engineFor,
  expectAgreement,
  runEngine,
  snapshotOf,
  withProtocol,
  withUserTable,
} from './agreement.js';
import { longTrace } from './arbitraries/long-trace.js';
import {
  clustersRun,
  INVALIDATING,
  type MachineOfNodes,
  machineOfClusters,
  machineOfNodes,
  nodesRun,
  ORGANISATION_NAMES,
  organised,
  suitsNodes,
} from './arbitraries/nodes.js';
import { batchOf, recordsFor, traceShape } from './arbitraries/trace.js';
import { userTable } from './arbitraries/user-table.js';
import { LONG, runs } from './runs.js';

/** Machines of every kind, and of the kind that chance would give too few of. */
const anyMachine: fc.Arbitrary<MachineOfNodes> = fc.oneof(machineOfNodes, machineOfClusters);

describe.each(INVALIDATING)('under $name, over nodes', ({ name }) => {
  test('engine and model agree on every counter, transition, final state and message', () => {
    fc.assert(
      fc.property(anyMachine, traceShape(120), fc.boolean(), (config, trace, classify) => {
        const subject = withProtocol(config, name);
        expectAgreement(subject, recordsFor(trace, subject.machine), classify);
      }),
      runs(16),
    );
  });
});

test('engine and model agree over nodes under sound tables that a user might write', () => {
  fc.assert(
    fc.property(
      anyMachine,
      userTable.filter(suitsNodes),
      traceShape(120),
      fc.boolean(),
      (config, table, trace, classify) => {
        const subject = withUserTable(config, table);
        expectAgreement(subject, recordsFor(trace, subject.machine), classify);
      },
    ),
    runs(30),
  );
});

test.each(ORGANISATION_NAMES)('engine and model agree on long traces over a %s directory', (organisation) => {
  const trace = fc.record({
    seed: fc.nat(),
    lines: fc.integer({ min: 1, max: 1500 }),
    spread: fc.constantFrom(4n, 64n, 2n ** 12n, 2n ** 40n),
  });
  fc.assert(
    fc.property(
      organised(anyMachine, organisation),
      fc.constantFrom(...INVALIDATING),
      trace,
      (config, protocol, { seed, lines, spread }) => {
        const spanBytes = spread * BigInt(lines);
        const records = longTrace({ seed, records: 1500, processors: config.processors, lines, spanBytes });
        expectAgreement(withProtocol(config, protocol.name), records, false);
      },
    ),
    runs(4),
  );
});

test.each(
  ORGANISATION_NAMES.flatMap((organisation) => TRACKED.map((tracks) => [organisation, tracks] as const)),
)('engine and model agree on 1024 processors over a %s directory of %s', (organisation, tracks) => {
  const cache = {
    size: 512,
    ways: 2,
    replacement: 'LRU',
    write: 'protocol',
    writeAllocate: 'protocol',
  } as const;
  const config: MachineConfig = {
    ...plain(1024),
    protocol: '',
    lineBytes: 64,
    l1: cache,
    l2: null,
    bus: { wordBytes: 8, addressBytes: 8 },
    numa: {
      nodes: 256,
      directory: {
        organisation,
        tracks,
        cleanFrom: 'home',
        pointers: 3,
        regionProcessors: 16,
        entries: 2,
        ways: 2,
      },
      placement: { policy: 'next-touch', pageBytes: 256, node: 0, ranges: [], intervalReferences: 50 },
      network: { topology: 'hypercube', parameters: {}, headerBytes: 8, distances: null },
    },
    instructions: 'skip',
    seed: 1,
    memoryLimitBytes: 2 ** 30,
  };
  const spanBytes = 40n * 64n;
  const records = longTrace({ seed: 1, records: 700, processors: 1024, lines: 40, spanBytes });
  expectAgreement(withProtocol(config, 'MESIF'), records, false);
});

const SHARING = [
  ['on a bus', null] as const,
  ...ORGANISATION_NAMES.map((name) => [`over a ${name} directory`, name] as const),
];

test.each(SHARING)(
  'engine and model agree on few and on many sharers of lines of 200 processors that come and go, %s',
  (_, organisation) => {
    const directory = {
      tracks: 'processors',
      cleanFrom: 'home',
      pointers: 3,
      regionProcessors: 16,
      entries: 8,
      ways: 4,
    } as const;
    const config = (policy: 'line-interleave' | 'first-touch', ways: number): MachineConfig => ({
      ...plain(200),
      protocol: '',
      lineBytes: 64,
      l1: { size: 64 * ways, ways, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' },
      l2: null,
      bus: { wordBytes: 8, addressBytes: 8 },
      numa: organisation && {
        nodes: 8,
        directory: { ...directory, organisation },
        placement: { policy, pageBytes: 4096, node: 0, ranges: [], intervalReferences: 50 },
        network: { topology: 'hypercube', parameters: {}, headerBytes: 8, distances: null },
      },
      instructions: 'skip',
      seed: 1,
      memoryLimitBytes: 2 ** 30,
    });
    fc.assert(
      fc.property(
        fc.constantFrom('MSI', 'MESI', 'MOESI', 'MESIF'),
        fc.constantFrom('line-interleave', 'first-touch'),
        fc.constantFrom(4, 8),
        fc.integer({ min: 0, max: 2 }),
        fc.nat(),
        (protocol, policy, ways, writes, seed) => {
          const lines = 24;
          const spanBytes = 64n * BigInt(lines);
          const records = longTrace({ seed, records: 1000, processors: 200, lines, spanBytes, writes });
          expectAgreement(withProtocol(config(policy, ways), protocol), records, false);
        },
      ),
      runs(2),
    );
  },
);

test('the result is the same however the trace is cut into batches, intervals of next-touch included', () => {
  fc.assert(
    fc.property(
      fc.oneof(nodesRun, clustersRun),
      fc.array(fc.nat(40), { minLength: 1, maxLength: 8 }),
      (each, sizes) => {
        const { subject, records } = each;
        const engine = engineFor(subject, LONG);
        for (let from = 0, cut = 0; from < records.length; cut++) {
          const to = from + 1 + sizes[cut % sizes.length]!;
          engine.run(batchOf(records.slice(from, to)));
          from = to;
        }
        expect(snapshotOf(engine)).toEqual(snapshotOf(runEngine(subject, records, LONG)));
      },
    ),
    runs(25),
  );
});

test('the order of a sparse directory’s entries outlives the 27 bits of the clock', () => {
  const sparse = nodesRun.filter(({ machine }) => machine.numa.directory.organisation === 'sparse');
  fc.assert(
    fc.property(sparse, ({ subject, records }) => {
      const engine = engineFor(subject, false);
      const half = records.length >> 1;
      engine.run(batchOf(records.slice(0, half)));
      engine.passTime(2 ** 27);
      engine.run(batchOf(records.slice(half)));
      expect(snapshotOf(engine)).toEqual(snapshotOf(runEngine(subject, records, false)));
    }),
    runs(25),
  );
});
