/** From what a user gives to a machine: the preset goes beneath it, and the rules between fields are checked. */
import { CohortError } from '../errors.js';
import { machineNamed } from '../machines/index.js';
import { parseMachineInput } from './input.js';
import { parseJson } from './json.js';
import type { CacheConfig, CacheInput, MachineConfig, MachineInput } from './machine.js';
import { mergeNuma } from './merge-numa.js';
import { machineConfigSchema } from './schema.js';
import { bytesOf } from './sizes.js';

export { applySettings } from './settings.js';

/** The machine that gives the fields which nobody gave. */
export const DEFAULT_MACHINE = 'smp4';

/** What a partial L2 gets over a preset that has none; its size must be given. */
const NEW_L2 = { ways: 8, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' } as const;

/** A size whose shape is checked already. */
const exactBytes = (size: number | string): number => bytesOf(size)!;

const mergeCache = <T extends CacheConfig | typeof NEW_L2>(base: T, input: CacheInput) => {
  const { size, ...rest } = input;
  if (size === undefined) return { ...base, ...rest };
  return { ...base, ...rest, size: size === 'unlimited' ? size : exactBytes(size) };
};

const mergeL2 = (base: MachineConfig['l2'], input: MachineInput['l2'], complain: (why: string) => never) => {
  if (input === undefined) return base;
  if (input === null) return null;
  if (base) return mergeCache(base, input);
  const { size } = input;
  if (size !== undefined) return mergeCache({ ...NEW_L2, size: 0 }, { ...input, size });
  return complain(
    'l2.size is missing; expected a size, because the preset has no L2 to take it from. Write for instance "l2": { "size": "256KiB" }.',
  );
};

/**
 * The complete machine that an input stands for: the preset that it names (default `smp4`), with
 * the input's fields over it, merged field by field. `where` says in errors where the input came
 * from (a file's name). Throws a CohortError with exit code 2 that names the field, its value, what
 * was expected and the mend. A complete MachineConfig gives itself.
 *
 * Whether the protocol exists and suits the write policy is for the run to say, because the
 * protocol may be the user's own.
 */
export const parseMachine = (input: unknown, where = 'machine'): MachineConfig => {
  const complain = (why: string): never => {
    throw new CohortError(`${where}: ${why}`, 2);
  };
  const given = parseMachineInput(input, where);
  const base = machineNamed(given.preset ?? DEFAULT_MACHINE, `${where}: preset`).config;
  const merged = {
    processors: given.processors ?? base.processors,
    protocol: given.protocol ?? base.protocol,
    lineBytes: given.lineBytes === undefined ? base.lineBytes : exactBytes(given.lineBytes),
    l1: mergeCache(base.l1, given.l1 ?? {}),
    l2: mergeL2(base.l2, given.l2, complain),
    bus: { ...base.bus, ...given.bus },
    numa: mergeNuma(base.numa, given.numa, complain),
    instructions: given.instructions ?? base.instructions,
    seed: given.seed ?? base.seed,
    memoryLimitBytes:
      given.memoryLimitBytes === undefined ? base.memoryLimitBytes : exactBytes(given.memoryLimitBytes),
  };
  const checked = machineConfigSchema.safeParse(merged);
  if (checked.success) return checked.data;
  const { path, message } = checked.error.issues[0]!;
  return complain(`${path.join('.')} ${message}`);
};

/** The input in a JSON document, with its shape checked; settings may still go over it. */
export const machineInputFromJson = (text: string, file: string): MachineInput =>
  parseMachineInput(parseJson(text, file), file);

/** The machine in a JSON document. Syntax errors name file, line and column. */
export const parseMachineJson = (text: string, file: string): MachineConfig =>
  parseMachine(parseJson(text, file), file);
