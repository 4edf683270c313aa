/** The forms in which runs of programs are given to a reader. */
import { PROGRAM_COMPARISON_SCHEMA, type ProgramComparison, type ProgramResult } from '../execute/result.js';
import { orderedMachine } from './json-machine.js';
import { renderMarkdown } from './md.js';
import { programDocument } from './program.js';
import { programComparison } from './program-comparison.js';
import { programCsv } from './program-csv.js';
import { classicalCurve } from './program-curve.js';
import { curveSvg } from './program-svg.js';
import type { ReportOptions } from './report.js';
import { renderText } from './text.js';

/** How results of programs are set. */
export interface ProgramReportOptions extends ReportOptions {
  /**
   * What to call the machines where runs on several stand side by side, one for each result. Default:
   * by what differs between them.
   */
  readonly machines?: readonly string[];
  /** What else is to be said of several runs, such as which of them there are not. */
  readonly notes?: readonly string[];
}

/** As `Report`, of runs of programs. */
export interface ProgramReport {
  readonly name: string;
  readonly title: string;
  /** Of a file that holds it, without the dot. */
  readonly extension: string;
  /**
   * One result: the report of that run. Several: side by side. Ends in a line break. `undefined` where
   * the form has nothing to show of them: a curve needs runs on several numbers of processors.
   */
  render(results: readonly ProgramResult[], options?: ProgramReportOptions): string | undefined;
}

const documentOf = (results: readonly ProgramResult[], { notes = [], machines }: ProgramReportOptions) =>
  results.length === 1 ? programDocument(results[0]!) : programComparison(results, notes, machines);

const ordered = (result: ProgramResult): ProgramResult => ({
  ...result,
  machine: orderedMachine(result.machine),
});

const write = (value: ProgramResult | ProgramComparison): string => `${JSON.stringify(value, null, 2)}\n`;

/** Every form that a name can call; the first is the default. */
export const PROGRAM_REPORTS = {
  text: {
    name: 'text',
    title: 'For a terminal: tables that fit its width',
    extension: 'txt',
    render: (results, options = {}) =>
      results.length === 0 ? 'No runs.\n' : renderText(documentOf(results, options), options),
  },
  json: {
    name: 'json',
    title: 'The result verbatim, with a versioned schema',
    extension: 'json',
    render: (results) =>
      results.length === 1
        ? write(ordered(results[0]!))
        : write({ schema: PROGRAM_COMPARISON_SCHEMA, results: results.map(ordered) }),
  },
  csv: {
    name: 'csv',
    title: 'CSV in long form: one number a row',
    extension: 'csv',
    render: (results, options = {}) => programCsv(results, options.machines),
  },
  md: {
    name: 'md',
    title: 'Markdown, for notes and pull requests',
    extension: 'md',
    render: (results, options = {}) =>
      results.length === 0 ? 'No runs.\n' : renderMarkdown(documentOf(results, options)),
  },
  svg: {
    name: 'svg',
    title: 'The curve of a comparison, as a drawing',
    extension: 'svg',
    render: (results, options = {}) => {
      const curve = classicalCurve(results, options.machines);
      return curve && curveSvg(curve);
    },
  },
} as const satisfies Record<string, ProgramReport>;

export type ProgramReportName = keyof typeof PROGRAM_REPORTS;
