/** One program on several kinds of memory side by side, and the forms in which that is given. */
import { csvLine } from './csv.js';
import { type Block, left, right } from './document.js';
import { grouped, NOTHING, printable } from './format.js';
import { renderMarkdown } from './md.js';
import type { ReportOptions } from './report.js';
import { renderText } from './text.js';

/** Version of the JSON form. */
export const MEMORIES_SCHEMA = 'cohort.memories/1';

/** What a program cost on one kind of memory. Numbers that a kind does not have are null. */
export interface MemoryFigures {
  readonly kind: string;
  /** The program: that which does the same by messages has a name of its own. */
  readonly program: string;
  readonly right: boolean;
  readonly cycles: number;
  readonly pageFaults: number | null;
  readonly pages: number | null;
  readonly diffs: number | null;
  readonly messages: number | null;
  readonly bytes: number | null;
}

/** As `Report`, of such rows. */
export interface MemoriesReport {
  readonly name: string;
  readonly title: string;
  /** Of a file that holds it, without the dot. */
  readonly extension: string;
  /** Ends in a line break. */
  render(rows: readonly MemoryFigures[], options?: ReportOptions): string;
}

const KIND_TEXTS: Readonly<Record<string, string>> = {
  smp: 'one memory on a bus (SMP)',
  numa: 'memory over nodes, with directories (NUMA)',
  ivy: 'a cluster, pages with one writer (IVY)',
  lrc: 'a cluster, pages under lazy release consistency (TreadMarks)',
  messages: 'a cluster, by messages',
};

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
    {
      kind: 'table',
      columns: [
        left('memory'),
        left('program'),
        right('run time', 'cycles'),
        right('page faults'),
        right('pages sent'),
        right('diffs'),
        right('messages'),
        right('bytes', 'B'),
      ],
      rows: rows.map((row) => [
        KIND_TEXTS[row.kind] ?? row.kind,
        printable(row.program),
        grouped(row.cycles),
        number(row.pageFaults),
        number(row.pages),
        number(row.diffs),
        number(row.messages),
        number(row.bytes),
      ]),
    },
    {
      kind: 'paragraph',
      text: 'Caches take no time here; messages, page faults and diffs do. Messages of a directory are those between nodes.',
    },
  ];
};

const FIELDS = [
  'kind',
  'program',
  'right',
  'cycles',
  'pageFaults',
  'pages',
  'diffs',
  'messages',
  'bytes',
] as const satisfies readonly (keyof MemoryFigures)[];

const figuresOf = (row: MemoryFigures): MemoryFigures => ({
  kind: row.kind,
  program: row.program,
  right: row.right,
  cycles: row.cycles,
  pageFaults: row.pageFaults,
  pages: row.pages,
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
