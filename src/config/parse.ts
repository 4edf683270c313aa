/** From what a user gives to a machine: the preset goes beneath it, and the rules between fields are checked. */
import { CohortError } from '../errors.js';
import { machineNamed } from '../machines/index.js';
import { parseMachineInput } from './input.js';
import { parseJson } from './json.js';
import type { MachineConfig, MachineInput } from './machine.js';
import { mergeCaches } from './merge-caches.js';
import { mergeNuma } from './merge-numa.js';
import { mergeShape } from './merge-shape.js';
import { mergeTiming } from './merge-timing.js';
import { mergeTlb } from './merge-tlb.js';
import { machineConfigSchema } from './schema.js';
import { checkShape } from './shape-rules.js';
import { bytesOf } from './sizes.js';

export { applySettings } from './settings.js';

/** The machine that gives the fields which nobody gave. */
export const DEFAULT_MACHINE = 'smp4';

/** A size whose shape is checked already. */
const exactBytes = (size: number | string): number => bytesOf(size)!;

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
    ...mergeShape(base, given),
    protocol: given.protocol ?? base.protocol,
    lineBytes: given.lineBytes === undefined ? base.lineBytes : exactBytes(given.lineBytes),
    ...mergeCaches(base, given, complain),
    tlb: mergeTlb(base.tlb, given.tlb),
    prefetch: { ...base.prefetch, ...given.prefetch },
    bus: { ...base.bus, ...given.bus },
    numa: mergeNuma(base.numa, given.numa, complain),
    timing: mergeTiming(base.timing, given.timing),
    instructions: given.instructions ?? base.instructions,
    seed: given.seed ?? base.seed,
    memoryLimitBytes:
      given.memoryLimitBytes === undefined ? base.memoryLimitBytes : exactBytes(given.memoryLimitBytes),
  };
  // A product of the shape may be beyond the bounds of processors, which a user did not write.
  const shapeFault = checkShape(merged);
  if (shapeFault) complain(`${shapeFault.path} ${shapeFault.message}`);
  const checked = machineConfigSchema.safeParse(merged);
  if (checked.success) return checked.data;
  const { path, message } = checked.error.issues[0]!;
  return complain(`${path.join('.')} ${message}`);
};

/** A machine as options give it, by its name in the catalogue or by its fields; `otherwise`: where they leave it out. */
export const machineInputOf = (
  given: MachineInput | string | undefined,
  otherwise: MachineInput = {},
): MachineInput => (typeof given === 'string' ? { preset: given } : (given ?? otherwise));

/** The input in a JSON document, with its shape checked; settings may still go over it. */
export const machineInputFromJson = (text: string, file: string): MachineInput =>
  parseMachineInput(parseJson(text, file), file);

/** The machine in a JSON document. Syntax errors name file, line and column. */
export const parseMachineJson = (text: string, file: string): MachineConfig =>
  parseMachine(parseJson(text, file), file);
