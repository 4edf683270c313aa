import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildNetwork, EVERY_NODE, type Network, TOPOLOGIES } from '../../src/topologies/index.js';
import { ANY_NETWORK } from './any-network.js';
import { hasCycleOfLinks, pairsOf, shortest } from './graph.js';

/** Follows a route; where it ends, or `undefined` where a link does not start where the last one ended. */
const follow = (
  { links }: Network,
  from: number,
  to: number,
  route: readonly number[],
): number | undefined => {
  let at = from;
  for (const index of route) {
    const link = links[index]!;
    if (link.from !== EVERY_NODE && link.from !== at) return undefined;
    at = link.to === EVERY_NODE ? to : link.to;
  }
  return at;
};

it('every topology is tried', () => {
  expect(Object.keys(ANY_NETWORK)).toEqual(TOPOLOGIES.map(({ name }) => name));
});

describe.each(Object.entries(ANY_NETWORK))('%s', (_, anyNetwork) => {
  it('each route starts at the sender, is joined up and ends at the receiver', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        const astray = pairsOf(network).filter(
          ([from, to]) => follow(network, from, to, network.route(from, to)) !== to,
        );
        expect(astray).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('a route crosses as many links as there are hops, the fewest that there can be', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        const fewest = shortest(network);
        const longer = pairsOf(network).filter(
          ([from, to]) =>
            network.route(from, to).length !== network.hops(from, to) ||
            network.hops(from, to) !== fewest[from]![to],
        );
        expect(longer).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('the diameter is the most and the average the mean of the hops between different nodes', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        const hops = pairsOf(network).map(([from, to]) => network.hops(from, to));
        const sum = hops.reduce((total, count) => total + count, 0);
        expect(network.diameter).toBe(Math.max(...hops));
        expect(network.averageHops * network.nodes * (network.nodes - 1)).toBeCloseTo(sum, 6);
      }),
      { numRuns: 20 },
    );
  });

  it('says truly whether its routes could wait for each other in a circle', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        expect(network.deadlockFree).toBe(!hasCycleOfLinks(network));
      }),
      { numRuns: 20 },
    );
  });

  it('every link is on some route', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        const used = new Set(
          pairsOf(network).flatMap(([from, to]) => [
            ...network.route(from, to),
            ...network.route(from, to, 'response'),
          ]),
        );
        expect(used.size).toBe(network.links.length);
      }),
      { numRuns: 20 },
    );
  });
});

describe('there and back are as far', () => {
  it.each(Object.entries(ANY_NETWORK).filter(([name]) => name !== 'ring'))('%s', (_, anyNetwork) => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        for (const [from, to] of pairsOf(network))
          expect(network.hops(from, to)).toBe(network.hops(to, from));
      }),
    );
  });

  it('but on a ring that goes one way they make one round together', () => {
    const ring = buildNetwork('ring', 9);
    for (const [from, to] of pairsOf(ring)) {
      if (from !== to) expect(ring.hops(from, to) + ring.hops(to, from)).toBe(9);
    }
  });
});

describe('the nodes that a route passes', () => {
  /** The nodes that a route passes. */
  const walk = (network: Network, from: number, to: number): number[] => [
    from,
    ...network.route(from, to).map((link) => network.links[link]!.to),
  ];

  const cases: [topology: string, nodes: number, from: number, to: number, passed: number[]][] = [
    ['ring', 5, 3, 1, [3, 4, 0, 1]],
    ['bidirectional-ring', 5, 0, 3, [0, 4, 3]],
    ['bidirectional-ring', 6, 0, 3, [0, 1, 2, 3]],
    ['bidirectional-ring', 6, 3, 0, [3, 2, 1, 0]],
    ['bidirectional-ring', 6, 1, 4, [1, 0, 5, 4]],
    ['mesh', 12, 1, 11, [1, 2, 3, 7, 11]],
    ['mesh', 12, 11, 1, [11, 10, 9, 5, 1]],
    ['torus', 12, 0, 11, [0, 3, 11]],
    ['torus', 16, 0, 10, [0, 1, 2, 6, 10]],
    ['torus', 16, 5, 15, [5, 4, 7, 3, 15]],
    ['hypercube', 8, 1, 6, [1, 0, 2, 6]],
    // Nodes 0 to 7, then level 0 with routers 8 to 11, level 1 with 12 to 15, level 2 with 16 to 19.
    ['fat-tree', 8, 0, 1, [0, 8, 1]],
    ['fat-tree', 8, 0, 6, [0, 8, 12, 18, 14, 11, 6]],
    ['fat-tree', 8, 1, 6, [1, 8, 12, 18, 14, 11, 6]],
    ['fat-tree', 8, 0, 5, [0, 8, 13, 17, 15, 10, 5]],
  ];
  it.each(cases)('%s of %i nodes: from %i to %i', (topology, nodes, from, to, passed) => {
    expect(walk(buildNetwork(topology, nodes), from, to)).toEqual(passed);
  });

  it.each([8, 12, 16])('ties load both directions of a ring of %i nodes alike', (nodes) => {
    const ring = buildNetwork('bidirectional-ring', nodes);
    const load = { up: 0, down: 0 };
    for (const [from, to] of pairsOf(ring)) {
      for (const index of ring.route(from, to)) {
        const link = ring.links[index]!;
        load[link.to === (link.from + 1) % nodes ? 'up' : 'down']++;
      }
    }
    expect(load.up).toBe(load.down);
  });

  it('a fat tree loads all links of a level alike', () => {
    const tree = buildNetwork('fat-tree', 64, { arity: 4 });
    const load = tree.links.map(() => 0);
    for (const [from, to] of pairsOf(tree)) for (const link of tree.route(from, to)) load[link]!++;
    // 63 messages cross each link at the nodes, 60 each link of the middle, 48 each link at the top.
    expect(new Set(load)).toEqual(new Set([63, 60, 48]));
  });
});

describe('a split-transaction bus', () => {
  it('carries requests and responses on wires of their own', () => {
    const bus = buildNetwork('split-transaction-bus', 4);
    expect(bus.route(0, 1)).toEqual([0]);
    expect(bus.route(1, 0, 'response')).toEqual([1]);
    expect(bus.partsKinds).toBe(true);
  });

  it('is what a bus is not', () => {
    const bus = buildNetwork('bus', 4);
    expect(bus.route(1, 0, 'response')).toEqual([0]);
    expect(bus.partsKinds).toBe(false);
  });
});
