/** Reads the initial values of a litmus test: `{ x=1; int y=2; 0:EAX=x; }`. What is not named holds 0. */
import type { Names } from './condition.js';
import type { Scanner } from './scanner.js';
import type { Observed } from './test.js';

export interface InitialValue {
  readonly of: Observed;
  readonly value: number;
}

/** A word for a type, as in `int x` and `int *p`; all types hold one value. */
const TYPE = /(?:atomic\s+)?[A-Za-z_][A-Za-z0-9_]*(?=\s+\*?\s*[[A-Za-z0-9_])|\*/y;
const ARRAY = /\[\s*[0-9]/y;

export const readInitialValues = (scanner: Scanner, names: Names): InitialValue[] => {
  const values: InitialValue[] = [];
  scanner.expect(/\{/y, '"{" and the initial values');
  while (scanner.accept(/\}/y) === undefined) {
    if (scanner.accept(/;/y) !== undefined) continue;
    scanner.accept(TYPE);
    scanner.accept(/\*/y);
    const of = names.observed(scanner);
    if (scanner.sees(ARRAY)) {
      scanner.fail(
        '"=" and a value',
        undefined,
        'Arrays are not taken: give each element a location of its own.',
      );
    }
    const value = scanner.accept(/=/y) === undefined ? 0 : names.value(scanner);
    values.push({ of, value });
    if (!scanner.sees(/\}/y)) scanner.expect(/;/y, '";" and another value, or "}"');
  }
  return values;
};
