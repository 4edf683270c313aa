/** Several runs side by side, as a document. */
import { COUNTERS } from '../counters.js';
import type { Result } from '../result.js';
import { noneLine } from './counter-table.js';
import { type Block, left, right } from './document.js';
import { grouped, percent, plural, printable } from './format.js';
import { COUNTER_GROUPS, type CounterGroup, groupTitle } from './groups.js';
import { labelsOf } from './labels.js';
import { machineFacts } from './machine-facts.js';
import { MEASURES, type Measure, showMeasure } from './measures.js';
import { withRatios } from './ratios.js';
import { warnings } from './run.js';
import { timingComparison } from './timing-comparison.js';

/** The unit stands with the name, unless it ends the name already: in every part of a split table. */
const named = ({ title, unit }: { title: string; unit: string }): string =>
  title.endsWith(unit) ? title : `${title} (${unit})`;

const side = (labels: readonly string[]) => labels.map((label) => right(label));

const measures = (results: readonly Result[], labels: readonly string[]): Block[] => {
  const value = (measure: Measure, result: Result): number | undefined =>
    measure.applies(result) ? measure.of(result) : undefined;
  return [
    { kind: 'heading', text: 'Outcome' },
    {
      kind: 'table',
      columns: [left('measure'), ...side(labels)],
      rows: MEASURES.filter((measure) => results.some(measure.applies)).map((measure) => [
        named(measure),
        ...withRatios(
          results.map((result) => value(measure, result)),
          (number) => showMeasure(measure, number),
        ),
      ]),
    },
  ];
};

const counters = (
  results: readonly Result[],
  labels: readonly string[],
  { counters: names, applies }: CounterGroup,
): Block[] => {
  const some = names.filter((name) => results.some(({ total }) => total[name] !== 0));
  const none = names.filter((name) => !some.includes(name));
  const table: Block = {
    kind: 'table',
    columns: [left('counter'), ...side(labels)],
    rows: some.map((name) => [
      named(COUNTERS[name]),
      ...withRatios(
        results.map((result) => (applies(result) ? result.total[name] : undefined)),
        grouped,
      ),
    ]),
  };
  return [...(some.length > 0 ? [table] : []), ...noneLine(none, 'None in any run')];
};

/** What all runs have in common stands once; where they differ, each run's label says how. */
const commonFacts = (results: readonly Result[]): [string, string][] => {
  const all = results.map(({ machine }) => machineFacts(machine));
  return all[0]!.filter(([name, text]) =>
    all.every((facts) => facts.some(([otherName, otherText]) => otherName === name && otherText === text)),
  );
};

const runFacts = (results: readonly Result[], labels: readonly string[]): Block => ({
  kind: 'table',
  columns: [left('run'), left('protocol'), left('trace'), right('references'), right('miss rate')],
  rows: results.map(({ protocol, trace, total, partial }, at) => [
    `${labels[at]}${partial ? ' (partial)' : ''}`,
    printable(protocol.name),
    printable(trace.name),
    grouped(total.references),
    percent(total.misses, total.references),
  ]),
});

/** Runs side by side, each number with its ratio to the first run's. There is at least one. */
export const comparisonDocument = (results: readonly Result[]): Block[] => {
  const labels = labelsOf(results);
  const warned = results.flatMap((result, at) =>
    warnings(result).map(
      (block): Block =>
        block.kind === 'warning' ? { kind: 'warning', text: `${labels[at]}: ${block.text}` } : block,
    ),
  );
  return [
    { kind: 'title', text: `${plural(results.length, 'run')} side by side` },
    ...warned,
    { kind: 'facts', facts: commonFacts(results) },
    runFacts(results, labels),
    {
      kind: 'paragraph',
      text: `Totals over all processors. The number after × is the ratio to the first run, ${labels[0]}.`,
    },
    ...measures(results, labels),
    ...timingComparison(results, labels),
    ...COUNTER_GROUPS.filter((group) => results.some(group.applies)).flatMap((group): Block[] => [
      { kind: 'heading', text: groupTitle(group, results) },
      ...counters(results, labels, group),
    ]),
  ];
};
