/** Several runs side by side, as a document. */
import { COUNTERS } from '../counters.js';
import type { Result } from '../result.js';
import { noneLine } from './counter-table.js';
import { type Block, type Column, left, paragraphs, right } from './document.js';
import { grouped, percent, plural, printable } from './format.js';
import { COUNTER_GROUPS, type CounterGroup, groupTitle } from './groups.js';
import { labelsOf } from './labels.js';
import { machineFacts } from './machine-facts.js';
import { MEASURES, type Measure, showMeasure } from './measures.js';
import { withRatios } from './ratios.js';
import { warnings } from './run.js';
import { idleNotes, overlapNote, unusedNotes } from './run-notes.js';
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
  const all = results.map(({ machine, trace }): [string, string][] => [
    ...machineFacts(machine),
    ['Trace', printable(trace.name)],
  ]);
  return all[0]!.filter(([name, text]) =>
    all.every((facts) => facts.some(([otherName, otherText]) => otherName === name && otherText === text)),
  );
};

const differ = (values: readonly (string | number)[]): boolean => new Set(values).size > 1;

/** A line for each run; the columns that would say the same of all are left out. */
const runFacts = (results: readonly Result[], labels: readonly string[]): Block => {
  const columns: [column: Column, isTold: boolean, of: (result: Result, at: number) => string][] = [
    [left('run'), true, ({ partial }, at) => `${labels[at]}${partial ? ' (partial)' : ''}`],
    [left('protocol'), true, ({ protocol }) => printable(protocol.name)],
    [
      right('processors'),
      differ(results.map(({ machine }) => machine.processors)),
      ({ machine }) => grouped(machine.processors),
    ],
    [left('trace'), differ(results.map(({ trace }) => trace.name)), ({ trace }) => printable(trace.name)],
    [right('references'), true, ({ total }) => grouped(total.references)],
    [right('miss rate'), true, ({ total }) => percent(total.misses, total.references)],
  ];
  const told = columns.filter(([, isTold]) => isTold);
  return {
    kind: 'table',
    columns: told.map(([column]) => column),
    rows: results.map((result, at) => told.map(([, , of]) => of(result, at))),
  };
};

/** Runs side by side, each number with its ratio to the first run's. There is at least one. */
export const comparisonDocument = (results: readonly Result[], names?: readonly string[]): Block[] => {
  const labels = labelsOf(results, names);
  const warned = results.flatMap((result, at) =>
    warnings(result).map(
      (block): Block =>
        block.kind === 'warning' ? { kind: 'warning', text: `${labels[at]}: ${block.text}` } : block,
    ),
  );
  const common = commonFacts(results);
  return [
    { kind: 'title', text: `${plural(results.length, 'run')} side by side` },
    ...warned,
    ...(common.length === 0 ? [] : [{ kind: 'facts' as const, facts: common }]),
    runFacts(results, labels),
    ...paragraphs([
      unusedNotes(results, labels),
      idleNotes(results, labels),
      results.map(overlapNote).find((note) => note !== undefined),
    ]),
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
