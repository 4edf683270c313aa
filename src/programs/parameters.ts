import { CohortError } from '../errors.js';

/** A whole number; the assembly text sees it under its name. */
export interface IntegerParameter {
  readonly kind: 'integer';
  readonly about: string;
  readonly default: number;
  readonly least: number;
  readonly most: number;
}

/** One of a few words. */
export interface ChoiceParameter<Choice extends string = string> {
  readonly kind: 'choice';
  readonly about: string;
  readonly default: Choice;
  readonly choices: readonly Choice[];
}

export type Parameter = IntegerParameter | ChoiceParameter;
export type Parameters = Readonly<Record<string, Parameter>>;

/** The values that a program gets. */
export type Values<P extends Parameters> = {
  readonly [Name in keyof P]: P[Name] extends { kind: 'integer' }
    ? number
    : P[Name] extends { kind: 'choice'; choices: readonly (infer Choice)[] }
      ? Choice
      : never;
};

/** Values as a user gives them: digits are read where a number is due. */
export type GivenValues = Readonly<Record<string, unknown>>;

const refusal = (program: string, what: string, mend: string): CohortError =>
  new CohortError(`program ${program}: ${what}; ${mend}`, 2);

const shown = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80));
  return typeof value === 'number' || typeof value === 'boolean' ? `${value}` : `of type ${typeof value}`;
};

const wholeNumber = (value: unknown): number => {
  if (typeof value === 'string') return /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : Number.NaN;
  return typeof value === 'number' && Number.isInteger(value) ? value : Number.NaN;
};

const readValue = (program: string, name: string, parameter: Parameter, value: unknown): number | string => {
  if (parameter.kind === 'choice') {
    const choice = parameter.choices.find((known) => known === value);
    if (choice !== undefined) return choice;
    throw refusal(program, `'${name}' is ${shown(value)}`, `expected one of ${parameter.choices.join(', ')}`);
  }
  const number = wholeNumber(value);
  const { least, most } = parameter;
  if (number >= least && number <= most) return number;
  throw refusal(program, `'${name}' is ${shown(value)}`, `expected a whole number from ${least} to ${most}`);
};

/** Checks what was given against the definitions, and fills in the defaults. */
export const readParameters = (
  program: string,
  definitions: Parameters,
  given: GivenValues,
): Readonly<Record<string, number | string>> => {
  const names = Object.keys(definitions);
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(definitions, name)) continue;
    const mend = names.length === 0 ? 'it has none' : `it has: ${names.join(', ')}`;
    throw refusal(program, `there is no parameter ${shown(name)}`, mend);
  }
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => {
      const value = given[name];
      return [name, value === undefined ? definition.default : readValue(program, name, definition, value)];
    }),
  );
};

/** The `.param` lines by which an assembly text sees the numbers. */
export const parameterLines = (definitions: Parameters): string =>
  Object.entries(definitions)
    .flatMap(([name, parameter]) =>
      parameter.kind === 'integer'
        ? [
            `.param ${name}, ${parameter.default}, ${parameter.least}, ${parameter.most}, ${JSON.stringify(parameter.about)}`,
          ]
        : [],
    )
    .join('\n');
