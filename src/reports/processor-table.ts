import { COUNTERS, type CounterName, type Counters } from '../counters.js';
import type { Result } from '../result.js';
import { type Block, type Column, left, right } from './document.js';
import { grouped, NOTHING, percent } from './format.js';

/** Above this many processors, a table with one row each gives way to a summary. */
const MOST_ROWS = 16;
/** Rows of the busiest processors in a summary. */
const BUSIEST = 8;

/** The miss rate stands after the first three. */
const FIRST: readonly CounterName[] = ['references', 'writes', 'misses'];
const REST: readonly CounterName[] = [
  'upgrades',
  'invalidationsReceived',
  'cacheToCacheTransfers',
  'evictions',
];
const BUS: readonly CounterName[] = ['busBytes'];
const NODES: readonly CounterName[] = ['localRequests', 'remoteRequests'];
const SNOOPING_NODES: readonly CounterName[] = [...NODES, 'nodeRequests'];
const CLASSIFIED: readonly CounterName[] = ['trueSharingMisses', 'falseSharingMisses'];

const requestsIn = ({ numa }: Result['machine']): readonly CounterName[] => {
  if (numa === null) return BUS;
  return numa.directory.tracks === 'nodes' ? SNOOPING_NODES : NODES;
};

const restOf = ({ classified, machine }: Result): readonly CounterName[] => [
  ...(classified ? CLASSIFIED : []),
  ...REST,
  ...requestsIn(machine),
];

const counterColumn = (name: CounterName): Column => right(COUNTERS[name].title, COUNTERS[name].unit);

const heads = (first: string, rest: readonly CounterName[]): Column[] => [
  left(first),
  ...FIRST.map(counterColumn),
  right('miss rate'),
  ...rest.map(counterColumn),
];

const row = (title: string, rest: readonly CounterName[], counters: Counters): string[] => [
  title,
  ...FIRST.map((name) => grouped(counters[name])),
  percent(counters.misses, counters.references),
  ...rest.map((name) => grouped(counters[name])),
];

/** The value in the middle of an ascending list; of two, the lower. */
const median = (ascending: readonly number[]): number => ascending[Math.floor((ascending.length - 1) / 2)]!;

/** Least, median and most of each column by itself. */
const spread = ({ processors }: Result, rest: readonly CounterName[]): string[][] => {
  const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
  const counts = (name: CounterName): number[] => ascending(processors.map((counters) => counters[name]));
  const rates = ascending(
    processors
      .filter(({ references }) => references > 0)
      .map(({ misses, references }) => misses / references),
  );
  const pick = (title: string, of: (values: readonly number[]) => number): string[] => [
    title,
    ...FIRST.map((name) => grouped(of(counts(name)))),
    rates.length === 0 ? NOTHING : percent(of(rates), 1),
    ...rest.map((name) => grouped(of(counts(name)))),
  ];
  return [
    pick('least', (values) => values[0]!),
    pick('median', median),
    pick('most', (values) => values.at(-1)!),
  ];
};

/** One row a processor; of many processors, how they spread and those with the most misses. */
export const processorBlocks = (result: Result): Block[] => {
  const { processors, total } = result;
  const rest = restOf(result);
  const numbered = processors.map((counters, processor) => ({ counters, processor }));
  const heading: Block = { kind: 'heading', text: 'By processor' };
  if (processors.length <= MOST_ROWS) {
    const rows = numbered.map(({ counters, processor }) => row(String(processor), rest, counters));
    return [
      heading,
      { kind: 'table', columns: heads('processor', rest), rows: [...rows, row('total', rest, total)] },
    ];
  }
  const busiest = numbered
    .sort((a, b) => b.counters.misses - a.counters.misses || a.processor - b.processor)
    .slice(0, BUSIEST);
  return [
    heading,
    {
      kind: 'table',
      columns: heads(`of ${grouped(processors.length)} processors`, rest),
      rows: [row('total', rest, total), ...spread(result, rest)],
    },
    { kind: 'paragraph', text: `The ${BUSIEST} processors with the most misses:` },
    {
      kind: 'table',
      columns: heads('processor', rest),
      rows: busiest.map(({ counters, processor }) => row(String(processor), rest, counters)),
    },
  ];
};
