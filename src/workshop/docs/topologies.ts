import { drawNetwork, type Parameter, TOPOLOGIES, type Topology } from '../../topologies/index.js';
import { code, page, table } from './markdown.js';

/** Nodes of each drawing. */
const DRAWN = 8;
/** Sizes that all of them can have, to be compared at. */
const COMPARED = [4, 16, 64];

const parameterRow = ([name, parameter]: [string, Parameter]): string[] => [
  `\`${name}\``,
  parameter.about,
  parameter.default === 'fit' ? 'by the number of nodes' : `\`${parameter.default}\``,
  `${parameter.min} to ${parameter.max} ${parameter.unit}`,
];

const parameters = (topology: Topology): string[] => {
  const rows = Object.entries(topology.parameters).map(parameterRow);
  return rows.length === 0 ? [] : [table(['Parameter', 'What it is', 'Default', 'Values'], rows)];
};

const forms = ({ forms: { where, links, diameter, averageHops, bisectionLinks } }: Topology): string =>
  table(
    [`n nodes, ${where}`, 'Closed form'],
    [
      ['links', links],
      ['hops at most', diameter],
      ['hops on average', averageHops],
      ['links of the bisection', bisectionLinks],
    ],
  );

/** Every topology at the same sizes: links, hops on average and at most, bisection. */
const compared = (): string =>
  table(
    ['Name', ...COMPARED.map((nodes) => `${nodes} nodes`)],
    TOPOLOGIES.map((topology) => [
      `\`${topology.name}\``,
      ...COMPARED.map((nodes) => {
        const { links, averageHops, diameter, bisectionLinks } = topology.build(nodes);
        return `${links.length}, ${averageHops.toFixed(2)}, ${diameter}, ${bisectionLinks}`;
      }),
    ]),
  );

/** The catalogue of what joins the nodes of a machine. */
export const topologiesPage = (): string =>
  page(
    'Topologies',
    'src/topologies/',
    'What may join the nodes of a machine: `--set numa.network.topology=NAME`, and its parameters as `--set numa.network.parameters.columns=4`. `cohort show topology NAME --nodes 16` draws one, `--format svg` as SVG, and `--format json` gives links and hops.',
    table(
      ['Name', 'What it is', 'Most nodes'],
      TOPOLOGIES.map(({ name, title, mostNodes }) => [`[\`${name}\`](#${name})`, title, `${mostNodes}`]),
    ),
    'A hop is a link crossed; within a node there are none. A link carries messages one way, so that two neighbours have two, and the bisection counts both directions: the fewest links between two halves of the nodes.',
    '## Side by side',
    'Links, hops on average, hops at most, links of the bisection; with the parameters that each has by itself:',
    compared(),
    '## Distances of a real machine',
    '`numactl --hardware | cohort show distances -` shows the nodes of a Linux machine and how far they are from each other. With `--format machine` it prints a machine that has as many nodes and processors, joined by the first topology whose hops are in the order of those distances. The distances themselves stand in `numa.network.distances`: in timed mode idle reads of remote memory are as much slower than local ones as they say (20 is twice 10).',
    ...TOPOLOGIES.flatMap((topology) => [
      `## ${topology.name}`,
      topology.about,
      `Source: ${topology.source}.`,
      ...parameters(topology),
      forms(topology),
      code(drawNetwork(topology.build(DRAWN)), 'text'),
    ]),
  );
