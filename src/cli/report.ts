/** Which report was asked for, and how it is set. */
import { extname } from 'node:path';
import { REPORTS, type Report } from '../reports/index.js';
import type { Result } from '../result.js';
import { type Io, widthOf } from './io.js';
import { knownName } from './names.js';
import type { ReportOptions } from './options.js';

/** The report of that name; without one, that of the ending of `--out`, else text. */
export const chosenReport = ({ report: name, out }: ReportOptions): Report => {
  const all = Object.values(REPORTS);
  if (name !== undefined) {
    const known = knownName(
      'report',
      name,
      all.map((each) => each.name),
    );
    return all.find((each) => each.name === known) ?? REPORTS.text;
  }
  const ending = out === undefined ? '' : extname(out).slice(1).toLowerCase();
  return all.find((each) => each.extension === ending) ?? REPORTS.text;
};

/** Colour where a terminal shows it, unless the user or the environment says otherwise (no-color.org). */
const wantsColor = ({ color, out }: ReportOptions, { stdout, env }: Io): boolean =>
  color ?? (out === undefined && stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb');

/** Width and colour of a report for people. */
export const reportSetting = (options: ReportOptions, io: Io): { width: number; color: boolean } => ({
  width: widthOf(io),
  color: wantsColor(options, io),
});

export const renderReport = (
  report: Report,
  results: readonly Result[],
  options: ReportOptions,
  io: Io,
): string => report.render(results, reportSetting(options, io));
