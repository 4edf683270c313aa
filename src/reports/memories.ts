/** One program on several kinds of memory side by side, and the forms in which that is given. */
import { MEMORIES_SCHEMA, type MemoryFigures } from '../cluster/result.js';
import { csvLine } from './csv.js';
import { type Block, left, right } from './document.js';
import { fixed, grouped, NOTHING, printable } from './format.js';
import { renderMarkdown } from './md.js';
import type { ReportOptions } from './report.js';
import { renderText } from './text.js';

/** As `Report`, of such rows. */
export interface MemoriesReport {
  readonly name: string;
  readonly title: string;
  /** Of a file that holds it, without the dot. */
  readonly extension: string;
  /** Ends in a line break. */
  render(rows: readonly MemoryFigures[], options?: ReportOptions): string;
}

/** Short, so that a row fits a terminal; the legend has them in full. */
const KIND_TEXTS: Readonly<Record<string, { readonly name: string; readonly about: string }>> = {
  smp: { name: 'SMP', about: 'one memory on a bus' },
  numa: { name: 'NUMA', about: 'memory over nodes, with directories' },
  ivy: { name: 'cluster, IVY', about: 'nodes share pages with one writer or several readers' },
  lrc: { name: 'cluster, LRC', about: 'nodes share pages by lazy release consistency (TreadMarks)' },
  messages: { name: 'cluster, messages', about: 'nodes share nothing, and the program sends messages' },
};

const legend = (rows: readonly MemoryFigures[]): [string, string][] =>
  rows.map(({ kind }) => [KIND_TEXTS[kind]?.name ?? kind, KIND_TEXTS[kind]?.about ?? '']);

/** The row by whose cycles the others are measured: the first. */
const ratio = (cycles: number, rows: readonly MemoryFigures[]): string => {
  const first = rows[0]?.cycles ?? 0;
  return first === 0 ? NOTHING : `×${fixed(cycles / first)}`;
};

const clockText = (rows: readonly MemoryFigures[]): string =>
  rows.some(({ timed }) => timed)
    ? 'Caches, buses and directories take the time of the machine.'
    : 'Every instruction takes a cycle, whatever its access costs the caches (--timed: what it takes them); messages, page faults and diffs take what the cluster says.';

const number = (value: number | null): string => (value === null ? NOTHING : grouped(value));

const documentOf = (rows: readonly MemoryFigures[]): Block[] => {
  const wrong = rows.filter((row) => !row.right);
  return [
    { kind: 'title', text: `${printable(rows[0]?.program ?? 'No program')}: kinds of memory` },
    ...(wrong.length === 0
      ? []
      : [
          {
            kind: 'warning' as const,
            text: `WRONG: on ${wrong.map(({ kind }) => kind).join(', ')} the program did not compute what was due.`,
          },
        ]),
    { kind: 'facts', facts: legend(rows) },
    {
      kind: 'table',
      columns: [
        left('memory'),
        left('program'),
        left('synchronises by'),
        right('run time', 'cycles'),
        right('to the first'),
        right('page faults'),
        right('pages sent'),
        right('twins'),
        right('diffs'),
        right('messages'),
        right('bytes', 'B'),
      ],
      rows: rows.map((row) => [
        KIND_TEXTS[row.kind]?.name ?? row.kind,
        printable(row.program),
        printable(row.means),
        grouped(row.cycles),
        ratio(row.cycles, rows),
        number(row.pageFaults),
        number(row.pages),
        number(row.twins),
        number(row.diffs),
        number(row.messages),
        number(row.bytes),
      ]),
    },
    {
      kind: 'paragraph',
      text: `${clockText(rows)} Messages are those between nodes: of directories, or of clusters.`,
    },
  ];
};

const FIELDS = [
  'kind',
  'program',
  'means',
  'timed',
  'right',
  'cycles',
  'pageFaults',
  'pages',
  'twins',
  'diffs',
  'messages',
  'bytes',
] as const satisfies readonly (keyof MemoryFigures)[];

const figuresOf = (row: MemoryFigures): MemoryFigures => ({
  kind: row.kind,
  program: row.program,
  means: row.means,
  timed: row.timed,
  right: row.right,
  cycles: row.cycles,
  pageFaults: row.pageFaults,
  pages: row.pages,
  twins: row.twins,
  diffs: row.diffs,
  messages: row.messages,
  bytes: row.bytes,
});

/** Every form that a name can call; the first is the default. */
export const MEMORIES_REPORTS: readonly [MemoriesReport, ...MemoriesReport[]] = [
  {
    name: 'text',
    title: 'For a terminal: tables that fit its width',
    extension: 'txt',
    render: (rows, options = {}) => renderText(documentOf(rows), options),
  },
  {
    name: 'json',
    title: 'The figures verbatim, with a versioned schema',
    extension: 'json',
    render: (rows) =>
      `${JSON.stringify({ schema: MEMORIES_SCHEMA, memories: rows.map(figuresOf) }, null, 2)}\n`,
  },
  {
    name: 'csv',
    title: 'CSV: one kind of memory a row',
    extension: 'csv',
    render: (rows) =>
      [
        csvLine([...FIELDS]),
        ...rows.map((row) => csvLine(FIELDS.map((field) => String(row[field] ?? '')))),
      ].join(''),
  },
  {
    name: 'md',
    title: 'Markdown, for notes and pull requests',
    extension: 'md',
    render: (rows) => renderMarkdown(documentOf(rows)),
  },
];
