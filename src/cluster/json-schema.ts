/** The JSON Schema of a cluster, published with the package. */
import * as z from 'zod';
import type { JsonSchema } from '../config/json-schema.js';
import { TARGET } from '../config/open-schema.js';
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
