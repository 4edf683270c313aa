/** What the core is told of times, and the times that it kept. Where things lie: assembly/timed/regions.ts. */
import { hopCyclesOf } from '../config/idle-latency.js';
import type { MachineConfig } from '../config/machine.js';
import type { NumaConfig } from '../config/numa.js';
import { CohortError } from '../errors.js';
import {
  ACCESS_CLASSES,
  type LatencyResult,
  type MemoryUse,
  type ProcessorTime,
  RESOURCES,
  type ResourceKind,
  type ResourceUse,
  STALL_CAUSES,
  type StallCause,
  type TimingResult,
} from '../result.js';
import { type Core, unsigned } from './core.js';
import type { NodeNetwork } from './nodes.js';

/** Sizes in bytes, and where fields are in u64, as in assembly/timed. */
const ACCOUNT_BYTES = 448;
const ACCOUNT = {
  clock: 0,
  compute: 3,
  idle: 4,
  outstanding: 6,
  drained: 7,
  forwarded: 8,
  late: 9,
  stalls: 16,
  overlapped: 38,
};
const CALENDAR_BYTES = 320;
const CALENDAR = { uses: 1, busy: 2, waited: 3 };
const ACCESSES_BYTES = 64;
const CLASS_BYTES = 4096;
const CLASS = { count: 0, cycles: 1, max: 2, buckets: 8 };
const BUCKETS = 16 + 49 * 8;

/** The most links that the routes between all nodes cross together, of each kind: 2^25, at most 128 MiB. */
const MOST_ROUTE_ENTRIES = 2 ** 25;

/** Link numbers in the routes between all nodes. */
const routeEntriesOf = ({ nodes }: NumaConfig, network: NodeNetwork): number => {
  let entries = 0;
  for (let from = 0; from < nodes; from++) {
    for (let to = 0; to < nodes; to++) if (from !== to) entries += network.hops(from, to);
  }
  if (entries <= MOST_ROUTE_ENTRIES) return entries;
  throw new CohortError(
    `${network.topology}: the routes of ${nodes} nodes cross ${entries} links together, and a timed run takes at most ` +
      `${MOST_ROUTE_ENTRIES}: take fewer nodes (numa.nodes), or a topology with shorter ways (numa.network.topology).`,
    2,
  );
};

/** Bytes of a link's number, as a power of two. */
const routeShiftOf = (network: NodeNetwork): number => (network.links.length <= 2 ** 16 ? 1 : 2);

/** Tells the core what things take; before its memory is laid out. Without `timed` nothing is kept. */
export const configureTiming = (
  core: Core,
  machine: MachineConfig,
  timed: boolean,
  network: NodeNetwork | undefined,
): void => {
  const { exports } = core;
  const { timing, numa } = machine;
  exports.setClocks(
    timed ? timing.windowReferences : 0,
    timing.instructionCycles,
    timing.l1Cycles,
    timing.l2Cycles,
    timing.l3Cycles,
    timing.snoopCycles,
    machine.shape.threadsPerCore,
    timing.migrationCycles,
  );
  if (!timed) return;
  const { bus, directory, memory, storeBuffer, mshrs } = timing;
  exports.setTLBTiming(machine.tlb?.l2 ? timing.tlb.l2Cycles : 0, timing.tlb.walkCycles);
  exports.setBusTiming(bus.split, bus.arbitrationCycles, bus.requestCycles, bus.bytesPerCycle);
  exports.setNetworkTiming(
    timing.network.localCycles,
    timing.network.bytesPerCycle,
    numa?.network.headerBytes ?? 0,
    numa && network ? network.links.length : 0,
    numa && network ? routeEntriesOf(numa, network) : 0,
    numa && network ? routeShiftOf(network) : 0,
    network?.partsKinds ?? false,
  );
  exports.setDirectoryTiming(directory.lookupCycles, directory.occupancyCycles);
  exports.setMemoryTiming(
    memory.channels,
    memory.banks,
    memory.rowBytes,
    memory.rows === 'open',
    memory.hitCycles,
    memory.emptyCycles,
    memory.conflictCycles,
    memory.bytesPerCycle,
    memory.writeQueueEntries,
  );
  exports.setBuffers(
    storeBuffer.entries,
    storeBuffer.forwarding,
    storeBuffer.drain === 'lazy',
    mshrs.entries,
    mshrs.merging,
  );
};

