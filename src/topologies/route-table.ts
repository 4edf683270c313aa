import { CohortError } from '../errors.js';
import type { MessageKind, Network } from './network.js';

/** The most link indices that a table of all routes holds: 2^25, at most 128 MiB. */
export const MOST_ROUTE_ENTRIES = 2 ** 25;

/**
 * Routes as a core reads them: those of pair i are `links[offsets[i]]` up to, not including,
 * `links[offsets[i + 1]]`, in the order in which they are crossed.
 */
export interface RouteTable {
  /** One more than there are pairs. */
  readonly offsets: Uint32Array;
  /** Two bytes an index up to 65,536 links, else four. */
  readonly links: Uint16Array | Uint32Array;
}

/** Link indices in the table of all routes: the sum of all hops. Known without making a route. */
export const routeTableEntries = ({ nodes, averageHops }: Network): number =>
  Math.round(averageHops * nodes * (nodes - 1));

/**
 * The routes between all pairs; pair i is `from × nodes + to`. A 32 × 32 mesh takes 22 million entries
 * (44 MB), a ring of 1024 nodes would take 537 million: more than `MOST_ROUTE_ENTRIES` is a CohortError,
 * and `routeRow` gives one sender's routes at a time.
 */
export const routeTable = (network: Network, message: MessageKind = 'request'): RouteTable => {
  const { nodes } = network;
  const entries = routeTableEntries(network);
  if (entries > MOST_ROUTE_ENTRIES) {
    throw new CohortError(
      `${network.topology}: the routes of ${nodes} nodes take ${entries} entries, at most ${MOST_ROUTE_ENTRIES} are ` +
        'made at once; use fewer nodes, or a topology with fewer hops',
      2,
    );
  }
  const offsets = new Uint32Array(nodes * nodes + 1);
  const links = indices(network, entries);
  let at = 0;
  for (let from = 0; from < nodes; from++) {
    at = fillRow(network, from, message, offsets.subarray(from * nodes), links, at);
  }
  return { offsets, links };
};

/** The routes of one sender; pair i is to node i. */
export const routeRow = (network: Network, from: number, message: MessageKind = 'request'): RouteTable => {
  let entries = 0;
  for (let to = 0; to < network.nodes; to++) entries += network.hops(from, to);
  const offsets = new Uint32Array(network.nodes + 1);
  const links = indices(network, entries);
  fillRow(network, from, message, offsets, links, 0);
  return { offsets, links };
};

const indices = (network: Network, entries: number): Uint16Array | Uint32Array =>
  network.links.length <= 2 ** 16 ? new Uint16Array(entries) : new Uint32Array(entries);

/** Writes one sender's routes from entry `at` on; the entry after them. */
const fillRow = (
  network: Network,
  from: number,
  message: MessageKind,
  offsets: Uint32Array,
  links: Uint16Array | Uint32Array,
  at: number,
): number => {
  let end = at;
  for (let to = 0; to < network.nodes; to++) {
    const route = network.route(from, to, message);
    links.set(route, end);
    end += route.length;
    offsets[to + 1] = end;
  }
  return end;
};
