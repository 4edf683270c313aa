import { EVERY_NODE } from './network.js';
import { MOST_LINES, type Sketch, type Stroke, shownOf, TEXT_WIDTH } from './sketch.js';
import { defineTopology } from './topology.js';

export const crossbar = defineTopology({
  name: 'crossbar',
  title: 'crossbar',
  about:
    'A grid of switches that joins every sender to every receiver. Link t is the wire that leads to node t: messages to ' +
    'different nodes never meet, those to the same node queue for its wire. One hop between any two nodes, and ' +
    'nodes × nodes switches, which is why it stays small.',
  source:
    'W. J. Dally and B. Towles, Principles and Practices of Interconnection Networks, 2004, section 6.2; D. E. Culler ' +
    'and J. P. Singh, Parallel Computer Architecture, 1999, chapter 10',
  mostNodes: 1024,
  parameters: {},
  forms: {
    where: 'n ≥ 2',
    links: 'n',
    diameter: '1',
    averageHops: '1',
    bisectionLinks: 'n',
  },
  plan: (nodes) => ({
    links:
      nodes > 1 ? Array.from({ length: nodes }, (_, to) => ({ from: EVERY_NODE, to, kind: 'shared' })) : [],
    diameter: nodes > 1 ? 1 : 0,
    averageHops: nodes > 1 ? 1 : 0,
    bisectionLinks: nodes > 1 ? nodes : 0,
    sketch: sketchOf(nodes),
    route: (_from, to) => [to],
    hops: () => 1,
  }),
});

/** Senders at the left, the wires of the receivers downwards. */
const sketchOf = (nodes: number): Sketch => {
  const all = Array.from({ length: nodes }, (_, node) => node);
  const sending: Stroke[] = all.map((y) => ({ from: { x: 0, y }, to: { x: nodes, y }, heavy: false }));
  const receiving: Stroke[] = all.map((to) => ({
    from: { x: to + 1, y: -0.3 },
    to: { x: to + 1, y: nodes - 0.4 },
    heavy: true,
  }));
  return {
    places: all.map((y) => ({ x: 0, y })),
    strokes: [...sending, ...receiving],
    labels: all.map((to) => ({ at: { x: to + 0.9, y: nodes - 0.1 }, text: `to ${to}` })),
    curved: false,
    text: () => textOf(nodes),
  };
};

const textOf = (nodes: number): string[] => {
  const digits = String(nodes - 1).length;
  const columns = shownOf(nodes, Math.floor((TEXT_WIDTH - digits - 4) / (digits + 2)));
  const rows = shownOf(nodes, MOST_LINES);
  const cell = (text: string, fill: string): string => text.padStart(digits + 2, fill);
  const margin = ' '.repeat(digits + 3);
  const wire = columns.map((column) => cell(column === 'gap' ? '-' : '+', '-')).join('');
  return [
    ...rows.map((row) => (row === 'gap' ? ' ...' : `[${String(row).padStart(digits)}]-${wire}`)),
    margin + columns.map((column) => cell(column === 'gap' ? '' : 'v', ' ')).join(''),
    margin + columns.map((column) => cell(column === 'gap' ? '..' : String(column), ' ')).join(''),
  ];
};
