import { gridSketch } from './grid.js';
import { Links } from './network.js';
import { machineOf, refusal } from './parameters.js';
import { neighbourLines, nodeBox, type Place, type Sketch } from './sketch.js';
import { defineTopology } from './topology.js';

const NAME = 'hypercube';
const MOST_NODES = 1024;

export const hypercube = defineTopology({
  name: NAME,
  title: 'hypercube',
  about:
    'Routers numbered in binary, each joined to those whose number differs in one bit. e-cube routing: the bits that ' +
    'differ are mended from the lowest to the highest, always the shortest way and free of deadlock. With nodesPerRouter ' +
    'above 1 (bristled, as in the SGI Origin 2000) routers are apart from the nodes, and the links to and from the ' +
    'router count as hops.',
  source:
    'W. J. Dally and B. Towles, Principles and Practices of Interconnection Networks, 2004, chapter 8; H. Sullivan and ' +
    'T. R. Bashkow, A Large Scale, Homogeneous, Fully Distributed Parallel Machine, 1977 (e-cube); J. Laudon and ' +
    'D. Lenoski, The SGI Origin: A ccNUMA Highly Scalable Server, 1997',
  mostNodes: MOST_NODES,
  parameters: {
    nodesPerRouter: {
      about: 'nodes that share a router; 1: each node is its own router',
      default: 1,
      min: 1,
      max: 16,
      unit: 'nodes',
    },
  },
  forms: {
    where: 'n ≥ 2 and nodesPerRouter = 1',
    links: 'n × log2(n)',
    diameter: 'log2(n)',
    averageHops: 'n × log2(n) / (2 × (n − 1))',
    bisectionLinks: 'n',
  },
  plan(nodes, { nodesPerRouter }) {
    const dimensions = dimensionsOf(nodes, nodesPerRouter);
    const routers = 2 ** dimensions;
    const bristled = nodesPerRouter > 1;
    /** The number of a router among the ends of links. */
    const end = (router: number): number => (bristled ? nodes + router : router);
    const routerOf = (node: number): number => Math.floor(node / nodesPerRouter);
    const links = new Links();
    if (bristled) for (let node = 0; node < nodes; node++) links.joinBoth(node, end(routerOf(node)));
    for (let router = 0; router < routers; router++) {
      for (let bit = 0; bit < dimensions; bit++) links.join(end(router), end(router ^ (1 << bit)));
    }
    const between = (nodesPerRouter * dimensions * (routers / 2)) / (nodes - 1);
    return {
      parameters: { nodesPerRouter },
      routers: bristled ? routers : 0,
      links: links.list,
      diameter: dimensions + (bristled ? 2 : 0),
      averageHops: nodes === 1 ? 0 : between + (bristled ? 2 : 0),
      bisectionLinks: dimensions > 0 ? routers : 2 * Math.floor(nodes / 2),
      sketch: sketchOf(nodes, nodesPerRouter, dimensions),
      route(from, to) {
        const walk = bristled ? [from] : [];
        let at = routerOf(from);
        walk.push(end(at));
        const differing = at ^ routerOf(to);
        for (let bit = 0; bit < dimensions; bit++) {
          if ((differing & (1 << bit)) === 0) continue;
          at ^= 1 << bit;
          walk.push(end(at));
        }
        if (bristled) walk.push(to);
        return links.along(walk);
      },
      hops: (from, to) => onesIn(routerOf(from) ^ routerOf(to)) + (bristled ? 2 : 0),
    };
  },
});

const onesIn = (bits: number): number => {
  let ones = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) ones++;
  return ones;
};

/** The dimensions of the cube. Refused with the numbers of nodes on either side that make one. */
const dimensionsOf = (nodes: number, nodesPerRouter: number): number => {
  const dimensions = Math.floor(Math.log2(nodes / nodesPerRouter));
  if (dimensions >= 0 && nodesPerRouter * 2 ** dimensions === nodes) return dimensions;
  const near = [dimensions, dimensions + 1]
    .filter((power) => power >= 0)
    .map((power) => nodesPerRouter * 2 ** power)
    .filter((count) => count <= MOST_NODES);
  const expected =
    nodesPerRouter === 1 ? 'a power of two' : `'nodesPerRouter' ${nodesPerRouter} x a power of two`;
  throw refusal(NAME, `${machineOf(nodes)}, which is not ${expected}`, `use ${near.join(' or ')} nodes`);
};

