import { Argument, Command } from 'commander';
import { SCHEMAS, type SchemaName } from '../choices.js';
import type { Act } from './act.js';

/** `cohort schema …`: what an editor needs to complete a JSON file. */
export const schemaCommand = (act: Act): Command =>
  new Command('schema')
    .summary(
      'print the JSON Schema of a machine, a cluster, a protocol, a result or a comparison, of traces or programs',
    )
    .description('Prints a JSON Schema, for editors that complete and check JSON files.')
    .addArgument(new Argument('<of>', 'what the schema describes').choices(SCHEMAS))
    .action((of: SchemaName) =>
      act(async (io) => (await import('../actions/schema.js')).printSchema(of, io)),
    );