/** Writes the routes, and what their hops take, into the core's memory. */
export const placeRoutes = (
  { exports, memory }: Core,
  machine: MachineConfig,
  { nodes }: NumaConfig,
  network: NodeNetwork,
): void => {
  const hopCycles = new Uint32Array(memory.buffer, unsigned(exports.hopCycles), nodes * nodes);
  const cyclesOf = hopCyclesOf(machine, network.hops);
  const start = unsigned(exports.routes);
  const links =
    routeShiftOf(network) === 1
      ? new Uint16Array(memory.buffer, start)
      : new Uint32Array(memory.buffer, start, (memory.buffer.byteLength - start) >>> 2);
  for (let from = 0; from < nodes; from++) {
    for (let to = 0; to < nodes; to++) {
      if (from !== to) hopCycles[from * nodes + to] = cyclesOf(from, to);
    }
  }
  let at = 0;
  const place = (kind: 'request' | 'response', offsetsAt: WebAssembly.Global): void => {
    const offsets = new Uint32Array(memory.buffer, unsigned(offsetsAt), nodes * nodes + 1);
    for (let from = 0; from < nodes; from++) {
      for (let to = 0; to < nodes; to++) {
        offsets[from * nodes + to] = at;
        const route = network.route(from, to, kind);
        links.set(route, at);
        at += route.length;
      }
    }
    offsets[nodes * nodes] = at;
  };
  place('request', exports.routeOffsets);
  if (network.partsKinds) place('response', exports.responseOffsets);
};

/** u64 fields of records of one region. */
const fieldsIn =
  (core: Core, start: WebAssembly.Global, bytes: number) =>
  (record: number, field: number): number =>
    Number(view64(core)[(unsigned(start) + record * bytes) / 8 + field] ?? 0n);

const view64 = ({ memory }: Core): BigUint64Array => new BigUint64Array(memory.buffer);

/** What only a run that keeps time can count of a processor. */
export const timedCounters = (
  core: Core,
  processor: number,
): { readonly forwardedLoads: number; readonly latePrefetches: number } => {
  const field = fieldsIn(core, core.exports.accounts, ACCOUNT_BYTES);
  return {
    forwardedLoads: field(processor, ACCOUNT.forwarded),
    latePrefetches: field(processor, ACCOUNT.late),
  };
};

/** Times of the processors; `references` of each that reached its caches. */
const processorTimes = (core: Core, references: readonly number[]): ProcessorTime[] => {
  const field = fieldsIn(core, core.exports.accounts, ACCOUNT_BYTES);
  return references.map((reached, p) => {
    // `fromEntries` forgets the names, which are all of STALL_CAUSES.
    const byCause = (first: number): Record<StallCause, number> =>
      Object.fromEntries(STALL_CAUSES.map((cause, i) => [cause, field(p, first + i)])) as Record<
        StallCause,
        number
      >;
    const stalls = byCause(ACCOUNT.stalls);
    const clock = field(p, ACCOUNT.clock);
    const outstanding = Math.max(clock, field(p, ACCOUNT.outstanding));
    const cycles = Math.max(outstanding, field(p, ACCOUNT.drained));
    if (cycles > clock) stalls[cycles > outstanding ? 'storeBuffer' : 'mshr'] += cycles - clock;
    return {
      cycles,
      references: reached + field(p, ACCOUNT.forwarded),
      compute: field(p, ACCOUNT.compute),
      idle: field(p, ACCOUNT.idle),
      stalls,
      overlapped: byCause(ACCOUNT.overlapped),
    };
  });
};

/** The largest latency of a bucket, see assembly/timed/classes.ts. */
const largestOf = (bucket: number): number => {
  if (bucket < 16) return bucket;
  const shift = Math.floor((bucket - 16) / 8) + 1;
  return (8 + ((bucket - 16) % 8) + 1) * 2 ** shift - 1;
};

const latencies = (core: Core): LatencyResult[] => {
  const field = fieldsIn(core, core.exports.classes, CLASS_BYTES);
  return ACCESS_CLASSES.map((name, i): LatencyResult => {
    const count = field(i, CLASS.count);
    const max = field(i, CLASS.max);
    const histogram = Array.from({ length: BUCKETS }, (_, bucket) => ({
      upTo: Math.min(largestOf(bucket), max),
      count: field(i, CLASS.buckets + bucket),
    })).filter((bucket) => bucket.count > 0);
    const percentile = (percent: number): number => {
      let soFar = 0;
      for (const bucket of histogram) {
        soFar += bucket.count;
        if (soFar * 100 >= percent * count) return bucket.upTo;
      }
      return max;
    };
    return {
      class: name,
      count,
      cycles: field(i, CLASS.cycles),
      max,
      p50: percentile(50),
      p99: percentile(99),
      histogram,
    };
  }).filter(({ count }) => count > 0);
};

