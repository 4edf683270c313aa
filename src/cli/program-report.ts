/** Which report of runs of programs was asked for, and how it is set. */
import { CohortError } from '../errors.js';
import type { ProgramResult } from '../execute/result.js';
import { PROGRAM_REPORTS, type ProgramReport } from '../reports/program-reports.js';
import type { Io } from './io.js';
import type { ReportOptions } from './options.js';
import { formAmong, reportSetting } from './report.js';

/** The report of that name; without one, that of the ending of `--out`, else text. */
export const chosenProgramReport = (options: ReportOptions): ProgramReport => {
  const all: readonly ProgramReport[] = Object.values(PROGRAM_REPORTS);
  const text: ProgramReport = PROGRAM_REPORTS.text;
  return formAmong([text, ...all.filter((each) => each !== text)], options);
};

export const renderProgramReport = (
  report: ProgramReport,
  results: readonly ProgramResult[],
  options: ReportOptions & { readonly machines?: readonly string[] },
  io: Io,
  notes: readonly string[] = [],
): string => {
  const { machines } = options;
  const text = report.render(results, {
    ...reportSetting(options, io),
    notes,
    ...(machines && { machines }),
  });
  if (text !== undefined) return text;
  throw new CohortError(
    `the report ${report.name} draws a curve over processors, and there is none in these runs. Compare several numbers of them, as in --processors 1,2,4,8, or choose another report.`,
    2,
  );
};
