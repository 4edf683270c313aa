/** The memory models, from the strictest to the weakest: each permits all that the ones before it do. */
import { nearestName } from '../../config/nearest.js';
import { CohortError } from '../../errors.js';
import type { MemoryModel, ModelName } from './model.js';
import { pso } from './pso.js';
import { relaxed } from './relaxed.js';
import { sc } from './sc.js';
import { tso } from './tso.js';

export type { MemoryModel, ModelName, Step } from './model.js';

export const MEMORY_MODELS: readonly MemoryModel[] = [sc, tso, pso, relaxed];

export const MODEL_NAMES: readonly ModelName[] = MEMORY_MODELS.map(({ name }) => name);

/** The model of that name; case does not count. Unknown: CohortError (exit code 2) that lists the names. */
export const memoryModelNamed = (name: string, where = 'model'): MemoryModel => {
  const found = MEMORY_MODELS.find((model) => model.name === name.toLowerCase());
  if (found) return found;
  const near = nearestName(name, MODEL_NAMES);
  throw new CohortError(
    `${where} is ${JSON.stringify(name.slice(0, 80))}; expected one of ${MODEL_NAMES.join(', ')}.${near === undefined ? '' : ` Did you mean "${near}"?`}`,
    2,
  );
};
