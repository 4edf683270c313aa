/** A workload as the command line asks for it. */
import { CohortError } from '../errors.js';
import type { TraceSource } from '../traces/source.js';
import { COMMON_PARAMETERS, WORKLOADS, workloadNamed, workloadSource } from '../workloads/index.js';
import type { GenerateOptions } from './commands/options.js';
import { suggesting } from './load.js';
import { parameterValues } from './parameters.js';

/** What a workload takes that is not among its own parameters. */
export interface WorkloadRequest extends GenerateOptions {
  readonly processors?: number;
  readonly quantum?: number;
}

/** The workload's own parameters; those of every workload have options of their own. */
const parametersOf = (pairs: readonly string[]): Readonly<Record<string, string>> => {
  const values = parameterValues(pairs, { example: 'lines=64', see: 'cohort show workload NAME' });
  const common = Object.keys(values).find((name) => Object.hasOwn(COMMON_PARAMETERS, name));
  if (common === undefined) return values;
  throw new CohortError(
    `--param "${common}=${values[common]}": every workload has it; write --${common} ${values[common]} instead.`,
    2,
  );
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
