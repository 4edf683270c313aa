/** The JSON Schemas that are published with the package. */
import * as z from 'zod';
import { MACHINES } from '../machines/index.js';
import { openSchema, TARGET } from './open-schema.js';
import { comparisonSchema, resultSchema } from './result-schema.js';
import { machineInputSchema } from './schema.js';

/** A JSON Schema document, in a type that needs no other package. */
export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema | boolean>>;
  readonly items?: JsonSchema | boolean | readonly (JsonSchema | boolean)[];
  readonly anyOf?: readonly JsonSchema[];
  readonly [keyword: string]: unknown;
}

/**
 * JSON Schema of a machine file: what `parseMachine` takes, as far as a schema can say it (the rules
 * between fields are parseMachine's). `protocols` are names for editors to offer; any other is valid too.
 */
export const machineJsonSchema = (protocols: readonly string[] = []): JsonSchema =>
  z.toJSONSchema(machineInputSchema, {
    target: TARGET,
    io: 'input',
    override: ({ jsonSchema, path }) => {
      const place = path.join('.');
      if (place === 'properties.preset') jsonSchema.examples = MACHINES.map((machine) => machine.name);
      if (place === 'properties.protocol' && protocols.length > 0) jsonSchema.examples = [...protocols];
    },
  });

/** JSON Schema of one run's outcome, `cohort.result/1`: what the JSON report of one run holds. */
export const resultJsonSchema = (): JsonSchema => openSchema(resultSchema);

/** JSON Schema of several runs side by side, `cohort.comparison/1`: the JSON report of a comparison. */
export const comparisonJsonSchema = (): JsonSchema => openSchema(comparisonSchema);
