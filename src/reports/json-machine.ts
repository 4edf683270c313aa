import type { LevelConfig, TlbConfig } from '../config/hierarchy.js';
import type { CacheConfig, MachineConfig } from '../config/machine.js';
import type { NumaConfig } from '../config/numa.js';
import type { TimingConfig } from '../config/timing.js';

const cache = ({ size, ways, replacement, write, writeAllocate }: CacheConfig): CacheConfig => ({
  size,
  ways,
  replacement,
  write,
  writeAllocate,
});

const level = (config: LevelConfig): LevelConfig => ({ ...cache(config), inclusion: config.inclusion });

const tlb = ({ pageBytes, l1, l2 }: TlbConfig): TlbConfig => ({
  pageBytes,
  l1: { entries: l1.entries, ways: l1.ways },
  l2: l2 && { entries: l2.entries, ways: l2.ways },
});

const timing = (config: TimingConfig): TimingConfig => ({
  clockMHz: config.clockMHz,
  instructionCycles: config.instructionCycles,
  l1Cycles: config.l1Cycles,
  l2Cycles: config.l2Cycles,
  l3Cycles: config.l3Cycles,
  snoopCycles: config.snoopCycles,
  migrationCycles: config.migrationCycles,
  bus: {
    split: config.bus.split,
    arbitrationCycles: config.bus.arbitrationCycles,
    requestCycles: config.bus.requestCycles,
    bytesPerCycle: config.bus.bytesPerCycle,
  },
  network: {
    localCycles: config.network.localCycles,
    hopCycles: config.network.hopCycles,
    bytesPerCycle: config.network.bytesPerCycle,
  },
  directory: {
    lookupCycles: config.directory.lookupCycles,
    occupancyCycles: config.directory.occupancyCycles,
  },
  memory: {
    channels: config.memory.channels,
    banks: config.memory.banks,
    rowBytes: config.memory.rowBytes,
    rows: config.memory.rows,
    hitCycles: config.memory.hitCycles,
    emptyCycles: config.memory.emptyCycles,
    conflictCycles: config.memory.conflictCycles,
    bytesPerCycle: config.memory.bytesPerCycle,
    writeQueueEntries: config.memory.writeQueueEntries,
  },
  storeBuffer: {
    entries: config.storeBuffer.entries,
    forwarding: config.storeBuffer.forwarding,
    drain: config.storeBuffer.drain,
  },
  mshrs: { entries: config.mshrs.entries, merging: config.mshrs.merging },
  tlb: { l2Cycles: config.tlb.l2Cycles, walkCycles: config.tlb.walkCycles },
  windowReferences: config.windowReferences,
});

const numa = ({ nodes, directory, placement, network }: NumaConfig): NumaConfig => ({
  nodes,
  directory: {
    organisation: directory.organisation,
    tracks: directory.tracks,
    cleanFrom: directory.cleanFrom,
    pointers: directory.pointers,
    regionProcessors: directory.regionProcessors,
    entries: directory.entries,
    ways: directory.ways,
  },
  placement: {
    policy: placement.policy,
    pageBytes: placement.pageBytes,
    node: placement.node,
    ranges: placement.ranges.map(({ from, to, node }) => ({ from, to, node })),
    intervalReferences: placement.intervalReferences,
  },
  network: {
    topology: network.topology,
    parameters: Object.fromEntries(Object.entries(network.parameters).sort(([a], [b]) => (a < b ? -1 : 1))),
    headerBytes: network.headerBytes,
    distances: network.distances,
  },
});

/** A machine with its fields in their documented order whatever made it. */
export const orderedMachine = (config: MachineConfig): MachineConfig => ({
  processors: config.processors,
  shape: {
    sockets: config.shape.sockets,
    diesPerSocket: config.shape.diesPerSocket,
    coresPerDie: config.shape.coresPerDie,
    threadsPerCore: config.shape.threadsPerCore,
  },
  protocol: config.protocol,
  lineBytes: config.lineBytes,
  l1: cache(config.l1),
  l1i: config.l1i && cache(config.l1i),
  l2: config.l2 && level(config.l2),
  l3: config.l3 && { ...level(config.l3), sharedBy: config.l3.sharedBy },
  tlb: config.tlb && tlb(config.tlb),
  prefetch: {
    kind: config.prefetch.kind,
    degree: config.prefetch.degree,
    distance: config.prefetch.distance,
    entries: config.prefetch.entries,
  },
  bus: { wordBytes: config.bus.wordBytes, addressBytes: config.bus.addressBytes },
  numa: config.numa ? numa(config.numa) : null,
  timing: timing(config.timing),
  instructions: config.instructions,
  seed: config.seed,
  memoryLimitBytes: config.memoryLimitBytes,
});
