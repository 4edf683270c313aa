import { clusterJsonSchema, memoriesJsonSchema } from '../../cluster/json-schema.js';
import { comparisonJsonSchema, machineJsonSchema, resultJsonSchema } from '../../config/json-schema.js';
import {
  programComparisonJsonSchema,
  programResultJsonSchema,
  speedUpJsonSchema,
} from '../../execute/json-schema.js';
import { protocolJsonSchema } from '../../protocol/json.js';
import { PROTOCOLS } from '../../protocols/index.js';
import type { SchemaName } from '../choices.js';
import { EXIT } from '../failure.js';
import { type Io, print } from '../io.js';

const SCHEMA_OF: Readonly<Record<SchemaName, () => object>> = {
  machine: () => machineJsonSchema(PROTOCOLS.map(({ name }) => name)),
  cluster: clusterJsonSchema,
  protocol: protocolJsonSchema,
  result: resultJsonSchema,
  comparison: comparisonJsonSchema,
  'program-result': programResultJsonSchema,
  'program-comparison': programComparisonJsonSchema,
  'speed-up': speedUpJsonSchema,
  memories: memoriesJsonSchema,
};

export const printSchema = async (of: SchemaName, io: Io): Promise<number> => {
  await print(io.stdout, `${JSON.stringify(SCHEMA_OF[of](), undefined, 2)}\n`);
  return EXIT.ok;
};
