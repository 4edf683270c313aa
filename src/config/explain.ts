/** What is wrong with the shape of what a user gave, in one sentence: the field, its value, what was expected, the mend. */
import type { z } from 'zod';
import type { FieldText } from './field-text.js';
import { nearestName, nearestPath } from './nearest.js';
import { unambiguousSize } from './sizes.js';

/** What is known of the fields of a document. */
export interface FieldGuide {
  /** What the document describes: `machine`, and one such as a user would write. */
  readonly what: string;
  readonly example: string;
  /** Every path that a user may name. */
  readonly paths: readonly string[];
  /** The names of the fields of the object at a path, `''` for the whole. */
  fieldNames(path: string): readonly string[];
  /** What is told of the field at a path; `undefined` for the whole. */
  fieldText(path: string): FieldText | undefined;
}

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

const unknownField = (guide: FieldGuide, path: string, name: string): string => {
  const full = path === '' ? name : `${path}.${name}`;
  const names = guide.fieldNames(path);
  const own = nearestName(name, names);
  const elsewhere = nearestPath(full, guide.paths);
  const isNamesake = elsewhere?.toLowerCase().endsWith(`.${name.toLowerCase()}`);
  const near = own === undefined || isNamesake ? elsewhere : `${path && `${path}.`}${own}`;
  const meant = near === undefined ? '' : ` Did you mean "${near}"?`;
  return `"${full}" is not a field of ${path === '' ? `a ${guide.what}` : path}; expected one of ${names.join(', ')}.${meant}`;
};

/** One sentence for the first thing wrong in the shape of an input. */
export const explain = (guide: FieldGuide, issues: readonly z.core.$ZodIssue[], input: unknown): string => {
  // A misspelt name explains more than the value of another field.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]!;
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') return unknownField(guide, path, issue.keys[0]!);
  const value = valueAt(input, issue.path);
  const field = guide.fieldText(path);
  if (!field) {
    return `the ${guide.what} is ${show(value)}; expected an object such as ${guide.example}.`;
  }
  const size = path.endsWith('ize') || path.endsWith('Bytes') ? unambiguousSize(value) : undefined;
  if (size !== undefined) {
    return `${path} is ${show(value)}, whose unit may mean 1000 or 1024; write "${size}" (powers of 1024), or a number of bytes.`;
  }
  const near = typeof value === 'string' && field.names ? nearestName(value, field.names) : undefined;
  const mend = near === undefined ? field.mend : `Did you mean "${near}"?`;
  return `${path} is ${show(value)}; expected ${field.expected}. ${mend}`;
};

/** Leaves out what is `undefined`, so that `{ l2: undefined }` means the same as `{}`. */
export const withoutUndefined = (value: unknown): unknown =>
  isRecord(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, field]) => field !== undefined)
          .map(([name, field]) => [name, withoutUndefined(field)]),
      )
    : value;
