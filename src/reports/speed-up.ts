/** The report of a study of speed-up, and the forms in which it is given. */
import type { SpeedUpFit, SpeedUpPoint, SpeedUpResult } from '../execute/result.js';
import { csvLine } from './csv.js';
import { type Block, right } from './document.js';
import { fixed, grouped, NOTHING, percent, plural, printable } from './format.js';
import { orderedMachine } from './json-machine.js';
import { renderMarkdown } from './md.js';
import type { ReportOptions } from './report.js';
import { renderText } from './text.js';

/** As `Report`, of one study. */
export interface SpeedUpReport {
  readonly name: string;
  readonly title: string;
  /** Of a file that holds it, without the dot. */
  readonly extension: string;
  /** Ends in a line break. */
  render(result: SpeedUpResult, options?: ReportOptions): string;
}

const pointTable = (points: readonly SpeedUpPoint[]): Block => ({
  kind: 'table',
  columns: [
    right('processors'),
    right('threads'),
    right('run time', 'cycles'),
    right('speed-up'),
    right('efficiency'),
    right('serial by Karp and Flatt'),
    right('misses'),
    right('switches'),
    right('migrations'),
    right('instructions'),
  ],
  rows: points.map((point) => [
    grouped(point.processors),
    grouped(point.threads),
    grouped(point.cycles),
    fixed(point.speedUp),
    percent(point.efficiency, 1),
    point.karpFlatt === null ? NOTHING : percent(point.karpFlatt, 1),
    grouped(point.misses),
    grouped(point.switches),
    grouped(point.migrations),
    grouped(point.instructions),
  ]),
});

const fitBlock = (law: string, fit: SpeedUpFit | null, unit: string): Block[] => {
  if (fit === null) return [];
  const more =
    fit.serialFraction < 0
      ? ': more speed-up than processors, as where caches add up, or where threads that take turns spin until their turn is over'
      : '';
  return [
    {
      kind: 'paragraph',
      text: `${law}: a serial fraction of ${percent(fit.serialFraction, 1)}${more}; what is left is ${fixed(fit.residual, 4)} ${unit} (root mean square).`,
    },
  ];
};

const wrongBlocks = ({ points, scaled, turns }: SpeedUpResult): Block[] => {
  const wrong = [...points, ...(turns ? [turns] : []), ...(scaled ?? [])].filter(
    ({ right: isRight }) => !isRight,
  );
  if (wrong.length === 0) return [];
  const where = [...new Set(wrong.map(({ processors }) => processors))].join(', ');
  return [
    { kind: 'warning', text: `WRONG: on ${where} processors the program did not compute what was due.` },
  ];
};

/** What taking turns on one processor costs, beside one thread that does all. */
const turnsBlocks = ({ points, turns, policy }: SpeedUpResult): Block[] => {
  const [one] = points;
  if (!turns || !one) return [];
  const ratio = one.cycles === 0 ? 1 : turns.cycles / one.cycles;
  return [
    { kind: 'heading', text: 'Taking turns on one processor' },
    {
      kind: 'paragraph',
      text:
        `${plural(turns.threads, 'thread')} that take turns on one processor (${printable(policy)}) take ` +
        `${fixed(ratio)} times as long as one thread that does the same work: for switches, for what threads have ` +
        'to tell each other, and for those that spin until their turn is over.',
    },
    pointTable([turns]),
  ];
};

const BASES: Readonly<Record<SpeedUpResult['base'], string>> = {
  'one-thread': 'one thread on one processor',
  turns: 'all threads, taking turns on one processor',
};

/** One study, from the same work to work that grows. */
export const speedUpDocument = (result: SpeedUpResult): Block[] => {
  const { program, machine, policy, points, scaled, amdahl, gustafson } = result;
  const processes = program.processes === 1 ? '' : ` in each of ${program.processes} processes`;
  const parameters = Object.entries(program.parameters).map(([name, value]) => `${name}=${value}`);
  return [
    { kind: 'title', text: `${printable(program.name)}: speed-up, ${printable(machine.protocol)}` },
    ...wrongBlocks(result),
    {
      kind: 'facts',
      facts: [
        [
          'Program',
          `${plural(program.threads, 'thread')}${processes} on the most processors; turns are taken by ${printable(policy)}`,
        ],
        ['Base', BASES[result.base]],
        ...(parameters.length === 0 ? [] : [['Parameters', printable(parameters.join(', '))] as const]),
        ['Seed', String(result.seed)],
      ],
    },
    { kind: 'heading', text: 'The same work' },
    pointTable(points),
    ...fitBlock('Amdahl’s law', amdahl, 'of the run time of the base'),
    ...turnsBlocks(result),
    ...(scaled === null
      ? []
      : [
          { kind: 'heading' as const, text: 'Work that grows with the processors' },
          {
            kind: 'paragraph' as const,
            text: 'Each number of processors against the base with as much work.',
          },
          pointTable(scaled),
          ...fitBlock('Gustafson’s law', gustafson, 'of speed-up'),
        ]),
  ];
};

const pointRows = (part: string, points: readonly SpeedUpPoint[]): string[] =>
  points.map((point) =>
    csvLine(
      [
        part,
        point.processors,
        point.threads,
        point.cycles,
        point.speedUp,
        point.efficiency,
        point.karpFlatt ?? '',
        point.misses,
        point.references,
        point.switches,
        point.migrations,
        point.instructions,
      ].map(String),
    ),
  );

/** A row a point; `work` is `same`, `turns` or `scaled`. */
const csvOf = ({ points, scaled, turns }: SpeedUpResult): string =>
  [
    csvLine([
      ...['work', 'processors', 'threads', 'cycles', 'speedUp', 'efficiency', 'karpFlatt'],
      ...['misses', 'references', 'switches', 'migrations', 'instructions'],
    ]),
    ...pointRows('same', points),
    ...pointRows('turns', turns ? [turns] : []),
    ...pointRows('scaled', scaled ?? []),
  ].join('');

/** Every form that a name can call; the first is the default. */
export const SPEED_UP_REPORTS: readonly [SpeedUpReport, ...SpeedUpReport[]] = [
  {
    name: 'text',
    title: 'For a terminal: tables that fit its width',
    extension: 'txt',
    render: (result, options = {}) => renderText(speedUpDocument(result), options),
  },
  {
    name: 'json',
    title: 'The result verbatim, with a versioned schema',
    extension: 'json',
    render: (result) =>
      `${JSON.stringify({ ...result, machine: orderedMachine(result.machine) }, null, 2)}\n`,
  },
  { name: 'csv', title: 'CSV: one point a row', extension: 'csv', render: csvOf },
  {
    name: 'md',
    title: 'Markdown, for notes and pull requests',
    extension: 'md',
    render: (result) => renderMarkdown(speedUpDocument(result)),
  },
];
