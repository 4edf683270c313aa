/** The result itself, with its fields in their documented order whatever made it. */
import type { CacheConfig, MachineConfig } from '../config/machine.js';
import type { NumaConfig } from '../config/numa.js';
import { COUNTER_NAMES, type Counters } from '../counters.js';
import { COMPARISON_SCHEMA, type Comparison, type NetworkResult, type Result } from '../result.js';
import type { Report } from './report.js';

const counters = (values: Counters): Counters => {
  const ordered: Partial<Counters> = {};
  for (const name of COUNTER_NAMES) ordered[name] = values[name];
  // Every name has its value now.
  return ordered as Counters;
};

const cache = ({ size, ways, replacement, write, writeAllocate }: CacheConfig): CacheConfig => ({
  size,
  ways,
  replacement,
  write,
  writeAllocate,
});

const numa = ({ nodes, directory, placement, network }: NumaConfig): NumaConfig => ({
  nodes,
  directory: {
    organisation: directory.organisation,
    tracks: directory.tracks,
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
  },
});

const machine = (config: MachineConfig): MachineConfig => ({
  processors: config.processors,
  protocol: config.protocol,
  lineBytes: config.lineBytes,
  l1: cache(config.l1),
  l2: config.l2 ? cache(config.l2) : null,
  bus: { wordBytes: config.bus.wordBytes, addressBytes: config.bus.addressBytes },
  numa: config.numa ? numa(config.numa) : null,
  instructions: config.instructions,
  seed: config.seed,
  memoryLimitBytes: config.memoryLimitBytes,
});

const network = ({ nodes, topology, messages, matrix, bytes, links }: NetworkResult): NetworkResult => ({
  nodes,
  topology,
  messages: messages.map(({ type, count, bytes: sum, hops, byHops }) => ({
    type,
    count,
    bytes: sum,
    hops,
    byHops,
  })),
  matrix,
  bytes,
  links: links.map(({ from, to, bytes: carried }) => ({ from, to, bytes: carried })),
});

const ordered = (result: Result): Result => {
  const { protocol, trace } = result;
  return {
    schema: result.schema,
    partial: result.partial,
    machine: machine(result.machine),
    protocol: { name: protocol.name, title: protocol.title, states: protocol.states },
    trace: {
      name: trace.name,
      format: trace.format,
      records: trace.records,
      splits: trace.splits,
      instructionsSkipped: trace.instructionsSkipped,
      badRecords: trace.badRecords,
    },
    classified: result.classified,
    total: counters(result.total),
    processors: result.processors.map(counters),
    transitions: result.transitions.map(({ from, to, cause, count }) => ({ from, to, cause, count })),
    network: result.network ? network(result.network) : null,
  };
};

const write = (value: Result | Comparison): string => `${JSON.stringify(value, null, 2)}\n`;

export const json: Report = {
  name: 'json',
  title: 'The result verbatim, with a versioned schema',
  extension: 'json',
  render(results) {
    if (results.length === 1) return write(ordered(results[0]!));
    return write({ schema: COMPARISON_SCHEMA, results: results.map(ordered) });
  },
};
