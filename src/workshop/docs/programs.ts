import { BARRIERS } from '../../programs/barriers/index.js';
import type { Fragment } from '../../programs/fragment.js';
import { PROGRAMS } from '../../programs/library/index.js';
import { LOCKS } from '../../programs/locks/index.js';
import type { Parameter, Parameters } from '../../programs/parameters.js';
import { code, page, table } from './markdown.js';

const range = (parameter: Parameter): string =>
  parameter.kind === 'choice' ? parameter.choices.join(', ') : `${parameter.least} to ${parameter.most}`;

const parametersTable = (parameters: Parameters): string =>
  table(
    ['Parameter', 'What it is', 'Default', 'Values'],
    Object.entries(parameters).map(([name, parameter]) => [
      `\`${name}\``,
      parameter.about,
      `\`${parameter.default}\``,
      range(parameter),
    ]),
  );

const fragments = (list: readonly Fragment[]): string[] =>
  list.flatMap(({ name, title, about, source, text }) => [
    `### ${name}`,
    `${title[0]!.toUpperCase()}${title.slice(1)}. ${about}`,
    `Source: ${source}.`,
    code(text.trim(), 'asm'),
  ]);

/** The library of programs, locks and barriers. */
export const programsPage = (): string =>
  page(
    'Programs',
    'src/programs/',
    'Programs for simulated processors, in the [instruction set](instruction-set.md) of theirs. Each says what it is due to compute, and what it computed is compared with that.',
    table(
      ['Name', 'What it is', 'Threads'],
      PROGRAMS.map(({ name, title, threads }) => [
        `[\`${name}\`](#${name})`,
        title,
        `${threads.least} to ${threads.most}`,
      ]),
    ),
    ...PROGRAMS.flatMap(({ name, about, source, parameters }) => [
      `## ${name}`,
      about,
      `Source: ${source}.`,
      parametersTable(parameters),
    ]),
    '## Locks',
    'What `lock=NAME` chooses: macros `acquire` and `release`, whose argument is a register with the address of the lock. They change t4 to t9.',
    ...fragments(LOCKS),
    '## Barriers',
    'What `barrier=NAME` chooses: a macro `barrier_wait`.',
    ...fragments(BARRIERS),
  );
