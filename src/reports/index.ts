/** The forms of a report, one file each. */
import { csv } from './csv.js';
import { json } from './json.js';
import { md } from './md.js';
import type { Report } from './report.js';
import { text } from './text.js';

export { MEASURES, type Measure } from './measures.js';
export type { Report, ReportOptions, RunReportOptions } from './report.js';

/** Every form that a name can call; the first is the default. */
export const REPORTS = { text, json, csv, md } as const satisfies Record<string, Report>;

export type ReportName = keyof typeof REPORTS;
