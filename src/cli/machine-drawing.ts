/** A machine as a drawing in characters. */
import type { CacheConfig, MachineConfig } from '../config/machine.js';
import { clusterCores } from '../reports/clusters.js';
import { humanBytes, plural } from '../reports/format.js';
import { drawNetwork, networkOf } from '../topologies/index.js';
import { shownOf } from '../topologies/sketch.js';

/** A row of boxes, one a core. */
interface Level {
  readonly box: (core: number) => string;
  /** Stand at the right, once for all: beside the boxes, and beside the wires below them. */
  readonly labels: readonly string[];
}

/** Boxes that several cores share. */
interface Shared {
  readonly cores: number;
  readonly text: string;
  readonly label: string;
}

const GAP = '  ';

export const cacheLabel = ({ size, ways }: CacheConfig): string => {
  if (size === 'unlimited') return 'unlimited';
  if (ways === 'full') return `${humanBytes(size)}, fully associative`;
  return `${humanBytes(size)}, ${ways === 1 ? 'direct-mapped' : plural(ways, 'way')}`;
};

/** `P0`, `P0 P1`, `P0-3`: the threads of a core. */
export const coreLabel = (core: number, threads: number): string => {
  const first = core * threads;
  if (threads === 1) return `P${first}`;
  return threads === 2 ? `P${first} P${first + 1}` : `P${first}-${first + threads - 1}`;
};

const levelsOf = ({ shape, l1, l1i, l2 }: MachineConfig): Level[] => [
  { box: (core) => `[${coreLabel(core, shape.threadsPerCore)}]`, labels: [] },
  l1i === null
    ? { box: () => '[L1]', labels: [cacheLabel(l1)] }
    : { box: () => '[I|D]', labels: [`L1I ${cacheLabel(l1i)}`, `L1D ${cacheLabel(l1)}`] },
  ...(l2 === null ? [] : [{ box: () => '[L2]', labels: [cacheLabel(l2)] }]),
];

const sharedOf = (machine: MachineConfig): Shared | undefined =>
  machine.l3 === null
    ? undefined
    : { cores: clusterCores(machine), text: 'L3', label: cacheLabel(machine.l3) };

/** `text` with its middle where the middle of `width` characters is. */
const centred = (text: string, width: number, fill = ' '): string => {
  const left = Math.ceil((width - text.length) / 2);
  return fill.repeat(left) + text + fill.repeat(width - text.length - left);
};

/** What the cores of one bus, or of one node, are joined by. */
interface Joint {
  /** How many cores, from 0 on. */
  readonly cores: number;
  readonly wire: '=' | '-';
  readonly wireLabel: string;
  /** Hangs from the wire. */
  readonly below: string;
  readonly belowLabel: string;
}

/** Columns beside each other whose cores share a box; a gap is with the columns on both sides if those share one. */
export const clustersOf = (shown: readonly (number | 'gap')[], cores: number): (number | 'gap')[][] => {
  const clusterAt = (column: number): number | undefined => {
    const core = shown[column];
    return core === undefined || core === 'gap' ? undefined : Math.floor(core / cores);
  };
  const groups: (number | 'gap')[][] = [];
  for (const [column, core] of shown.entries()) {
    const same =
      core === 'gap'
        ? clusterAt(column - 1) === clusterAt(column + 1)
        : clusterAt(column) === (clusterAt(column - 1) ?? clusterAt(column - 2)) &&
          !(groups.at(-1)?.length === 1 && groups.at(-1)?.[0] === 'gap');
    if (same && groups.length > 0) groups.at(-1)!.push(core);
    else groups.push([core]);
  }
  return groups;
};

/** Cores side by side above a wire; those that do not fit in `width` are left out, the last excepted. */
const joined = (
  levels: readonly Level[],
  shared: Shared | undefined,
  joint: Joint,
  width: number,
): string[] => {
  const { cores, wire, wireLabel, below, belowLabel } = joint;
  const cell = Math.max(...levels.map(({ box }) => box(cores - 1).length));
  const texts = [...levels.flatMap((level) => level.labels), shared?.label ?? '', wireLabel];
  const labels = Math.max(...texts.map((label) => label.length));
  const shown = shownOf(cores, Math.max(3, Math.floor((width - labels - 4) / (cell + GAP.length))));
  const row = (of: (core: number) => string): string =>
    GAP + shown.map((at) => (at === 'gap' ? centred('...', cell) : of(at))).join(GAP) + GAP;
  const marks = (mark: string, fill: string): string =>
    fill.repeat(2) +
    shown.map((at) => (at === 'gap' ? fill.repeat(cell) : centred(mark, cell, fill))).join(fill.repeat(2)) +
    fill.repeat(2);
  const rows = levels.flatMap(({ box, labels: [label = '', second = ''] }) => [
    `${row((at) => centred(box(at), cell))}${GAP}${label}`,
    `${marks('|', ' ')}${GAP}${second}`,
  ]);
  const sharedRows = (): string[] => {
    if (!shared) return [];
    const boxes = clustersOf(shown, shared.cores).map((group) => {
      const across = group.length * cell + (group.length - 1) * GAP.length;
      return group.every((at) => at === 'gap')
        ? centred('...', across)
        : `[${centred(shared.text, across - 2, across - 2 > shared.text.length + 1 ? '-' : ' ')}]`;
    });
    return [`${GAP}${boxes.join(GAP)}${GAP}${GAP}${shared.label}`, marks('|', ' ')];
  };
  const spine = marks('+', wire);
  const middle = Math.floor(spine.length / 2);
  const hanging = `${' '.repeat(Math.max(0, middle - Math.floor(below.length / 2)))}${below}`;
  return [
    ...rows,
    ...sharedRows(),
    `${spine}${GAP}${wireLabel}`,
    `${' '.repeat(middle)}|`,
    `${hanging.padEnd(spine.length)}${GAP}${belowLabel}`,
  ].map((line) => line.trimEnd());
};

/**
 * Cores with their threads, caches, bus and memory; of a machine of nodes, one node and the network that joins
 * them. As wide as `width` permits; a network may take 100 characters.
 */
export const drawMachine = (machine: MachineConfig, width: number): string => {
  const { processors, bus, numa } = machine;
  const levels = levelsOf(machine);
  const shared = sharedOf(machine);
  const threads = machine.shape.threadsPerCore;
  if (numa === null) {
    const lines = joined(
      levels,
      shared,
      {
        cores: processors / threads,
        wire: '=',
        wireLabel: `bus, ${bus.wordBytes} B words`,
        below: '[memory]',
        belowLabel: '',
      },
      width,
    );
    return `${lines.join('\n')}\n`;
  }
  const each = processors / numa.nodes;
  const node = joined(
    levels,
    shared,
    {
      cores: each / threads,
      wire: '-',
      wireLabel: 'node 0',
      below: '[directory, memory]',
      belowLabel: numa.nodes === 1 ? '' : 'and the network',
    },
    width,
  );
  const alike =
    numa.nodes === 1
      ? ''
      : `${plural(numa.nodes, 'such node')}: node i has ${each === 1 ? 'processor i' : `processors ${each} × i to ${each} × i + ${each - 1}`}.\n\n`;
  return `${node.join('\n')}\n\n${alike}${drawNetwork(networkOf(numa))}`;
};
