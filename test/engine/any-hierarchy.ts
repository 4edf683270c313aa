/**
 * Machines with every part on and off: threads, caches for instructions, second and third levels of
 * each kind, TLBs, prefetchers, a bus or nodes. All parts are small, so that each runs out often.
 */
import fc from 'fast-check';
import type {
  Inclusion,
  PrefetchConfig,
  SharedConfig,
  TlbConfig,
  TlbLevelConfig,
} from '../../src/config/hierarchy.js';
import type { CacheConfig, MachineConfig } from '../../src/config/machine.js';
import { POLICY_NAMES, type ReplacementName } from '../../src/replacement/index.js';
import { largerLast } from '../config/any-machine.js';
import { MODEL_PROTOCOLS } from '../model/protocols/index.js';
import type { ModelRecord } from '../model/references.js';
import { plain } from '../plain-machine.js';
import { type Subject, withProtocol } from './agreement.js';
import { INVALIDATING, nodesOf } from './arbitraries/nodes.js';
import { INTERESTING_ADDRESSES, recordsFor, type TraceShape, traceShape } from './arbitraries/trace.js';

const powerOfTwo = (from: number, to: number): fc.Arbitrary<number> =>
  fc.integer({ min: from, max: to }).map((exponent) => 2 ** exponent);

// ——— shape ———

const few = (max: number): fc.Arbitrary<number> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(1) }, { weight: 2, arbitrary: fc.integer({ min: 1, max }) });

const shape = fc.record({
  sockets: few(3),
  diesPerSocket: few(2),
  coresPerDie: fc.integer({ min: 1, max: 3 }),
  threadsPerCore: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 4 })),
});

type Shape = MachineConfig['shape'];

const processorsOf = (shape: Shape): number => coresOf(shape) * shape.threadsPerCore;
const coresOf = ({ sockets, diesPerSocket, coresPerDie }: Shape): number =>
  sockets * diesPerSocket * coresPerDie;

const coresOfCluster = (shape: Shape, sharedBy: SharedConfig['sharedBy']): number => {
  if (sharedBy === 'machine') return coresOf(shape);
  return shape.coresPerDie * (sharedBy === 'socket' ? shape.diesPerSocket : 1);
};

// ——— caches ———

const replacement = fc.oneof(fc.constant<ReplacementName>('LRU'), fc.constantFrom(...POLICY_NAMES));

interface Geometry {
  readonly sets: number;
  readonly ways: number;
  readonly full: boolean;
  readonly replacement: ReplacementName;
}

const geometry = (sets: number, ways: number): fc.Arbitrary<Geometry> =>
  fc.record({
    sets: powerOfTwo(0, sets),
    ways: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: ways }) },
      { weight: 1, arbitrary: fc.constantFrom(5, 8, 9, 17) },
    ),
    full: fc.boolean(),
    replacement,
  });

const linesOf = ({ sets, ways, full }: Geometry): number => (full ? 1 : sets) * ways;

const cacheOf = (geometry: Geometry, lineBytes: number): CacheConfig => ({
  size: linesOf(geometry) * lineBytes,
  ways: geometry.full ? 'full' : geometry.ways,
  replacement: geometry.replacement,
  write: 'protocol',
  writeAllocate: 'protocol',
});

/** An inclusive L2 has at least the lines of each L1: more ways, if it must be. */
const atLeast = (geometry: Geometry, lines: number): Geometry =>
  linesOf(geometry) >= lines
    ? geometry
    : { ...geometry, ways: Math.ceil(lines / (geometry.full ? 1 : geometry.sets)) };

const policy = fc.record({
  write: fc.constantFrom<CacheConfig['write'][]>('protocol', 'protocol', 'write-back', 'write-through'),
  writeAllocate: fc.constantFrom<CacheConfig['writeAllocate'][]>('protocol', 'protocol', true, false),
});

const inclusion = fc.constantFrom<Inclusion[]>('inclusive', 'exclusive', 'non-inclusive');

