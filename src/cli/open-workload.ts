/** A workload as the command line asks for it. */
import { CohortError } from '../errors.js';
import type { TraceSource } from '../traces/source.js';
import { COMMON_PARAMETERS, WORKLOADS, workloadNamed, workloadSource } from '../workloads/index.js';
import type { GenerateOptions } from './commands/options.js';
import { suggesting } from './load.js';

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
