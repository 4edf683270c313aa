import { describe, expect, it } from 'vitest';
import { CohortError } from '../../src/errors.js';
import { buildNetwork, routeTable, topologyNamed } from '../../src/topologies/index.js';

const TOPOLOGY_NAMES =
  'bus, split-transaction-bus, crossbar, ring, bidirectional-ring, mesh, torus, hypercube, fat-tree, fully-connected';

describe('what cannot be built is refused, with the field and the mend', () => {
  const cases: [topology: string, nodes: number, parameters: Record<string, unknown>, message: string][] = [
    ['grid', 4, {}, `topology is "grid"; expected one of ${TOPOLOGY_NAMES}`],
    ['bus', 0, {}, 'bus: the machine has 0 nodes; expected a whole number from 1 to 1024'],
    ['ring', 1025, {}, 'ring: the machine has 1025 nodes; expected a whole number from 1 to 1024'],
    ['ring', 2.5, {}, 'ring: the machine has 2.5 nodes; expected a whole number from 1 to 1024'],
    [
      'fully-connected',
      1024,
      {},
      'fully-connected: the machine has 1024 nodes; expected a whole number from 1 to 256',
    ],
    ['crossbar', 4, { columns: 2 }, 'crossbar: there is no parameter "columns"; it has none'],
    ['mesh', 4, { cols: 2 }, 'mesh: there is no parameter "cols"; it has: columns, rows'],
    ['mesh', 4, { columns: 0 }, "mesh: 'columns' is 0; expected a whole number from 1 to 1024 (nodes)"],
    [
      'mesh',
      4,
      { columns: '2x2' },
      `mesh: 'columns' is "2x2"; expected a whole number from 1 to 1024 (nodes)`,
    ],
    ['mesh', 4, { rows: null }, "mesh: 'rows' is null; expected a whole number from 1 to 1024 (nodes)"],
    [
      'mesh',
      4,
      { rows: [2] },
      "mesh: 'rows' is of type object; expected a whole number from 1 to 1024 (nodes)",
    ],
    [
      'mesh',
      12,
      { columns: 4, rows: 4 },
      'mesh: columns 4 x rows 4 has 16 places, the machine has 12 nodes; use columns 4 and rows 3',
    ],
    [
      'torus',
      12,
      { columns: 2, rows: 5 },
      'torus: columns 2 x rows 5 has 10 places, the machine has 12 nodes; use columns 2 and rows 6',
    ],
    [
      'torus',
      12,
      { columns: 5 },
      "torus: 'columns' is 5, which does not divide the machine's 12 nodes; use columns 6 and rows 2",
    ],
    [
      'mesh',
      12,
      { rows: 100 },
      "mesh: 'rows' is 100, which does not divide the machine's 12 nodes; use columns 1 and rows 12",
    ],
    [
      'hypercube',
      12,
      {},
      'hypercube: the machine has 12 nodes, which is not a power of two; use 8 or 16 nodes',
    ],
    [
      'hypercube',
      1000,
      {},
      'hypercube: the machine has 1000 nodes, which is not a power of two; use 512 or 1024 nodes',
    ],
    [
      'hypercube',
      12,
      { nodesPerRouter: 2 },
      "hypercube: the machine has 12 nodes, which is not 'nodesPerRouter' 2 x a power of two; use 8 or 16 nodes",
    ],
    [
      'hypercube',
      1,
      { nodesPerRouter: 2 },
      "hypercube: the machine has 1 node, which is not 'nodesPerRouter' 2 x a power of two; use 2 nodes",
    ],
    [
      'fat-tree',
      12,
      { arity: 2 },
      "fat-tree: 'arity' is 2, of which the machine's 12 nodes are no power; use 8 or 16 nodes, or arity 12",
    ],
    [
      'fat-tree',
      1000,
      { arity: 32 },
      "fat-tree: 'arity' is 32, of which the machine's 1000 nodes are no power; use 32 or 1024 nodes, or arity 10",
    ],
  ];
  it.each(cases)('%s of %d nodes with %j', (topology, nodes, parameters, message) => {
    expect(() => buildNetwork(topology, nodes, parameters)).toThrow(new CohortError(message, 2));
  });

  it('a node that the network does not have', () => {
    const message = "there is no node 4; the network's nodes are 0 to 3";
    const ring = buildNetwork('ring', 4);
    expect(() => ring.route(0, 4)).toThrow(new CohortError(message, 2));
    expect(() => ring.hops(4, 4)).toThrow(new CohortError(message, 2));
  });

  it('a table of routes that would not fit', () => {
    expect(() => routeTable(buildNetwork('ring', 1024))).toThrow(
      new CohortError(
        'ring: the routes of 1024 nodes take 536346624 entries, at most 33554432 are made at once; use fewer nodes, ' +
          'or a topology with fewer hops',
        2,
      ),
    );
  });
});

describe('what was left out is fitted to the nodes', () => {
  const cases: [topology: string, nodes: number, given: Record<string, unknown>, fitted: object][] = [
    ['mesh', 12, {}, { columns: 4, rows: 3 }],
    ['mesh', 13, {}, { columns: 13, rows: 1 }],
    ['mesh', 1024, {}, { columns: 32, rows: 32 }],
    ['mesh', 12, { rows: 6 }, { columns: 2, rows: 6 }],
    ['torus', 12, { columns: ' 12 ' }, { columns: 12, rows: 1 }],
    ['torus', 12, { columns: 'fit', rows: '2' }, { columns: 6, rows: 2 }],
    ['fat-tree', 64, {}, { arity: 2, levels: 6 }],
    ['fat-tree', 81, {}, { arity: 3, levels: 4 }],
    ['fat-tree', 12, {}, { arity: 12, levels: 1 }],
    ['fat-tree', 1, {}, { arity: 2, levels: 0 }],
    ['hypercube', 64, {}, { nodesPerRouter: 1 }],
    ['bus', 4, {}, {}],
  ];
  it.each(cases)('%s of %d nodes with %j', (topology, nodes, given, fitted) => {
    expect(buildNetwork(topology, nodes, given).parameters).toEqual(fitted);
  });
});

it('a topology is found whatever the case', () => {
  expect(topologyNamed('Fat-Tree').name).toBe('fat-tree');
});
