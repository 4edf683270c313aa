/** A machine with another number of processors, whose nodes keep theirs: as machines are sold. */
import type { MachineConfig } from './machine.js';
import { mergeShape } from './merge-shape.js';
import type { DirectoryConfig, NetworkConfig, NumaConfig } from './numa.js';
import { parseMachine } from './parse.js';

/** The most nodes of equal size that are no smaller than they have to be. */
const nodesFor = (processors: number, { processors: before, numa }: MachineConfig): number => {
  if (numa === null) return 1;
  let nodes = Math.ceil((processors * numa.nodes) / before);
  while (processors % nodes !== 0) nodes--;
  return nodes;
};

const scaledDirectory = (directory: DirectoryConfig, members: number): DirectoryConfig => ({
  ...directory,
  regionProcessors: Math.min(directory.regionProcessors, members),
});

/** Of distances those between the nodes that are left; of more nodes than they are of nothing is known. */
const scaledNetwork = (network: NetworkConfig, nodes: number): NetworkConfig => ({
  ...network,
  // A node alone has nobody to be joined with, and a topology may not be for one.
  ...(nodes === 1 && { topology: 'fully-connected', parameters: {} }),
  distances:
    network.distances && nodes <= network.distances.length
      ? network.distances.slice(0, nodes).map((row) => row.slice(0, nodes))
      : network.distances,
});

const scaledNuma = (numa: NumaConfig, nodes: number, processors: number): NumaConfig => ({
  ...numa,
  nodes,
  directory: scaledDirectory(numa.directory, numa.directory.tracks === 'nodes' ? nodes : processors),
  network: scaledNetwork(numa.network, nodes),
});

/** Sockets go with the nodes, where nodes have whole ones. */
const scaledShape = (machine: MachineConfig, nodes: number, processors: number) => {
  const { shape, numa } = machine;
  const sockets = numa === null ? shape.sockets : (shape.sockets * nodes) / numa.nodes;
  if (!Number.isInteger(sockets)) return mergeShape(machine, { processors });
  const base = { processors: machine.processors, shape: { ...shape, sockets } };
  return mergeShape(base, { processors });
};

/**
 * The machine with so many processors. Each node keeps as many as it had, so that nodes (and sockets
 * with them) become fewer or more; below one node's there is one node. Processors that fill no whole
 * number of nodes are spread over as many as divide them. On a bus, as with `processors` alone.
 * @throws CohortError (exit code 2) if there is no such machine, as where the topology does not fit.
 */
export const withProcessors = (machine: MachineConfig, processors: number): MachineConfig => {
  if (processors === machine.processors) return machine;
  const nodes = nodesFor(processors, machine);
  return parseMachine({
    ...machine,
    ...scaledShape(machine, nodes, processors),
    numa: machine.numa && scaledNuma(machine.numa, nodes, processors),
  });
};