const levels = fc.record({
  l1: geometry(1, 3),
  l1i: fc.option(geometry(1, 2)),
  l2: fc.option(fc.record({ geometry: geometry(2, 4), policy, inclusion }), { freq: 3 }),
  l3: fc.option(
    fc.record({
      geometry: geometry(2, 5),
      inclusion,
      sharedBy: fc.constantFrom<SharedConfig['sharedBy'][]>('die', 'socket', 'machine'),
    }),
    { freq: 2 },
  ),
  policy,
});

// ——— TLBs and prefetchers ———

const tlbLevel = (sets: number, ways: number): fc.Arbitrary<TlbLevelConfig> =>
  fc
    .record({ sets: powerOfTwo(0, sets), ways: fc.integer({ min: 1, max: ways }), full: fc.boolean() })
    .map(({ sets, ways, full }) => ({ entries: sets * ways, ways: full ? 'full' : ways }));

const tlbOf = (lineBytes: number): fc.Arbitrary<TlbConfig | null> =>
  fc.option(
    fc
      .record({
        pageBytes: powerOfTwo(0, 3).map((lines) => lines * lineBytes),
        l1: tlbLevel(1, 3),
        l2: fc.option(tlbLevel(2, 4)),
      })
      .map(largerLast),
  );

const prefetch: fc.Arbitrary<PrefetchConfig> = fc.record({
  kind: fc.constantFrom<PrefetchConfig['kind'][]>('none', 'next-line', 'stride', 'stream'),
  degree: fc.integer({ min: 1, max: 3 }),
  distance: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 3 }) },
    fc.integer({ min: 1, max: 64 }),
  ),
  entries: fc.integer({ min: 1, max: 4 }),
});

// ——— machines ———

interface Limits {
  /** Whether memory is spread over nodes. */
  readonly numa?: boolean;
}

const divisorsOf = (of: number): number[] =>
  Array.from({ length: of }, (_, at) => at + 1).filter((divisor) => of % divisor === 0);

/** Nodes hold whole cores, and whole clusters where there is an L3. */
const overNodes = (config: MachineConfig): fc.Arbitrary<MachineConfig> => {
  const { shape, l3 } = config;
  const unit = l3 === null ? 1 : coresOfCluster(shape, l3.sharedBy);
  const nodes = divisorsOf(coresOf(shape) / unit);
  const tracked = l3 === null ? (['processors', 'nodes'] as const) : (['nodes'] as const);
  return nodesOf(config, { nodes, tracked }).map((numa) => ({ ...config, numa }));
};

const onBus: fc.Arbitrary<MachineConfig> = fc
  .record({
    shape,
    lineBytes: fc.oneof(
      { weight: 4, arbitrary: powerOfTwo(4, 7) },
      { weight: 1, arbitrary: powerOfTwo(2, 12) },
    ),
    levels,
    prefetch,
    wordBytes: fc.constantFrom(4, 8, 16, 32),
    addressBytes: fc.integer({ min: 0, max: 16 }),
    instructions: fc.constantFrom<MachineConfig['instructions'][]>('read', 'read', 'read', 'skip'),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  })
  .chain((drawn) => tlbOf(drawn.lineBytes).map((tlb) => ({ ...drawn, tlb })))
  .map(({ shape, lineBytes, levels, prefetch, tlb, wordBytes, addressBytes, instructions, seed }) => {
    const processors = processorsOf(shape);
    const { l1, l1i, l2, l3 } = levels;
    const above = Math.max(linesOf(l1), l1i === null ? 0 : linesOf(l1i));
    return {
      ...plain(processors),
      shape,
      protocol: '',
      lineBytes,
      l1: { ...cacheOf(l1, lineBytes), ...levels.policy },
      l1i: l1i && cacheOf(l1i, lineBytes),
      l2: l2 && {
        ...cacheOf(l2.inclusion === 'inclusive' ? atLeast(l2.geometry, above) : l2.geometry, lineBytes),
        ...l2.policy,
        inclusion: l2.inclusion,
      },
      l3: l3 && { ...cacheOf(l3.geometry, lineBytes), inclusion: l3.inclusion, sharedBy: l3.sharedBy },
      tlb,
      prefetch,
      bus: { wordBytes: Math.min(wordBytes, lineBytes), addressBytes },
      numa: null,
      instructions,
      seed,
      memoryLimitBytes: 2 ** 30,
    };
  });

