import { createBatch, type TraceBatch } from '../traces/batch.js';
import type { TraceProgress, TraceSource } from '../traces/source.js';
import { Layout, type Region } from './layout.js';
import {
  COMMON_PARAMETERS,
  type GivenValues,
  readParameters,
  refusedValue,
  type Values,
} from './parameters.js';
import { Scheduler } from './scheduler.js';
import type { Program, Workload } from './workload.js';

/** References in a batch. */
export const WORKLOAD_BATCH = 16384;

export type WorkloadByName = (name: string) => Workload;
type CommonValues = Values<typeof COMMON_PARAMETERS>;

/** Lays out a workload and makes its program. */
const startWorkload = (
  byName: WorkloadByName,
  name: string,
  given: GivenValues,
  shared: { readonly processors: number; readonly seed: number; readonly layout: Layout },
): Program => {
  const workload = byName(name);
  const where = `workload ${workload.name}`;
  const values = readParameters(where, workload.parameters, given);
  return workload.create({
    ...shared,
    values,
    refuse: (parameter, expected) => refusedValue(where, parameter, values[parameter], expected),
    component: (part, partGiven, seed) => startWorkload(byName, part, partGiven, { ...shared, seed }),
  });
};

/** One run of a workload from its beginning. */
class Run {
  readonly layout = new Layout();
  private readonly scheduler: Scheduler;
  done = 0;

  constructor(
    byName: WorkloadByName,
    name: string,
    given: GivenValues,
    private readonly common: CommonValues,
  ) {
    const { processors: count, seed, quantum } = common;
    const program = startWorkload(byName, name, given, { processors: count, seed, layout: this.layout });
    this.scheduler = new Scheduler(program, count, seed, quantum);
  }

  /** Fills the batch with what comes next. */
  fill(batch: TraceBatch, capacity: number): void {
    const most = Math.min(capacity, this.common.references - this.done);
    batch.count = this.scheduler.fill(batch, most);
    this.done += batch.count;
  }
}

/** A workload as a source of references, with the regions of memory that it uses. */
export interface WorkloadSource extends TraceSource {
  readonly regions: readonly Region[];
}

/** Options besides the workload's parameters that only tests and benchmarks need. */
export interface SourceTuning {
  /** References in a batch. */
  readonly batch?: number;
}

/**
 * Makes the source of a workload's references. Unknown names and values out of range are refused here,
 * by a CohortError that names the workload and the parameter, and not when the references are asked for.
 */
export const makeSource = (
  byName: WorkloadByName,
  name: string,
  options: GivenValues,
  tuning: SourceTuning = {},
): WorkloadSource => {
  const workload = byName(name);
  const known = Object.entries(options).filter(([key]) => Object.hasOwn(COMMON_PARAMETERS, key));
  const own = Object.entries(options).filter(([key]) => !Object.hasOwn(COMMON_PARAMETERS, key));
  const common = readParameters(`workload ${workload.name}`, COMMON_PARAMETERS, Object.fromEntries(known));
  const given = Object.fromEntries(own);
  const start = (): Run => new Run(byName, workload.name, given, common);
  const capacity = tuning.batch ?? WORKLOAD_BATCH;
  let run = start();

  return {
    name: workload.name,
    format: 'workload',
    processors: common.processors,
    regions: run.layout.regions,
    bufferBytes: capacity * 16,
    async *batches(signal?: AbortSignal): AsyncIterable<TraceBatch> {
      const current = run.done === 0 ? run : start();
      run = current;
      const batch = createBatch(capacity);
      while (!signal?.aborted) {
        current.fill(batch, capacity);
        if (batch.count === 0) return;
        yield batch;
      }
    },
    progress: (): TraceProgress => ({ done: run.done, total: common.references, unit: 'references' }),
  };
};
