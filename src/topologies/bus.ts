import { busSketch } from './bus-sketch.js';
import { EVERY_NODE } from './network.js';
import { defineTopology } from './topology.js';

export const bus = defineTopology({
  name: 'bus',
  title: 'bus',
  about:
    'One set of wires that every node drives in turn and all hear. A message has them to itself while it crosses; ' +
    'between a request and its response the messages of others may. One hop between any two nodes, and one link for ' +
    'all the traffic, so it saturates first.',
  source: 'D. E. Culler and J. P. Singh, Parallel Computer Architecture, 1999, chapters 5 and 6',
  mostNodes: 1024,
  parameters: {},
  forms: {
    where: 'n ≥ 2',
    links: '1',
    diameter: '1',
    averageHops: '1',
    bisectionLinks: '1',
  },
  plan: (nodes) => ({
    links: nodes > 1 ? [{ from: EVERY_NODE, to: EVERY_NODE, kind: 'shared' }] : [],
    diameter: nodes > 1 ? 1 : 0,
    averageHops: nodes > 1 ? 1 : 0,
    bisectionLinks: nodes > 1 ? 1 : 0,
    sketch: busSketch(nodes, ['bus']),
    route: () => [0],
    hops: () => 1,
  }),
});
