/** What a read takes on a machine that does nothing else, by where its line is: the sum of the parts. */
import type { MachineConfig } from '../config/machine.js';
import { type Network, networkOf } from '../topologies/index.js';

export interface IdleLatency {
  readonly from: string;
  /** Cycles; a mean where hops differ, and so perhaps no whole number. */
  readonly cycles: number;
}

/** Times of one machine's parts that several latencies share. */
const partsOf = ({ timing, l2, l3, lineBytes }: MachineConfig) => ({
  own: timing.l1Cycles + (l2 === null ? 0 : timing.l2Cycles),
  ownL3: l3 === null ? 0 : timing.l3Cycles,
  request: timing.bus.arbitrationCycles + timing.bus.requestCycles,
  transfer: Math.ceil(lineBytes / timing.bus.bytesPerCycle),
  channel: Math.ceil(lineBytes / timing.memory.bytesPerCycle),
});

const busLatencies = (machine: MachineConfig): IdleLatency[] => {
  const { timing, l3 } = machine;
  const { own, ownL3, request, transfer, channel } = partsOf(machine);
  const { emptyCycles } = timing.memory;
  // A bus that is held carries the line while the channel does.
  const memory = emptyCycles + (timing.bus.split ? channel : Math.max(0, channel - transfer));
  return [
    ...(l3 === null ? [] : [{ from: 'L3', cycles: own + request + timing.l3Cycles + transfer }]),
    { from: 'another cache', cycles: own + request + timing.snoopCycles + transfer },
    { from: 'memory', cycles: own + request + ownL3 + memory + transfer },
  ];
};

/** Until a request leaves its node. */
const leaving = (machine: MachineConfig): number => {
  const { own, ownL3, request } = partsOf(machine);
  const snooped = machine.numa?.directory.tracks === 'nodes' ? request + machine.timing.snoopCycles : 0;
  return own + snooped + ownL3;
};

/** Of memory in the own node. */
const localMemoryCycles = (machine: MachineConfig): number => {
  const { timing } = machine;
  const { localCycles } = timing.network;
  const { emptyCycles } = timing.memory;
  const { lookupCycles } = timing.directory;
  return leaving(machine) + 2 * localCycles + lookupCycles + emptyCycles + partsOf(machine).channel;
};

/** Cycles of a request and of a line on links of the network, hops aside. */
const linkCycles = ({ timing, numa, lineBytes }: MachineConfig) => {
  const header = numa?.network.headerBytes ?? 0;
  const width = timing.network.bytesPerCycle;
  return { request: Math.ceil(header / width), line: Math.ceil((header + lineBytes) / width) };
};

/** The part of a read of another node's memory that no distance changes. */
const remoteBaseCycles = (machine: MachineConfig): number => {
  const { request, line } = linkCycles(machine);
  return localMemoryCycles(machine) - 2 * machine.timing.network.localCycles + request + line;
};

/** Cycles of a hop from node `from` to node `to`, as `NetworkConfig.distances` says it. */
const hopCyclesLike = (
  machine: MachineConfig,
  distances: readonly (readonly number[])[],
  hops: Hops,
): HopCycles => {
  const local = localMemoryCycles(machine);
  const base = remoteBaseCycles(machine);
  return (from, to) => {
    // One division, at the end, so that halves are exact.
    const own = distances[from]![from]! * distances[to]![to]!;
    const both =
      distances[from]![to]! * distances[to]![to]! + distances[to]![from]! * distances[from]![from]!;
    const more = local * both - 2 * base * own;
    return Math.max(0, Math.round(more / (2 * own * (hops(from, to) + hops(to, from)))));
  };
};

type Hops = (from: number, to: number) => number;
type HopCycles = (from: number, to: number) => number;

/** Cycles that each hop takes of the way between two different nodes. `hops`: of the machine's network. */
export const hopCyclesOf = (machine: MachineConfig, hops: Hops): HopCycles => {
  const distances = machine.numa?.network.distances ?? null;
  const { hopCycles } = machine.timing.network;
  return distances === null ? () => hopCycles : hopCyclesLike(machine, distances, hops);
};

/** Cycles of all hops from one node to another. */
type Way = (from: number, to: number) => number;

const wayOf = (machine: MachineConfig, { hops }: Network): Way => {
  const hopCycles = hopCyclesOf(machine, hops);
  return (from, to) => (from === to ? 0 : hops(from, to) * hopCycles(from, to));
};

/** The mean over all pairs of different nodes. */
const meanOf = (nodes: number, way: Way): number => {
  let sum = 0;
  for (let from = 0; from < nodes; from++) for (let to = 0; to < nodes; to++) sum += way(from, to);
  return sum / (nodes * (nodes - 1));
};

/** The shortest way from node 0 to another and back. */
const nearestAndBack = (nodes: number, way: Way): number =>
  Math.min(...Array.from({ length: nodes - 1 }, (_, node) => way(0, node + 1) + way(node + 1, 0)));

/** Of a line that a third node holds alone, each of the three so far from the others. */
const remoteCacheCycles = (machine: MachineConfig, way: number): number => {
  const { timing } = machine;
  const { request, line } = linkCycles(machine);
  return leaving(machine) + 3 * way + 2 * request + line + timing.directory.lookupCycles + timing.snoopCycles;
};

const nodeLatencies = (machine: MachineConfig, numa: NonNullable<MachineConfig['numa']>): IdleLatency[] => {
  const { timing, l3 } = machine;
  const { own, request, transfer } = partsOf(machine);
  const within = own + request + timing.snoopCycles;
  const latencies: IdleLatency[] = [];
  if (l3 !== null) latencies.push({ from: 'L3', cycles: within + timing.l3Cycles + transfer });
  if (numa.directory.tracks === 'nodes') {
    latencies.push({ from: 'another cache of the node', cycles: within + transfer });
  }
  latencies.push({ from: 'memory of the node', cycles: localMemoryCycles(machine) });
  if (numa.nodes === 1) return latencies;
  const way = wayOf(machine, networkOf(numa));
  const base = remoteBaseCycles(machine);
  const nearest = base + nearestAndBack(numa.nodes, way);
  latencies.push({ from: 'memory of the nearest other node', cycles: nearest });
  if (numa.nodes > 2) {
    const mean = meanOf(numa.nodes, way);
    latencies.push({ from: 'memory of another node, on average', cycles: base + 2 * mean });
    latencies.push({ from: 'a third node’s cache, on average', cycles: remoteCacheCycles(machine, mean) });
  }
  return latencies;
};

/** Reads of an idle machine whose memory has no row open and whose TLB holds every page, nearest first. */
export const idleLatencies = (machine: MachineConfig): IdleLatency[] => {
  const { timing, l2, numa } = machine;
  return [
    { from: 'L1', cycles: timing.l1Cycles },
    ...(l2 === null ? [] : [{ from: 'L2', cycles: timing.l1Cycles + timing.l2Cycles }]),
    ...(numa === null ? busLatencies(machine) : nodeLatencies(machine, numa)),
  ];
};
