/** Machines for properties. */
import fc from 'fast-check';
import type { CacheConfig, MachineConfig } from '../../src/config/machine.js';
import type { NumaConfig } from '../../src/config/numa.js';
import { ORGANISATIONS, PLACEMENTS, TRACKED } from '../../src/config/numa-fields.js';
import { ASSUMED_TIMING, NO_PREFETCH } from '../../src/machines/parts.js';
import { REPLACEMENT, type ReplacementName } from '../../src/protocol/codes.js';
import { coresOf, inclusive } from '../plain-machine.js';

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

const anyAddress = fc.bigInt({ min: 0n, max: 2n ** 64n - 2n });

/** Any nodes that obey the rules, for so many processors a node and lines of so many bytes. */
const anyNuma = (nodes: number, processors: number, lineBytes: number): fc.Arbitrary<NumaConfig> => {
  const node = fc.integer({ min: 0, max: nodes - 1 });
  const range = fc
    .record({ from: anyAddress, length: fc.bigInt({ min: 1n, max: 2n ** 40n }), node })
    .map(({ from, length, node: home }) => {
      const end = from + length;
      const to = end < 2n ** 64n ? end : 2n ** 64n - 1n;
      return { from: `0x${from.toString(16)}`, to: `0x${to.toString(16)}`, node: home };
    });
  return fc.record<NumaConfig>({
    nodes: fc.constant(nodes),
    directory: fc
      .record({
        organisation: fc.constantFrom(...ORGANISATIONS),
        tracks: fc.constantFrom(...TRACKED),
        pointers: fc.integer({ min: 1, max: 64 }),
        region: fc.integer({ min: Math.ceil(processors / 64), max: 1024 }),
        ways: fc.integer({ min: 1, max: 64 }),
        sets: fc.integer({ min: 0, max: 16 }),
      })
      .map(({ organisation, tracks, pointers, region, ways, sets }) => ({
        organisation,
        tracks,
        pointers,
        regionProcessors: region,
        entries: ways * 2 ** sets,
        ways,
      })),
    placement: fc.record({
      policy: fc.constantFrom(...PLACEMENTS),
      pageBytes: fc.integer({ min: Math.log2(lineBytes), max: 30 }).map((bits) => 2 ** bits),
      node,
      ranges: fc.array(range, { maxLength: 4 }),
      intervalReferences: fc.integer({ min: 1, max: 0xffffffff }),
    }),
    network: fc.record({
      topology: fc.constantFrom('bus', 'crossbar', 'ring', 'mesh', 'torus', 'fat-tree', 'fully-connected'),
      parameters: fc.constant({}),
      headerBytes: fc.integer({ min: 0, max: 64 }),
    }),
  });
};

const anyParts = {
  l1i: fc.constant(null),
  l3: fc.constant(null),
  tlb: fc.constant(null),
  prefetch: fc.constant(NO_PREFETCH),
  timing: fc.constant(ASSUMED_TIMING),
};

/** Any complete machine. */
export const anyMachine: fc.Arbitrary<MachineConfig> = fc
  .record({
    line: fc.integer({ min: 2, max: 12 }),
    two: fc.boolean(),
    nodes: fc.integer({ min: 1, max: 256 }),
    processorsOfNode: fc.integer({ min: 1, max: 4 }),
  })
  .chain(({ line, two, nodes, processorsOfNode }) => {
    const processors = nodes * processorsOfNode;
    const lineBytes = 2 ** line;
    return anyCache(lineBytes, 0, !two).chain((l1) =>
      fc.record<MachineConfig>({
        processors: fc.constant(processors),
        shape: fc.constant(coresOf(processors)),
        ...anyParts,
        protocol: fc.constantFrom('MESI', 'my own'),
        lineBytes: fc.constant(lineBytes),
        l1: fc.constant(l1),
        l2: two ? anyCache(lineBytes, Number(l1.size), true).map(inclusive) : fc.constant(null),
        bus: fc.record({
          wordBytes: fc.constantFrom(...[4, 8, 16, 32].filter((bytes) => bytes <= lineBytes)),
          addressBytes: fc.integer({ min: 0, max: 64 }),
        }),
        numa: fc.option(anyNuma(nodes, processors, lineBytes)),
        instructions: fc.constantFrom('skip' as const, 'read' as const),
        seed: fc.integer({ min: 0, max: 0xffffffff }),
        memoryLimitBytes: fc.integer({ min: 2 ** 20, max: 2 ** 32 - 2 ** 16 }),
      }),
    );
  });
