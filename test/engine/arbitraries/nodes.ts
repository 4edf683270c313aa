/** Machines of nodes: every placement and organisation, of processors or of nodes, small enough that directories run out. */
import fc from 'fast-check';
import type { MachineConfig } from '../../../src/config/machine.js';
import type {
  DirectoryConfig,
  NumaConfig,
  PlacementConfig,
  PlacementRange,
} from '../../../src/config/numa.js';
import { CLEAN_SOURCES, ORGANISATION_NAMES, PLACEMENTS, TRACKED } from '../../../src/config/numa-fields.js';
import { CohortError } from '../../../src/errors.js';
import type { CompiledProtocol } from '../../../src/protocol/types.js';
import { TOPOLOGIES, type Topology } from '../../../src/topologies/index.js';
import { MODEL_PROTOCOLS } from '../../model/protocols/index.js';
import type { ModelRecord } from '../../model/references.js';
import { issuedBy } from '../../model/write-policy.js';
import { plain } from '../../plain-machine.js';
import { type Subject, withProtocol } from '../agreement.js';
import { machine } from './machine.js';
import { INTERESTING_ADDRESSES, recordsFor, traceShape } from './trace.js';

export { ORGANISATION_NAMES };

const fits = (topology: Topology, nodes: number): boolean => {
  try {
    topology.build(nodes);
    return true;
  } catch (error) {
    if (error instanceof CohortError) return false;
    throw error;
  }
};

const divisors = (of: number): number[] =>
  Array.from({ length: of }, (_, at) => at + 1).filter((divisor) => of % divisor === 0);

const pick = <T>(from: readonly T[], at: number): T => from[at % from.length]!;

const hexadecimal = (address: bigint): string => `0x${address.toString(16)}`;

/** From a little below an address that traces use to a little, or a lot, above it. */
const range: fc.Arbitrary<PlacementRange> = fc
  .record({
    around: fc.constantFrom(...INTERESTING_ADDRESSES),
    below: fc.nat(64),
    bytes: fc.oneof(fc.integer({ min: 1, max: 512 }), fc.constant(2 ** 40)),
    node: fc.nat(255),
  })
  .map(({ around, below, bytes, node }) => {
    const from = around - BigInt(below) < 0n ? around : around - BigInt(below);
    const to = from + BigInt(bytes);
    const last = 2n ** 64n - 1n;
    return { from: hexadecimal(from), to: hexadecimal(to > last ? last : to), node };
  });

const directoryShape = fc.record({
  organisation: fc.constantFrom(...ORGANISATION_NAMES),
  cleanFrom: fc.constantFrom(...CLEAN_SOURCES),
  pointers: fc.integer({ min: 1, max: 4 }),
  regionProcessors: fc.integer({ min: 1, max: 5 }),
  ways: fc.integer({ min: 1, max: 6 }),
  setsLog2: fc.nat(3),
});

const placementShape = fc.record({
  policy: fc.constantFrom(...PLACEMENTS),
  linesPerPageLog2: fc.nat(6),
  node: fc.nat(255),
  ranges: fc.array(range, { maxLength: 4 }),
  intervalReferences: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(100, 2 ** 32 - 1)),
});

const directoryOf = (
  {
    ways,
    setsLog2,
    ...shape
  }: { ways: number; setsLog2: number } & Omit<DirectoryConfig, 'entries' | 'ways'>,
  members: number,
): DirectoryConfig => ({
  ...shape,
  // A coarse vector has at most 64 bits.
  regionProcessors: Math.max(shape.regionProcessors, Math.ceil(members / 64)),
  entries: ways * 2 ** setsLog2,
  ways,
});

const placementOf = (
  {
    linesPerPageLog2,
    node,
    ranges,
    ...shape
  }: { linesPerPageLog2: number } & Omit<PlacementConfig, 'pageBytes'>,
  lineBytes: number,
  nodes: number,
): PlacementConfig => ({
  ...shape,
  pageBytes: lineBytes * 2 ** linesPerPageLog2,
  node: node % nodes,
  ranges: ranges.map((each) => ({ ...each, node: each.node % nodes })),
});

/** Numbers of nodes, and what directories track. */
interface NodesLimits {
  readonly nodes?: readonly number[];
  readonly tracked?: readonly DirectoryConfig['tracks'][];
}

