import { COMMON_PARAMETERS, type Parameter, type Parameters, WORKLOADS } from '../../workloads/index.js';
import { page, table } from './markdown.js';

const range = (parameter: Parameter): string => {
  if (parameter.kind === 'text') return 'text';
  if (parameter.kind === 'choice') return parameter.choices.join(', ');
  const { min, max, unit } = parameter;
  return `${min} to ${max}${unit === '' ? '' : ` ${unit}`}`;
};

const parameters = (definitions: Parameters): string =>
  table(
    ['Parameter', 'What it is', 'Default', 'Values'],
    Object.entries(definitions).map(([name, parameter]) => [
      `\`${name}\``,
      parameter.about,
      `\`${parameter.default}\``,
      range(parameter),
    ]),
  );

/** The catalogue of workloads. */
export const workloadsPage = (): string =>
  page(
    'Workloads',
    'src/workloads/',
    'Generators of references. The same parameters and seed give the same trace on every machine, in Node and in a browser.',
    table(
      ['Name', 'What it is'],
      WORKLOADS.map(({ name, title }) => [`[\`${name}\`](#${name})`, title]),
    ),
    '## Parameters of all',
    parameters(COMMON_PARAMETERS),
    ...WORKLOADS.flatMap(({ name, about, source, memory, parameters: own }) => [
      `## ${name}`,
      about,
      `Memory: ${memory}.`,
      ...(source === undefined ? [] : [`Source: ${source}.`]),
      ...(Object.keys(own).length === 0 ? [] : [parameters(own)]),
    ]),
  );
