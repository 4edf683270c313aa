/** The trace that a command line asks for: files, a workload, or the bundled sample. */
import { CohortError } from '../errors.js';
import { TRACE_FORMATS } from '../traces/formats/index.js';
import type { TraceSource } from '../traces/source.js';
import { COMMON_PARAMETERS, WORKLOADS, workloadNamed, workloadSource } from '../workloads/index.js';
import { abortable, untilAborted } from './abortable.js';
import type { GenerateOptions, ReadOptions, SourceOptions } from './commands/options.js';
import { limited } from './limit.js';
import { suggesting } from './load.js';
import { knownName } from './names.js';

/** What a workload takes that is not among its own parameters. */
export interface WorkloadRequest extends GenerateOptions {
  readonly processors?: number;
  readonly quantum?: number;
}

/** `name=value` pairs of `--param` as the workload takes them. */
const parametersOf = (pairs: readonly string[]): Record<string, string> => {
  const values: Record<string, string> = {};
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals < 1) {
      throw new CohortError(
        `--param "${pair}": expected name=value. Write for instance --param lines=64; "cohort show workload NAME" lists the parameters.`,
        2,
      );
    }
    const name = pair.slice(0, equals).trim();
    const value = pair.slice(equals + 1).trim();
    if (Object.hasOwn(COMMON_PARAMETERS, name)) {
      throw new CohortError(`--param "${pair}": every workload has it; write --${name} ${value} instead.`, 2);
    }
    values[name] = value;
  }
  return values;
};

export const openWorkload = (name: string, request: WorkloadRequest): TraceSource => {
  const { processors, references, seed, quantum, param = [] } = request;
  const known = suggesting(
    name,
    WORKLOADS.map((each) => each.name),
    () => workloadNamed(name),
  );
  return workloadSource(known.name, {
    ...parametersOf(param),
    ...(processors !== undefined && { processors }),
    ...(references !== undefined && { references }),
    ...(seed !== undefined && { seed }),
    ...(quantum !== undefined && { quantum }),
  });
};

/** Begins the name of a bundled trace where a file is expected. */
const SAMPLE = 'sample:';

const openBundled = async (name?: string): Promise<TraceSource> => {
  const { sampleTrace } = await import('../samples/index.js');
  return sampleTrace(name);
};

/** Opens one or several files, or `sample:NAME`. */
export const openFiles = async (
  paths: readonly string[],
  options: ReadOptions,
  signal: AbortSignal,
): Promise<TraceSource> => {
  const [only = ''] = paths;
  if (paths.length === 1 && only.startsWith(SAMPLE)) return openBundled(only.slice(SAMPLE.length));
  // The decoders are loaded only where a file is read.
  const { openTraceFiles } = await import('../node/open-trace.js');
  const { format, interleave, quantum, strict } = options;
  const formatNames = TRACE_FORMATS.map(({ name }) => name);
  const reading = {
    strict,
    ...(format !== undefined && { format: knownName('trace format', format, formatNames) }),
    ...(interleave !== undefined && { interleave }),
    ...(quantum !== undefined && { quantum }),
  };
  return abortable(await untilAborted(openTraceFiles(paths, reading), signal));
};

/** Options that mean nothing beside the others are a misunderstanding, and better told than ignored. */
const refuseContradictions = (traces: readonly string[], options: SourceOptions): void => {
  const { workload, references, param, format, interleave, strict } = options;
  const refuse = (message: string): never => {
    throw new CohortError(message, 2);
  };
  if (workload !== undefined) {
    if (traces.length > 0) {
      refuse(`both a trace (${traces[0]}) and --workload ${workload} are given; leave one of them out.`);
    }
    const reading = format !== undefined ? '--format' : interleave !== undefined ? '--interleave' : undefined;
    const strictness = strict ? undefined : '--no-strict';
    const option = reading ?? strictness;
    if (option !== undefined) {
      refuse(
        `${option} says how a trace file is read, but --workload ${workload} generates one; leave one out.`,
      );
    }
    return;
  }
  if (references !== undefined) {
    refuse('--references is the length of a generated workload; to stop a trace early, use --limit.');
  }
  if (param !== undefined) {
    refuse('--param sets a parameter of a workload; name the workload with --workload.');
  }
};

/** `processors`: those of the machine, for a workload to use. */
export const openSource = async (
  traces: readonly string[],
  options: SourceOptions,
  processors: number,
  signal: AbortSignal,
): Promise<TraceSource> => {
  refuseContradictions(traces, options);
  const { workload, limit } = options;
  const source =
    workload !== undefined
      ? openWorkload(workload, { ...options, processors })
      : traces.length > 0
        ? await openFiles(traces, options, signal)
        : await openBundled();
  return limit === undefined ? source : limited(source, limit);
};
