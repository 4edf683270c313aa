/** A machine as a document of SVG. */
import type { MachineConfig } from '../config/machine.js';
import { clusterCores } from '../reports/clusters.js';
import { humanBytes, plural } from '../reports/format.js';
import { networkOf, networkSvg } from '../topologies/index.js';
import { shownOf } from '../topologies/sketch.js';
import { clustersOf, coreLabel } from './machine-drawing.js';

/** Pixels. A core's boxes stand in a column, levels in rows. */
const BOX = { width: 72, height: 28 };
/** Of a core with two first-level caches, which stand in one box. */
const WIDE_BOX = 128;
const GAP = 16;
const ROW = 52;
const MARGIN = 24;

/** Of more processors, the first ones and the last are drawn. */
const MOST_COLUMNS = 16;

const sized = (level: string, size: number | 'unlimited'): string =>
  `${level} ${size === 'unlimited' ? size : humanBytes(size)}`;

const text = (x: number, y: number, content: string): string => `<text x="${x}" y="${y}">${content}</text>`;

const box = (x: number, y: number, content: string, width = BOX.width): string =>
  `<rect x="${x - width / 2}" y="${y - BOX.height / 2}" width="${width}" height="${BOX.height}" rx="4" fill="#fff" stroke="currentColor"/>` +
  text(x, y, content);

const line = (x1: number, y1: number, x2: number, y2: number, heavy = false): string =>
  `<path d="M${x1} ${y1}L${x2} ${y2}"${heavy ? ' stroke-width="4"' : ''}/>`;

/** Cores with their threads, their caches, what they share, the bus and the memory. */
const busMachineSvg = (machine: MachineConfig): string => {
  const { processors, shape, l1, l1i, l2, l3, bus } = machine;
  const { threadsPerCore } = shape;
  const shown = shownOf(processors / threadsPerCore, MOST_COLUMNS);
  const boxWidth = l1i || threadsPerCore > 2 ? WIDE_BOX : BOX.width;
  const columnWidth = boxWidth + GAP;
  const levels = (core: number): string[] => [
    coreLabel(core, threadsPerCore),
    l1i ? `${sized('L1I', l1i.size)}, ${sized('D', l1.size)}` : sized('L1', l1.size),
    ...(l2 === null ? [] : [sized('L2', l2.size)]),
  ];
  const x = (column: number): number => MARGIN + columnWidth * (column + 0.5);
  const y = (row: number): number => MARGIN + BOX.height / 2 + ROW * row;
  const ownRows = l2 === null ? 2 : 3;
  const rows = l3 === null ? ownRows : ownRows + 1;
  const width = 2 * MARGIN + columnWidth * Math.max(shown.length, 2);
  const middle = width / 2;
  const wire = y(rows);
  const memory = y(rows + 1);
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
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${memory + BOX.height / 2 + MARGIN}" role="img" color="#333">`,
    `<title>${plural(processors, 'processor')} on a bus</title>`,
    '<g fill="none" stroke="currentColor">',
    ...places.map((place) => line(place.x, y(0), place.x, wire)),
    line(MARGIN, wire, width - MARGIN, wire, true),
    line(middle, wire, middle, memory),
    '</g>',
    '<g font-family="sans-serif" font-size="12" text-anchor="middle" dominant-baseline="central" fill="currentColor">',
    ...places.flatMap((place) =>
      levels(place.at).map((content, row) => box(place.x, y(row), content, boxWidth)),
    ),
    ...gaps,
    ...shared(),
    `<text x="${width - MARGIN}" y="${wire + 14}" text-anchor="end">bus, ${bus.wordBytes} B</text>`,
    box(middle, memory, 'memory'),
    '</g>',
    '</svg>',
  ].join('\n')}\n`;
};

/** The machine; of a machine of nodes, the network that joins them. The same machine gives the same characters. */
export const machineSvg = (machine: MachineConfig): string =>
  machine.numa === null ? busMachineSvg(machine) : networkSvg(networkOf(machine.numa));
