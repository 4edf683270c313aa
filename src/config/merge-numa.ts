import type { MachineConfig } from './machine.js';
import type { DirectoryConfig, NetworkConfig, NumaConfig, NumaInput, PlacementConfig } from './numa.js';
import { bytesOf } from './sizes.js';

const NEW_DIRECTORY: DirectoryConfig = {
  organisation: 'full-map',
  tracks: 'processors',
  cleanFrom: 'home',
  pointers: 4,
  regionProcessors: 4,
  entries: 4096,
  ways: 8,
};

const NEW_PLACEMENT: PlacementConfig = {
  policy: 'first-touch',
  pageBytes: 4096,
  node: 0,
  ranges: [],
  intervalReferences: 1_000_000,
};

/** The topology that so many nodes would have: square numbers a mesh, fewer than four every link, else a ring. */
const topologyFor = (nodes: number): string => {
  if (nodes > 1 && Number.isInteger(Math.sqrt(nodes))) return 'mesh';
  return nodes < 4 ? 'fully-connected' : 'bidirectional-ring';
};

/** What a partial `numa` gets over a preset that has none. */
const newNuma = (nodes: number): NumaConfig => ({
  nodes,
  directory: NEW_DIRECTORY,
  placement: NEW_PLACEMENT,
  network: { topology: topologyFor(nodes), parameters: {}, headerBytes: 8, distances: null },
});

const mergePlacement = (base: PlacementConfig, input: NonNullable<NumaInput['placement']>) => {
  const { pageBytes, ...rest } = input;
  // The size's shape is checked already.
  return { ...base, ...rest, ...(pageBytes !== undefined && { pageBytes: bytesOf(pageBytes)! }) };
};

const mergeNetwork = (base: NetworkConfig, input: NonNullable<NumaInput['network']>): NetworkConfig => {
  const { topology = base.topology, parameters = {}, ...rest } = input;
  // Another topology has other parameters.
  const kept = topology === base.topology ? base.parameters : {};
  return { ...base, ...rest, topology, parameters: { ...kept, ...parameters } };
};

/**
 * The nodes that an input stands for, over the preset's. `complain` is told why they cannot be made
 * of it: over a preset without nodes, their number must be given.
 */
export const mergeNuma = (
  base: MachineConfig['numa'],
  input: NumaInput | null | undefined,
  complain: (why: string) => never,
): MachineConfig['numa'] => {
  if (input === undefined) return base;
  if (input === null) return null;
  const { nodes, directory = {}, placement = {}, network = {} } = input;
  if (base === null && nodes === undefined) {
    return complain(
      'numa.nodes is missing; expected the number of nodes, because the preset has none to take it from. Write for instance "numa": { "nodes": 4 }.',
    );
  }
  const beneath = base ?? newNuma(nodes ?? 1);
  return {
    nodes: nodes ?? beneath.nodes,
    directory: { ...beneath.directory, ...directory },
    placement: mergePlacement(beneath.placement, placement),
    network: mergeNetwork(beneath.network, network),
  };
};
