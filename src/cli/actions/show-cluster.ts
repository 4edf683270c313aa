import type { ClusterConfig } from '../../cluster/config.js';
import { parseCluster } from '../../cluster/parse.js';
import { CLUSTERS, clusterNamed } from '../../cluster/presets/index.js';
import { Wire } from '../../cluster/wire.js';
import { fixed } from '../../reports/format.js';
import { entryText } from '../entry-text.js';
import { EXIT } from '../failure.js';
import { type Io, print, widthOf } from '../io.js';
import { loadCluster } from '../load-cluster.js';
import { columns, wrap } from '../table.js';

export type ShowClusterFormat = 'text' | 'json';

/** Every field that `--set` takes with its value. */
const fieldRows = ({ nodes, ...config }: ClusterConfig): string[][] => {
  const rows: string[][] = [['cluster.nodes', nodes === 0 ? 'as many as threads' : String(nodes)]];
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) visit(inner, `${path}.${name}`);
    } else rows.push([path, String(value)]);
  };
  visit(config, 'cluster');
  return rows;
};

/** A message takes so long from its sender's beginning to its receiver's having it, if nothing is in its way. */
const timesText = (
  { messages, costs, pageBytes }: ClusterConfig,
  clockMHz: number | null,
  width: number,
): string => {
  const wire = new Wire(messages, 1);
  const time = (cycles: number): string[] => [
    `${fixed(cycles, 0)} cycles`,
    ...(clockMHz === null ? [] : [`${fixed(cycles / clockMHz, 1)} µs`]),
  ];
  const small = wire.cyclesOf(messages.headerBytes + 8);
  const page = wire.cyclesOf(messages.headerBytes + pageBytes);
  const rows = [
    ['a message of 8 bytes, one way', ...time(small)],
    ['a page, one way', ...time(page)],
    [
      'a read fault, from the owner (ivy)',
      ...time(
        costs.faultCycles + small + costs.handlerCycles + costs.protectCycles + page + costs.protectCycles,
      ),
    ],
  ];
  const clock = clockMHz === null ? '' : `, with processors of ${clockMHz} MHz`;
  return `${wrap(`What messages and pages take when nothing is in their way${clock}:`, width)}${columns(rows, width)}`;
};

const clusterText = (name: string, config: ClusterConfig, width: number): string => {
  const preset = CLUSTERS.find((cluster) => cluster.name === name.toLowerCase());
  const body = [timesText(config, preset?.clockMHz ?? null, width), columns(fieldRows(config), width)];
  return entryText(preset, name, body, width);
};

export const showCluster = async (name: string, format: ShowClusterFormat, io: Io): Promise<number> => {
  if (/^\d+$/.test(name)) clusterNamed(name, 'cluster');
  const input = await loadCluster({ cluster: name }, []);
  const config = parseCluster(input ?? {}, 0);
  const text =
    format === 'json'
      ? `${JSON.stringify(config.nodes === 0 ? { ...config, nodes: undefined } : config, undefined, 2)}\n`
      : clusterText(name, config, widthOf(io));
  await print(io.stdout, text);
  return EXIT.ok;
};
