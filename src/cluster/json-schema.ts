/** The JSON Schemas of a cluster, and of what is compared on several, published with the package. */
import * as z from 'zod';
import type { JsonSchema } from '../config/json-schema.js';
import { openSchema, TARGET } from '../config/open-schema.js';
import { memoriesSchema } from './memories-schema.js';
import { CLUSTERS } from './presets/index.js';
import { clusterInputSchema } from './schema.js';

/** JSON Schema of a cluster file: what `parseCluster` takes. */
export const clusterJsonSchema = (): JsonSchema =>
  z.toJSONSchema(clusterInputSchema, {
    target: TARGET,
    io: 'input',
    override: ({ jsonSchema, path }) => {
      if (path.join('.') === 'properties.preset') jsonSchema.examples = CLUSTERS.map(({ name }) => name);
    },
  });

/** JSON Schema of one program on several kinds of memory, `cohort.memories/1`. */
export const memoriesJsonSchema = (): JsonSchema => openSchema(memoriesSchema);
