import { COUNTER_NAMES, COUNTERS, type CounterDefinition, type CounterName } from '../../counters.js';
import { compileProtocol } from '../../protocol/compile.js';
import { protocolDot, protocolMarkdown, protocolMermaid, protocolText } from '../../protocol/render.js';
import { COMMON_PARAMETERS, type Parameter, WORKLOADS, workloadNamed } from '../../workloads/index.js';
import { EXIT } from '../failure.js';
import { type Io, print, widthOf } from '../io.js';
import { loadProtocol, suggesting } from '../load.js';
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
