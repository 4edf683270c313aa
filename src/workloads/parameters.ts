import { CohortError } from '../errors.js';

/** A whole number. With unit `bytes`, `64KiB`, `1MiB` and `1GiB` may be given as well. */
export interface IntegerParameter {
  readonly kind: 'integer';
  readonly about: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  /** The value must be a multiple of this. */
  readonly multipleOf?: number;
}

/** One of a few words. */
export interface ChoiceParameter<Choice extends string = string> {
  readonly kind: 'choice';
  readonly about: string;
  readonly default: Choice;
  readonly choices: readonly Choice[];
}

/** Text with a syntax of its own, which `about` describes. */
export interface TextParameter {
  readonly kind: 'text';
  readonly about: string;
  readonly default: string;
}

export type Parameter = IntegerParameter | ChoiceParameter | TextParameter;
export type Parameters = Readonly<Record<string, Parameter>>;

/** The values that a workload gets: numbers, or one of the choices. */
export type Values<P extends Parameters> = {
  readonly [Name in keyof P]: P[Name] extends { kind: 'integer' }
    ? number
    : P[Name] extends { kind: 'choice'; choices: readonly (infer Choice)[] }
      ? Choice
      : string;
};

/** What every workload takes, besides its own parameters. */
export const COMMON_PARAMETERS = {
  processors: {
    kind: 'integer',
    about: 'processors that make references',
    default: 4,
    min: 1,
    max: 1024,
    unit: 'processors',
  },
  references: {
    kind: 'integer',
    about: 'references in total; the workload repeats, or is cut, to make exactly so many',
    default: 1_000_000,
    min: 1,
    max: 1_000_000_000_000_000,
    unit: 'references',
  },
  seed: {
    kind: 'integer',
    about: 'start of the random numbers: the same seed gives the same trace',
    default: 1,
    min: 0,
    max: 0xffff_ffff,
    unit: '',
  },
  quantum: {
    kind: 'integer',
    about: 'references that a processor makes before it is the turn of the next one',
    default: 1,
    min: 1,
    max: 65536,
    unit: 'references',
  },
} as const satisfies Parameters;

/** Options as a user gives them; text is read where a number is due. */
export type GivenValues = Readonly<Record<string, unknown>>;

/** Checks `given` against the definitions and fills in the defaults. `where` names the workload in messages. */
export const readParameters = <P extends Parameters>(
  where: string,
  definitions: P,
  given: GivenValues,
): Values<P> => {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(definitions, name)) {
      throw refusal(
        where,
        `there is no parameter '${name}'`,
        `it has: ${Object.keys(definitions).join(', ')}`,
      );
    }
  }
  const read = Object.entries(definitions).map(([name, definition]) => {
    const value = given[name];
    return [name, value === undefined ? definition.default : readValue(where, name, definition, value)];
  });
  return Object.fromEntries(read) as Values<P>;
};

/** The error for a parameter whose value cannot be used. */
export const refusedValue = (where: string, name: string, value: unknown, expected: string): CohortError =>
  refusal(where, `'${name}' is ${shown(value)}`, `expected ${expected}`);

const refusal = (where: string, what: string, mend: string): CohortError =>
  new CohortError(`${where}: ${what}; ${mend}`, 2);

const shown = (value: unknown): string => {
  if (typeof value === 'string') return `'${value.slice(0, 80)}'`;
  return typeof value === 'number' || value === null ? `${value}` : `of type ${typeof value}`;
};

const readValue = (where: string, name: string, definition: Parameter, value: unknown): number | string => {
  if (definition.kind === 'integer') return readInteger(where, name, definition, value);
  const fits =
    typeof value === 'string' && (definition.kind === 'text' || definition.choices.includes(value));
  if (!fits) {
    const expected = definition.kind === 'text' ? 'text' : `one of ${definition.choices.join(', ')}`;
    throw refusedValue(where, name, value, expected);
  }
  return value;
};

const readInteger = (where: string, name: string, definition: IntegerParameter, value: unknown): number => {
  const { min, max, unit, multipleOf = 1 } = definition;
  const number = typeof value === 'string' ? numberFrom(value, unit === 'bytes') : value;
  const fits =
    typeof number === 'number' &&
    Number.isInteger(number) &&
    number >= min &&
    number <= max &&
    number % multipleOf === 0;
  if (!fits) {
    const kind = multipleOf === 1 ? 'a whole number' : `a multiple of ${multipleOf}`;
    throw refusedValue(where, name, value, `${kind} from ${min} to ${max}${unit === '' ? '' : ` (${unit})`}`);
  }
  return number;
};

const UNITS: Readonly<Record<string, number>> = { '': 1, B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

/** A number written in digits, in bytes with a unit if one is there; NaN for anything else. */
const numberFrom = (text: string, bytes: boolean): number => {
  const match = /^\s*(\d+)\s*(B|KiB|MiB|GiB|)\s*$/.exec(text);
  if (!match || (match[2] !== '' && !bytes)) return Number.NaN;
  return Number(match[1]) * UNITS[match[2]!]!;
};
