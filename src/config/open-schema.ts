/** How the schemas of results become JSON Schema documents. */
import * as z from 'zod';
import type { JsonSchema } from './json-schema.js';

/** Draft 7, which editors know best. */
export const TARGET = 'draft-7';

/** A later version of the same schema may add fields. */
export const openSchema = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, {
    target: TARGET,
    io: 'output',
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties;
    },
  });
