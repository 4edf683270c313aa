import { clusterJsonSchema, memoriesJsonSchema } from '../../cluster/json-schema.js';
import { comparisonJsonSchema, machineJsonSchema, resultJsonSchema } from '../../config/json-schema.js';
import {
  programComparisonJsonSchema,
  programResultJsonSchema,
  speedUpJsonSchema,
} from '../../execute/json-schema.js';
import { protocolJsonSchema } from '../../protocol/json.js';
import { PROTOCOLS } from '../../protocols/index.js';

const json = (schema: object): string => `${JSON.stringify(schema, undefined, 2)}\n`;

/** The published JSON Schemas, by path under src/docs/. */
export const schemaPages = (): [string, string][] => [
  ['schema/machine.json', json(machineJsonSchema(PROTOCOLS.map(({ name }) => name)))],
  ['schema/cluster.json', json(clusterJsonSchema())],
  ['schema/protocol.json', json(protocolJsonSchema())],
  ['schema/result.json', json(resultJsonSchema())],
  ['schema/comparison.json', json(comparisonJsonSchema())],
  ['schema/program-result.json', json(programResultJsonSchema())],
  ['schema/program-comparison.json', json(programComparisonJsonSchema())],
  ['schema/memories.json', json(memoriesJsonSchema())],
  ['schema/speed-up.json', json(speedUpJsonSchema())],
];
