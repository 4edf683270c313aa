import type { Result } from '../result.js';

export interface ReportOptions {
  /** Columns of the terminal that a text report may fill, 40 to 1000; what is less or more is taken as that. Default 80. */
  readonly width?: number;
  /** Whether a text report may use ANSI escapes for bold and dim. Default false. */
  readonly color?: boolean;
}

/** How results of traces are set. */
export interface RunReportOptions extends ReportOptions {
  /**
   * What to call the results where several stand side by side, in their order. Default, and between
   * results of one name: by what differs between them.
   */
  readonly names?: readonly string[];
}

/** A form in which results are given to a reader. The same results give the same text everywhere. */
export interface Report {
  /** Name on the command line. */
  readonly name: string;
  /** One line: what it is good for. */
  readonly title: string;
  /** Of a file that holds it, without the dot. */
  readonly extension: string;
  /**
   * One result: the report of that run. Several: side by side, compared with the first. None: an empty
   * document of the form. Ends in a line break.
   */
  render(results: readonly Result[], options?: RunReportOptions): string;
}
