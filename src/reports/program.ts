/** The report of one run of a program, as a document. */
import type { Finding, ProgramResult, StaleResult, ThreadResult } from '../execute/result.js';
import { type Block, type Column, left, right } from './document.js';
import { fixed, grouped, NOTHING, percent, plural, printable } from './format.js';
import { machineFacts } from './machine-facts.js';
import { MEASURES, showMeasure } from './measures.js';
import { missKinds } from './miss-kinds.js';
import { networkBlocks } from './network.js';
import { processorBlocks } from './processor-table.js';
import { clusterBlocks } from './program-cluster.js';
import { synchronisationBlocks } from './program-locks.js';
import { asRun } from './program-run.js';
import { scheduleBlocks } from './program-schedule.js';
import { timingBlocks } from './timing.js';
import { transitionBlocks } from './transition-table.js';

/** Stale loads that are told one by one; the JSON report has more. */
const MOST_STALE = 20;
/** Numbers of the program's output that are told; the JSON report has more. */
const MOST_OUTPUT = 20;
/** Threads with a row of their own. */
const MOST_THREADS = 64;

/** What is missing of what was due, where that is a count. */
const lossText = ({ due, computed }: Finding): string => {
  const lost = BigInt(due) - BigInt(computed);
  if (BigInt(due) <= 1n || lost <= 0n || BigInt(computed) < 0n) return '';
  return `: ${grouped(lost)} lost (${percent(Number(lost), Number(due))})`;
};

const staleText = ({ loads }: StaleResult): string =>
  `${plural(loads, 'load')} got a value that another thread had overwritten`;

/** What must be seen first: that it did not end, what it did not compute, and what it read too late. */
export const programWarnings = ({ ending, message, findings, stale }: ProgramResult): Block[] => [
  ...(ending === 'done' ? [] : [{ kind: 'warning', text: printable(message) } as const]),
  ...findings
    .filter(({ right: isRight }) => isRight === false)
    .map((finding) => ({
      kind: 'warning' as const,
      text: `WRONG: ${finding.what} was due to be ${grouped(BigInt(finding.due))} and is ${grouped(BigInt(finding.computed))}${lossText(finding)}.`,
    })),
  ...(stale === null || stale.loads === 0
    ? []
    : [{ kind: 'warning', text: `STALE: ${staleText(stale)}.` } as const]),
];

