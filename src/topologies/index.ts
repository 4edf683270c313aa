/** Interconnects of machines with several nodes. One file each, one line here. */
import { CohortError } from '../errors.js';
import { bidirectionalRing } from './bidirectional-ring.js';
import { bus } from './bus.js';
import { crossbar } from './crossbar.js';
import { fatTree } from './fat-tree.js';
import { fullyConnected } from './fully-connected.js';
import { hypercube } from './hypercube.js';
import { mesh } from './mesh.js';
import type { Network } from './network.js';
import type { GivenParameters } from './parameters.js';
import { ring } from './ring.js';
import { splitTransactionBus } from './split-transaction-bus.js';
import type { Topology } from './topology.js';
import { torus } from './torus.js';

export { checkDistances, type Distances, distancesOf } from './distances.js';
export { drawNetwork, networkTitle } from './draw.js';
export { EVERY_NODE, hopMatrix, type Link, type MessageKind, type Network } from './network.js';
export { formatDistances, parseDistances, rangesOf } from './numactl.js';
export type { GivenParameters, Parameter, Parameters } from './parameters.js';
export {
  MOST_ROUTE_ENTRIES,
  type RouteTable,
  routeRow,
  routeTable,
  routeTableEntries,
} from './route-table.js';
export { networkSvg } from './svg.js';
export type { ClosedForms, Topology } from './topology.js';

/** Every topology, in the order in which they are listed: shared media first, then by number of links. */
export const TOPOLOGIES: readonly Topology[] = [
  bus,
  splitTransactionBus,
  crossbar,
  ring,
  bidirectionalRing,
  mesh,
  torus,
  hypercube,
  fatTree,
  fullyConnected,
];

/** The topology of that name; case does not count. Unknown: CohortError (exit code 2) that lists the names. */
export const topologyNamed = (name: string, where = 'topology'): Topology => {
  const found = TOPOLOGIES.find((topology) => topology.name === name.toLowerCase());
  if (found) return found;
  const names = TOPOLOGIES.map((topology) => topology.name).join(', ');
  throw new CohortError(`${where} is ${JSON.stringify(name.slice(0, 80))}; expected one of ${names}`, 2);
};

/** `topologyNamed(name).build(nodes, parameters)`. */
export const buildNetwork = (name: string, nodes: number, parameters: GivenParameters = {}): Network =>
  topologyNamed(name).build(nodes, parameters);

/** Nodes, and the topology that joins them, as in a machine's `numa`. */
export interface JoinedNodes {
  readonly nodes: number;
  readonly network: { readonly topology: string; readonly parameters: GivenParameters };
}

/** What joins the nodes of a machine. */
export const networkOf = ({ nodes, network }: JoinedNodes): Network =>
  buildNetwork(network.topology, nodes, network.parameters);
