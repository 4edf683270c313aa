/** Machines for properties. */
import fc from 'fast-check';
import type { PrefetchConfig, SharedConfig, TlbConfig, TlbLevelConfig } from '../../src/config/hierarchy.js';
import { INCLUSIONS, PREFETCHERS, SHARERS } from '../../src/config/hierarchy-fields.js';
import type { CacheConfig, MachineConfig } from '../../src/config/machine.js';
import type { NumaConfig } from '../../src/config/numa.js';
import { CLEAN_SOURCES, ORGANISATION_NAMES, PLACEMENTS, TRACKED } from '../../src/config/numa-fields.js';
import type { TimingConfig } from '../../src/config/timing.js';
import { DRAINS, ROWS, TIMING_BOUNDS } from '../../src/config/timing-fields.js';
import { ASSUMED_TIMING, NO_PREFETCH } from '../../src/machines/parts.js';
import { POLICY_NAMES } from '../../src/replacement/index.js';
import { coresOf, inclusive } from '../plain-machine.js';

const replacements = POLICY_NAMES;

/** Any cache that obeys the rules, of at least so many bytes and at most 4096 lines. */
const anyCache = (lineBytes: number, atLeast: number, unlimited: boolean): fc.Arbitrary<CacheConfig> =>
  fc
    .record({
      ways: fc.oneof(fc.integer({ min: 1, max: 64 }), fc.constant('full' as const)),
      sets: fc.integer({ min: 0, max: 5 }),
      lines: fc.integer({ min: 1, max: 64 }),
      unlimited: unlimited ? fc.boolean() : fc.constant(false),
      replacement: fc.constantFrom(...replacements),
      write: fc.constantFrom('protocol' as const, 'write-back' as const, 'write-through' as const),
      writeAllocate: fc.constantFrom(true, false, 'protocol' as const),
    })
    .map(({ ways, sets, lines, unlimited: endless, ...rest }) => {
      let size = ways === 'full' ? lines * lineBytes : ways * lineBytes * 2 ** sets;
      while (size < atLeast) size *= 2;
      return { size: endless ? ('unlimited' as const) : size, ways, ...rest };
    });

const anyAddress = fc.bigInt({ min: 0n, max: 2n ** 64n - 2n });

/** Any nodes that obey the rules, for so many processors a node and lines of so many bytes. */
const anyNuma = (
  nodes: number,
  processors: number,
  lineBytes: number,
  tracked: fc.Arbitrary<(typeof TRACKED)[number]> = fc.constantFrom(...TRACKED),
): fc.Arbitrary<NumaConfig> => {
  const node = fc.integer({ min: 0, max: nodes - 1 });
  const range = fc
    .record({ from: anyAddress, length: fc.bigInt({ min: 1n, max: 2n ** 40n }), node })
    .map(({ from, length, node: home }) => {
      const end = from + length;
      const to = end < 2n ** 64n ? end : 2n ** 64n - 1n;
      return { from: `0x${from.toString(16)}`, to: `0x${to.toString(16)}`, node: home };
    });
  /** A region is no larger than all that the directory tells apart. */
  const ofMembers = (region: number, tracks: string): number =>
    Math.min(region, tracks === 'nodes' ? nodes : processors);
  return fc.record<NumaConfig>({
    nodes: fc.constant(nodes),
    directory: fc
      .record({
        organisation: fc.constantFrom(...ORGANISATION_NAMES),
        tracks: tracked,
        cleanFrom: fc.constantFrom(...CLEAN_SOURCES),
        pointers: fc.integer({ min: 1, max: 64 }),
        region: fc.integer({ min: Math.ceil(processors / 64), max: 1024 }),
        ways: fc.integer({ min: 1, max: 64 }),
        sets: fc.integer({ min: 0, max: 16 }),
      })
      .map(({ organisation, tracks, cleanFrom, pointers, region, ways, sets }) => ({
        organisation,
        tracks,
        cleanFrom,
        pointers,
        regionProcessors: organisation === 'coarse-vector' ? ofMembers(region, tracks) : region,
        entries: ways * 2 ** sets,
        ways,
      })),
    placement: fc
      .record({
        policy: fc.constantFrom(...PLACEMENTS),
        pageBytes: fc.integer({ min: Math.log2(lineBytes), max: 30 }).map((bits) => 2 ** bits),
        node,
        ranges: fc.array(range, { maxLength: 4 }),
        intervalReferences: fc.integer({ min: 1, max: 0xffffffff }),
      })
      // Without ranges it is not the policy of ranges.
      .map(({ policy, ...rest }) => ({
        ...rest,
        policy: policy === 'ranges' && rest.ranges.length === 0 ? ('page-interleave' as const) : policy,
      })),
    network: fc.record({
      topology: fc.constantFrom('bus', 'crossbar', 'ring', 'mesh', 'torus', 'fat-tree', 'fully-connected'),
      parameters: fc.constant({}),
      headerBytes: fc.integer({ min: 0, max: 64 }),
      distances: fc.option(distances(nodes)),
    }),
  });
};

