import { Links } from './network.js';
import { refusal } from './parameters.js';
import { nodeBox, type Place, type Sketch, shownOf, TEXT_WIDTH } from './sketch.js';
import { defineTopology } from './topology.js';

const NAME = 'fat-tree';
const MOST_NODES = 1024;

/** A tree of `arity` ^ `levels` nodes: `levels` rows of arity ^ (levels − 1) switches, row 0 at the nodes. */
interface Tree {
  readonly arity: number;
  readonly levels: number;
}

export const fatTree = defineTopology({
  name: NAME,
  title: 'fat tree',
  about:
    'A tree whose upper levels are as wide as its lower ones, built of equal switches (a k-ary n-tree): each switch has ' +
    '`arity` links down and as many up. Switch w of level l is joined to the switches of level l + 1 whose number in ' +
    'base `arity` is w’s but for digit l. Up*/down* routing: up to the lowest level that joins the two nodes, then down; ' +
    'at level l the up link is the one that digit l of the destination names, so messages to one node meet on the way ' +
    'up, those to its neighbours keep apart, and all links of a level carry alike. The shortest way, free of deadlock, with full bisection.',
  source:
    'C. E. Leiserson, Fat-Trees: Universal Networks for Hardware-Efficient Supercomputing, 1985; F. Petrini and M. ' +
    'Vanneschi, k-ary n-trees: High Performance Networks for Massively Parallel Architectures, 1997',
  mostNodes: MOST_NODES,
  parameters: {
    arity: {
      about: 'links down of a switch; left out: the least number of which the nodes are a power',
      default: 'fit',
      min: 2,
      max: 1024,
      unit: 'links',
    },
  },
  forms: {
    where: 'n ≥ 2',
    links: '2 × n × levels',
    diameter: '2 × levels',
    averageHops: '2 × (levels × n / (n − 1) − 1 / (arity − 1))',
    bisectionLinks: '2 × ⌊n / 2⌋',
  },
  plan(nodes, values) {
    const tree = treeFor(nodes, values.arity);
    const { arity, levels } = tree;
    const links = linksOf(nodes, tree);
    const perLevel = nodes / arity;
    /** The highest level that a message between the two reaches. */
    const levelOver = (from: number, to: number): number => {
      let level = -1;
      for (let a = from, b = to; a !== b; level++) {
        a = Math.floor(a / arity);
        b = Math.floor(b / arity);
      }
      return level;
    };
    let sum = 0;
    for (let level = 0; level < levels; level++) sum += (arity - 1) * arity ** level * 2 * (level + 1);
    return {
      parameters: { arity, levels },
      routers: levels * perLevel,
      links: links.list,
      diameter: 2 * levels,
      averageHops: nodes === 1 ? 0 : sum / (nodes - 1),
      bisectionLinks: 2 * Math.floor(nodes / 2),
      sketch: sketchOf(nodes, tree),
      route(from, to) {
        const top = levelOver(from, to);
        const switchAt = (level: number, w: number): number => nodes + level * perLevel + w;
        let w = Math.floor(from / arity);
        const walk = [from, switchAt(0, w)];
        // `scale` is arity ^ level: the worth of the digit in which the two levels' switches differ.
        let scale = 1;
        for (let level = 0; level < top; level++) {
          w = withDigit(w, scale, Math.floor(to / scale) % arity, arity);
          walk.push(switchAt(level + 1, w));
          scale *= arity;
        }
        for (let level = top - 1; level >= 0; level--) {
          const destination = Math.floor(to / scale) % arity;
          scale /= arity;
          w = withDigit(w, scale, destination, arity);
          walk.push(switchAt(level, w));
        }
        walk.push(to);
        return links.along(walk);
      },
      hops: (from, to) => 2 * (levelOver(from, to) + 1),
    };
  },
});

/** The number with another digit where a 1 is worth `scale`. */
const withDigit = (number: number, scale: number, digit: number, base: number): number =>
  number + (digit - (Math.floor(number / scale) % base)) * scale;

