import { Links } from './network.js';
import { ringSketch } from './ring-sketch.js';
import { defineTopology } from './topology.js';

export const ring = defineTopology({
  name: 'ring',
  title: 'ring, one way',
  about:
    'Each node sends to the next one alone, the last to node 0. A message goes round until it is there: on average half ' +
    'of the ring. Cheap and ordered. From 3 nodes on, messages could wait for each other in a circle, so a real ring ' +
    'needs a second virtual channel (a dateline) or a bubble.',
  source:
    'W. J. Dally and B. Towles, Principles and Practices of Interconnection Networks, 2004, chapters 5 and 14; D. B. ' +
    'Gustavson, The Scalable Coherent Interface and Related Standards Projects, 1992',
  mostNodes: 1024,
  parameters: {},
  forms: {
    where: 'n ≥ 2',
    links: 'n',
    diameter: 'n − 1',
    averageHops: 'n / 2',
    bisectionLinks: '2',
  },
  plan(nodes) {
    const links = new Links();
    for (let node = 0; node < nodes; node++) links.join(node, (node + 1) % nodes);
    const hops = (from: number, to: number): number => (to - from + nodes) % nodes;
    return {
      links: links.list,
      deadlockFree: nodes < 3,
      diameter: nodes - 1,
      averageHops: nodes > 1 ? nodes / 2 : 0,
      bisectionLinks: nodes > 1 ? 2 : 0,
      sketch: ringSketch(nodes, '->'),
      // Link i leaves node i.
      route: (from, to) => Array.from({ length: hops(from, to) }, (_, i) => (from + i) % nodes),
      hops,
    };
  },
});
