/** A machine as a document of SVG. */
import type { MachineConfig } from '../config/machine.js';
import type { NumaConfig } from '../config/numa.js';
import { clusterCores } from '../reports/clusters.js';
import { humanBytes, plural } from '../reports/format.js';
import { networkOf, networkSvg } from '../topologies/index.js';
import { shownOf } from '../topologies/sketch.js';
import { clustersOf, coreLabel } from './machine-drawing.js';

/** Pixels. A core's boxes stand in a column, levels in rows. */
const BOX = { width: 88, height: 28 };
/** Of a core with two first-level caches, which stand in one box. */
const WIDE_BOX = 144;
const GAP = 16;
const ROW = 52;
const MARGIN = 24;
/** A character at its widest, and a line of text. */
const CHARACTER = 7;
const LINE = 18;

const TEXTS =
  '<g font-family="sans-serif" font-size="12" text-anchor="middle" dominant-baseline="central" fill="currentColor">';

/** Of more cores, the first ones and the last are drawn: on a bus, and in a node beside the network. */
const MOST_COLUMNS = { bus: 16, node: 6 };

const sized = (level: string, size: number | 'unlimited'): string =>
  `${level} ${size === 'unlimited' ? size : humanBytes(size)}`;

const text = (x: number, y: number, content: string): string => `<text x="${x}" y="${y}">${content}</text>`;

const box = (x: number, y: number, content: string, width = BOX.width): string =>
  `<rect x="${x - width / 2}" y="${y - BOX.height / 2}" width="${width}" height="${BOX.height}" rx="4" fill="#fff" stroke="currentColor"/>` +
  text(x, y, content);

const line = (x1: number, y1: number, x2: number, y2: number, heavy = false): string =>
  `<path d="M${x1} ${y1}L${x2} ${y2}"${heavy ? ' stroke-width="4"' : ''}/>`;

