/** The shape of what a user gives: names, and each field by itself. */
import type { z } from 'zod';
import { CohortError } from '../errors.js';
import { fieldNames, fieldText, MACHINE_PATHS } from './fields.js';
import type { MachineInput } from './machine.js';
import { nearestName } from './nearest.js';
import { machineInputSchema } from './schema.js';
import { unambiguousSize } from './sizes.js';

/** A value as JSON, cut short, for an error. */
const show = (value: unknown): string => {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isRecord(value) ? value[String(key)] : undefined;
  }, input);

const unknownField = (path: string, name: string): string => {
  const full = path === '' ? name : `${path}.${name}`;
  const names = fieldNames(path);
  const near = nearestName(name, names);
  const elsewhere = near === undefined ? nearestName(full, MACHINE_PATHS) : `${path && `${path}.`}${near}`;
  const meant = elsewhere === undefined ? '' : ` Did you mean "${elsewhere}"?`;
  return `"${full}" is not a field of ${path === '' ? 'a machine' : path}; expected one of ${names.join(', ')}.${meant}`;
};

/** One sentence for the first thing wrong in the shape of an input. */
const explain = (issues: readonly z.core.$ZodIssue[], input: unknown): string => {
  // A misspelt name explains more than the value of another field.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]!;
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') return unknownField(path, issue.keys[0]!);
  const value = valueAt(input, issue.path);
  const field = fieldText(path);
  if (!field) return `the machine is ${show(value)}; expected an object such as { "processors": 4 }.`;
  const size = path.endsWith('ize') || path.endsWith('Bytes') ? unambiguousSize(value) : undefined;
  if (size !== undefined) {
    return `${path} is ${show(value)}, whose unit may mean 1000 or 1024; write "${size}" (powers of 1024), or a number of bytes.`;
  }
  const near = typeof value === 'string' && field.names ? nearestName(value, field.names) : undefined;
  const mend = near === undefined ? field.mend : `Did you mean "${near}"?`;
  return `${path} is ${show(value)}; expected ${field.expected}. ${mend}`;
};

/** Leaves out what is `undefined`, so that `{ l2: undefined }` means the same as `{}`. */
const withoutUndefined = (value: unknown): unknown =>
  isRecord(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, field]) => field !== undefined)
          .map(([name, field]) => [name, withoutUndefined(field)]),
      )
    : value;

/** Checks the shape of an input and each field's range, but not yet the rules between fields. */
export const parseMachineInput = (input: unknown, where = 'machine'): MachineInput => {
  const shaped = machineInputSchema.safeParse(withoutUndefined(input));
  if (!shaped.success) throw new CohortError(`${where}: ${explain(shaped.error.issues, input)}`, 2);
  return shaped.data;
};
