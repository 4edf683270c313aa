import type { LevelConfig, SharedConfig } from './hierarchy.js';
import type { CacheConfig, CacheInput, MachineConfig, MachineInput } from './machine.js';
import { bytesOf } from './sizes.js';

type Caches = Pick<MachineConfig, 'l1' | 'l1i' | 'l2' | 'l3'>;

/** What a partial cache gets over a preset that has none; its size must be given. */
const NEW_CACHE: CacheConfig = {
  size: 0,
  ways: 8,
  replacement: 'LRU',
  write: 'protocol',
  writeAllocate: 'protocol',
};
const NEW_L2: LevelConfig = { ...NEW_CACHE, inclusion: 'inclusive' };
const NEW_L3: SharedConfig = { ...NEW_L2, ways: 16, sharedBy: 'socket' };

const mergeCache = <Config extends CacheConfig, Input extends CacheInput>(base: Config, input: Input) => {
  const { size, ...rest } = input;
  if (size === undefined) return { ...base, ...rest };
  // The size's shape is checked already.
  return { ...base, ...rest, size: size === 'unlimited' ? size : bytesOf(size)! };
};

/**
 * The caches that an input stands for, over the preset's. `complain` is told why they cannot be made
 * of it: where the preset has none, the size must be given.
 */
export const mergeCaches = (base: Caches, input: MachineInput, complain: (why: string) => never): Caches => {
  const sized = (name: string, example: string, { size }: CacheInput): void => {
    if (size !== undefined) return;
    complain(
      `${name}.size is missing; expected a size, because the preset has no ${name.toUpperCase()} to take it from. Write for instance "${name}": { "size": "${example}" }.`,
    );
  };
  /** null takes it away, nothing leaves it. */
  const optional = <Config extends CacheConfig, Input extends CacheInput>(
    name: 'l1i' | 'l2' | 'l3',
    example: string,
    beneath: Config | null,
    fresh: Config,
    over: Input | null | undefined,
  ): Config | null => {
    if (over === undefined) return beneath;
    if (over === null) return null;
    if (beneath === null) sized(name, example, over);
    return mergeCache(beneath ?? fresh, over);
  };
  return {
    l1: mergeCache(base.l1, input.l1 ?? {}),
    l1i: optional('l1i', '32KiB', base.l1i, NEW_CACHE, input.l1i),
    l2: optional('l2', '256KiB', base.l2, NEW_L2, input.l2),
    l3: optional('l3', '8MiB', base.l3, NEW_L3, input.l3),
  };
};