/** A drawing that has its place in a document. */
interface Part {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

/** What the cores of a bus, or of one node, are joined by. */
interface Joint {
  /** How many cores, from 0 on, and in how many columns. */
  readonly cores: number;
  readonly columns: number;
  readonly label: string;
  /** Whether the wire is a medium that all of them hear. */
  readonly isBus: boolean;
  /** What hangs from the wire. */
  readonly below: readonly string[];
}

/** Cores with their threads, their caches, what they share, what joins them, and the memory. */
const coresPart = (machine: MachineConfig, { cores, columns, label, isBus, below }: Joint): Part => {
  const { shape, l1, l1i, l2, l3 } = machine;
  const { threadsPerCore } = shape;
  const shown = shownOf(cores, columns);
  const boxWidth = l1i || threadsPerCore > 2 ? WIDE_BOX : BOX.width;
  const columnWidth = boxWidth + GAP;
  const levels = (core: number): string[] => [
    coreLabel(core, threadsPerCore),
    l1i ? `${sized('L1I', l1i.size)}, ${sized('D', l1.size)}` : sized('L1', l1.size),
    ...(l2 === null ? [] : [sized('L2', l2.size)]),
  ];
  const width = 2 * MARGIN + Math.max(columnWidth * shown.length, (BOX.width + GAP) * (below.length + 1));
  const left = (width - columnWidth * shown.length) / 2;
  const x = (column: number): number => left + columnWidth * (column + 0.5);
  const y = (row: number): number => MARGIN + BOX.height / 2 + ROW * row;
  const ownRows = l2 === null ? 2 : 3;
  const rows = l3 === null ? ownRows : ownRows + 1;
  const wire = y(rows);
  const bottom = y(rows + 1);
  const hanging = below.map((content, at) => ({
    content,
    x: width / 2 + (BOX.width + GAP) * (at - (below.length - 1) / 2),
  }));
  const places = shown.flatMap((at, column) => (at === 'gap' ? [] : [{ at, x: x(column) }]));
  const gaps = shown.flatMap((at, column) => (at === 'gap' ? [text(x(column), y(0), '…')] : []));
  const shared = (): string[] => {
    if (l3 === null) return [];
    let column = 0;
    return clustersOf(shown, clusterCores(machine)).flatMap((cluster) => {
      const first = column;
      column += cluster.length;
      if (cluster.every((at) => at === 'gap')) return [];
      const across = columnWidth * cluster.length - GAP;
      return [box((x(first) + x(column - 1)) / 2, y(ownRows), sized('L3', l3.size), across)];
    });
  };
  return {
    width,
    height: bottom + BOX.height / 2 + MARGIN,
    lines: [
      '<g fill="none" stroke="currentColor">',
      ...places.map((place) => line(place.x, y(0), place.x, wire)),
      line(MARGIN, wire, width - MARGIN, wire, isBus),
      ...hanging.map((part) => line(part.x, wire, part.x, bottom)),
      '</g>',
      TEXTS,
      ...places.flatMap((place) =>
        levels(place.at).map((content, row) => box(place.x, y(row), content, boxWidth)),
      ),
      ...gaps,
      ...shared(),
      `<text x="${width - MARGIN}" y="${wire + 14}" text-anchor="end">${label}</text>`,
      ...hanging.map((part) => box(part.x, bottom, part.content)),
      '</g>',
    ],
  };
};

const documentOf = (title: string, { width, height, lines }: Part): string =>
  `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" color="#333">`,
    `<title>${title}</title>`,
    ...lines,
    '</svg>',
  ].join('\n')}\n`;

/** The network's own document as a part at that place of another. */
const networkPart = (numa: NumaConfig, x: number, y: number): Part => {
  const svg = networkSvg(networkOf(numa)).trimEnd();
  const [, width = '0', height = '0'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  const place = `<svg x="${x}" y="${y}" width="${width}" height="${height}" `;
  return { width: Number(width), height: Number(height), lines: [svg.replace('<svg ', place)] };
};

/** One node, with its directory and memory, beside the network that joins it to the others. */
const nodesPart = (machine: MachineConfig, numa: NumaConfig): Part => {
  const each = machine.processors / numa.nodes;
  const tracksNodes = numa.directory.tracks === 'nodes';
  const node = coresPart(machine, {
    cores: each / machine.shape.threadsPerCore,
    columns: MOST_COLUMNS.node,
    label: tracksNodes ? 'bus of the node' : '',
    isBus: tracksNodes,
    below: ['directory', 'memory'],
  });
  const which = each === 1 ? 'processor i' : `processors ${each} × i to ${each} × i + ${each - 1}`;
  const captions = ['node 0', ...(numa.nodes === 1 ? [] : [`${numa.nodes} such nodes`, `node i: ${which}`])];
  const wide = Math.max(
    node.width,
    CHARACTER * Math.max(...captions.map(({ length }) => length)) + 2 * MARGIN,
  );
  const captioned = node.height + LINE * (captions.length - 0.5);
  const network = networkPart(numa, wide + MARGIN, 0);
  const isAlone = numa.nodes === 1;
  return {
    width: isAlone ? wide + MARGIN : wide + MARGIN + network.width,
    height: Math.max(captioned + MARGIN, network.height),
    lines: [
      `<rect x="${MARGIN / 2}" y="${MARGIN / 4}" width="${wide - MARGIN}" height="${captioned}" rx="8" fill="none" stroke="currentColor" stroke-dasharray="4 4"/>`,
      `<g transform="translate(${(wide - node.width) / 2} 0)">`,
      ...node.lines,
      '</g>',
      TEXTS,
      ...captions.map((content, at) => text(wide / 2, node.height - MARGIN / 4 + LINE * at, content)),
      '</g>',
      ...(isAlone ? [] : network.lines),
    ],
  };
};

/** The machine; of a machine of nodes, one of them and the network. The same machine gives the same characters. */
export const machineSvg = (machine: MachineConfig): string => {
  const { processors, shape, bus, numa } = machine;
  const count = plural(processors, 'processor');
  if (numa !== null) return documentOf(`${count} on ${plural(numa.nodes, 'node')}`, nodesPart(machine, numa));
  return documentOf(
    `${count} on a bus`,
    coresPart(machine, {
      cores: processors / shape.threadsPerCore,
      columns: MOST_COLUMNS.bus,
      label: `bus, ${bus.wordBytes} B`,
      isBus: true,
      below: ['memory'],
    }),
  );
};
