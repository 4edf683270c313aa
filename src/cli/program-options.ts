/** Options that go with a program, and options that go with a trace: they do not mix. */
import { CohortError } from '../errors.js';
import { readingOptions } from './open-files.js';
import type { SourceOptions } from './options.js';

interface ProgramOnly {
  readonly threads?: unknown;
  readonly model?: unknown;
  readonly slack?: unknown;
  readonly limitInstructions?: unknown;
  readonly livelockInstructions?: unknown;
  readonly schedule?: unknown;
  readonly quantumCycles?: unknown;
  readonly switchCycles?: unknown;
  readonly migrationCycles?: unknown;
  readonly priorities?: unknown;
  readonly processes?: unknown;
  readonly cluster?: unknown;
  readonly dsm?: unknown;
  readonly manager?: unknown;
  readonly pageBytes?: unknown;
  readonly memories?: unknown;
  readonly traceOut?: unknown;
  readonly timeline?: unknown;
  readonly timelineEvents?: unknown;
}

/** Options of programs, as they are written. */
export const PROGRAM_ONLY: Readonly<Record<keyof ProgramOnly, string>> = {
  threads: '--threads',
  model: '--model',
  slack: '--slack',
  limitInstructions: '--limit-instructions',
  livelockInstructions: '--livelock-instructions',
  schedule: '--schedule',
  quantumCycles: '--quantum-cycles',
  switchCycles: '--switch-cycles',
  migrationCycles: '--migration-cycles',
  priorities: '--priorities',
  processes: '--processes',
  cluster: '--cluster',
  dsm: '--dsm',
  manager: '--manager',
  pageBytes: '--page-bytes',
  memories: '--memories',
  traceOut: '--trace-out',
  timeline: '--timeline',
  timelineEvents: '--timeline-events',
};

/** Refuses what means nothing without a program. */
export const refuseProgramOptions = (options: ProgramOnly): void => {
  for (const [name, option] of Object.entries(PROGRAM_ONLY)) {
    if (Object.entries(options).every(([given, value]) => given !== name || value === undefined)) continue;
    throw new CohortError(
      `${option} is about a program; name one with --program, or leave ${option} out.`,
      2,
    );
  }
};

/** Refuses what means nothing beside a program. */
export const refuseTraceOptions = (
  traces: readonly string[],
  program: string,
  options: Omit<SourceOptions, 'processors'>,
): void => {
  const { workload, references, param, limit } = options;
  if (traces.length > 0) {
    throw new CohortError(
      `both a trace (${traces[0]}) and --program ${program} are given; leave one of them out.`,
      2,
    );
  }
  if (param !== undefined) {
    throw new CohortError(
      `--param sets a parameter of a workload; those of a program are set by --set, as in --set ${param[0]}.`,
      2,
    );
  }
  if (limit !== undefined) {
    throw new CohortError(
      `--limit is the length of a trace; a program is stopped by --limit-instructions ${limit}.`,
      2,
    );
  }
  const [given] = [
    ...(workload === undefined ? [] : ['--workload']),
    ...(references === undefined ? [] : ['--references']),
    ...readingOptions(options),
  ];
  if (given === undefined) return;
  throw new CohortError(`${given} is about traces, and --program ${program} has none; leave it out.`, 2);
};
