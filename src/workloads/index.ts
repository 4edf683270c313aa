/** Workloads: generators of references with a seed. One file each, one line here. */
import { CohortError } from '../errors.js';
import { barrierPhases } from './barrier-phases.js';
import { bfs } from './bfs.js';
import { blockedMatmul } from './blocked-matmul.js';
import { falseSharing } from './false-sharing.js';
import { lockContention } from './lock-contention.js';
import { migratory } from './migratory.js';
import { mix } from './mix.js';
import type { GivenValues } from './parameters.js';
import { pointerChase } from './pointer-chase.js';
import { privateRandom } from './private-random.js';
import { privateStreaming } from './private-streaming.js';
import { producerConsumer } from './producer-consumer.js';
import { readShared } from './read-shared.js';
import { reduction } from './reduction.js';
import { makeSource, type SourceTuning, type WorkloadSource } from './source.js';
import { stencil } from './stencil.js';
import { strided } from './strided.js';
import { trueSharing } from './true-sharing.js';
import { uniformRandom } from './uniform-random.js';
import type { Workload } from './workload.js';
import { zipfRandom } from './zipf-random.js';

export type { Region } from './layout.js';
export type {
  ChoiceParameter,
  GivenValues,
  IntegerParameter,
  Parameter,
  Parameters,
  TextParameter,
} from './parameters.js';
export { COMMON_PARAMETERS } from './parameters.js';
export type { SourceTuning, WorkloadSource } from './source.js';
export type { Workload } from './workload.js';

/** Every workload, in the order in which they are listed: private ones, shared patterns, kernels, mixes. */
export const WORKLOADS: readonly Workload[] = [
  privateStreaming,
  strided,
  privateRandom,
  uniformRandom,
  zipfRandom,
  pointerChase,
  readShared,
  producerConsumer,
  migratory,
  falseSharing,
  trueSharing,
  lockContention,
  barrierPhases,
  blockedMatmul,
  stencil,
  reduction,
  bfs,
  mix,
];

/** The workload of that name. Unknown: CohortError that lists the names. */
export const workloadNamed = (name: string): Workload => {
  const found = WORKLOADS.find((workload) => workload.name === name.toLowerCase());
  if (found) return found;
  const names = WORKLOADS.map((workload) => workload.name).join(', ');
  throw new CohortError(`there is no workload '${name.slice(0, 80)}'; there are: ${names}`, 2);
};

/**
 * A workload's references. Options are `processors` (1 to 1024, default 4), `references` (in total,
 * exactly so many, default 1,000,000), `seed`, `quantum` (`COMMON_PARAMETERS`) and the workload's own
 * parameters, as numbers or as text (`"64KiB"`). The same options give the same references in every
 * engine. Values that cannot be used: CohortError (exit code 2) that names the parameter.
 */
export const workloadSource = (
  name: string,
  options: GivenValues = {},
  tuning: SourceTuning = {},
): WorkloadSource => makeSource(workloadNamed, name, options, tuning);
