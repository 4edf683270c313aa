/** The rules that tie the fields of a machine of nodes together. A field that is unused has none. */
import { CohortError } from '../errors.js';
import { checkDistances, networkOf } from '../topologies/index.js';
import type { Fault } from './fault.js';
import type { MachineConfig } from './machine.js';
import type { DirectoryConfig, NumaConfig, PlacementConfig } from './numa.js';
import { MAX_ENTRIES, MAX_NODES, MAX_REGIONS } from './numa-fields.js';
import { isPowerOfTwo, powerOfTwoUpTo } from './powers.js';
import { showBytes } from './sizes.js';

const checkNodes = (
  nodes: number,
  { processors, shape: { threadsPerCore } }: MachineConfig,
): Fault | undefined => {
  const cores = processors / threadsPerCore;
  if (cores % nodes === 0) return undefined;
  const divisors = Array.from({ length: Math.min(cores, MAX_NODES) }, (_, at) => at + 1).filter(
    (divisor) => cores % divisor === 0,
  );
  const whole =
    threadsPerCore === 1
      ? `processors (${processors}), because every node has as many`
      : `the cores (${cores}: ${processors} processors, ${threadsPerCore} threads a core), because every node has as many`;
  const nearest = [
    divisors.filter((divisor) => divisor < nodes).at(-1),
    divisors.find((divisor) => divisor > nodes),
  ].filter((divisor) => divisor !== undefined);
  return {
    path: 'numa.nodes',
    message: `is ${nodes}; expected a number that divides ${whole}. The nearest: ${nearest.join(' and ')}; or change processors.`,
  };
};

const checkRegions = (
  { organisation, tracks, regionProcessors }: DirectoryConfig,
  { nodes, processors }: Readonly<Record<DirectoryConfig['tracks'], number>>,
): Fault | undefined => {
  if (organisation !== 'coarse-vector') return undefined;
  const path = 'numa.directory.regionProcessors';
  const members = tracks === 'nodes' ? nodes : processors;
  if (regionProcessors > members) {
    return {
      path,
      message: `is ${regionProcessors}; expected at most the ${members} ${tracks} that the directory tells apart, which would all be one region. Take ${members} or fewer, or numa.directory.organisation "limited-broadcast".`,
    };
  }
  const regions = Math.ceil(members / regionProcessors);
  if (regions <= MAX_REGIONS) return undefined;
  return {
    path,
    message: `is ${regionProcessors}, which makes ${regions} regions of ${members} ${tracks}; expected at most ${MAX_REGIONS}, a bit each. Take ${Math.ceil(members / MAX_REGIONS)} or more.`,
  };
};

const checkSparse = ({ organisation, entries, ways }: DirectoryConfig): Fault | undefined => {
  const path = 'numa.directory.entries';
  if (organisation !== 'sparse' || isPowerOfTwo(entries / ways)) return undefined;
  if (entries < ways) {
    return {
      path,
      message: `is ${entries}, too small for its own associativity; expected at least numa.directory.ways (${ways}). Take ${ways} or more entries, or at most ${entries} ${entries === 1 ? 'way' : 'ways'}.`,
    };
  }
  const sets = powerOfTwoUpTo(entries / ways);
  const nearest = [sets, sets * 2]
    .filter((count) => count * ways <= MAX_ENTRIES)
    .map((count) => `${count * ways} (${count} ${count === 1 ? 'set' : 'sets'})`);
  return {
    path,
    message: `is ${entries}; expected ${ways} ways times a power-of-two number of sets. The nearest: ${nearest.join(' and ')}.`,
  };
};

const beyond = (path: string, node: number, nodes: number): Fault => ({
  path,
  message: `is ${node}; expected a node of the machine, ${nodes === 1 ? '0' : `0 to ${nodes - 1}`}. Take one of those, or more nodes.`,
});

const checkRanges = ({ policy, ranges }: PlacementConfig, nodes: number): Fault[] =>
  ranges.flatMap(({ from, to, node }, at): Fault[] => {
    const path = `numa.placement.ranges.${at}`;
    if (BigInt(from) >= BigInt(to)) {
      return [
        {
          path: `${path}.to`,
          message: `is "${to}"; expected an address beyond from ("${from}"): it is the first that the range leaves out. Exchange the two, or take the range out.`,
        },
      ];
    }
    return policy === 'ranges' && node >= nodes ? [beyond(`${path}.node`, node, nodes)] : [];
  });

const checkPlacement = (
  { nodes, placement }: NumaConfig,
  lineBytes: number,
): readonly (Fault | undefined)[] => [
  placement.pageBytes < lineBytes
    ? {
        path: 'numa.placement.pageBytes',
        message: `is ${showBytes(placement.pageBytes)}; expected at least lineBytes (${lineBytes} B), because a line has one home. Take larger pages, or shorter lines.`,
      }
    : undefined,
  placement.policy === 'bind' && placement.node >= nodes
    ? beyond('numa.placement.node', placement.node, nodes)
    : undefined,
  placement.policy === 'ranges' && placement.ranges.length === 0
    ? {
        path: 'numa.placement.ranges',
        message:
          'is empty, but numa.placement.policy is "ranges"; expected one range at least. Write for instance [{ "from": "0x0", "to": "0x100000", "node": 0 }], or take another policy, such as "page-interleave", by which everything outside ranges is placed.',
      }
    : undefined,
  ...checkRanges(placement, nodes),
];

/** The topology itself knows which numbers of nodes and which parameters it takes. */
const checkNetwork = (numa: NumaConfig): Fault | undefined => {
  try {
    networkOf(numa);
    return undefined;
  } catch (error) {
    if (!(error instanceof CohortError)) throw error;
    return { path: 'numa.network', message: `does not fit: ${error.message}.` };
  }
};

/** As `numactl` prints them: square, a row a node, nobody nearer than the node itself. */
const checkMatrix = ({ nodes, network: { distances } }: NumaConfig): Fault | undefined => {
  const path = 'numa.network.distances';
  if (distances === null) return undefined;
  if (distances.length !== nodes) {
    const rows = `${distances.length} ${distances.length === 1 ? 'row' : 'rows'}`;
    const fewer = distances.length === 0 ? '' : ` set numa.nodes to ${distances.length},`;
    return {
      path,
      message: `has ${rows}; expected one for each of the ${nodes} nodes. Give ${nodes} rows of ${nodes} distances,${fewer} or write null.`,
    };
  }
  try {
    checkDistances(distances, path);
    return undefined;
  } catch (error) {
    if (!(error instanceof CohortError)) throw error;
    // What it says begins with the path, and a colon or a comma.
    return { path, message: `cannot be: ${error.message.slice(path.length + 2)}.` };
  }
};

/** Every rule that the nodes break; each of their fields is in its range. */
export const checkNuma = (machine: MachineConfig): readonly (Fault | undefined)[] => {
  const { numa, processors, lineBytes } = machine;
  if (numa === null) return [];
  return [
    checkNodes(numa.nodes, machine),
    checkRegions(numa.directory, { nodes: numa.nodes, processors }),
    checkSparse(numa.directory),
    ...checkPlacement(numa, lineBytes),
    checkNetwork(numa),
    checkMatrix(numa),
  ];
};