/** Kinds of resources in the order in which the core lays them out, with the number of each. */
const resourcesOf = (
  machine: MachineConfig,
  network: NodeNetwork | undefined,
  islands: number,
): readonly { kind: ResourceKind | null; count: number; each: (index: number) => Partial<ResourceUse> }[] => {
  const { timing, numa } = machine;
  const { channels, banks } = timing.memory;
  const nodes = numa?.nodes ?? 0;
  const memories = Math.max(nodes, islands);
  const byNode = (node: number): Partial<ResourceUse> => ({ index: node, node });
  const ofIsland = (island: number): Partial<ResourceUse> => (islands > 1 ? byNode(island) : { index: 0 });
  const inNode = (perNode: number) => (i: number) => ({ index: i % perNode, node: Math.floor(i / perNode) });
  const tracksNodes = numa?.directory.tracks === 'nodes';
  const { split } = timing.bus;
  const between = (index: number): Partial<ResourceUse> => {
    const link = network?.links[index];
    return link ? { index, from: link.from, to: link.to } : { index };
  };
  return [
    { kind: numa ? null : split ? 'requestBus' : 'bus', count: islands, each: ofIsland },
    { kind: numa || !split ? null : 'dataBus', count: islands, each: ofIsland },
    { kind: tracksNodes ? 'nodeBus' : null, count: nodes, each: byNode },
    { kind: tracksNodes ? 'nodeDataBus' : null, count: nodes, each: byNode },
    { kind: 'directory', count: nodes, each: byNode },
    { kind: 'link', count: network?.links.length ?? 0, each: between },
    { kind: 'bank', count: memories * channels * banks, each: inNode(channels * banks) },
    { kind: 'channel', count: memories * channels, each: inNode(channels) },
  ];
};

const resourceUses = (
  core: Core,
  machine: MachineConfig,
  network: NodeNetwork | undefined,
  islands: number,
): ResourceUse[] => {
  const all = view64(core);
  let start = unsigned(core.exports.buses);
  const uses: ResourceUse[] = [];
  for (const { kind, count, each } of resourcesOf(machine, network, islands)) {
    for (let i = 0; kind !== null && i < count; i++) {
      const at = (start + i * CALENDAR_BYTES) / 8;
      const field = (of: keyof typeof CALENDAR): number => Number(all[at + CALENDAR[of]] ?? 0n);
      uses.push({
        kind,
        index: i,
        ...each(i),
        uses: field('uses'),
        busy: field('busy'),
        waited: field('waited'),
      });
    }
    start += count * CALENDAR_BYTES;
  }
  const rank = ({ kind }: ResourceUse): number => RESOURCES.indexOf(kind);
  return uses.sort((a, b) => rank(a) - rank(b));
};

const memoryUses = (core: Core, machine: MachineConfig, islands: number): MemoryUse[] => {
  const field = fieldsIn(core, core.exports.accesses, ACCESSES_BYTES);
  return Array.from({ length: machine.numa?.nodes ?? islands }, (_, node) => ({
    node,
    reads: field(node, 0),
    writes: field(node, 1),
    rowHits: field(node, 2),
    rowEmpties: field(node, 3),
    rowConflicts: field(node, 4),
  }));
};

/**
 * The times of a run; `references` of each processor that reached its caches, `islands`: groups of processors
 * with a bus and a memory of their own.
 */
export const timingResultOf = (
  core: Core,
  machine: MachineConfig,
  network: NodeNetwork | undefined,
  references: readonly number[],
  islands: number,
): TimingResult => {
  core.exports.settleHits();
  const processors = processorTimes(core, references);
  const cycles = processors.reduce((most, { cycles }) => Math.max(most, cycles), 0);
  return {
    cycles,
    settled: Math.max(cycles, Number(core.exports.lastBusy())),
    processors,
    classes: latencies(core),
    resources: resourceUses(core, machine, network, islands),
    memory: memoryUses(core, machine, islands),
  };
};
