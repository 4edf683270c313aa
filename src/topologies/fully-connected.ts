import type { Link } from './network.js';
import { neighbourLines, nodeBox, onCircle } from './sketch.js';
import { defineTopology } from './topology.js';

export const fullyConnected = defineTopology({
  name: 'fully-connected',
  title: 'fully connected',
  about:
    'A link from every node to every other: one hop, no message ever waits for another pair’s. Links grow with the ' +
    'square of the nodes; two- and four-socket servers are built so, and up to 256 nodes are taken here.',
  source:
    'D. E. Culler and J. P. Singh, Parallel Computer Architecture, 1999, chapter 10; J. Duato, S. Yalamanchili and L. ' +
    'Ni, Interconnection Networks, 2003, chapter 1',
  mostNodes: 256,
  parameters: {},
  forms: {
    where: 'n ≥ 2',
    links: 'n × (n − 1)',
    diameter: '1',
    averageHops: '1',
    bisectionLinks: '2 × ⌊n / 2⌋ × (n − ⌊n / 2⌋)',
  },
  plan(nodes) {
    const links: Link[] = [];
    for (let from = 0; from < nodes; from++) {
      for (let to = 0; to < nodes; to++) if (to !== from) links.push({ from, to, kind: 'point-to-point' });
    }
    return {
      links,
      diameter: nodes > 1 ? 1 : 0,
      averageHops: nodes > 1 ? 1 : 0,
      bisectionLinks: 2 * Math.floor(nodes / 2) * Math.ceil(nodes / 2),
      sketch: {
        places: onCircle(nodes),
        strokes: [],
        labels: [],
        curved: false,
        text: () => neighbourLines(nodes, (node) => lineOf(node, nodes)),
      },
      route: (from, to) => [from * (nodes - 1) + (to < from ? to : to - 1)],
      hops: () => 1,
    };
  },
});

/** More nodes than this are drawn as ranges. */
const MOST_LISTED = 16;

const lineOf = (node: number, nodes: number): string => {
  const box = nodeBox(node, nodes);
  if (nodes === 1) return box;
  if (nodes <= MOST_LISTED) {
    const others = Array.from({ length: nodes }, (_, other) => other).filter((other) => other !== node);
    return `${box} -- ${others.map((other) => nodeBox(other, nodes)).join(' ')}`;
  }
  const ranges = [
    [0, node - 1],
    [node + 1, nodes - 1],
  ].filter(([first, last]) => first! <= last!);
  return `${box} -- ${ranges.map(([first, last]) => `[${first}-${last}]`).join(' ')}`;
};
