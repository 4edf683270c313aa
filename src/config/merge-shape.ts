import type { ShapeConfig } from './hierarchy.js';
import type { MachineConfig, MachineInput } from './machine.js';
import { processorsOf } from './shape-rules.js';

/** So many processors in groups as near to the preset's as divide them: sockets and dies go before threads. */
const regrouped = (base: ShapeConfig, processors: number): ShapeConfig => {
  const { sockets, diesPerSocket, threadsPerCore } = base;
  const whole = [
    { sockets, diesPerSocket, threadsPerCore },
    { sockets, diesPerSocket, threadsPerCore: 1 },
    { sockets: 1, diesPerSocket: 1, threadsPerCore },
  ].find((groups) => processors % processorsOf({ ...groups, coresPerDie: 1 }) === 0);
  const groups = whole ?? { sockets: 1, diesPerSocket: 1, threadsPerCore: 1 };
  return { ...groups, coresPerDie: processors / processorsOf({ ...groups, coresPerDie: 1 }) };
};

/**
 * The processors that an input stands for and their grouping, over the preset's. Whether they agree
 * is for `checkShape` to say.
 */
export const mergeShape = (
  base: Pick<MachineConfig, 'processors' | 'shape'>,
  { processors, shape }: MachineInput,
): Pick<MachineConfig, 'processors' | 'shape'> => {
  if (shape === undefined) {
    return processors === undefined || processors === base.processors
      ? { processors: base.processors, shape: base.shape }
      : { processors, shape: regrouped(base.shape, processors) };
  }
  const merged = { ...base.shape, ...shape };
  if (processors === undefined) return { processors: processorsOf(merged), shape: merged };
  const cores = processors / processorsOf({ ...merged, coresPerDie: 1 });
  const follows = shape.coresPerDie === undefined && Number.isInteger(cores);
  return { processors, shape: follows ? { ...merged, coresPerDie: cores } : merged };
};
