import { CohortError } from '../errors.js';
import type { Sketch } from './sketch.js';

/** The end of a shared link that every node is tied to. */
export const EVERY_NODE = -1;

/**
 * A link carries one message at a time, in one direction. Its ends are numbered nodes first (0 to
 * `nodes` − 1), then routers (`nodes` to `nodes + routers − 1`). Neighbours that talk both ways have
 * two links.
 */
export interface Link {
  /** Where it starts; `EVERY_NODE` if any node may send on it. */
  readonly from: number;
  /** Where it ends; `EVERY_NODE` if every node hears it. */
  readonly to: number;
  /** `shared`: several nodes contend for it. `point-to-point`: one sender, one receiver. */
  readonly kind: 'shared' | 'point-to-point';
}

/** A request asks (address and command); a response brings data or an acknowledgement. */
export type MessageKind = 'request' | 'response';

/** The nodes of one machine and what joins them. Made by a `Topology`; immutable. */
export interface Network {
  /** The topology's name. */
  readonly topology: string;
  /** The parameters, with those that the number of nodes decides filled in. */
  readonly parameters: Readonly<Record<string, number>>;
  /** 1 to 1024. */
  readonly nodes: number;
  /** Switches that are no node. Where each node has a router of its own, that router is the node: 0. */
  readonly routers: number;
  readonly links: readonly Link[];
  /** Whether responses go over other links than requests, of which there are as many. */
  readonly partsKinds: boolean;
  /**
   * Whether the routes alone rule out deadlock: no cycle of links that wait for each other (Dally and
   * Seitz 1987). Where false, real machines split each link into virtual channels. Deadlock between
   * requests and responses is another matter, for which they keep the two apart.
   */
  readonly deadlockFree: boolean;
  /** Most hops between two nodes. */
  readonly diameter: number;
  /** Mean of the hops over all ordered pairs of different nodes; 0 for a single node. */
  readonly averageHops: number;
  /**
   * Fewest links, both directions counted, that join two halves of the nodes (equal, or one node apart).
   * A shared link on which both halves send counts once.
   */
  readonly bisectionLinks: number;
  /** How to draw it. */
  readonly sketch: Sketch;
  /**
   * Indices in `links` that a message crosses, in order; none within a node. The same arguments give
   * the same route. `message` (default `request`) matters where `partsKinds` says so.
   */
  route(from: number, to: number, message?: MessageKind): readonly number[];
  /** Links crossed: 0 within a node, 1 on a bus and through a crossbar. */
  hops(from: number, to: number): number;
}

/** One number for two ends; there are fewer than 2^16 nodes and routers. */
const pairKey = (from: number, to: number): number => from * 2 ** 16 + to;

/** The links of a network while it is laid out, and the index of each. */
export class Links {
  readonly list: Link[] = [];
  readonly #index = new Map<number, number>();

  /** Adds a point-to-point link, unless it is there: two neighbours have one link each way. */
  join(from: number, to: number): void {
    const key = pairKey(from, to);
    if (from === to || this.#index.has(key)) return;
    this.#index.set(key, this.list.length);
    this.list.push({ from, to, kind: 'point-to-point' });
  }

  /** A link each way. */
  joinBoth(a: number, b: number): void {
    this.join(a, b);
    this.join(b, a);
  }

  /** The indices of the links along a walk over nodes and routers. */
  along(walk: readonly number[]): number[] {
    const route: number[] = [];
    for (let i = 1; i < walk.length; i++) route.push(this.#index.get(pairKey(walk[i - 1]!, walk[i]!))!);
    return route;
  }
}

/** Refuses a node that a network of `nodes` nodes does not have. */
export const checkNode = (node: number, nodes: number): void => {
  if (Number.isInteger(node) && node >= 0 && node < nodes) return;
  throw new CohortError(`there is no node ${node}; the network's nodes are 0 to ${nodes - 1}`, 2);
};

/** The hops between any two nodes: entry `from × nodes + to`. Two bytes each where the diameter is above 255. */
export const hopMatrix = (network: Network): Uint8Array | Uint16Array => {
  const { nodes, diameter } = network;
  const matrix = diameter > 0xff ? new Uint16Array(nodes * nodes) : new Uint8Array(nodes * nodes);
  for (let from = 0; from < nodes; from++) {
    for (let to = 0; to < nodes; to++) matrix[from * nodes + to] = network.hops(from, to);
  }
  return matrix;
};
