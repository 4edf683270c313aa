/** The parts of a machine of nodes in a few words each. */
import type { DirectoryConfig, NetworkConfig, NumaConfig, PlacementConfig } from '../config/numa.js';
import { organisationNamed } from '../directories/index.js';
import { grouped, humanBytes, plural, printable } from './format.js';

export const directoryText = (directory: DirectoryConfig): string =>
  [
    organisationNamed(directory.organisation).text(directory),
    ...(directory.tracks === 'nodes' ? ['tracking nodes'] : []),
    ...(directory.cleanFrom === 'sharer' ? ['sharers supply'] : []),
  ].join(', ');

export const placementText = (placement: PlacementConfig): string => {
  const { policy, pageBytes, node, ranges, intervalReferences } = placement;
  const pages = `${humanBytes(pageBytes)} pages`;
  switch (policy) {
    case 'line-interleave':
      return 'lines over the nodes in turn';
    case 'page-interleave':
      return `${pages} over the nodes in turn`;
    case 'first-touch':
      return `${pages} by first touch`;
    case 'next-touch':
      return `${pages} by next touch, once in ${grouped(intervalReferences)} references`;
    case 'bind':
      return `everything on node ${node}`;
    case 'ranges':
      return `by ${plural(ranges.length, 'address range')}, else ${pages} over the nodes in turn`;
  }
};

export const topologyText = ({ topology, parameters }: NetworkConfig): string => {
  const given = Object.entries(parameters)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name} ${value}`);
  return printable(given.length === 0 ? topology : `${topology} (${given.join(', ')})`);
};

/** A matrix of distances, row by row. */
export const distancesText = (distances: readonly (readonly number[])[]): string =>
  distances.length > MOST_ROWS
    ? `${distances.length} × ${distances.length}, ${Math.min(...distances.flat())} to ${Math.max(...distances.flat())}`
    : distances.map((row) => row.join(' ')).join(' | ');

/** Most rows of a matrix that a line can hold. */
const MOST_ROWS = 4;

/** A machine's nodes in a few lines. */
export const numaFacts = (
  { nodes, directory, placement, network }: NumaConfig,
  processors: number,
  wordBytes: number,
): [name: string, text: string][] => [
  ['Nodes', `${grouped(nodes)}, ${plural(processors / nodes, 'processor')} each`],
  ['Directory', directoryText(directory)],
  ['Placement', placementText(placement)],
  ['Network', `${topologyText(network)}, ${network.headerBytes} B headers, ${wordBytes} B words`],
  ...(network.distances === null
    ? []
    : [['Distances', distancesText(network.distances)] satisfies [string, string]]),
];
