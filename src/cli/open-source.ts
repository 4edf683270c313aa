/** The trace that a command line asks for: files, a workload, or a bundled one. */
import { CohortError } from '../errors.js';
import type { TraceSource } from '../traces/source.js';
import { limited } from './limit.js';
import { openBundled, openFiles, readingOptions } from './open-files.js';
import { openWorkload } from './open-workload.js';
import type { SourceOptions } from './options.js';

const refuse = (message: string): never => {
  throw new CohortError(message, 2);
};

/** Options that mean nothing beside the others are a misunderstanding, and better told than ignored. */
const refuseContradictions = (traces: readonly string[], options: SourceOptions): void => {
  const { workload, references, param, quantum: _, ...reading } = options;
  if (workload === undefined) {
    if (references !== undefined) {
      refuse('--references is the length of a generated workload; to stop a trace early, use --limit.');
    }
    if (param !== undefined) {
      refuse('--param sets a parameter of a workload; name the workload with --workload.');
    }
    return;
  }
  if (traces.length > 0) {
    refuse(`both a trace (${traces[0]}) and --workload ${workload} are given; leave one of them out.`);
  }
  // A workload has a quantum too.
  const [given] = readingOptions(reading);
  if (given !== undefined) {
    refuse(
      `${given} says how a trace file is read, but --workload ${workload} generates one; leave one out.`,
    );
  }
};

const open = (
  traces: readonly string[],
  options: SourceOptions,
  processors: number,
  signal: AbortSignal,
): TraceSource | Promise<TraceSource> => {
  if (options.workload !== undefined) return openWorkload(options.workload, { ...options, processors });
  return traces.length > 0 ? openFiles(traces, options, signal) : openBundled(options);
};

/** `processors`: those of the machine, for a workload to use. */
export const openSource = async (
  traces: readonly string[],
  options: SourceOptions,
  processors: number,
  signal: AbortSignal,
): Promise<TraceSource> => {
  refuseContradictions(traces, options);
  const source = await open(traces, options, processors, signal);
  return options.limit === undefined ? source : limited(source, options.limit);
};
