/** Machines for properties. */
import fc from 'fast-check';
import type { CacheConfig, MachineConfig } from '../../src/config/machine.js';
import { REPLACEMENT, type ReplacementName } from '../../src/protocol/codes.js';

const replacements = Object.keys(REPLACEMENT) as ReplacementName[];

/** Any cache that obeys the rules, of at least so many bytes and at most 4096 lines. */
const anyCache = (lineBytes: number, atLeast: number, unlimited: boolean): fc.Arbitrary<CacheConfig> =>
  fc
    .record({
      ways: fc.oneof(fc.integer({ min: 1, max: 64 }), fc.constant('full' as const)),
      sets: fc.integer({ min: 0, max: 5 }),
      lines: fc.integer({ min: 1, max: 64 }),
      unlimited: unlimited ? fc.boolean() : fc.constant(false),
      replacement: fc.constantFrom(...replacements),
      write: fc.constantFrom('protocol' as const, 'write-back' as const, 'write-through' as const),
      writeAllocate: fc.constantFrom(true, false, 'protocol' as const),
    })
    .map(({ ways, sets, lines, unlimited: endless, ...rest }) => {
      let size = ways === 'full' ? lines * lineBytes : ways * lineBytes * 2 ** sets;
      while (size < atLeast) size *= 2;
      return { size: endless ? ('unlimited' as const) : size, ways, ...rest };
    });

/** Any complete machine. */
export const anyMachine: fc.Arbitrary<MachineConfig> = fc
  .record({ line: fc.integer({ min: 2, max: 12 }), two: fc.boolean() })
  .chain(({ line, two }) => {
    const lineBytes = 2 ** line;
    return anyCache(lineBytes, 0, !two).chain((l1) =>
      fc.record<MachineConfig>({
        processors: fc.integer({ min: 1, max: 1024 }),
        protocol: fc.constantFrom('MESI', 'my own'),
        lineBytes: fc.constant(lineBytes),
        l1: fc.constant(l1),
        l2: two ? anyCache(lineBytes, Number(l1.size), true) : fc.constant(null),
        bus: fc.record({
          wordBytes: fc.constantFrom(...[4, 8, 16, 32].filter((bytes) => bytes <= lineBytes)),
          addressBytes: fc.integer({ min: 0, max: 64 }),
        }),
        numa: fc.constant(null),
        instructions: fc.constantFrom('skip' as const, 'read' as const),
        seed: fc.integer({ min: 0, max: 0xffffffff }),
        memoryLimitBytes: fc.integer({ min: 2 ** 20, max: 2 ** 32 - 2 ** 16 }),
      }),
    );
  });
