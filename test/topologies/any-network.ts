import fc from 'fast-check';
import { buildNetwork, type Network } from '../../src/topologies/index.js';

const built = (name: string, nodes: fc.Arbitrary<number>): fc.Arbitrary<Network> =>
  nodes.map((count) => buildNetwork(name, count));

const sizes = fc.integer({ min: 1, max: 40 });

const grids = (name: string): fc.Arbitrary<Network> =>
  fc
    .record({ columns: fc.integer({ min: 1, max: 9 }), rows: fc.integer({ min: 1, max: 9 }) })
    .map(({ columns, rows }) => buildNetwork(name, columns * rows, { columns, rows }));

/** Networks of each topology, of many sizes and shapes, none above 128 nodes. */
export const ANY_NETWORK: Readonly<Record<string, fc.Arbitrary<Network>>> = {
  bus: built('bus', sizes),
  'split-transaction-bus': built('split-transaction-bus', sizes),
  crossbar: built('crossbar', sizes),
  ring: built('ring', sizes),
  'bidirectional-ring': built('bidirectional-ring', sizes),
  mesh: grids('mesh'),
  torus: grids('torus'),
  hypercube: fc
    .record({ dimensions: fc.integer({ min: 0, max: 5 }), nodesPerRouter: fc.integer({ min: 1, max: 4 }) })
    .map(({ dimensions, nodesPerRouter }) =>
      buildNetwork('hypercube', nodesPerRouter * 2 ** dimensions, { nodesPerRouter }),
    ),
  'fat-tree': fc
    .constantFrom(
      [2, 0],
      [2, 1],
      [2, 2],
      [2, 3],
      [2, 5],
      [2, 6],
      [3, 2],
      [3, 4],
      [4, 3],
      [5, 2],
      [10, 2],
      [17, 1],
    )
    .map(([arity, levels]) => buildNetwork('fat-tree', arity! ** levels!, { arity })),
  'fully-connected': built('fully-connected', sizes),
};