/** As `numactl` prints them: a node is nearest to itself. */
const distances = (nodes: number) =>
  fc
    .array(fc.integer({ min: 10, max: 254 }), { minLength: nodes * nodes, maxLength: nodes * nodes })
    .map((all) =>
      Array.from({ length: nodes }, (_, from) =>
        Array.from({ length: nodes }, (_, to) => (from === to ? 10 : all[from * nodes + to]!)),
      ),
    );

const upTo = (most: number) => fc.integer({ min: 1, max: most });

const anyTlbLevel: fc.Arbitrary<TlbLevelConfig> = fc
  .record({ ways: upTo(16), sets: fc.integer({ min: 0, max: 5 }), full: fc.boolean() })
  .map(({ ways, sets, full }) => ({ entries: ways * 2 ** sets, ways: full ? ('full' as const) : ways }));

/** The second level of a TLB is the larger one. */
export const largerLast = (tlb: TlbConfig): TlbConfig =>
  tlb.l2 && tlb.l2.entries < tlb.l1.entries ? { ...tlb, l1: tlb.l2, l2: tlb.l1 } : tlb;

const anyTlb = (lineBytes: number): fc.Arbitrary<TlbConfig> =>
  fc
    .record({
      pageBytes: fc.integer({ min: Math.log2(lineBytes), max: 30 }).map((bits) => 2 ** bits),
      l1: anyTlbLevel,
      l2: fc.option(anyTlbLevel),
    })
    .map(largerLast);

const anyPrefetch: fc.Arbitrary<PrefetchConfig> = fc.record({
  kind: fc.constantFrom(...PREFETCHERS),
  degree: upTo(8),
  distance: upTo(64),
  entries: upTo(64),
});

const within = (path: keyof typeof TIMING_BOUNDS): fc.Arbitrary<number> => fc.integer(TIMING_BOUNDS[path]);

const anyTiming: fc.Arbitrary<TimingConfig> = fc.record({
  clockMHz: within('clockMHz'),
  instructionCycles: within('instructionCycles'),
  l1Cycles: within('l1Cycles'),
  l2Cycles: within('l2Cycles'),
  l3Cycles: within('l3Cycles'),
  snoopCycles: within('snoopCycles'),
  migrationCycles: within('migrationCycles'),
  bus: fc.record({
    split: fc.boolean(),
    arbitrationCycles: within('bus.arbitrationCycles'),
    requestCycles: within('bus.requestCycles'),
    bytesPerCycle: within('bus.bytesPerCycle'),
  }),
  network: fc.record({
    localCycles: within('network.localCycles'),
    hopCycles: within('network.hopCycles'),
    bytesPerCycle: within('network.bytesPerCycle'),
  }),
  directory: fc.record({
    lookupCycles: within('directory.lookupCycles'),
    occupancyCycles: within('directory.occupancyCycles'),
  }),
  memory: fc
    .record({
      channels: within('memory.channels'),
      banks: within('memory.banks'),
      rowBytes: fc.integer({ min: 6, max: 20 }).map((bits) => 2 ** bits),
      rows: fc.constantFrom(...ROWS),
      rowCycles: fc.tuple(
        within('memory.hitCycles'),
        within('memory.emptyCycles'),
        within('memory.conflictCycles'),
      ),
      bytesPerCycle: within('memory.bytesPerCycle'),
      writeQueueEntries: within('memory.writeQueueEntries'),
    })
    .map(({ rowCycles, rows, ...rest }) => {
      // What more has to be done for takes no less, where rows stay open.
      const [hitCycles, emptyCycles, conflictCycles] =
        rows === 'open' ? rowCycles.sort((a, b) => a - b) : rowCycles;
      return {
        ...rest,
        rows,
        hitCycles: hitCycles!,
        emptyCycles: emptyCycles!,
        conflictCycles: conflictCycles!,
      };
    }),
  storeBuffer: fc.record({
    entries: within('storeBuffer.entries'),
    forwarding: fc.boolean(),
    drain: fc.constantFrom(...DRAINS),
  }),
  mshrs: fc.record({ entries: within('mshrs.entries'), merging: fc.boolean() }),
  tlb: fc.record({ l2Cycles: within('tlb.l2Cycles'), walkCycles: within('tlb.walkCycles') }),
  windowReferences: within('windowReferences'),
});

/** As the protocol writes. */
const PLAIN = { write: 'protocol', writeAllocate: 'protocol' } as const;

/** An L3 that its nodes can have, or none. */
const anyL3 = (lineBytes: number, nodes: number, tracksNodes: boolean): fc.Arbitrary<SharedConfig | null> => {
  if (nodes > 1 && !tracksNodes) return fc.constant(null);
  const sharers = nodes > 1 ? (['die', 'socket'] as const) : SHARERS;
  return fc.option(
    fc
      .tuple(anyCache(lineBytes, 0, false), fc.constantFrom(...INCLUSIONS), fc.constantFrom(...sharers))
      .map(([cache, inclusion, sharedBy]) => ({ ...cache, ...PLAIN, inclusion, sharedBy })),
  );
};