const sketchOf = (nodes: number, nodesPerRouter: number, dimensions: number): Sketch => {
  // Nodes stand in a circle round their router, and the cube is stretched until the circles are apart.
  const radius = Math.max(0.45, 0.1 + nodesPerRouter / 10);
  const stretch = nodesPerRouter === 1 ? 1 : (2 * radius + 0.6) / BACK.x;
  const routers = Array.from({ length: 2 ** dimensions }, (_, router) =>
    placeOf(router, dimensions, stretch),
  );
  const around = (node: number): Place => {
    const { x, y } = routers[Math.floor(node / nodesPerRouter)]!;
    const angle = (2 * Math.PI * ((node % nodesPerRouter) + 0.5)) / nodesPerRouter;
    return { x: x - radius * Math.sin(angle), y: y - radius * Math.cos(angle) };
  };
  const bristles = nodesPerRouter === 1 ? [] : Array.from({ length: nodes }, (_, node) => around(node));
  return {
    places: [...bristles, ...routers],
    strokes: [],
    labels: [],
    curved: false,
    text: () => textOf(nodes, nodesPerRouter, dimensions),
  };
};

const BACK: Place = { x: 0.64, y: -0.48 };

/** How far bits 0 to 2 shift a router: right, down, and back. */
const SHIFTS: readonly Place[] = [{ x: 1.6, y: 0 }, { x: 0, y: 1.6 }, BACK];

/** Higher bits double the drawing, to the right and downwards in turn, a little askew so that no line hides another. */
const shiftOf = (bit: number): Place => {
  const shift = SHIFTS[bit];
  if (shift !== undefined) return shift;
  const doubled = Math.floor((bit - 3) / 2);
  const scale = 2 ** doubled;
  return bit % 2 === 1 ? { x: 3.6 * scale, y: 0.6 * doubled } : { x: 0.9 * doubled, y: 3.6 * scale };
};

const placeOf = (router: number, dimensions: number, stretch: number): Place => {
  let x = 0;
  let y = 0;
  for (let bit = 0; bit < dimensions; bit++) {
    if ((router & (1 << bit)) === 0) continue;
    const shift = shiftOf(bit);
    x += shift.x;
    y += shift.y;
  }
  return { x: x * stretch, y: y * stretch };
};

const CUBE = [
  '    [4]-----[5]',
  '    /|      /|',
  '   / |     / |',
  ' [0]-----[1] |',
  '  | [6]---|-[7]',
  '  | /     | /',
  '  |/      |/',
  ' [2]-----[3]',
];

const textOf = (nodes: number, nodesPerRouter: number, dimensions: number): readonly string[] => {
  if (nodesPerRouter === 1 && dimensions === 3) return CUBE;
  if (nodesPerRouter === 1 && dimensions < 3) {
    return gridSketch({ columns: Math.min(2, nodes), rows: Math.ceil(nodes / 2) }, false).text();
  }
  const routers = 2 ** dimensions;
  const name = (router: number): string =>
    nodesPerRouter === 1
      ? nodeBox(router, routers)
      : `(${String(router).padStart(String(routers - 1).length)})`;
  return neighbourLines(routers, (router) => {
    const neighbours = Array.from({ length: dimensions }, (_, bit) => name(router ^ (1 << bit)));
    const own = Array.from({ length: nodesPerRouter }, (_, i) => nodeBox(router * nodesPerRouter + i, nodes));
    const bristles = nodesPerRouter === 1 ? '' : `${own.join(' ')} -- `;
    const cube = neighbours.length === 0 ? '' : ` -- ${neighbours.join(' ')}`;
    return `${bristles}${name(router)}${cube}`;
  });
};
