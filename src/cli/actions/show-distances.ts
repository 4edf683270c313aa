import { humanBytes, plural } from '../../reports/format.js';
import { type Distances, formatDistances, parseDistances } from '../../topologies/index.js';
import type { DistancesFormat } from '../commands/show.js';
import { cpusText, machineOf, topologyLike } from '../distances-machine.js';
import { EXIT } from '../failure.js';
import { type Io, print, printLines, widthOf } from '../io.js';
import { indentedJson } from '../json.js';
import { inputName, readText } from '../read-text.js';
import { columns, wrap } from '../table.js';

/** A full matrix of 1024 nodes takes 4 MiB of text. */
const MOST_BYTES = 8 * 1024 * 1024;

const nodeTable = ({ nodes, cpus, sizesBytes }: Distances, width: number): string => {
  const rows = nodes.map((node, i) => [
    `${node}`,
    ...(sizesBytes === undefined
      ? []
      : [sizesBytes[i] === null ? 'unknown' : humanBytes(sizesBytes[i] ?? 0)]),
    ...(cpus === undefined ? [] : [`${cpus[i]?.length}`, cpusText(cpus[i] ?? [])]),
  ]);
  const head = [
    'Node',
    ...(sizesBytes === undefined ? [] : ['Memory']),
    ...(cpus === undefined ? [] : ['Processors', 'which']),
  ];
  return columns([head, ...rows], width);
};

const topologyNote = (read: Distances): string => {
  if (read.nodes.length === 1) return 'One node: all memory is local.';
  const like = topologyLike(read);
  if (like === undefined) return 'No topology of the catalogue has hops in the order of these distances.';
  const parameters = Object.entries(like.parameters ?? {}).map(([name, value]) => `${name} ${value}`);
  const shape = parameters.length === 0 ? '' : ` (${parameters.join(', ')})`;
  return `The distances are in the order of the hops of a network of the kind ${like.topology}${shape}.`;
};

const distancesText = (name: string, read: Distances, width: number): string => {
  const { nodes, distances, cpus, sizesBytes } = read;
  const processors = cpus === undefined ? '' : `, ${plural(cpus.flat().length, 'processor')}`;
  return [
    `${name}: ${plural(nodes.length, 'node')}${processors}\n`,
    ...(cpus === undefined && sizesBytes === undefined ? [] : [nodeTable(read, width)]),
    formatDistances({ nodes, distances }).replace(/ +$/gm, ''),
    wrap(topologyNote(read), width),
  ].join('\n');
};

export const showDistances = async (path: string, format: DistancesFormat, io: Io): Promise<number> => {
  const name = inputName(path);
  const read = parseDistances(await readText(path, 'what numactl --hardware prints', MOST_BYTES), name);
  const told = [...read.warnings];
  if (format === 'machine') {
    const { machine, notes } = machineOf(read, name);
    told.push(...notes.map((note) => `${name}: ${note}`));
    await print(io.stdout, indentedJson(machine));
  } else {
    await print(io.stdout, format === 'json' ? indentedJson(read) : distancesText(name, read, widthOf(io)));
  }
  await printLines(
    io.stderr,
    told.map((line) => `cohort: ${line}`),
  );
  return EXIT.ok;
};