/** The write policies may not suit a protocol yet: `withProtocol` sees to that. */
export const hierarchicalMachine = ({ numa }: Limits = {}): fc.Arbitrary<MachineConfig> => {
  if (numa === false) return onBus;
  const nodes = onBus.chain(overNodes);
  return numa === true ? nodes : fc.oneof(onBus, nodes);
};

/** Whether the machine can run the protocol. */
export const suits = ({ numa, l3 }: MachineConfig, protocol: (typeof MODEL_PROTOCOLS)[number]): boolean =>
  (numa === null && l3 === null) || INVALIDATING.includes(protocol);

// ——— traces ———

/** Lines at one distance after another, as prefetchers like them. */
interface Walk {
  readonly who: number;
  readonly base: number;
  readonly from: number;
  readonly stride: number;
  readonly length: number;
  readonly operation: ModelRecord['operation'];
  /** Where in the rest of the trace it comes, in hundredths. */
  readonly at: number;
}

export interface HierarchyTrace {
  readonly shape: TraceShape;
  readonly walks: readonly Walk[];
  /** Of the reads, which are instruction fetches: in turn. */
  readonly fetches: readonly boolean[];
}

const walk: fc.Arbitrary<Walk> = fc.record({
  who: fc.nat(255),
  base: fc.nat(9),
  from: fc.nat(40),
  stride: fc.oneof(fc.constantFrom(1, -1), fc.integer({ min: -4, max: 4 })),
  length: fc.integer({ min: 2, max: 16 }),
  operation: fc.constantFrom<ModelRecord['operation'][]>('read', 'read', 'write'),
  at: fc.nat(100),
});

export const hierarchyTrace = (maxEpisodes: number): fc.Arbitrary<HierarchyTrace> =>
  fc.record({
    shape: traceShape(maxEpisodes),
    walks: fc.array(walk, { maxLength: 6 }),
    fetches: fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
  });

const walked = (walk: Walk, { bases }: TraceShape, machine: MachineConfig): ModelRecord[] => {
  const from = walk.base < bases.length ? bases[walk.base]! : INTERESTING_ADDRESSES[walk.base % 7]!;
  return Array.from({ length: walk.length }, (_, step): ModelRecord => {
    const distance = BigInt((walk.from + walk.stride * step) * machine.lineBytes);
    const address = BigInt.asUintN(64, from + distance);
    return { processor: walk.who % machine.processors, operation: walk.operation, address, bytes: 1 };
  });
};

/** The records of a trace on a machine. */
export function hierarchyRecords(trace: HierarchyTrace, machine: MachineConfig): ModelRecord[] {
  const records = recordsFor(trace.shape, machine);
  const all = trace.walks.reduce<ModelRecord[]>((before, walk) => {
    const cut = Math.floor((before.length * walk.at) / 100);
    return [...before.slice(0, cut), ...walked(walk, trace.shape, machine), ...before.slice(cut)];
  }, records);
  const fetches = (i: number): boolean => trace.fetches[i % trace.fetches.length]!;
  return all.map((record, i) =>
    record.operation === 'read' && fetches(i) ? { ...record, operation: 'instruction' } : record,
  );
}

/** A hierarchical machine under a protocol of the catalogue that it can run, and a trace for it. */
export interface HierarchyRun {
  readonly subject: Subject;
  readonly records: readonly ModelRecord[];
}

export const hierarchyRun = (
  machines: fc.Arbitrary<MachineConfig> = hierarchicalMachine(),
  maxEpisodes = 100,
): fc.Arbitrary<HierarchyRun> =>
  fc
    .record({ config: machines, protocol: fc.nat(99), trace: hierarchyTrace(maxEpisodes) })
    .map(({ config, protocol, trace }) => {
      const runnable = MODEL_PROTOCOLS.filter((each) => suits(config, each));
      const subject = withProtocol(config, runnable[protocol % runnable.length]!.name);
      return { subject, records: hierarchyRecords(trace, subject.machine) };
    });