/** The nodes of a machine that has none yet. */
export const nodesOf = (
  { processors, lineBytes }: MachineConfig,
  { nodes = divisors(processors), tracked = TRACKED }: NodesLimits = {},
): fc.Arbitrary<NumaConfig> =>
  fc
    .record({
      nodes: fc.constantFrom(...nodes),
      tracks: fc.constantFrom(...tracked),
      directory: directoryShape,
      placement: placementShape,
      topology: fc.nat(99),
      headerBytes: fc.nat(64),
      farther: fc.option(fc.array(fc.nat(90), { minLength: 1, maxLength: 7 })),
    })
    .map(({ nodes, tracks, directory, placement, topology, headerBytes, farther }): NumaConfig => {
      const topologies = TOPOLOGIES.filter((each) => fits(each, nodes)).map(({ name }) => name);
      return {
        nodes,
        directory: directoryOf({ ...directory, tracks }, tracks === 'nodes' ? nodes : processors),
        placement: placementOf(placement, lineBytes, nodes),
        network: {
          topology: pick(topologies, topology),
          parameters: {},
          headerBytes,
          distances: distancesOf(nodes, farther),
        },
      };
    });

/** A matrix in which no node is nearer than the own; as often none. */
const distancesOf = (nodes: number, farther: readonly number[] | null): NumaConfig['network']['distances'] =>
  farther &&
  Array.from({ length: nodes }, (_, from) =>
    Array.from({ length: nodes }, (_, to) => (from === to ? 10 : 10 + pick(farther, from * nodes + to))),
  );

/** A machine whose memory is spread over nodes. */
export type MachineOfNodes = MachineConfig & { readonly numa: NumaConfig };

export const machineOfNodes: fc.Arbitrary<MachineOfNodes> = machine.chain((config) =>
  nodesOf(config).map((numa) => ({ ...config, numa })),
);

/** A machine whose directories know processors. */
const machineOfProcessors: fc.Arbitrary<MachineOfNodes> = machine.chain((config) =>
  nodesOf(config, { tracked: ['processors'] }).map((numa) => ({ ...config, numa })),
);

/** A machine whose directories know nodes: several of them mostly, with several processors each. */
export const machineOfClusters: fc.Arbitrary<MachineOfNodes> = fc
  .record({
    config: machine,
    nodes: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 2, max: 5 }) }, fc.constant(1)),
    processorsEach: fc.integer({ min: 2, max: 4 }),
  })
  .chain(({ config, nodes, processorsEach }) => {
    const clustered = { ...config, ...plain(nodes * processorsEach) };
    return nodesOf(clustered, { nodes: [nodes], tracked: ['nodes'] }).map((numa) => ({ ...clustered, numa }));
  });

export const withDirectory = (config: MachineOfNodes, change: Partial<DirectoryConfig>): MachineOfNodes => ({
  ...config,
  numa: { ...config.numa, directory: { ...config.numa.directory, ...change } },
});

/** The same machines with a directory of that organisation. */
export const organised = (
  machines: fc.Arbitrary<MachineOfNodes>,
  organisation: DirectoryConfig['organisation'],
): fc.Arbitrary<MachineOfNodes> => machines.map((config) => withDirectory(config, { organisation }));

/** A directory has no message for a word that other copies should take. */
export const INVALIDATING = MODEL_PROTOCOLS.filter(
  (protocol) => protocol.coherent && !issuedBy(protocol).has('BusUpd'),
);

/** Whether a machine of nodes takes the protocol. */
export const suitsNodes = ({ source, events }: CompiledProtocol): boolean =>
  source.coherent !== false && !events.includes('BusUpd');

/** A trace, and the machine to run it on. */
export interface NodesRun {
  readonly machine: MachineOfNodes;
  readonly subject: Subject;
  readonly records: readonly ModelRecord[];
}

const runOf = (machines: fc.Arbitrary<MachineOfNodes>): fc.Arbitrary<NodesRun> =>
  fc
    .record({ config: machines, protocol: fc.constantFrom(...INVALIDATING), trace: traceShape(120) })
    .map(({ config, protocol, trace }) => {
      const subject = withProtocol(config, protocol.name);
      const { numa } = config;
      return { machine: { ...subject.machine, numa }, subject, records: recordsFor(trace, subject.machine) };
    });

/** A machine of nodes under a protocol of the catalogue, and a trace for it. */
export const nodesRun: fc.Arbitrary<NodesRun> = runOf(machineOfProcessors);

/** The same where directories know nodes. */
export const clustersRun: fc.Arbitrary<NodesRun> = runOf(machineOfClusters);
