/** Which report was asked for, and how it is set. */
import { extname } from 'node:path';
import { REPORTS, type Report, type RunReportOptions } from '../reports/index.js';
import type { Result } from '../result.js';
import { type Io, widthOf } from './io.js';
import { knownName } from './names.js';
import type { ReportOptions } from './options.js';

/** The form of that name among those given; without one, that of the ending of `--out`, else the first. */
export const formAmong = <Form extends { readonly name: string; readonly extension: string }>(
  forms: readonly [Form, ...Form[]],
  { report: name, out }: ReportOptions,
): Form => {
  const [first] = forms;
  if (name !== undefined) {
    const known = knownName(
      'report',
      name,
      forms.map((each) => each.name),
    );
    return forms.find((each) => each.name === known) ?? first;
  }
  const ending = out === undefined ? '' : extname(out).slice(1).toLowerCase();
  return forms.find((each) => each.extension === ending) ?? first;
};

/** The report of one run or several; text where nothing else is said. */
export const chosenReport = (options: ReportOptions): Report =>
  formAmong([REPORTS.text, ...Object.values(REPORTS).filter((each) => each !== REPORTS.text)], options);

/** Colour where a terminal shows it, unless the user or the environment says otherwise (no-color.org). */
const wantsColor = ({ color, out }: ReportOptions, { stdout, env }: Io): boolean =>
  color ?? (out === undefined && stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb');

/** Width and colour of a report for people. */
export const reportSetting = (options: ReportOptions, io: Io): { width: number; color: boolean } => ({
  width: widthOf(io),
  color: wantsColor(options, io),
});

/** As `ReportOptions`, with what the command line calls the runs. */
export interface NamedReportOptions extends ReportOptions {
  readonly names?: readonly string[];
}

/** The same, with the names of the runs. */
export const namedSetting = (options: NamedReportOptions, io: Io): RunReportOptions => ({
  ...reportSetting(options, io),
  ...(options.names && { names: options.names }),
});

export const renderReport = (
  report: Report,
  results: readonly Result[],
  options: NamedReportOptions,
  io: Io,
): string => report.render(results, namedSetting(options, io));
