/** The shape of what a user gives: names, and each field by itself. */
import { CohortError } from '../errors.js';
import { explain, type FieldGuide, withoutUndefined } from './explain.js';
import { fieldNames, fieldText, MACHINE_PATHS } from './fields.js';
import type { MachineInput } from './machine.js';
import { machineInputSchema } from './schema.js';

const GUIDE: FieldGuide = {
  what: 'machine',
  example: '{ "processors": 4 }',
  paths: MACHINE_PATHS,
  fieldNames,
  fieldText,
};

/** Checks the shape of an input and each field's range, but not yet the rules between fields. */
export const parseMachineInput = (input: unknown, where = 'machine'): MachineInput => {
  const shaped = machineInputSchema.safeParse(withoutUndefined(input));
  if (!shaped.success) throw new CohortError(`${where}: ${explain(GUIDE, shaped.error.issues, input)}`, 2);
  return shaped.data;
};
