/** Several runs of programs side by side, as a document. */
import type { ProgramResult } from '../execute/result.js';
import { type Block, left, paragraphs, right } from './document.js';
import { fixed, grouped, NOTHING, plural, printable } from './format.js';
import { machineFacts } from './machine-facts.js';
import { parametersText, programWarnings } from './program.js';
import { clusterFacts } from './program-cluster.js';
import { type Curve, classicalCurve, trafficCurves } from './program-curve.js';
import { programLabels } from './program-labels.js';
import { SECTION_MEASURES } from './program-measures.js';
import { letterOf, plotLines } from './program-plot.js';
import { SCALED_NODES } from './speed-up.js';

/** What all runs have in common stands once. */
const commonFacts = (results: readonly ProgramResult[]): [string, string][] => {
  const factsOf = (result: ProgramResult): [string, string][] => {
    const facts: [string, string][] = [
      ['Program', printable(result.program.name)],
      ...machineFacts(result.machine),
      ['Protocol', printable(result.protocol.name)],
      ['Memory model', printable(result.model)],
      ...(result.cluster ? clusterFacts(result.cluster.config) : []),
    ];
    const parameters = parametersText(result);
    return parameters === '' ? facts : [...facts, ['Parameters', printable(parameters)]];
  };
  const all = results.map(factsOf);
  return all[0]!.filter(([name, text]) =>
    all.every((facts) => facts.some((fact) => fact[0] === name && fact[1] === text)),
  );
};

const shown = (value: number | undefined): string => (value === undefined ? NOTHING : fixed(value));

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A row for each line of the curve, a column for each number of processors. */
const curveTable = ({ processors, series }: Curve, letters: boolean): Block => ({
  kind: 'table',
  columns: [left(''), ...processors.map((count) => right(plural(count, 'processor')))],
  rows: series.map(({ label, values }, at) => [
    letters ? `${letterOf(at)}  ${label}` : label,
    ...values.map(shown),
  ]),
});

const curveBlocks = (
  results: readonly ProgramResult[],
  notes: readonly string[],
  machines?: readonly string[],
): Block[] => {
  const said = notes.map((note): Block => ({ kind: 'paragraph', text: printable(note) }));
  const curve = classicalCurve(results, machines);
  if (!curve) return said;
  return [
    { kind: 'heading', text: curve.title },
    curveTable(curve, true),
    { kind: 'drawing', lines: (width) => plotLines(curve, width) },
    ...said,
    ...trafficCurves(results, machines).flatMap((traffic): Block[] => [
      { kind: 'heading', text: `${capital(traffic.title)} (${traffic.unit})` },
      curveTable(traffic, false),
    ]),
  ];
};

const rightText = ({ findings }: ProgramResult): string => {
  if (findings.length === 0) return NOTHING;
  if (findings.some(({ right: isRight }) => isRight === null)) return 'not finished';
  return findings.every(({ right: isRight }) => isRight) ? 'right' : 'WRONG';
};

const runsTable = (results: readonly ProgramResult[], labels: readonly string[]): Block => {
  const measures = SECTION_MEASURES.filter(({ of }) => results.some((result) => of(result) !== undefined));
  return {
    kind: 'table',
    columns: [
      left('run'),
      left('ended'),
      left('computed'),
      right('run time', 'cycles'),
      right('instructions'),
      ...measures.map(({ title, unit }) => right(title, `${unit} an acquisition`)),
    ],
    rows: results.map((result, at) => [
      labels[at]!,
      result.ending,
      rightText(result),
      grouped(result.cycles),
      grouped(result.instructions),
      ...measures.map(({ of }) => shown(of(result))),
    ]),
  };
};

const title = (results: readonly ProgramResult[]): string => {
  const names = [...new Set(results.map(({ program }) => printable(program.name)))];
  return `${names.join(', ')}: ${plural(results.length, 'run')} side by side`;
};

/** That nodes go with the processors, where a comparison has several numbers of both. */
const nodesNote = (results: readonly ProgramResult[]): string | undefined => {
  const numbers = (of: (result: ProgramResult) => number): number =>
    new Set(results.filter(({ machine }) => machine.numa !== null).map(of)).size;
  const scaled =
    numbers(({ machine }) => machine.processors) > 1 &&
    numbers(({ machine }) => machine.numa?.nodes ?? 1) > 1;
  return scaled ? SCALED_NODES : undefined;
};

/** Runs side by side, with curves where processors differ. There is at least one. */
export const programComparison = (
  results: readonly ProgramResult[],
  notes: readonly string[],
  machines?: readonly string[],
): Block[] => {
  const labels = programLabels(results, machines);
  const warned = results.flatMap((result, at) =>
    programWarnings(result).map(
      (block): Block =>
        block.kind === 'warning' ? { kind: 'warning', text: `${labels[at]}: ${block.text}` } : block,
    ),
  );
  const clock = results.some(({ timed }) => timed)
    ? []
    : [
        {
          kind: 'paragraph' as const,
          text: 'An instruction takes one cycle (a pause ten), whatever accesses cost the caches; that is told as traffic.',
        },
      ];
  return [
    { kind: 'title', text: title(results) },
    ...warned,
    { kind: 'facts', facts: commonFacts(results) },
    ...clock,
    ...paragraphs([nodesNote(results)]),
    ...curveBlocks(results, notes, machines),
    { kind: 'heading', text: 'Runs' },
    runsTable(results, labels),
  ];
};
