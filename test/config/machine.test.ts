import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MachineConfig } from '../../src/config/machine.js';
import { parseMachine } from '../../src/config/parse.js';
import { CohortError } from '../../src/errors.js';
import { MACHINES } from '../../src/machines/index.js';
import { smp4 } from '../../src/machines/smp4.js';
import { textbook } from '../../src/machines/textbook.js';
import { anyMachine } from './any-machine.js';

const KIB = 1024;

describe('a machine is what was written over its preset', () => {
  const cases: [written: object, field: (machine: MachineConfig) => unknown, value: unknown][] = [
    [{}, (machine) => machine, smp4.config],
    [{ preset: 'TextBook' }, (machine) => machine, textbook.config],
    [{ processors: 1024 }, ({ processors }) => processors, 1024],
    [{ $schema: './machine.schema.json', seed: 7 }, ({ seed }) => seed, 7],
    [{ processors: undefined, l2: undefined }, (machine) => machine, smp4.config],
    [{ l1: { size: '64KiB' } }, ({ l1 }) => l1, { ...smp4.config.l1, size: 64 * KIB }],
    [{ l1: { size: ' 64 kib ' } }, ({ l1 }) => l1.size, 64 * KIB],
    [{ l1: { size: '64K' } }, ({ l1 }) => l1.size, 64 * KIB],
    [{ l1: { size: '0.5MiB' } }, ({ l1 }) => l1.size, 512 * KIB],
    [{ l1: { size: '4096B' } }, ({ l1 }) => l1.size, 4096],
    [{ l1: { size: '4096' } }, ({ l1 }) => l1.size, 4096],
    [{ l1: { size: '1GiB' } }, ({ l1 }) => l1.size, 1024 ** 3],
    [{ lineBytes: '128B' }, ({ lineBytes }) => lineBytes, 128],
    [{ bus: { wordBytes: 4 } }, ({ bus }) => bus, { wordBytes: 4, addressBytes: 8 }],
    [{ memoryLimitBytes: '1GiB' }, ({ memoryLimitBytes }) => memoryLimitBytes, 1024 ** 3],
    [{ l1: { size: '12KiB', ways: 3 } }, ({ l1 }) => l1.ways, 3],
    [{ l1: { size: '256KiB', ways: 'full' } }, ({ l1 }) => l1.ways, 'full'],
    [{ l1: { size: '12KiB', ways: 3, replacement: 'tree-PLRU' } }, ({ l1 }) => l1.replacement, 'tree-PLRU'],
    [{ l1: { size: 'unlimited' } }, ({ l1 }) => l1.size, 'unlimited'],
    [
      { l2: { size: '256KiB' } },
      ({ l2 }) => l2,
      {
        size: 256 * KIB,
        ways: 8,
        replacement: 'LRU',
        write: 'protocol',
        writeAllocate: 'protocol',
        inclusion: 'inclusive',
      },
    ],
    [{ l2: { size: 'unlimited' } }, ({ l2 }) => l2?.size, 'unlimited'],
    [{ l2: { size: '32KiB' } }, ({ l2 }) => l2?.size, 32 * KIB],
    [{ preset: 'quad-core', l2: { ways: 4 } }, ({ l2 }) => [l2?.size, l2?.ways], [256 * KIB, 4]],
    [{ preset: 'quad-core', l2: null }, ({ l2 }) => l2, null],
  ];
  it.each(cases)('%j', (written, field, value) => {
    expect(field(parseMachine(written))).toEqual(value);
  });
});

