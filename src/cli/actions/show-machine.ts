import { idleLatencies } from '../../config/idle-latency.js';
import type { MachineConfig } from '../../config/machine.js';
import type { NumaConfig } from '../../config/numa.js';
import { ORGANISATION_NAMES } from '../../config/numa-fields.js';
import { showBytes } from '../../config/sizes.js';
import { MACHINES } from '../../machines/index.js';
import { directoryStorageText, STORAGE_SOURCE } from '../../reports/directory-storage.js';
import { fixed } from '../../reports/format.js';
import { numaFacts } from '../../reports/numa-facts.js';
import { entryText } from '../entry-text.js';
import { EXIT } from '../failure.js';
import { type Io, widthOf } from '../io.js';
import { loadMachine } from '../load.js';
import { drawMachine } from '../machine-drawing.js';
import { machineSvg } from '../machine-svg.js';
import { deliver, requireWritable } from '../output.js';
import { columns, wrap } from '../table.js';

export interface ShowMachineOptions {
  readonly format: 'text' | 'svg' | 'json';
  readonly processors?: number;
  readonly set?: readonly string[];
  readonly out?: string;
}

const isByteCount = (path: string): boolean => /(^|\.)(size|\w+Bytes)$/.test(path);

/** Every field that `--set` takes with its value, in the machine's own order. */
const fieldRows = (config: MachineConfig): string[][] => {
  const rows: string[][] = [];
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) rows.push([path, JSON.stringify(value)]);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) visit(inner, path === '' ? name : `${path}.${name}`);
    } else {
      const text = typeof value === 'number' && isByteCount(path) ? showBytes(value) : String(value);
      rows.push([path, text]);
    }
  };
  visit(config, '');
  return rows;
};

/** What a read takes on the machine when it is idle, by where the line is. */
const latencyText = (config: MachineConfig, width: number): string => {
  const { clockMHz } = config.timing;
  const rows = idleLatencies(config).map(({ from, cycles }) => [
    from,
    `${fixed(cycles, Number.isInteger(cycles) ? 0 : 1)} cycles`,
    `${fixed((cycles * 1000) / clockMHz, 1)} ns`,
  ]);
  const head = 'What a read takes in timed mode when nothing else goes on and no row of memory is open:';
  return `${wrap(head, width)}${columns(rows, width)}`;
};

/** What each organisation would take of storage here, the machine's own marked. */
const storageText = (config: MachineConfig, numa: NumaConfig, width: number): string => {
  const rows = ORGANISATION_NAMES.map((organisation) => [
    organisation === numa.directory.organisation ? `* ${organisation}` : `  ${organisation}`,
    directoryStorageText(config, { ...numa, directory: { ...numa.directory, organisation } }),
  ]);
  const head = 'What the directory takes of storage, and what other organisations would (* this one):';
  return `${wrap(head, width)}${columns(rows, width)}${wrap(STORAGE_SOURCE, width)}`;
};

/** `changes`: what was asked for besides the name, of which the preset’s own text knows nothing. */
const machineText = (name: string, changes: string, config: MachineConfig, width: number): string => {
  const { numa, processors, bus } = config;
  const nodes =
    numa === null
      ? []
      : [columns(numaFacts(numa, processors, bus.wordBytes), width), storageText(config, numa, width)];
  const body = [
    drawMachine(config, width),
    ...nodes,
    latencyText(config, width),
    columns(fieldRows(config), width),
  ];
  const preset = changes === '' ? MACHINES.find((machine) => machine.name === name.toLowerCase()) : undefined;
  return entryText(preset, `${name}${changes}`, body, width);
};

/** ` with --set …`, as on the command line. */
const changesOf = ({ processors, set = [] }: ShowMachineOptions): string => {
  const changes = [
    ...(processors === undefined ? [] : [`--processors ${processors}`]),
    ...set.map((setting) => `--set ${setting}`),
  ];
  return changes.length === 0 ? '' : ` with ${changes.join(' ')}`;
};

export const showMachine = async (name: string, options: ShowMachineOptions, io: Io): Promise<number> => {
  const { format, processors, set, out } = options;
  if (out !== undefined) await requireWritable(out);
  const config = await loadMachine({
    machine: name,
    ...(processors !== undefined && { processors }),
    ...(set !== undefined && { set }),
  });
  const text =
    format === 'json'
      ? `${JSON.stringify(config, undefined, 2)}\n`
      : format === 'svg'
        ? machineSvg(config)
        : machineText(name, changesOf(options), config, widthOf(io));
  await deliver(text, out, io);
  return EXIT.ok;
};
