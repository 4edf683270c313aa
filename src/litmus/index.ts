/** Memory models, and the small tests that tell them apart. */
export type { ArchitectureName } from './architectures/architecture.js';
export { LITMUS_TESTS, litmusTestNamed, type NamedTest } from './catalogue/index.js';
export { conditionText } from './condition.js';
export {
  DEFAULT_LIMIT,
  type Execution,
  exploreLitmus,
  type LitmusOptions,
  type LitmusResult,
  type Outcome,
} from './explore.js';
export {
  MEMORY_MODELS,
  type MemoryModel,
  type ModelName,
  memoryModelNamed,
  type Step,
} from './models/index.js';
export { parseLitmus } from './parse.js';
export {
  type LitmusReport,
  litmusReport,
  litmusText,
  type Observation,
  observationOf,
  witnessText,
} from './report.js';
export type { Condition, LitmusTest, Observed, Proposition, Quantifier } from './test.js';
