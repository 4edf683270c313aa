import { describe, expect, it } from 'vitest';
import { buildNetwork, drawNetwork, networkSvg, TOPOLOGIES } from '../../src/topologies/index.js';
import { printed, refused } from './command.js';

const NAMES = TOPOLOGIES.map(({ name }) => name);

describe('show topology', () => {
  it.each(NAMES)('draws %s with eight nodes, and its hops', async (name) => {
    const text = await printed(['show', 'topology', name]);
    const network = buildNetwork(name, 8);
    expect(text).toContain(drawNetwork(network));
    const rows = text.split('Hops from each node')[1]!.split('\n').slice(3, 11);
    expect(rows.map((row) => row.trim().split(/ +/).map(Number))).toEqual(
      Array.from({ length: 8 }, (_, from) => [
        from,
        ...Array.from({ length: 8 }, (_, to) => network.hops(from, to)),
      ]),
    );
  });

  it.each(TOPOLOGIES)('says what $name is, its source and its parameters', async (topology) => {
    const { name, title, about, source, parameters } = topology;
    const text = await printed(['show', 'topology', name]);
    const flowing = text.replace(/\s+/g, ' ');
    expect(text.startsWith(`${name}: ${title}\n`)).toBe(true);
    expect(flowing).toContain(about);
    expect(flowing).toContain(`Source: ${source}`);
    for (const parameter of Object.keys(parameters)) expect(text).toMatch(new RegExp(`^${parameter} `, 'm'));
    expect(text.includes('--param')).toBe(Object.keys(parameters).length > 0);
  });

  /** What is typed, and what stands in the answer. */
  const PIECES: readonly (readonly [argv: string, piece: string])[] = [
    ['mesh --nodes 12', 'mesh: 12 nodes, 34 links; columns 4, rows 3\nhops: 2.33 on average, 5 at most'],
    ['MESH --nodes 12 --param columns=6', 'mesh: 12 nodes, 32 links; columns 6, rows 2\n'],
    ['mesh --nodes 12 --param columns=6 --param rows=2', 'columns 6, rows 2\n'],
    ['hypercube --nodes 16 --param nodesPerRouter=2', '16 nodes, 8 routers, 56 links; nodesPerRouter 2\n'],
    ['fat-tree --nodes 9', 'fat-tree: 9 nodes, 6 routers, 36 links; arity 3, levels 2\n'],
    ['ring --nodes 3', '\n   0  1  2\n0  0  1  2\n1  2  0  1\n2  1  2  0\n'],
    ['ring --nodes 17', '\nHops between any two of the 17 nodes are in --format json.\n'],
    [
      'torus',
      '\nWith n nodes, where columns ≥ rows and rows ≥ 3 and columns even:\n\nlinks                   4 × n\n',
    ],
    ['bus --nodes 1', 'bus: 1 node, 0 links\n'],
  ];
  it.each(PIECES)('%s: %j', async (argv, piece) => {
    const text = await printed(['show', 'topology', ...argv.split(' ')], { terminal: 110 });
    expect(text).toContain(piece);
  });

  const PROSE: readonly (readonly [argv: string, sentence: string])[] = [
    ['bus', 'A link is taken while one message crosses it.'],
    ['split-transaction-bus', 'Requests and responses go over links of their own.'],
    ['mesh', 'Its routes alone rule out deadlock.'],
    ['ring', 'Its routes alone do not rule out deadlock: messages could wait for each other in a circle'],
    ['mesh', 'columns ≥ rows (1 to 1024 nodes)'],
    ['hypercube', 'its own router (1 to 16 nodes; default 1)'],
  ];
  it.each(PROSE)('%s says: %s', async (argv, sentence) => {
    const text = await printed(['show', 'topology', ...argv.split(' ')]);
    expect(text.replace(/\s+/g, ' ')).toContain(sentence);
  });

  it.each(NAMES)('draws %s as SVG', async (name) => {
    expect(await printed(['show', 'topology', name, '--nodes', '4', '--format', 'svg'])).toBe(
      networkSvg(buildNetwork(name, 4)),
    );
  });

  it('gives links and hops as JSON', async () => {
    const text = await printed(['show', 'topology', 'ring', '--nodes', '3', '--format', 'json']);
    expect(JSON.parse(text)).toEqual({
      topology: 'ring',
      title: 'ring, one way',
      about: expect.stringContaining('Each node sends to the next one'),
      source: expect.stringContaining('Dally and'),
      parameters: {},
      nodes: 3,
      routers: 0,
      partsKinds: false,
      deadlockFree: false,
      links: [
        { from: 0, to: 1, kind: 'point-to-point' },
        { from: 1, to: 2, kind: 'point-to-point' },
        { from: 2, to: 0, kind: 'point-to-point' },
      ],
      diameter: 2,
      averageHops: 1.5,
      bisectionLinks: 2,
      hops: [
        [0, 1, 2],
        [2, 0, 1],
        [1, 2, 0],
      ],
    });
    expect(text).toContain('\n    [2, 0, 1],\n');
  });

  /** What is typed, and the one line that answers it. */
  const REFUSED: readonly (readonly [argv: string, message: string])[] = [
    ['mash', `topology is "mash"; expected one of ${NAMES.join(', ')}. Did you mean "mesh"?`],
    ['cube', `topology is "cube"; expected one of ${NAMES.join(', ')}`],
    [
      'hypercube --nodes 12',
      'hypercube: the machine has 12 nodes, which is not a power of two; use 8 or 16 nodes',
    ],
    [
      'fully-connected --nodes 257',
      'fully-connected: the machine has 257 nodes; expected a whole number from 1 to 256',
    ],
    [
      'mesh --param columns',
      '--param "columns": expected name=value. Write for instance --param columns=4; "cohort show topology NAME" lists the parameters.',
    ],
    ['mesh --param cols=4', 'mesh: there is no parameter "cols"; it has: columns, rows'],
    ['ring --param columns=4', 'ring: there is no parameter "columns"; it has none'],
    [
      'mesh --param columns=four',
      'mesh: \'columns\' is "four"; expected a whole number from 1 to 1024 (nodes)',
    ],
    [
      'mesh --param columns=3',
      "mesh: 'columns' is 3, which does not divide the machine's 8 nodes; use columns 4 and rows 2",
    ],
  ];
  it.each(REFUSED)('refuses %s', async (argv, message) => {
    expect(await refused(['show', 'topology', ...argv.split(' ')])).toBe(message);
  });
});
