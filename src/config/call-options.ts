/** Options of a call of the library, which JavaScript lets be anything. */
import { CohortError } from '../errors.js';
import { nearestName } from './nearest.js';

const shown = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value) : Array.isArray(value) ? 'a list' : String(value);

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What an option may be, in words, and whether a value is that. */
interface Kind {
  readonly expected: string;
  readonly takes: (value: unknown) => boolean;
}

export const FLAG: Kind = { expected: 'true or false', takes: (value) => typeof value === 'boolean' };
export const TRACE: Kind = { expected: 'a trace: a source, a batch, or batches', takes: isObject };
export const SIGNAL: Kind = {
  expected: 'an AbortSignal',
  takes: (value) => isObject(value) && 'aborted' in value,
};
export const LIST: Kind = { expected: 'a list', takes: Array.isArray };
export const FUNCTION: Kind = { expected: 'a function', takes: (value) => typeof value === 'function' };
export const MACHINE: Kind = {
  expected: 'a machine’s name or an object with its fields',
  takes: (value) => typeof value === 'string' || (isObject(value) && !Array.isArray(value)),
};
export const PROTOCOL: Kind = {
  expected: 'a protocol’s name or an object with its states and its grid',
  takes: (value) =>
    typeof value === 'string' || (isObject(value) && 'states' in value && 'grid' in value && 'name' in value),
};

const refuseName = (name: string, names: readonly string[], where: string): never => {
  const near = nearestName(name, names);
  const mend = near === undefined ? '' : ` Did you mean "${near}"?`;
  throw new CohortError(
    `${where}: "${name.slice(0, 80)}" is not an option; expected one of ${names.join(', ')}.${mend}`,
    2,
  );
};

/**
 * Requires each option that is given to be one of `names`.
 * @throws CohortError (exit code 2) that names the option, those that there are, and the nearest.
 */
export const requireNames = (options: object, names: readonly string[], where: string): void => {
  for (const name of Object.keys(options)) if (!names.includes(name)) refuseName(name, names, where);
};

/**
 * Requires each option that is given to be of its kind, and to be one at all, and those `required`.
 * @throws CohortError (exit code 2) that names the option, its value, what was expected and the mend.
 */
export const requireOptions = (
  options: unknown,
  kinds: Readonly<Record<string, Kind>>,
  where: string,
  required: readonly string[] = [],
): void => {
  const names = Object.keys(kinds);
  if (!isObject(options)) {
    throw new CohortError(`${where} is ${shown(options)}; expected an object with ${names.join(', ')}.`, 2);
  }
  for (const name of required) {
    if (Object.entries(options).some(([given, value]) => given === name && value !== undefined)) continue;
    throw new CohortError(`${where}: ${name} is missing; expected ${kinds[name]?.expected}.`, 2);
  }
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : refuseName(name, names, where);
    if (value === undefined || kind?.takes(value)) continue;
    throw new CohortError(`${where}: ${name} is ${shown(value)}; expected ${kind?.expected}.`, 2);
  }
};
