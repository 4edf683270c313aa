/** What follows from a network's links and routes alone, worked out the slow way. */
import { EVERY_NODE, type Network } from '../../src/topologies/index.js';

const others = ({ nodes, routers }: Network, end: number): number[] =>
  end === EVERY_NODE ? Array.from({ length: nodes + routers }, (_, other) => other) : [end];

/** The ends that each end reaches over one link. */
const reachable = (network: Network): Set<number>[] => {
  const next = Array.from({ length: network.nodes + network.routers }, () => new Set<number>());
  for (const { from, to } of network.links) {
    for (const sender of others(network, from)) {
      for (const receiver of others(network, to)) next[sender]!.add(receiver);
    }
  }
  return next;
};

/** Fewest links between every two nodes, by breadth-first search. */
export const shortest = (network: Network): number[][] => {
  const next = reachable(network);
  return Array.from({ length: network.nodes }, (_, from) => {
    const distance = new Map([[from, 0]]);
    for (const [at, steps] of distance) {
      for (const end of next[at]!) if (!distance.has(end)) distance.set(end, steps + 1);
    }
    return Array.from({ length: network.nodes }, (_, to) => distance.get(to) ?? Number.POSITIVE_INFINITY);
  });
};

/** Every ordered pair of nodes. */
export const pairsOf = ({ nodes }: { readonly nodes: number }): [from: number, to: number][] =>
  Array.from({ length: nodes * nodes }, (_, pair) => [Math.floor(pair / nodes), pair % nodes]);

/**
 * Whether a cycle of links exists in which each waits for the next: link a waits for link b where a
 * route crosses a and then b (the channel dependency graph of Dally and Seitz, 1987).
 */
export const hasCycleOfLinks = (network: Network): boolean => {
  const waits = network.links.map(() => new Set<number>());
  for (const [from, to] of pairsOf(network)) {
    const route = network.route(from, to);
    route.slice(1).forEach((link, i) => {
      waits[route[i]!]!.add(link);
    });
  }
  // Takes away links that nobody waits for until only cycles are left.
  const waiters = network.links.map(() => 0);
  for (const next of waits) for (const link of next) waiters[link]!++;
  const free = waiters.flatMap((count, link) => (count === 0 ? [link] : []));
  let taken = 0;
  for (let link = free.pop(); link !== undefined; link = free.pop()) {
    taken++;
    for (const next of waits[link]!) if (--waiters[next]! === 0) free.push(next);
  }
  return taken < network.links.length;
};

/**
 * Fewest links that join two halves of the nodes: every halving, and every way to put the routers on
 * one side or the other. For small networks alone.
 */
export const bisectionByTrial = (network: Network): number => {
  const { nodes, routers, links } = network;
  const half = Math.floor(nodes / 2);
  let fewest = Number.POSITIVE_INFINITY;
  for (let side = 0; side < 2 ** (nodes + routers); side++) {
    let inside = 0;
    for (let node = 0; node < nodes; node++) inside += (side >> node) & 1;
    if (inside !== half) continue;
    let joining = 0;
    for (const { from, to } of links) {
      const apart = from === EVERY_NODE || ((side >> from) & 1) !== ((side >> to) & 1);
      if (apart) joining++;
    }
    fewest = Math.min(fewest, joining);
  }
  return fewest;
};