/** An L3 that is smaller than a cache above it does not include it. */
const includesWhatItCan = (machine: MachineConfig): MachineConfig => {
  const { l1, l1i, l2, l3 } = machine;
  const isSmall = [l1, l1i, l2].some((cache) => cache && l3 && Number(cache.size) > Number(l3.size));
  return l3?.inclusion === 'inclusive' && isSmall
    ? { ...machine, l3: { ...l3, inclusion: 'non-inclusive' } }
    : machine;
};

/** Any machine of cores that share: sockets are nodes, if there are any. */
const anyHierarchy: fc.Arbitrary<MachineConfig> = fc
  .record({
    line: fc.integer({ min: 5, max: 8 }),
    shape: fc.record({
      sockets: upTo(4),
      diesPerSocket: upTo(3),
      coresPerDie: upTo(4),
      threadsPerCore: upTo(8),
    }),
    joined: fc.boolean(),
    tracked: fc.constantFrom(...TRACKED),
  })
  .chain(({ line, shape, joined, tracked }) => {
    const lineBytes = 2 ** line;
    const { sockets, diesPerSocket, coresPerDie, threadsPerCore } = shape;
    const processors = sockets * diesPerSocket * coresPerDie * threadsPerCore;
    const numa = anyNuma(sockets, processors, lineBytes, fc.constant(tracked));
    const cache = anyCache(lineBytes, 0, false);
    return fc.record<MachineConfig>({
      processors: fc.constant(processors),
      shape: fc.constant(shape),
      protocol: fc.constantFrom('MESI', 'my own'),
      lineBytes: fc.constant(lineBytes),
      l1: cache,
      l1i: fc.option(cache.map((some) => ({ ...some, ...PLAIN }))),
      l2: fc.option(
        fc
          .tuple(cache, fc.constantFrom(...INCLUSIONS.filter((kind) => kind !== 'inclusive')))
          .map(([some, inclusion]) => ({ ...some, inclusion })),
      ),
      l3: anyL3(lineBytes, joined ? sockets : 1, tracked === 'nodes'),
      tlb: fc.option(anyTlb(lineBytes)),
      prefetch: anyPrefetch,
      bus: fc.record({ wordBytes: fc.constantFrom(4, 8), addressBytes: fc.integer({ min: 0, max: 64 }) }),
      numa: joined && (sockets > 1 || tracked === 'nodes') ? numa : fc.constant(null),
      timing: anyTiming,
      instructions: fc.constantFrom('skip' as const, 'read' as const),
      seed: fc.integer({ min: 0, max: 0xffffffff }),
      memoryLimitBytes: fc.integer({ min: 2 ** 20, max: 2 ** 32 - 2 ** 16 }),
    });
  })
  .map(includesWhatItCan);

const anyParts = {
  l1i: fc.constant(null),
  l3: fc.constant(null),
  tlb: fc.constant(null),
  prefetch: fc.constant(NO_PREFETCH),
  timing: fc.constant(ASSUMED_TIMING),
};

/** Any machine of single cores. */
const anyPlain: fc.Arbitrary<MachineConfig> = fc
  .record({
    line: fc.integer({ min: 2, max: 12 }),
    two: fc.boolean(),
    nodes: fc.integer({ min: 1, max: 256 }),
    processorsOfNode: fc.integer({ min: 1, max: 4 }),
  })
  .chain(({ line, two, nodes, processorsOfNode }) => {
    const processors = nodes * processorsOfNode;
    const lineBytes = 2 ** line;
    return anyCache(lineBytes, 0, !two).chain((l1) =>
      fc.record<MachineConfig>({
        processors: fc.constant(processors),
        shape: fc.constant(coresOf(processors)),
        ...anyParts,
        protocol: fc.constantFrom('MESI', 'my own'),
        lineBytes: fc.constant(lineBytes),
        l1: fc.constant(l1),
        l2: two ? anyCache(lineBytes, Number(l1.size), true).map(inclusive) : fc.constant(null),
        bus: fc.record({
          wordBytes: fc.constantFrom(...[4, 8, 16, 32].filter((bytes) => bytes <= lineBytes)),
          addressBytes: fc.integer({ min: 0, max: 64 }),
        }),
        numa: fc.option(anyNuma(nodes, processors, lineBytes)),
        instructions: fc.constantFrom('skip' as const, 'read' as const),
        seed: fc.integer({ min: 0, max: 0xffffffff }),
        memoryLimitBytes: fc.integer({ min: 2 ** 20, max: 2 ** 32 - 2 ** 16 }),
      }),
    );
  });

/** Any complete machine. */
export const anyMachine: fc.Arbitrary<MachineConfig> = fc.oneof(anyPlain, anyHierarchy);
