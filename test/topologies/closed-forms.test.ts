/** What the textbooks say of each topology, against what is built. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildNetwork, type Network } from '../../src/topologies/index.js';
import { bisectionByTrial } from './graph.js';

const figures = ({ links, diameter, averageHops, bisectionLinks }: Network): number[] => [
  links.length,
  diameter,
  averageHops,
  bisectionLinks,
];

/** Sizes for which a formula holds, and the formula: links, diameter, mean hops, links of the bisection. */
type Form = [name: string, sizes: readonly number[], formula: (nodes: number) => number[]];

const many = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);

const powers = (base: number, most: number): number[] => many(1, most).map((power) => base ** power);

const FORMS: readonly Form[] = [
  ['bus', many(2, 64), () => [1, 1, 1, 1]],
  ['split-transaction-bus', many(2, 64), () => [2, 1, 1, 2]],
  ['crossbar', many(2, 64), (n) => [n, 1, 1, n]],
  ['ring', many(2, 64), (n) => [n, n - 1, n / 2, 2]],
  ['bidirectional-ring', many(4, 64, 2), (n) => [2 * n, n / 2, n ** 2 / (4 * (n - 1)), 4]],
  ['bidirectional-ring', many(3, 63, 2), (n) => [2 * n, (n - 1) / 2, (n + 1) / 4, 4]],
  ['fully-connected', many(2, 64, 2), (n) => [n * (n - 1), 1, 1, n ** 2 / 2]],
  ['fully-connected', many(3, 63, 2), (n) => [n * (n - 1), 1, 1, (n ** 2 - 1) / 2]],
  [
    'hypercube',
    powers(2, 10),
    (n) => [n * Math.log2(n), Math.log2(n), (Math.log2(n) * n) / (2 * (n - 1)), n],
  ],
];

describe('links, diameter, average hops and bisection', () => {
  it.each(FORMS)('%s', (name, sizes, formula) => {
    for (const nodes of sizes) {
      const expected = formula(nodes);
      figures(buildNetwork(name, nodes)).forEach((figure, i) => {
        expect(figure, `${name} of ${nodes}, figure ${i}`).toBeCloseTo(expected[i]!, 9);
      });
    }
  });

  it.each(many(2, 16))('a square mesh of side %i', (k) => {
    const mesh = buildNetwork('mesh', k * k);
    expect(mesh.parameters).toEqual({ columns: k, rows: k });
    expect(mesh.links).toHaveLength(4 * k * (k - 1));
    expect(mesh.diameter).toBe(2 * (k - 1));
    // Two dimensions of (k² − 1) / 3k each over all pairs; a node's pair with itself is left out.
    expect(mesh.averageHops).toBeCloseTo((2 * k) / 3, 9);
    expect(mesh.bisectionLinks).toBe(k % 2 === 0 ? 2 * k : 2 * (k + 1));
  });

  it.each(many(3, 16))('a square torus of side %i', (k) => {
    const torus = buildNetwork('torus', k * k);
    expect(torus.links).toHaveLength(4 * k * k);
    expect(torus.diameter).toBe(2 * Math.floor(k / 2));
    const withItself = k % 2 === 0 ? k / 2 : (k * k - 1) / (2 * k);
    expect(torus.averageHops).toBeCloseTo((withItself * k * k) / (k * k - 1), 9);
    expect(torus.bisectionLinks).toBe(k % 2 === 0 ? 4 * k : 4 * (k + 1));
  });

  it.each([
    [2, 1],
    [2, 4],
    [2, 10],
    [3, 4],
    [4, 3],
    [4, 5],
    [8, 3],
    [32, 2],
  ])('a fat tree of arity %i and %i levels', (arity, levels) => {
    const nodes = arity ** levels;
    const tree = buildNetwork('fat-tree', nodes, { arity });
    expect(tree.routers).toBe(levels * arity ** (levels - 1));
    expect(tree.links).toHaveLength(2 * nodes * levels);
    expect(tree.diameter).toBe(2 * levels);
    // Of the other nodes, a share 1 − 1 / arity^l lies above level l: summed, the mean height.
    const above = many(0, levels - 1).reduce((sum, l) => sum + (nodes - arity ** l) / (nodes - 1), 0);
    expect(tree.averageHops).toBeCloseTo(2 * above, 9);
    expect(tree.bisectionLinks).toBe(2 * Math.floor(nodes / 2));
  });

  it.each([
    [1, 2],
    [2, 2],
    [4, 2],
    [3, 4],
  ])('a hypercube of %i dimensions with %i nodes a router', (dimensions, perRouter) => {
    const routers = 2 ** dimensions;
    const nodes = routers * perRouter;
    const cube = buildNetwork('hypercube', nodes, { nodesPerRouter: perRouter });
    expect(cube.routers).toBe(routers);
    expect(cube.links).toHaveLength(routers * dimensions + 2 * nodes);
    expect(cube.diameter).toBe(dimensions + 2);
    expect(cube.bisectionLinks).toBe(routers);
  });
});

describe('hops', () => {
  it('of a mesh are the distance along the row and along the column', () => {
    const side = fc.integer({ min: 1, max: 32 });
    const part = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(side, side, part, part, part, part, (columns, rows, x0, y0, x1, y1) => {
        const mesh = buildNetwork('mesh', columns * rows, { columns, rows });
        const [fromX, toX] = [Math.floor(x0 * columns), Math.floor(x1 * columns)];
        const [fromY, toY] = [Math.floor(y0 * rows), Math.floor(y1 * rows)];
        expect(mesh.hops(fromY * columns + fromX, toY * columns + toX)).toBe(
          Math.abs(fromX - toX) + Math.abs(fromY - toY),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('of a hypercube are the bits in which the numbers differ', () => {
    const cube = buildNetwork('hypercube', 1024);
    const node = fc.integer({ min: 0, max: 1023 });
    fc.assert(
      fc.property(node, node, (from, to) => {
        expect(cube.hops(from, to)).toBe((from ^ to).toString(2).replaceAll('0', '').length);
      }),
    );
  });
});

describe('no halving of the nodes is joined by fewer links than the bisection', () => {
  const cases: [name: string, nodes: number, parameters?: Record<string, number>][] = [
    ...['bus', 'split-transaction-bus', 'crossbar', 'ring', 'bidirectional-ring', 'fully-connected'].flatMap(
      (name) => many(1, 7).map((nodes): [string, number] => [name, nodes]),
    ),
    ...['mesh', 'torus'].flatMap((name) =>
      many(1, 5).flatMap((columns) =>
        many(1, 4)
          .filter((rows) => columns * rows <= 16)
          .map((rows): [string, number, Record<string, number>] => [name, columns * rows, { columns, rows }]),
      ),
    ),
    ['mesh', 7, { columns: 7, rows: 1 }],
    ['torus', 14, { columns: 7, rows: 2 }],
    ['torus', 14, { columns: 2, rows: 7 }],
    ['hypercube', 4],
    ['hypercube', 8],
    ['hypercube', 16],
    ['hypercube', 3, { nodesPerRouter: 3 }],
    ['hypercube', 6, { nodesPerRouter: 3 }],
    ['hypercube', 8, { nodesPerRouter: 2 }],
    ['fat-tree', 4, { arity: 2 }],
    ['fat-tree', 5, { arity: 5 }],
    ['fat-tree', 9, { arity: 3 }],
  ];
  it.each(cases)('%s of %i nodes %o', (name, nodes, parameters = {}) => {
    const network = buildNetwork(name, nodes, parameters);
    expect(network.bisectionLinks).toBe(bisectionByTrial(network));
  });
});
