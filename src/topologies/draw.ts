import type { Network } from './network.js';

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What a network is, in one line: `mesh: 12 nodes, 34 links; columns 4, rows 3`. */
export const networkTitle = ({ topology, nodes, routers, links, parameters }: Network): string => {
  const parts = [counted(nodes, 'node')];
  if (routers > 0) parts.push(counted(routers, 'router'));
  parts.push(counted(links.length, 'link'));
  const shape = Object.entries(parameters).map(([name, value]) => `${name} ${value}`);
  return `${topology}: ${parts.join(', ')}${shape.length === 0 ? '' : `; ${shape.join(', ')}`}`;
};

/**
 * The network for a terminal, at most 100 characters wide: nodes in brackets, routers in parentheses.
 * Of what is too wide or too long, the first ones and the last are drawn, and `...` between them.
 */
export const drawNetwork = (network: Network): string => {
  const { diameter, averageHops, bisectionLinks, sketch } = network;
  const drawn = sketch.text();
  const figures = `hops: ${averageHops.toFixed(2)} on average, ${diameter} at most; bisection: ${counted(bisectionLinks, 'link')}`;
  const wraps = drawn.some((line) => line.includes('~')) ? ['', '~ goes round to the other end'] : [];
  return `${[networkTitle(network), figures, '', ...drawn, ...wraps].join('\n')}\n`;
};
