import { checkNode, type Network } from './network.js';
import {
  type GivenParameters,
  type Parameters,
  readNodes,
  readParameters,
  type Values,
} from './parameters.js';

/**
 * Figures of a topology's networks as textbooks state them: in n, the number of nodes, and the network's
 * parameters. `^` is a power, `⌊ ⌋` rounds down.
 */
export interface ClosedForms {
  /** Where they hold: conditions joined by `and`. */
  readonly where: string;
  readonly links: string;
  readonly diameter: string;
  readonly averageHops: string;
  readonly bisectionLinks: string;
}

/** A kind of interconnect: one file in this folder, and one line in its index. */
export interface Topology {
  /** By which a configuration names it. */
  readonly name: string;
  readonly title: string;
  /** What it looks like, how it routes (ties included), and what to expect of it. */
  readonly about: string;
  /** Author, title, year. */
  readonly source: string;
  /** Most nodes that it joins, at most 1024. */
  readonly mostNodes: number;
  readonly parameters: Parameters;
  readonly forms: ClosedForms;
  /**
   * The network that joins so many nodes. Parameters may be numbers or digits. A CohortError (exit
   * code 2) names the parameter that cannot be used, or does not go with the number of nodes, and a
   * value that does.
   */
  build(nodes: number, parameters?: GivenParameters): Network;
}

/** What a topology's file says of one network; the rest of `Network` has a default or is known. */
export type Plan = Pick<
  Network,
  'links' | 'diameter' | 'averageHops' | 'bisectionLinks' | 'sketch' | 'route' | 'hops'
> &
  Partial<Pick<Network, 'parameters' | 'routers' | 'partsKinds' | 'deadlockFree'>>;

/** A topology as its file gives it. */
export interface TopologyFile<P extends Parameters> extends Omit<Topology, 'build' | 'parameters'> {
  readonly parameters: P;
  /** Lays out the network of `nodes` (1 to `mostNodes`). `route` and `hops` are asked of different nodes only. */
  plan(nodes: number, values: Values<P>): Plan;
}

/** Adds the checks that all topologies share. */
export const defineTopology = <const P extends Parameters>({ plan, ...file }: TopologyFile<P>): Topology => ({
  ...file,
  build(given, parameters = {}) {
    const nodes = readNodes(file.name, given, file.mostNodes);
    const values = readParameters(file.name, file.parameters, parameters);
    const planned = plan(nodes, values);
    return {
      topology: file.name,
      parameters: {},
      nodes,
      routers: 0,
      partsKinds: false,
      deadlockFree: true,
      ...planned,
      route(from, to, message = 'request') {
        checkNode(from, nodes);
        checkNode(to, nodes);
        return from === to ? [] : planned.route(from, to, message);
      },
      hops(from, to) {
        checkNode(from, nodes);
        checkNode(to, nodes);
        return from === to ? 0 : planned.hops(from, to);
      },
    };
  },
});
