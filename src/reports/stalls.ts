/** Where the processors' time went, by cause. */
import { type ProcessorTime, STALL_CAUSES, type StallCause, type TimingResult } from '../result.js';
import { type Block, type Column, left, right } from './document.js';
import { fixed, grouped, percent, plural } from './format.js';
import { CAUSE_TITLES } from './time-names.js';

/** Above this many processors, a row each gives way to those that took longest. */
const MOST_ROWS = 16;
const LONGEST = 8;
/** Causes of less, over all processors, have one column together. */
const SMALL_SHARE = 0.02;

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

const totalStall = ({ stalls }: ProcessorTime): number => sum(Object.values(stalls));

const causeTable = (processors: readonly ProcessorTime[]): Block => {
  const cycles = sum(processors.map((processor) => processor.cycles));
  const references = sum(processors.map((processor) => processor.references));
  const row = (title: string, spent: number): string[] => [
    title,
    grouped(spent),
    percent(spent, cycles),
    references === 0 ? fixed(0) : fixed(spent / references),
  ];
  const ofCause = (cause: StallCause): number => sum(processors.map(({ stalls }) => stalls[cause]));
  return {
    kind: 'table',
    columns: [left('where time went'), right('cycles'), right('share'), right('cycles a reference')],
    rows: [
      row('computing', sum(processors.map(({ compute }) => compute))),
      ...STALL_CAUSES.filter((cause) => ofCause(cause) > 0).map((cause) =>
        row(CAUSE_TITLES[cause], ofCause(cause)),
      ),
      row('nothing to do', sum(processors.map(({ idle }) => idle))),
      row('all', cycles),
    ],
  };
};

/** What stores and misses that nobody waited for took, where there were some. */
const overlapBlocks = (processors: readonly ProcessorTime[]): Block[] => {
  const ofCause = (cause: StallCause): number => sum(processors.map(({ overlapped }) => overlapped[cause]));
  const all = sum(STALL_CAUSES.map(ofCause));
  if (all === 0) return [];
  const row = (title: string, spent: number): string[] => [title, grouped(spent), percent(spent, all)];
  return [
    {
      kind: 'paragraph',
      text: 'What buffered stores, and misses that nobody waited for, spent their time on meanwhile. It is no part of the time above: waiting for the store buffer, and for misses under way, is waiting for these.',
    },
    {
      kind: 'table',
      columns: [left('what they waited for'), right('cycles'), right('share')],
      rows: [
        ...STALL_CAUSES.filter((cause) => ofCause(cause) > 0).map((cause) =>
          row(CAUSE_TITLES[cause], ofCause(cause)),
        ),
        row('all', all),
      ],
    },
  ];
};

const cell = (part: number, processor: ProcessorTime): string => percent(part, processor.cycles);

const processorTable = (processors: readonly ProcessorTime[], shown: readonly number[]): Block => {
  const all = sum(processors.map(({ cycles }) => cycles));
  const large = (cause: StallCause): boolean =>
    sum(processors.map(({ stalls }) => stalls[cause])) > SMALL_SHARE * all;
  const causes = STALL_CAUSES.filter(large);
  const small = STALL_CAUSES.filter((cause) => !large(cause));
  const columns: Column[] = [
    left('processor'),
    right('cycles'),
    right('references'),
    right('cycles of memory', 'a reference'),
    right('computing'),
    ...causes.map((cause) => right(CAUSE_TITLES[cause])),
    right('other stalls'),
    right('nothing to do'),
  ];
  return {
    kind: 'table',
    columns,
    rows: shown.map((at) => {
      const processor = processors[at]!;
      return [
        String(at),
        grouped(processor.cycles),
        grouped(processor.references),
        processor.references === 0 ? fixed(0) : fixed(totalStall(processor) / processor.references),
        cell(processor.compute, processor),
        ...causes.map((cause) => cell(processor.stalls[cause], processor)),
        cell(sum(small.map((cause) => processor.stalls[cause])), processor),
        cell(processor.idle, processor),
      ];
    }),
  };
};

/** Time by cause, over all processors and by processor. */
export const stallBlocks = ({ processors }: TimingResult): Block[] => {
  const numbers = processors.map((_, at) => at);
  if (processors.length <= MOST_ROWS)
    return [causeTable(processors), ...overlapBlocks(processors), processorTable(processors, numbers)];
  const longest = numbers
    .sort((a, b) => processors[b]!.cycles - processors[a]!.cycles || a - b)
    .slice(0, LONGEST);
  return [
    causeTable(processors),
    ...overlapBlocks(processors),
    {
      kind: 'paragraph',
      text: `The ${LONGEST} of ${plural(processors.length, 'processor')} that took longest:`,
    },
    processorTable(processors, longest),
  ];
};
