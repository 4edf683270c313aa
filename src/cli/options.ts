/** Options that several commands share, once read. */

/** How trace files are read. */
export interface ReadOptions {
  /** A trace format's name; without it, the content tells. */
  readonly format?: string;
  readonly interleave?: 'trace' | 'round-robin';
  /** References of a processor before it is the next one's turn. */
  readonly quantum?: number;
  /** Whether a line that does not parse ends the run. */
  readonly strict: boolean;
}

/** How a workload is generated. */
export interface GenerateOptions {
  readonly references?: number;
  /** `name=value`, in order. */
  readonly param?: readonly string[];
  readonly seed?: number;
  readonly processors?: number;
}

/** Where the references come from. */
export interface SourceOptions extends ReadOptions, GenerateOptions {
  readonly workload?: string;
  /** Records of the trace after which to stop. */
  readonly limit?: number;
}

export interface ReportOptions {
  readonly report?: string;
  readonly out?: string;
  readonly stats?: boolean;
  readonly progress: boolean;
  readonly color?: boolean;
}