export const parametersText = ({ program }: ProgramResult): string =>
  Object.entries(program.parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');

const MODELS: Readonly<Record<string, string>> = {
  sc: 'sequentially consistent',
  tso: 'TSO: stores wait in a buffer and leave it in order',
  pso: 'PSO: stores wait in a buffer and leave it in any order',
};

const runFacts = (result: ProgramResult): [string, string][] => {
  const { program, seed, slackCycles, model } = result;
  const size = `${plural(program.instructions, 'instruction')}, ${grouped(program.memoryBytes)} B of memory`;
  const copies =
    program.processes > 1 ? ` in each of ${plural(program.processes, 'process', 'processes')}` : '';
  const facts: [string, string][] = [
    ['Program', `${printable(program.name)}: ${size}, ${plural(program.threads, 'thread')}${copies}`],
  ];
  const parameters = parametersText(result);
  if (parameters !== '') facts.push(['Parameters', printable(parameters)]);
  facts.push([
    'Interleaving',
    slackCycles === 0
      ? `seed ${seed}, the processor that is furthest behind goes first`
      : `seed ${seed}, processors up to ${plural(slackCycles, 'cycle')} ahead of each other`,
  ]);
  facts.push(['Memory model', MODELS[model] ?? printable(model)]);
  return facts;
};

const outcome = (result: ProgramResult): Block[] => {
  const { ending, message, cycles, instructions, timed, findings, output } = result;
  const run = asRun(result);
  const clock = timed
    ? ''
    : ' An instruction takes one cycle (a pause ten), whatever accesses cost the caches.';
  const measures =
    result.total.references === 0
      ? []
      : MEASURES.filter((measure) => measure.applies(run) && measure.name !== 'cycles');
  return [
    { kind: 'heading', text: 'Outcome' },
    ...(ending === 'done' ? [{ kind: 'paragraph' as const, text: `${message}${clock}` }] : []),
    ...(findings.length === 0 ? [] : [findingsTable(findings)]),
    {
      kind: 'table',
      columns: [left('measure'), right('value'), left('unit')],
      rows: [
        ['run time', grouped(cycles), 'cycles'],
        ['instructions', grouped(instructions), 'of all threads'],
        ...(cycles === 0 ? [] : [['instructions at a time', fixed(instructions / cycles), 'a cycle']]),
        ['references', grouped(result.total.references), 'to memory'],
        ...measures.map((measure) => [measure.title, showMeasure(measure, measure.of(run)), measure.unit]),
      ],
    },
    ...uncachedBlocks(result),
    ...outputBlocks(output),
  ];
};

/** What is none of the references, so that no share of them is taken for one of all accesses. */
const uncachedBlocks = ({ uncachedAccesses }: ProgramResult): Block[] =>
  uncachedAccesses === 0
    ? []
    : [
        {
          kind: 'paragraph',
          text: `Besides, ${plural(uncachedAccesses, 'read or write', 'reads and writes')} of synchronisation data went past the caches: nothing keeps those coherent. They are none of the references; the bus carried each as a transaction of its own.`,
        },
      ];

const findingsTable = (findings: readonly Finding[]): Block => ({
  kind: 'table',
  columns: [left('what'), right('due'), right('computed'), right('difference'), left('')],
  rows: findings.map(({ what, due, computed, right: isRight }) => {
    const difference = BigInt(computed) - BigInt(due);
    return [
      printable(what),
      grouped(BigInt(due)),
      grouped(BigInt(computed)),
      isRight === null ? NOTHING : `${difference > 0n ? '+' : ''}${grouped(difference)}`,
      isRight === null ? 'not finished' : isRight ? 'right' : 'WRONG',
    ];
  }),
});

/** As the program gave it out; what is negative if it is taken so, also as that. */
const outputText = (value: string): string => {
  const signed = BigInt.asIntN(64, BigInt(value));
  return signed < 0n ? `${value}, signed ${signed}` : value;
};

const outputBlocks = (output: ProgramResult['output']): Block[] => {
  if (output.length === 0) return [];
  const shown = output
    .slice(0, MOST_OUTPUT)
    .map(({ thread, value }) => `${outputText(value)} (thread ${thread})`);
  const rest = output.length - shown.length;
  const more = rest > 0 ? `, and ${grouped(rest)} more` : '';
  return [{ kind: 'paragraph', text: `The program gave out ${shown.join(', ')}${more}.` }];
};

const staleBlocks = (stale: StaleResult | null): Block[] => {
  if (stale === null) return [];
  const heading: Block = { kind: 'heading', text: 'Stale loads' };
  if (stale.loads === 0) return [heading, { kind: 'paragraph', text: 'Every load got the newest value.' }];
  const shown = stale.first.slice(0, MOST_STALE);
  const which = shown.length < stale.loads ? ` The first ${shown.length} of them:` : '';
  return [
    heading,
    {
      kind: 'paragraph',
      text: `${staleText(stale)}.${which}`,
    },
    {
      kind: 'table',
      columns: [
        left('address'),
        left('read at'),
        right('by thread'),
        right('at', 'cycle'),
        right('behind', 'writes'),
        right('newest from', 'thread'),
      ],
      rows: shown.map(({ address, place, thread, clock, behind, writer }) => [
        printable(address),
        printable(place),
        String(thread),
        grouped(clock),
        grouped(behind),
        String(writer),
      ]),
    },
  ];
};

/** A column of threads that is left out where it would be empty. */
interface ThreadColumn {
  readonly column: Column;
  readonly text: (thread: ThreadResult) => string;
  readonly wanted?: (threads: readonly ThreadResult[]) => boolean;
}

const some =
  (has: (thread: ThreadResult) => boolean) =>
  (threads: readonly ThreadResult[]): boolean =>
    threads.some(has);

const THREAD_COLUMNS: readonly ThreadColumn[] = [
  { column: left('thread'), text: ({ thread }) => String(thread) },
  {
    column: right('process'),
    text: ({ process }) => String(process),
    wanted: some(({ process }) => process > 0),
  },
  { column: right('on processor'), text: ({ processor }) => String(processor) },
  { column: left('status'), text: ({ status }) => status },
  { column: right('instructions'), text: ({ instructions }) => grouped(instructions) },
  { column: right('loads'), text: ({ loads }) => grouped(loads) },
  { column: right('stores'), text: ({ stores }) => grouped(stores) },
  { column: right('atomics'), text: ({ atomics }) => grouped(atomics) },
  {
    column: right('failed sc'),
    text: ({ failedStoreConditionals }) => grouped(failedStoreConditionals),
    wanted: some(({ failedStoreConditionals }) => failedStoreConditionals > 0),
  },
  {
    column: right('stale', 'loads'),
    text: ({ staleLoads }) => grouped(staleLoads),
    wanted: some(({ staleLoads }) => staleLoads > 0),
  },
  {
    column: left('next'),
    text: ({ place }) => printable(place),
    wanted: some(({ status }) => status !== 'halted'),
  },
  {
    column: left('waits on'),
    text: ({ waitsOn }) => (waitsOn === null ? '' : printable(waitsOn)),
    wanted: some(({ waitsOn }) => waitsOn !== null),
  },
];

const threadBlocks = ({ threads }: ProgramResult): Block[] => {
  const shown = threads.slice(0, MOST_THREADS);
  const columns = THREAD_COLUMNS.filter(({ wanted }) => wanted?.(threads) ?? true);
  const rest = threads.length - shown.length;
  return [
    { kind: 'heading', text: 'Threads' },
    {
      kind: 'table',
      columns: columns.map(({ column }) => column),
      rows: shown.map((thread) => columns.map(({ text }) => text(thread))),
    },
    ...(rest > 0
      ? [{ kind: 'paragraph' as const, text: `And ${grouped(rest)} more; the JSON report has them all.` }]
      : []),
  ];
};

/** One run of a program, from how it ended to what its caches did. */
export const programDocument = (result: ProgramResult): Block[] => {
  const { program, machine, protocol } = result;
  const run = asRun(result);
  const name = printable(protocol.name);
  return [
    {
      kind: 'title',
      text: `${printable(program.name)}: ${plural(program.threads, 'thread')} on ${plural(machine.processors, 'processor')}, ${name}`,
    },
    ...programWarnings(result),
    {
      kind: 'facts',
      facts: [
        ...machineFacts(machine),
        ['Protocol', `${name}: ${printable(protocol.title)}`],
        ...runFacts(result),
      ],
    },
    ...outcome(result),
    ...(result.classified ? missKinds(run) : []),
    ...synchronisationBlocks(result),
    ...staleBlocks(result.stale),
    ...clusterBlocks(result),
    ...scheduleBlocks(result),
    ...threadBlocks(result),
    ...(result.total.references === 0
      ? []
      : [...timingBlocks(run), ...networkBlocks(run), ...processorBlocks(run), ...transitionBlocks(run)]),
  ];
};
