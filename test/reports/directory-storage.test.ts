/** Storage of directories, reckoned by hand. */
import { describe, expect, it } from 'vitest';
import type { MachineInput } from '../../src/config/machine.js';
import type { DirectoryConfig } from '../../src/config/numa.js';
import { parseMachine } from '../../src/config/parse.js';
import { directoryStorage, directoryStorageText } from '../../src/reports/directory-storage.js';

const MIB = 2 ** 20;
/** Lines of 64 bytes in 1 GiB. */
const LINES = 16 * MIB;

const storageOf = (directory: Partial<DirectoryConfig>, input: MachineInput = {}) => {
  const machine = parseMachine({ processors: 16, ...input, numa: { nodes: 4, directory } });
  return directoryStorage(machine, machine.numa!).bits;
};

describe('bits of a directory', () => {
  it.each<[Partial<DirectoryConfig>, number]>([
    [{ organisation: 'full-map' }, LINES * 17],
    [{ organisation: 'full-map', tracks: 'nodes' }, LINES * 5],
    [{ organisation: 'limited', pointers: 3 }, LINES * (3 * 4 + 1)],
    [{ organisation: 'limited-broadcast', pointers: 3 }, LINES * (3 * 4 + 1 + 1)],
    [{ organisation: 'coarse-vector', pointers: 1, regionProcessors: 2 }, LINES * (8 + 1 + 1)],
    [{ organisation: 'coarse-vector', pointers: 3, regionProcessors: 4 }, LINES * (12 + 1 + 1)],
    // 512 sets: 48 - 9 - 6 bits of tag, and a valid bit.
    [{ organisation: 'sparse', entries: 4096, ways: 8 }, 4096 * (33 + 1 + 17)],
    // 16 caches of 512 lines in 64 sets, over 4 homes: 48 - 6 - 6 bits of tag, valid and dirty.
    [{ organisation: 'shadow-tags' }, (16 * 512 * 38) / 4],
  ])('%j', (directory, bits) => {
    expect(storageOf(directory)).toBe(bits);
  });

  it('counts the tags of every level that may hold a line alone, once a core', () => {
    const directory = { organisation: 'shadow-tags' } as const;
    const l2 = { size: '128KiB', ways: 8 } as const;
    // 2048 lines in 256 sets.
    expect(storageOf(directory, { l2 })).toBe((16 * 2048 * 36) / 4);
    const both = (16 * (512 * 38 + 2048 * 36)) / 4;
    expect(storageOf(directory, { l2: { ...l2, inclusion: 'exclusive' } })).toBe(both);
    const shape = { threadsPerCore: 2 };
    expect(storageOf(directory, { l2: { ...l2, inclusion: 'exclusive' }, shape })).toBe(both / 2);
  });

  it('has one bit for the threads of a core', () => {
    const shape = { threadsPerCore: 4 };
    expect(storageOf({ organisation: 'full-map' }, { shape })).toBe(LINES * 5);
  });

  it('has no bound with unlimited caches', () => {
    const machine = parseMachine({
      preset: 'textbook',
      numa: { nodes: 4, directory: { organisation: 'shadow-tags' } },
    });
    expect(directoryStorageText(machine, machine.numa!)).toBe('without bound: tags of unlimited caches');
  });
});

describe('in words', () => {
  it.each<[Partial<DirectoryConfig>, string]>([
    [{ organisation: 'full-map' }, '34 MiB for each GiB of memory: 16,777,216 lines × 17 bits'],
    [{ organisation: 'sparse' }, '25.50 KiB a node: 4,096 entries × (34 of tag and valid + 17) bits'],
    [
      { organisation: 'shadow-tags' },
      '9.50 KiB a node: tag, valid and dirty of 8,192 cached lines, over 4 homes',
    ],
  ])('%j', (directory, text) => {
    const machine = parseMachine({ processors: 16, numa: { nodes: 4, directory } });
    expect(directoryStorageText(machine, machine.numa!)).toBe(text);
  });
});
