import type { Machine } from './machine.js';
import { ASSUMED_TIMING, NO_PREFETCH } from './parts.js';

export const mesh64: Machine = {
  name: 'mesh-64',
  title: '64-tile mesh, 2008',
  about:
    'A chip of sixty-four tiles in an 8 × 8 mesh, in the manner of the TILEPro64: every tile has a core, small private caches and the directory of every sixty-fourth line, so that traffic spreads evenly and distance is what data costs. A tile stands for the part of memory whose lines have their home there.',
  source:
    'D. Wentzlaff et al., On-Chip Interconnection Architecture of the Tile Processor, IEEE Micro 27(5), 2007: 8 × 8 tiles, dimension-order routing in meshes of 32-bit links. Tilera, Tile Processor Architecture Overview for the TILEPro Series, 2011: 8 KiB two-way L1 data and 64 KiB four-way L2 caches, 64-byte L2 lines, lines spread over home tiles by a hash. Assumed: MESI, LRU, an L1 that writes through and does not allocate on a write miss, a bit for each tile in the directory, lines over the tiles in turn in place of the hash, headers of 8 bytes. Left out: the L1’s own 16-byte lines; that the home’s L2 is what other tiles miss into (a third level spread over the chip) and takes all writes; memory controllers at the rim; the other meshes.',
  config: {
    processors: 64,
    shape: { sockets: 1, diesPerSocket: 1, coresPerDie: 64, threadsPerCore: 1 },
    protocol: 'MESI',
    lineBytes: 64,
    l1: { size: 8 * 1024, ways: 2, replacement: 'LRU', write: 'write-through', writeAllocate: false },
    l1i: null,
    l2: {
      size: 64 * 1024,
      ways: 4,
      replacement: 'LRU',
      write: 'protocol',
      writeAllocate: 'protocol',
      inclusion: 'inclusive',
    },
    l3: null,
    tlb: null,
    prefetch: NO_PREFETCH,
    bus: { wordBytes: 4, addressBytes: 8 },
    numa: {
      nodes: 64,
      directory: {
        organisation: 'full-map',
        tracks: 'processors',
        pointers: 4,
        regionProcessors: 4,
        entries: 4096,
        ways: 8,
      },
      placement: {
        policy: 'line-interleave',
        pageBytes: 4096,
        node: 0,
        ranges: [],
        intervalReferences: 1_000_000,
      },
      network: { topology: 'mesh', parameters: {}, headerBytes: 8 },
    },
    timing: ASSUMED_TIMING,
    instructions: 'skip',
    seed: 1,
    memoryLimitBytes: 2 * 1024 ** 3,
  },
};
