/** `--set path=value`: single fields over a machine. */
import { CohortError } from '../errors.js';
import { MACHINE_PATHS } from './fields.js';
import { parseMachineInput } from './input.js';
import type { MachineInput } from './machine.js';
import { nearestPath } from './nearest.js';

/** JSON where it is JSON, else the text itself: `8`, `null`, `{"size":"1MiB"}`, `64KiB`. */
export const readValue = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const split = (setting: string): { path: string; value: unknown } => {
  const equals = setting.indexOf('=');
  if (equals < 1) {
    throw new CohortError(
      `--set "${setting}": expected path=value. Write for instance --set l1.size=64KiB.`,
      2,
    );
  }
  const path = setting.slice(0, equals).trim();
  if (!MACHINE_PATHS.includes(path)) {
    const near = nearestPath(path, MACHINE_PATHS);
    const mend = near === undefined ? '' : ` Did you mean "${near}"?`;
    throw new CohortError(
      `--set "${setting}": "${path}" is not a field of a machine.${mend} "cohort show machine NAME" lists those there are, such as l1.size and processors.`,
      2,
    );
  }
  return { path, value: readValue(setting.slice(equals + 1).trim()) };
};

/** The input with a value at a path; an inner object that is absent or null is made. */
export const withField = (input: object, [outer, ...inner]: readonly string[], value: unknown): object => {
  if (outer === undefined) return input;
  if (inner.length === 0) return { ...input, [outer]: value };
  const within: unknown = Object.entries(input).find(([name]) => name === outer)?.[1];
  return { ...input, [outer]: withField(typeof within === 'object' ? (within ?? {}) : {}, inner, value) };
};

/**
 * The input with the settings over it, in order, each `path=value` such as `l1.size=64KiB`,
 * `l2=null` or `processors=8`. A value is read as JSON if it is JSON, else as a string. Throws a
 * CohortError (exit code 2) that names the setting, and for an unknown path the nearest known one.
 */
export const applySettings = (input: MachineInput, settings: readonly string[]): MachineInput => {
  let changed = input;
  for (const setting of settings) {
    const { path, value } = split(setting);
    changed = parseMachineInput(withField(changed, path.split('.'), value), `--set "${setting}"`);
  }
  return changed;
};
