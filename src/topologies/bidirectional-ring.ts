import { Links } from './network.js';
import { ringSketch } from './ring-sketch.js';
import { defineTopology } from './topology.js';
import { roundIsDeadlockFree, stepsRound, sumRound } from './way-round.js';

export const bidirectionalRing = defineTopology({
  name: 'bidirectional-ring',
  title: 'ring, both ways',
  about:
    'Each node has a link to the next node and to the one before. A message takes the shorter way: a quarter of the ring ' +
    'on average. If both are equal, an even node sends upwards and an odd one downwards. Two nodes have one link each ' +
    'way. From 5 nodes on, messages could wait for each other in a circle, so a real ring needs virtual channels.',
  source:
    'W. J. Dally and B. Towles, Principles and Practices of Interconnection Networks, 2004, chapters 5 and 14; J. Duato, ' +
    'S. Yalamanchili and L. Ni, Interconnection Networks, 2003, chapter 1',
  mostNodes: 1024,
  parameters: {},
  forms: {
    where: 'n ≥ 3',
    links: '2 × n',
    diameter: '⌊n / 2⌋',
    averageHops: '⌊n^2 / 4⌋ / (n − 1)',
    bisectionLinks: '4',
  },
  plan(nodes) {
    const links = new Links();
    for (let node = 0; node < nodes; node++) links.joinBoth(node, (node + 1) % nodes);
    return {
      links: links.list,
      deadlockFree: roundIsDeadlockFree(nodes),
      diameter: Math.floor(nodes / 2),
      averageHops: nodes > 1 ? sumRound(nodes) / (nodes - 1) : 0,
      bisectionLinks: nodes > 2 ? 4 : 2 * (nodes - 1),
      sketch: ringSketch(nodes, '--'),
      route(from, to) {
        const steps = stepsRound(from, to, nodes);
        const walk = [from];
        for (let i = 1; i <= Math.abs(steps); i++) walk.push((from + Math.sign(steps) * i + nodes) % nodes);
        return links.along(walk);
      },
      hops: (from, to) => Math.abs(stepsRound(from, to, nodes)),
    };
  },
});
