/** From the distances that a system prints to a machine that it could be. */

import type { MachineInput } from '../config/machine.js';
import { DEFAULT_MACHINE, parseMachine } from '../config/parse.js';
import { CohortError } from '../errors.js';
import { plural } from '../reports/format.js';
import { buildNetwork, type Distances, type Network, rangesOf, TOPOLOGIES } from '../topologies/index.js';

/** The system's numbers of processors: `0-17, 36-53`; `none`. */
export const cpusText = (cpus: readonly number[]): string =>
  cpus.length === 0 ? 'none' : rangesOf(cpus).replaceAll(',', ', ');

/** A topology as a machine names it. */
export interface Joined {
  readonly topology: string;
  readonly parameters?: Readonly<Record<string, number>>;
}

/** What joins every node to every other: the likeliest where all are as far. */
const ALL_ALIKE: Joined = { topology: 'fully-connected' };

/** In the order in which they are tried. Those of one shared medium are as `ALL_ALIKE`. */
const CANDIDATES: readonly Joined[] = [
  ALL_ALIKE,
  ...TOPOLOGIES.map(({ name }) => name)
    .filter((name) => !['bus', 'split-transaction-bus', 'crossbar', ALL_ALIKE.topology].includes(name))
    .map((topology) => ({ topology })),
  // Several nodes in a socket, near to each other.
  ...[2, 4, 8, 16].map((nodesPerRouter) => ({ topology: 'hypercube', parameters: { nodesPerRouter } })),
];

const networkIfAny = ({ topology, parameters }: Joined, nodes: number): Network | undefined => {
  try {
    return buildNetwork(topology, nodes, parameters);
  } catch (error) {
    // Not every topology can have so many nodes.
    if (error instanceof CohortError) return undefined;
    throw error;
  }
};

/** Whether equal hops are equally far, and more hops farther. */
const isLike = ({ nodes, hops }: Network, distances: Distances['distances']): boolean => {
  const distanceOf = new Map<number, number>();
  for (let from = 0; from < nodes; from++) {
    for (let to = 0; to < nodes; to++) {
      const distance = distances[from]![to]!;
      const count = hops(from, to);
      if ((distanceOf.get(count) ?? distance) !== distance) return false;
      distanceOf.set(count, distance);
    }
  }
  const ascending = [...distanceOf].sort(([a], [b]) => a - b).map(([, distance]) => distance);
  return ascending.every((distance, i) => i === 0 || distance > ascending[i - 1]!);
};

/** The first topology whose hops are in the order of the distances. */
export const topologyLike = ({ nodes, distances }: Distances): Joined | undefined =>
  CANDIDATES.find((joined) => {
    const network = networkIfAny(joined, nodes.length);
    return network !== undefined && isLike(network, distances);
  });

/** Processors of each node: as many on all. Not listed: one. */
const processorsEach = ({ nodes, cpus }: Distances, where: string): number => {
  if (cpus === undefined) return 1;
  const counts = cpus.map(({ length }) => length);
  const first = counts[0]!;
  const other = counts.findIndex((count) => count !== first);
  if (other < 0 && first > 0) return first;
  const told =
    other < 0
      ? `node ${nodes[0]} has no cpus`
      : `node ${nodes[0]} has ${plural(first, 'cpu')}, node ${nodes[other]} has ${plural(counts[other]!, 'cpu')}`;
  throw new CohortError(
    `${where}: ${told}; a machine has as many processors on every node: leave out the nodes that differ, their rows and columns too, or mend the lines "node … cpus:"`,
    2,
  );
};

/** A machine as a user would begin to write it, and what they should know of it. */
export interface Skeleton {
  readonly machine: MachineInput;
  readonly notes: readonly string[];
}

/**
 * The machine that has these nodes and distances, checked as any other. Consecutive processors share a
 * node in it, whatever numbers the system gave them.
 */
export const machineOf = (read: Distances, where: string): Skeleton => {
  const each = processorsEach(read, where);
  const count = read.nodes.length;
  const like = topologyLike(read);
  const machine = {
    preset: DEFAULT_MACHINE,
    processors: count * each,
    numa: {
      nodes: count,
      directory: { organisation: 'full-map' },
      placement: { policy: 'first-touch', pageBytes: '4KiB' },
      network: { ...(like ?? ALL_ALIKE), ...(count > 1 && { distances: read.distances }) },
    },
  } as const satisfies MachineInput;
  parseMachine(machine, where);
  const notes: string[] = [];
  if (read.cpus === undefined) {
    notes.push('no cpus are listed: the machine has one processor a node; change "processors"');
  } else if (read.cpus.flat().some((cpu, processor) => cpu !== processor)) {
    notes.push(
      `processors are numbered node by node: ${each === 1 ? '0 is' : `0 to ${each - 1} are`} the system’s ${cpusText(read.cpus[0]!)} of node ${read.nodes[0]}, and so on`,
    );
  }
  if (like === undefined) {
    notes.push(
      `no topology has hops in the order of these distances: "${ALL_ALIKE.topology}" stands there; change it (see: cohort list topologies)`,
    );
  }
  return { machine, notes };
};
