/** Where the time of several runs went, side by side. */
import { ACCESS_CLASSES, type Result, STALL_CAUSES, type TimingResult } from '../result.js';
import { type Block, left, right } from './document.js';
import { fixed } from './format.js';
import { withRatios } from './ratios.js';
import { CAUSE_TITLES, CLASS_TITLES } from './time-names.js';
import { timeTotals } from './time-totals.js';

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

type Aspect = (timing: TimingResult) => number | undefined;

const table = (
  what: string,
  results: readonly Result[],
  labels: readonly string[],
  rows: readonly (readonly [title: string, of: Aspect])[],
): Block => ({
  kind: 'table',
  columns: [left(what), ...labels.map((label) => right(label))],
  rows: rows
    .map(([title, of]) => ({
      title,
      values: results.map(({ timing }) => (timing ? of(timing) : undefined)),
    }))
    .filter(({ values }) => values.some((value) => value !== undefined && value !== 0))
    .map(({ title, values }) => [title, ...withRatios(values, fixed)]),
});

const aReference = (of: (timing: TimingResult) => number): Aspect => {
  return (timing) => {
    const { references } = timeTotals(timing);
    return references === 0 ? undefined : of(timing) / references;
  };
};

/** Of timed runs; nothing where none is. */
export const timingComparison = (results: readonly Result[], labels: readonly string[]): Block[] => {
  if (results.every(({ timing }) => timing === null)) return [];
  return [
    { kind: 'heading', text: 'Time' },
    table('cycles a reference', results, labels, [
      ['computing', aReference((timing) => timeTotals(timing).compute)],
      ...STALL_CAUSES.map((cause): [string, Aspect] => [
        CAUSE_TITLES[cause],
        aReference(({ processors }) => sum(processors.map(({ stalls }) => stalls[cause]))),
      ]),
      ['nothing to do', aReference((timing) => timeTotals(timing).idle)],
    ]),
    table(
      'mean latency (cycles)',
      results,
      labels,
      ACCESS_CLASSES.map((name): [string, Aspect] => [
        CLASS_TITLES[name],
        ({ classes }) => {
          const found = classes.find((latency) => latency.class === name);
          return found && found.cycles / found.count;
        },
      ]),
    ),
  ];
};
