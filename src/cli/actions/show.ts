import type { MachineConfig } from '../../config/machine.js';
import { COUNTER_NAMES, COUNTERS, type CounterDefinition, type CounterName } from '../../counters.js';
import { MACHINES } from '../../machines/index.js';
import { compileProtocol } from '../../protocol/compile.js';
import { protocolDot, protocolMarkdown, protocolMermaid, protocolText } from '../../protocol/render.js';
import { COMMON_PARAMETERS, type Parameter, WORKLOADS, workloadNamed } from '../../workloads/index.js';
import { EXIT } from '../failure.js';
import { type Io, print, widthOf } from '../io.js';
import { loadMachine, loadProtocol, suggesting } from '../load.js';
import { knownName } from '../names.js';
import { columns, wrap } from '../table.js';

const RENDERERS = {
  text: protocolText,
  md: protocolMarkdown,
  mermaid: protocolMermaid,
  dot: protocolDot,
} as const;

export const showProtocol = async (name: string, format: keyof typeof RENDERERS, io: Io): Promise<number> => {
  const text = RENDERERS[format](compileProtocol(await loadProtocol(name)));
  await print(io.stdout, text.endsWith('\n') ? text : `${text}\n`);
  return EXIT.ok;
};

/** `1536` as `1536 B`, `65536` as `64 KiB`. */
const bytes = (count: number): string => {
  for (const [unit, size] of [
    ['GiB', 1024 ** 3],
    ['MiB', 1024 ** 2],
    ['KiB', 1024],
  ] as const) {
    if (count >= size && count % size === 0) return `${count / size} ${unit}`;
  }
  return `${count} B`;
};

const isByteCount = (path: string): boolean => /(^|\.)(size|\w+Bytes)$/.test(path);

/** Every field that `--set` takes with its value, in the machine's own order. */
const fieldRows = (config: MachineConfig): string[][] => {
  const rows: string[][] = [];
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) rows.push([path, JSON.stringify(value)]);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) visit(inner, path === '' ? name : `${path}.${name}`);
    } else {
      const text = typeof value === 'number' && isByteCount(path) ? bytes(value) : String(value);
      rows.push([path, text]);
    }
  };
  visit(config, '');
  return rows;
};

export const showMachine = async (name: string, format: 'text' | 'json', io: Io): Promise<number> => {
  const config = await loadMachine({ machine: name });
  if (format === 'json') {
    await print(io.stdout, `${JSON.stringify(config, undefined, 2)}\n`);
    return EXIT.ok;
  }
  const width = widthOf(io);
  const fields = columns(fieldRows(config), width);
  const preset = MACHINES.find((machine) => machine.name === name.toLowerCase());
  const parts = preset
    ? [
        `${preset.name}: ${preset.title}\n`,
        wrap(preset.about, width),
        fields,
        wrap(`Source: ${preset.source}`, width),
      ]
    : [`${name}\n`, fields];
  await print(io.stdout, parts.join('\n'));
  return EXIT.ok;
};

const rangeOf = (parameter: Parameter): string => {
  if (parameter.kind === 'choice') return `${parameter.choices.join(', ')}; `;
  if (parameter.kind === 'text') return '';
  const { min, max, unit } = parameter;
  return `${min} to ${max}${unit === '' ? '' : ` ${unit}`}; `;
};

const parameterRow = ([name, parameter]: [string, Parameter]): string[] => [
  name,
  `${parameter.about} (${rangeOf(parameter)}default ${parameter.default})`,
];

export const showWorkload = async (name: string, io: Io): Promise<number> => {
  const workload = suggesting(
    name,
    WORKLOADS.map((each) => each.name),
    () => workloadNamed(name),
  );
  const width = widthOf(io);
  const parameters = Object.entries({ ...workload.parameters, ...COMMON_PARAMETERS }).map(parameterRow);
  const parts = [
    `${workload.name}: ${workload.title}\n`,
    wrap(workload.about, width),
    wrap(`Memory: ${workload.memory}`, width),
    `Parameters (--param name=value):\n\n${columns(parameters, width)}`,
    ...(workload.source === undefined ? [] : [wrap(`Source: ${workload.source}`, width)]),
  ];
  await print(io.stdout, parts.join('\n'));
  return EXIT.ok;
};

const counterText = (name: CounterName, width: number): string => {
  const { title, unit, definition, source, classified }: CounterDefinition = COUNTERS[name];
  const needs = classified ? ' Counted with --classify only.' : '';
  return `${name}: ${title} [${unit}]\n${wrap(`${definition}${needs}`, width)}${wrap(`Source: ${source}`, width)}`;
};

export const showCounter = async (name: string | undefined, io: Io): Promise<number> => {
  const names = name === undefined ? COUNTER_NAMES : [knownName('counter', name, COUNTER_NAMES)];
  await print(io.stdout, names.map((each) => counterText(each, widthOf(io))).join('\n'));
  return EXIT.ok;
};
