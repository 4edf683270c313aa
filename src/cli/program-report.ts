/** Which report of runs of programs was asked for, and how it is set. */
import { extname } from 'node:path';
import { CohortError } from '../errors.js';
import type { ProgramResult } from '../execute/result.js';
import { PROGRAM_REPORTS, type ProgramReport } from '../reports/program-reports.js';
import type { Io } from './io.js';
import { knownName } from './names.js';
import type { ReportOptions } from './options.js';
import { reportSetting } from './report.js';

/** The report of that name; without one, that of the ending of `--out`, else text. */
export const chosenProgramReport = ({ report: name, out }: ReportOptions): ProgramReport => {
  const all: readonly ProgramReport[] = Object.values(PROGRAM_REPORTS);
  const names = all.map((each) => each.name);
  const ending = out === undefined ? '' : extname(out).slice(1).toLowerCase();
  const wanted = name === undefined ? undefined : knownName('report', name, names);
  return (
    all.find((each) => (wanted === undefined ? each.extension === ending : each.name === wanted)) ??
    PROGRAM_REPORTS.text
  );
};

export const renderProgramReport = (
  report: ProgramReport,
  results: readonly ProgramResult[],
  options: ReportOptions,
  io: Io,
): string => {
  const text = report.render(results, reportSetting(options, io));
  if (text !== undefined) return text;
  throw new CohortError(
    `the report ${report.name} draws a curve over processors, and there is none in these runs. Compare several numbers of them, as in --processors 1,2,4,8, or choose another report.`,
    2,
  );
};
