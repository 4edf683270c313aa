import type { Machine } from './machine.js';
import { ASSUMED_TIMING, NO_PREFETCH } from './parts.js';

export const pentiumPro: Machine = {
  name: 'pentium-pro',
  title: 'Quad Pentium Pro, 1996',
  about:
    'The four-way server board of its time: four processors with small two-level caches in the package, joined by a 64-bit front-side bus without further logic.',
  source:
    'Intel Architecture Software Developer’s Manual, Volume 3, 1997, chapter on memory cache control: 8 KiB two-way L1 data cache, 256 KiB four-way L2, 32-byte lines, MESI. Culler and Singh, Parallel Computer Architecture, 1999, section 1.4: up to four processors on a 64-bit bus. Assumed: LRU, an L2 that includes L1 (the real one does not promise it), 8 bytes of address and command a transaction.',
  config: {
    processors: 4,
    shape: { sockets: 1, diesPerSocket: 1, coresPerDie: 4, threadsPerCore: 1 },
    protocol: 'MESI',
    lineBytes: 32,
    l1: { size: 8 * 1024, ways: 2, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' },
    l1i: null,
    l2: {
      size: 256 * 1024,
      ways: 4,
      replacement: 'LRU',
      write: 'protocol',
      writeAllocate: 'protocol',
      inclusion: 'inclusive',
    },
    l3: null,
    tlb: null,
    prefetch: NO_PREFETCH,
    bus: { wordBytes: 8, addressBytes: 8 },
    numa: null,
    timing: ASSUMED_TIMING,
    instructions: 'skip',
    seed: 1,
    memoryLimitBytes: 2 * 1024 ** 3,
  },
};