const linksOf = (nodes: number, { arity, levels }: Tree): Links => {
  const links = new Links();
  const perLevel = nodes / arity;
  if (levels > 0)
    for (let node = 0; node < nodes; node++) links.joinBoth(node, nodes + Math.floor(node / arity));
  for (let level = 0; level + 1 < levels; level++) {
    for (let w = 0; w < perLevel; w++) {
      for (let value = 0; value < arity; value++) {
        const above = withDigit(w, arity ** level, value, arity);
        links.joinBoth(nodes + level * perLevel + w, nodes + (level + 1) * perLevel + above);
      }
    }
  }
  return links;
};

/** The levels that make so many nodes with this arity; `undefined` if none do. */
const levelsOf = (nodes: number, arity: number): number | undefined => {
  let levels = 0;
  let reached = 1;
  for (; reached < nodes; reached *= arity) levels++;
  return reached === nodes ? levels : undefined;
};

const treeFor = (nodes: number, asked: number | undefined): Tree => {
  if (asked !== undefined) {
    const levels = levelsOf(nodes, asked);
    if (levels !== undefined) return { arity: asked, levels };
    const below = asked ** Math.floor(Math.log(nodes) / Math.log(asked));
    const near = [below, below * asked].filter((count) => count <= MOST_NODES);
    throw refusal(
      NAME,
      `'arity' is ${asked}, of which the machine's ${nodes} nodes are no power`,
      `use ${near.join(' or ')} nodes, or arity ${treeFor(nodes, undefined).arity}`,
    );
  }
  let arity = 2;
  while (arity < nodes && levelsOf(nodes, arity) === undefined) arity++;
  return { arity, levels: levelsOf(nodes, arity)! };
};

/** The nodes at the bottom, each switch of a level above its share of them. */
const sketchOf = (nodes: number, tree: Tree): Sketch => {
  const { arity, levels } = tree;
  // Wide trees get higher, so that the lines between levels do not lie flat.
  const height = Math.max(1.2, nodes / 12);
  const places: Place[] = Array.from({ length: nodes }, (_, x) => ({ x, y: levels * height }));
  for (let level = 0; level < levels; level++) {
    for (let w = 0; w < nodes / arity; w++) {
      places.push({ x: (w + 0.5) * arity - 0.5, y: (levels - 1 - level) * height });
    }
  }
  return { places, strokes: [], labels: [], curved: false, text: () => textOf(nodes, tree) };
};

/** Switches are numbered within their level, in base `arity` as far as digits go. */
const textOf = (nodes: number, { arity, levels }: Tree): string[] => {
  if (levels === 0) return [nodeBox(0, 1)];
  const perLevel = nodes / arity;
  const base = Math.min(arity, 36);
  const group = (w: number): string => `[${w * arity}-${(w + 1) * arity - 1}]`;
  const number = (w: number): string =>
    `(${w.toString(base).padStart((perLevel - 1).toString(base).length, '0')})`;
  const cell = Math.max(group(perLevel - 1).length, number(0).length);
  const shown = shownOf(perLevel, Math.floor((TEXT_WIDTH - 10) / (cell + 1)));
  const row = (title: string, text: (w: number) => string): string => {
    const cells = shown.map((w) => centred(w === 'gap' ? '...' : text(w), cell));
    return `${title.padEnd(10)}${cells.join(' ')}`.trimEnd();
  };
  const rows: string[] = [];
  for (let level = levels - 1; level >= 0; level--) {
    rows.push(row(`level ${level}`, number));
    if (level > 0) rows.push(`${' '.repeat(10)}joined if alike in base ${arity} but for digit ${level - 1}`);
  }
  return [...rows, row('', () => '|'), row('nodes', group)];
};

const centred = (text: string, width: number): string =>
  text.padStart(text.length + Math.floor((width - text.length) / 2)).padEnd(width);
