import {
  type ClosedForms,
  drawNetwork,
  type Network,
  networkSvg,
  type Parameter,
  TOPOLOGIES,
  type Topology,
  topologyNamed,
} from '../../topologies/index.js';
import { EXIT } from '../failure.js';
import { type Io, print, widthOf } from '../io.js';
import { indentedJson } from '../json.js';
import { suggesting } from '../load.js';
import { parameterValues } from '../parameters.js';
import { columns, wrap } from '../table.js';

export interface ShowTopologyOptions {
  readonly nodes: number;
  /** `name=value`, in order. */
  readonly param?: readonly string[];
  readonly format: 'text' | 'svg' | 'json';
}

/** Nodes whose hops to each other still make a table to look at. */
const MOST_IN_MATRIX = 16;

const hopRows = ({ nodes, hops }: Network): number[][] => {
  const all = Array.from({ length: nodes }, (_, node) => node);
  return all.map((from) => all.map((to) => hops(from, to)));
};

const hopTable = (network: Network): string => {
  const { nodes } = network;
  if (nodes > MOST_IN_MATRIX) {
    return `Hops between any two of the ${nodes} nodes are in --format json.\n`;
  }
  const rows = hopRows(network);
  const width = Math.max(...rows.flat(), nodes - 1).toString().length;
  const line = (head: string, cells: readonly number[]): string =>
    `${[head, ...cells.map(String)].map((cell) => cell.padStart(width)).join('  ')}\n`;
  const head = line(
    '',
    rows.map((_, to) => to),
  );
  return `Hops from each node (row) to each (column):\n\n${head}${rows.map((row, from) => line(`${from}`, row)).join('')}`;
};

const formRows = ({ links, diameter, averageHops, bisectionLinks }: ClosedForms): string[][] => [
  ['links', links],
  ['hops at most', diameter],
  ['hops on average', averageHops],
  ['links of the bisection', bisectionLinks],
];

/** What a link is taken for, and whether messages can wait for each other for ever. */
const behaviour = ({ partsKinds, deadlockFree }: Network): string =>
  [
    'A link is taken while one message crosses it.',
    ...(partsKinds ? ['Requests and responses go over links of their own.'] : []),
    deadlockFree
      ? 'Its routes alone rule out deadlock.'
      : 'Its routes alone do not rule out deadlock: messages could wait for each other in a circle, so a real machine splits each link into virtual channels.',
  ].join(' ');

const parameterRow = ([name, parameter]: [string, Parameter]): string[] => {
  const { about, min, max, unit } = parameter;
  const preset = parameter.default === 'fit' ? '' : `; default ${parameter.default}`;
  return [name, `${about} (${min} to ${max} ${unit}${preset})`];
};

const topologyText = (topology: Topology, network: Network, width: number): string => {
  const parameters = Object.entries(topology.parameters).map(parameterRow);
  return [
    `${topology.name}: ${topology.title}\n`,
    wrap(topology.about, width),
    ...(parameters.length === 0 ? [] : [`Parameters (--param name=value):\n\n${columns(parameters, width)}`]),
    drawNetwork(network),
    `With n nodes, where ${topology.forms.where}:\n\n${columns(formRows(topology.forms), width)}`,
    hopTable(network),
    wrap(behaviour(network), width),
    wrap(`Source: ${topology.source}`, width),
  ].join('\n');
};

const topologyJson = ({ title, about, source }: Topology, network: Network): string => {
  const { sketch: _sketch, route: _route, hops: _hops, topology, ...figures } = network;
  return indentedJson({ topology, title, about, source, ...figures, hops: hopRows(network) });
};

export const showTopology = async (name: string, options: ShowTopologyOptions, io: Io): Promise<number> => {
  const topology = suggesting(
    name,
    TOPOLOGIES.map((each) => each.name),
    () => topologyNamed(name),
  );
  const given = parameterValues(options.param ?? [], {
    example: 'columns=4',
    see: 'cohort show topology NAME',
  });
  const network = topology.build(options.nodes, given);
  const { format } = options;
  const text =
    format === 'svg'
      ? networkSvg(network)
      : format === 'json'
        ? topologyJson(topology, network)
        : topologyText(topology, network, widthOf(io));
  await print(io.stdout, text);
  return EXIT.ok;
};
