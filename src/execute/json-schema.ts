/** The JSON Schemas of what runs of programs give, published with the package. */
import type { JsonSchema } from '../config/json-schema.js';
import { openSchema } from '../config/open-schema.js';
import { programComparisonSchema, programResultSchema } from './result-schema.js';
import { speedUpSchema } from './speed-up-schema.js';

/** JSON Schema of one run's outcome, `cohort.program-result/1`. */
export const programResultJsonSchema = (): JsonSchema => openSchema(programResultSchema);

/** JSON Schema of several runs side by side, `cohort.program-comparison/1`. */
export const programComparisonJsonSchema = (): JsonSchema => openSchema(programComparisonSchema);

/** JSON Schema of a study of speed-up, `cohort.speed-up/1`. */
export const speedUpJsonSchema = (): JsonSchema => openSchema(speedUpSchema);
