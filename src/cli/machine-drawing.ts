/** A machine as a drawing in characters. */
import type { CacheConfig, MachineConfig } from '../config/machine.js';
import { humanBytes, plural } from '../reports/format.js';
import { buildNetwork, drawNetwork, type Network } from '../topologies/index.js';
import { shownOf } from '../topologies/sketch.js';

/** One processor's own boxes, from the top down. */
interface Level {
  readonly box: (processor: number) => string;
  /** Stands at the right, once for all. */
  readonly label: string;
}

const GAP = '  ';

export const cacheLabel = ({ size, ways }: CacheConfig): string => {
  if (size === 'unlimited') return 'unlimited';
  if (ways === 'full') return `${humanBytes(size)}, fully associative`;
  return `${humanBytes(size)}, ${ways === 1 ? 'direct-mapped' : plural(ways, 'way')}`;
};

const levelsOf = ({ l1, l2 }: MachineConfig): Level[] => [
  { box: (processor) => `[P${processor}]`, label: '' },
  { box: () => '[L1]', label: cacheLabel(l1) },
  ...(l2 === null ? [] : [{ box: () => '[L2]', label: cacheLabel(l2) }]),
];

/** `text` with its middle where the middle of `width` characters is. */
const centred = (text: string, width: number, fill = ' '): string => {
  const left = Math.ceil((width - text.length) / 2);
  return fill.repeat(left) + text + fill.repeat(width - text.length - left);
};

/** What the processors of one bus, or of one node, are joined by. */
interface Joint {
  /** How many processors, from 0 on. */
  readonly processors: number;
  readonly wire: '=' | '-';
  readonly wireLabel: string;
  /** Hangs from the wire. */
  readonly below: string;
  readonly belowLabel: string;
}

/** Processors side by side above a wire; those that do not fit in `width` are left out, the last excepted. */
const joined = (levels: readonly Level[], joint: Joint, width: number): string[] => {
  const { processors, wire, wireLabel, below, belowLabel } = joint;
  const cell = `[P${processors - 1}]`.length;
  const labels = Math.max(...levels.map(({ label }) => label.length), wireLabel.length);
  const shown = shownOf(processors, Math.max(3, Math.floor((width - labels - 4) / (cell + GAP.length))));
  const row = (of: (processor: number) => string, between: string, gapFill = ' '): string =>
    between +
    shown.map((at) => (at === 'gap' ? centred('...', cell, gapFill) : of(at))).join(between) +
    between;
  const marks = (mark: string, fill: string): string =>
    fill.repeat(2) +
    shown.map((at) => (at === 'gap' ? fill.repeat(cell) : centred(mark, cell, fill))).join(fill.repeat(2)) +
    fill.repeat(2);
  const rows = levels.flatMap(({ box, label }) => [
    `${row((at) => centred(box(at), cell), GAP)}${GAP}${label}`,
    marks('|', ' '),
  ]);
  const spine = marks('+', wire);
  const middle = Math.floor(spine.length / 2);
  const hanging = `${' '.repeat(Math.max(0, middle - Math.floor(below.length / 2)))}${below}`;
  return [
    ...rows,
    `${spine}${GAP}${wireLabel}`,
    `${' '.repeat(middle)}|`,
    `${hanging.padEnd(spine.length)}${GAP}${belowLabel}`,
  ].map((line) => line.trimEnd());
};

export const networkOf = ({ nodes, network }: NonNullable<MachineConfig['numa']>): Network =>
  buildNetwork(network.topology, nodes, network.parameters);

/**
 * Processors, caches, bus and memory; of a machine of nodes, one node and the network that joins
 * them. As wide as `width` permits; a network may take 100 characters.
 */
export const drawMachine = (machine: MachineConfig, width: number): string => {
  const { processors, bus, numa } = machine;
  const levels = levelsOf(machine);
  if (numa === null) {
    const lines = joined(
      levels,
      {
        processors,
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
    {
      processors: each,
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
      : `${plural(numa.nodes, 'node')} like it: node i has ${each === 1 ? 'processor i' : `processors ${each} × i to ${each} × i + ${each - 1}`}.\n\n`;
  return `${node.join('\n')}\n\n${alike}${drawNetwork(networkOf(numa))}`;
};