describe('a machine that cannot be is refused in words', () => {
  const fields =
    'preset, processors, shape, protocol, lineBytes, l1, l1i, l2, l3, tlb, prefetch, bus, numa, timing, instructions, seed, memoryLimitBytes';
  const cacheFields = 'size, ways, replacement, write, writeAllocate';
  const sizes =
    'expected a number of bytes from 4 to 1073741824 (1 GiB), a size with a unit, or "unlimited". Write for instance "32KiB".';
  const ways = 'expected a whole number from 1 to 4096, or "full" (fully associative). Write for instance 8.';
  const processors = 'expected a whole number from 1 to 1024. Write for instance 4.';
  const line = 'expected a power of two from 4 to 4096 bytes. Write for instance 64.';
  const seed = 'expected a whole number from 0 to 4294967295. Write for instance 1.';
  const machines = MACHINES.map(({ name }) => name).join(', ');

  const cases: [written: unknown, message: string][] = [
    [5, 'the machine is 5; expected an object such as { "processors": 4 }.'],
    [null, 'the machine is null; expected an object such as { "processors": 4 }.'],
    [undefined, 'the machine is undefined; expected an object such as { "processors": 4 }.'],
    [[], 'the machine is []; expected an object such as { "processors": 4 }.'],
    [{ cpus: 4 }, `"cpus" is not a field of a machine; expected one of ${fields}.`],
    [
      { procesors: 4 },
      `"procesors" is not a field of a machine; expected one of ${fields}. Did you mean "processors"?`,
    ],
    [{ size: 4 }, `"size" is not a field of a machine; expected one of ${fields}. Did you mean "l1.size"?`],
    [
      { l1: { Size: 4 } },
      `"l1.Size" is not a field of l1; expected one of ${cacheFields}. Did you mean "l1.size"?`,
    ],
    [
      { l2: { way: 4 } },
      `"l2.way" is not a field of l2; expected one of ${cacheFields}, inclusion. Did you mean "l2.ways"?`,
    ],
    [{ bus: { width: 8 } }, '"bus.width" is not a field of bus; expected one of wordBytes, addressBytes.'],
    [
      { l1: { sise: 1, ways: 0 } },
      `"l1.sise" is not a field of l1; expected one of ${cacheFields}. Did you mean "l1.size"?`,
    ],
    [{ preset: 'smp5' }, `preset is "smp5"; expected one of ${machines}. Did you mean "smp4"?`],
    [
      { preset: '' },
      'preset is ""; expected the name of a machine in the catalogue. Leave it out for "smp4".',
    ],
    [{ processors: 0 }, `processors is 0; ${processors}`],
    [{ processors: 1025 }, `processors is 1025; ${processors}`],
    [{ processors: 2.5 }, `processors is 2.5; ${processors}`],
    [{ processors: '4' }, `processors is "4"; ${processors}`],
    [{ processors: Number.NaN }, `processors is NaN; ${processors}`],
    [{ protocol: '' }, 'protocol is ""; expected the name of a protocol. Write for instance "MESI".'],
    [{ lineBytes: 48 }, `lineBytes is 48; ${line}`],
    [{ lineBytes: 2 }, `lineBytes is 2; ${line}`],
    [{ lineBytes: 8192 }, `lineBytes is 8192; ${line}`],
    [{ lineBytes: '8KiB' }, `lineBytes is "8KiB"; ${line}`],
    [{ lineBytes: true }, `lineBytes is true; ${line}`],
    [
      { l1: null },
      'l1 is null; expected an object with the cache’s fields. Write for instance { "size": "32KiB", "ways": 8 }.',
    ],
    [
      { l2: 4 },
      'l2 is 4; expected an object with the cache’s fields, or null for none. Write for instance { "size": "256KiB", "ways": 8 }.',
    ],
    [{ l1: { size: 0 } }, `l1.size is 0; ${sizes}`],
    [{ l1: { size: '2GiB' } }, `l1.size is "2GiB"; ${sizes}`],
    [{ l1: { size: '-1' } }, `l1.size is "-1"; ${sizes}`],
    [{ l1: { size: '1.3B' } }, `l1.size is "1.3B"; ${sizes}`],
    [{ l1: { size: 'large' } }, `l1.size is "large"; ${sizes}`],
    [
      { l1: { size: '32 kB' } },
      'l1.size is "32 kB", whose unit may mean 1000 or 1024; write "32KiB" (powers of 1024), or a number of bytes.',
    ],
    [
      { memoryLimitBytes: '1GB' },
      'memoryLimitBytes is "1GB", whose unit may mean 1000 or 1024; write "1GiB" (powers of 1024), or a number of bytes.',
    ],
    [{ l1: { ways: 0 } }, `l1.ways is 0; ${ways}`],
    [{ l1: { ways: 4097 } }, `l1.ways is 4097; ${ways}`],
    [{ l1: { ways: 'all' } }, `l1.ways is "all"; ${ways}`],
    [
      { l1: { replacement: 'lru' } },
      'l1.replacement is "lru"; expected one of LRU, FIFO, random, tree-PLRU, bit-PLRU, NRU, SRRIP. Did you mean "LRU"?',
    ],
    [
      { l1: { replacement: 'OPT' } },
      'l1.replacement is "OPT"; expected one of LRU, FIFO, random, tree-PLRU, bit-PLRU, NRU, SRRIP. Write for instance "LRU".',
    ],
    [
      { l1: { write: 'writeback' } },
      'l1.write is "writeback"; expected one of "protocol", "write-back", "write-through". Did you mean "write-back"?',
    ],
    [
      { l1: { writeAllocate: 'yes' } },
      'l1.writeAllocate is "yes"; expected true, false or "protocol". Leave it at "protocol" if in doubt.',
    ],
    [
      { bus: 8 },
      'bus is 8; expected an object with wordBytes and addressBytes. Write for instance { "wordBytes": 8, "addressBytes": 8 }.',
    ],
    [{ bus: { wordBytes: 6 } }, 'bus.wordBytes is 6; expected 4, 8, 16 or 32 bytes. Write for instance 8.'],
    [
      { bus: { addressBytes: 65 } },
      'bus.addressBytes is 65; expected a whole number from 0 to 64. Write for instance 8.',
    ],
    [
      { instructions: 'fetch' },
      'instructions is "fetch"; expected "skip" or "read". Leave it at "skip" for a data cache.',
    ],
    [{ seed: -1 }, `seed is -1; ${seed}`],
    [{ seed: 2 ** 32 }, `seed is 4294967296; ${seed}`],
    [
      { memoryLimitBytes: '4GiB' },
      'memoryLimitBytes is "4GiB"; expected a number of bytes from 1048576 (1 MiB) to 4294901760 (4 GiB − 64 KiB), or a size with a unit. Write for instance "2GiB".',
    ],
    [
      { protocol: 5, seed: [1, 2] },
      'protocol is 5; expected the name of a protocol. Write for instance "MESI".',
    ],

    // Rules between fields.
    [
      { l1: { size: 256 } },
      'l1.size is 256 B, smaller than one set; expected at least 512 B for 8 ways of 64 B lines. Take that size, or at most 4 ways.',
    ],
    [
      { l1: { size: 32, ways: 1 } },
      'l1.size is 32 B, smaller than one set; expected at least 64 B for 1 way of 64 B lines. Take that size, or a smaller lineBytes.',
    ],
    [
      { l1: { size: '48KiB' } },
      'l1.size is 48 KiB; expected 8 ways of 64 B lines times a power-of-two number of sets. The nearest: 32 KiB (64 sets) and 64 KiB (128 sets), or 6 ways at this size.',
    ],
    [
      { l1: { size: 1000 } },
      'l1.size is 1000 B; expected 8 ways of 64 B lines times a power-of-two number of sets. The nearest: 512 B (1 set) and 1 KiB (2 sets).',
    ],
    [
      { l1: { size: '1GiB', ways: 3 } },
      'l1.size is 1 GiB; expected 3 ways of 64 B lines times a power-of-two number of sets. The nearest: 768 MiB (4194304 sets), or 2 ways at this size.',
    ],
    [
      { l1: { size: 100, ways: 'full' } },
      'l1.size is 100 B; expected a multiple of lineBytes (64 B) in a fully associative cache. The nearest: 64 B and 128 B.',
    ],
    [
      { l1: { size: '1MiB', ways: 'full' } },
      'l1.ways is "full", which makes 16384 ways of 1 MiB; expected at most 4096, because a look-up compares every tag of the set. Take a size of at most 256 KiB, a number of ways, or the size "unlimited".',
    ],
    [
      { l2: { ways: 4 } },
      'l2.size is missing; expected a size, because the preset has no L2 to take it from. Write for instance "l2": { "size": "256KiB" }.',
    ],
    [
      { l2: { size: '48KiB' } },
      'l2.size is 48 KiB; expected 8 ways of 64 B lines times a power-of-two number of sets. The nearest: 32 KiB (64 sets) and 64 KiB (128 sets), or 6 ways at this size.',
    ],
    [
      { l2: { size: '16KiB' } },
      'l2.size is 16 KiB; expected at least l1.size (32 KiB), because an inclusive L2 holds every line of L1. Make L2 larger or L1 smaller, or set l2.inclusion.',
    ],
    [
      { preset: 'textbook', l2: { size: 'unlimited' } },
      'l2 is given, but l1.size is "unlimited"; expected null, because nothing is ever lost from an unlimited L1 for want of room. Set l2 to null, or give L1 a size.',
    ],
    [
      { lineBytes: 4 },
      'bus.wordBytes is 8 B; expected at most lineBytes (4 B). Set bus.wordBytes to 4, or take longer lines.',
    ],
  ];
  it.each(cases)('%j', (written, message) => {
    const refuse = () => parseMachine(written, 'lab.json');
    expect(refuse).toThrow(new CohortError(`lab.json: ${message}`, 2));
  });

  it('as a matter of usage: exit code 2', () => {
    expect(() => parseMachine({ processors: 0 })).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it('with a long value cut short', () => {
    const refuse = () => parseMachine({ instructions: 'x'.repeat(10_000) });
    expect(refuse).toThrow(`machine: instructions is "${'x'.repeat(56)}...; expected`);
  });
});

describe('a complete machine', () => {
  it('parses to itself', () => {
    fc.assert(
      fc.property(anyMachine, (machine) => {
        expect(parseMachine(machine)).toEqual(machine);
      }),
    );
  });

  it('has one of the sizes that the error names, when its size is refused', () => {
    fc.assert(
      fc.property(fc.integer({ min: 64, max: 2 ** 24 }), fc.integer({ min: 1, max: 128 }), (size, ways) => {
        let message = '';
        try {
          parseMachine({ l1: { size, ways } });
        } catch (error) {
          message = String(error);
        }
        fc.pre(message !== '');
        const named = /(?:at least|nearest:) (\d+ (?:B|KiB|MiB))/.exec(message)?.[1];
        expect(parseMachine({ l1: { size: named, ways } }).l1.ways).toBe(ways);
      }),
    );
  });
});

describe('whatever is given', () => {
  it('is parsed, or refused with a CohortError', () => {
    const cache = fc.record({ size: fc.anything(), ways: fc.anything() }, { requiredKeys: [] });
    const near = fc.record(
      { processors: fc.anything(), lineBytes: fc.anything(), l1: fc.oneof(cache, fc.anything()), l2: cache },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(near, fc.anything()), (input) => {
        try {
          parseMachine(input);
        } catch (error) {
          expect(error).toBeInstanceOf(CohortError);
        }
      }),
    );
  });
});

describe('the catalogue', () => {
  it.each(MACHINES.map((machine) => [machine.name, machine] as const))(
    '%s is a complete machine',
    (_, machine) => {
      expect(parseMachine(machine.config)).toEqual(machine.config);
      expect(parseMachine({ preset: machine.name })).toEqual(machine.config);
    },
  );

  it('has its names once, in lower case', () => {
    const names = MACHINES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
  });

  it('says of each machine what is assumed or that it is no real one', () => {
    for (const { source } of MACHINES) expect(source).toMatch(/Assumed|No /);
  });
});
