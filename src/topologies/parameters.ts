import { CohortError } from '../errors.js';

/** A whole number that shapes a network. */
export interface Parameter {
  readonly about: string;
  /** `fit`: decided by the number of nodes, as `about` says. */
  readonly default: number | 'fit';
  readonly min: number;
  readonly max: number;
  readonly unit: string;
}

export type Parameters = Readonly<Record<string, Parameter>>;

/** What a topology gets: numbers, or nothing where the default is `fit` and no value was given. */
export type Values<P extends Parameters> = {
  readonly [Name in keyof P]: P[Name]['default'] extends number ? number : number | undefined;
};

/** As a user gives them; digits are read where a number is due. */
export type GivenParameters = Readonly<Record<string, unknown>>;

/** The error for a parameter, or a number of nodes, that cannot be used. */
export const refusal = (topology: string, what: string, mend: string): CohortError =>
  new CohortError(`${topology}: ${what}; ${mend}`, 2);

const shown = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80));
  return typeof value === 'number' || value === null ? `${value}` : `of type ${typeof value}`;
};

/** How messages speak of the number of nodes. */
export const machineOf = (nodes: number): string =>
  `the machine has ${nodes} ${nodes === 1 ? 'node' : 'nodes'}`;

const wholeNumber = (value: unknown): number => {
  if (typeof value === 'string') return /^\s*\d{1,9}\s*$/.test(value) ? Number(value) : Number.NaN;
  return typeof value === 'number' && Number.isInteger(value) ? value : Number.NaN;
};

/** Checks the number of nodes. */
export const readNodes = (topology: string, value: number, most: number): number => {
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw refusal(
    topology,
    `the machine has ${shown(value)} nodes`,
    `expected a whole number from 1 to ${most}`,
  );
};

/** Checks what was given against the definitions, and fills in the defaults. */
export const readParameters = <P extends Parameters>(
  topology: string,
  definitions: P,
  given: GivenParameters,
): Values<P> => {
  const names = Object.keys(definitions);
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(definitions, name)) continue;
    const mend = names.length === 0 ? 'it has none' : `it has: ${names.join(', ')}`;
    throw refusal(topology, `there is no parameter ${shown(name)}`, mend);
  }
  const values = Object.entries(definitions).map(([name, definition]) => {
    const value = given[name];
    if (value === undefined || (value === 'fit' && definition.default === 'fit')) {
      return [name, definition.default === 'fit' ? undefined : definition.default];
    }
    return [name, readParameter(topology, name, definition, value)];
  });
  // Every name is of the definitions, and every value a number or a `fit` left open.
  return Object.fromEntries(values) as Values<P>;
};

const readParameter = (topology: string, name: string, definition: Parameter, value: unknown): number => {
  const { min, max, unit } = definition;
  const number = wholeNumber(value);
  if (number >= min && number <= max) return number;
  const range = `a whole number from ${min} to ${max}${unit === '' ? '' : ` (${unit})`}`;
  throw refusal(topology, `'${name}' is ${shown(value)}`, `expected ${range}`);
};
