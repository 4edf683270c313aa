/** The report of one run, as a document. */
import type { Result } from '../result.js';
import { counterTable } from './counter-table.js';
import { type Block, left, paragraphs, right } from './document.js';
import { fixed, grouped, percent, perThousand, plural, printable } from './format.js';
import { COUNTER_GROUPS, groupTitle, MISS_KINDS } from './groups.js';
import { machineFacts } from './machine-facts.js';
import { MEASURES, showMeasure } from './measures.js';
import { missKinds } from './miss-kinds.js';
import { networkBlocks, networkTotals } from './network.js';
import { processorBlocks } from './processor-table.js';
import { unusedNote } from './run-notes.js';
import { timingBlocks } from './timing.js';
import { transitionBlocks } from './transition-table.js';

/** What a reader of the trace must know: how records became references, and what was left out. */
const traceFacts = ({ trace }: Result): string[] => {
  const { records, splits, instructionsSkipped, badRecords } = trace;
  const facts = [plural(records, 'record')];
  if (splits > 0) facts.push(`${plural(splits, 'more reference')} from accesses that cross a line boundary`);
  if (instructionsSkipped > 0)
    facts.push(`${plural(instructionsSkipped, 'instruction fetch', 'instruction fetches')} left out`);
  if (badRecords > 0) facts.push(`${plural(badRecords, 'bad record')} skipped`);
  return facts;
};

/** Banner of a run that did not reach the trace's end, and of a run of nothing. */
export const warnings = ({ partial, total }: Result): Block[] => {
  const blocks: Block[] = [];
  if (partial) {
    blocks.push({
      kind: 'warning',
      text: 'PARTIAL RUN: stopped before the end of the trace; every number is of what was simulated until then.',
    });
  }
  if (total.references === 0) {
    blocks.push({ kind: 'warning', text: 'NOTHING SIMULATED: the trace gave no references.' });
  }
  return blocks;
};

const traffic = ({ total, network }: Result): string => {
  const { references } = total;
  if (network === null) {
    return `The bus carried ${fixed(total.busBytes / references)} B a reference, in ${perThousand(total.busTransactions, references)} transactions per 1,000 references.`;
  }
  const { bytes, messages } = networkTotals(network);
  return `The network carried ${fixed(bytes / references)} B a reference, in ${perThousand(messages, references)} messages per 1,000 references.`;
};

/** The run in two or three sentences. */
const summary = (result: Result): Block[] => {
  const { total, classified } = result;
  const sentences = [
    `${percent(total.misses, total.references)} of ${plural(total.references, 'reference')} missed.`,
    traffic(result),
  ];
  if (classified && total.misses > 0) {
    const { coherenceMisses, trueSharingMisses, falseSharingMisses, misses } = total;
    sentences.push(
      `${percent(coherenceMisses, misses)} of the misses are the work of other processors: ${percent(trueSharingMisses, misses)} by true sharing, ${percent(falseSharingMisses, misses)} by false sharing.`,
    );
  }
  return [{ kind: 'paragraph', text: sentences.join(' ') }];
};

const outcome = (result: Result): Block[] => [
  { kind: 'heading', text: 'Outcome' },
  ...summary(result),
  {
    kind: 'table',
    columns: [left('measure'), right('value'), left('unit')],
    rows: MEASURES.filter((measure) => measure.applies(result)).map((measure) => [
      measure.title,
      showMeasure(measure, measure.of(result)),
      measure.unit,
    ]),
  },
];

const references = ({ total }: Result): Block[] => [
  { kind: 'heading', text: 'References' },
  {
    kind: 'table',
    columns: [
      left('kind'),
      right('count', 'references'),
      right('hits', 'references'),
      right('misses', 'references'),
      right('miss rate'),
      right('misses', 'per 1,000 references'),
    ],
    rows: (
      [
        ['reads', total.reads, total.readHits, total.readMisses],
        ['writes', total.writes, total.writeHits, total.writeMisses],
        ['all', total.references, total.hits, total.misses],
      ] as const
    ).map(([kind, count, hits, misses]) => [
      kind,
      grouped(count),
      grouped(hits),
      grouped(misses),
      percent(misses, count),
      perThousand(misses, total.references),
    ]),
  },
];

const groupBlocks = (result: Result): Block[] =>
  COUNTER_GROUPS.flatMap((group) => {
    if (group.title === 'References') return references(result);
    if (group.title === MISS_KINDS) return missKinds(result);
    if (!group.applies(result)) return [];
    return [{ kind: 'heading', text: groupTitle(group, [result]) }, ...counterTable(result, group.counters)];
  });

/** One run, from what was simulated to how often each state gave way to which. */
export const runDocument = (result: Result): Block[] => {
  const { protocol, trace, machine } = result;
  const name = printable(protocol.name);
  const opening: Block[] = [
    {
      kind: 'title',
      text: `${name} on ${plural(machine.processors, 'processor')}: ${printable(trace.name)}`,
    },
    ...warnings(result),
    {
      kind: 'facts',
      facts: [
        ...machineFacts(machine),
        ['Protocol', `${name}: ${printable(protocol.title)}`],
        ['Trace', `${printable(trace.name)} (${printable(trace.format)}): ${traceFacts(result).join(', ')}`],
      ],
    },
  ];
  if (result.total.references === 0) return opening;
  return [
    ...opening,
    ...paragraphs([unusedNote(result)]),
    ...outcome(result),
    ...timingBlocks(result),
    ...groupBlocks(result),
    ...networkBlocks(result),
    ...processorBlocks(result),
    ...transitionBlocks(result),
  ];
};
