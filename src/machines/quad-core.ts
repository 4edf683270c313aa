import type { Machine } from './machine.js';
import { ASSUMED_TIMING, NO_PREFETCH } from './parts.js';

export const quadCore: Machine = {
  name: 'quad-core',
  title: 'Quad-core desktop, 2008',
  about:
    'Four cores with private L1 and L2 caches and the forward state of MESIF, in the manner of the first Core i7. The shared third level is left out: here a miss of L2 goes to another core or to memory.',
  source:
    'Intel 64 and IA-32 Architectures Optimization Reference Manual, section on Nehalem: 32 KiB 8-way L1 data cache, 256 KiB 8-way L2 for each core, 64-byte lines. J. R. Goodman and H. H. J. Hum, MESIF: A Two-Hop Cache Coherency Protocol for Point-to-Point Interconnects, 2009, for the protocol, which the real machine uses between sockets. Assumed: tree pseudo-LRU in both, an 8-byte bus word, an L2 that includes L1, 8 bytes of address and command a transaction.',
  config: {
    processors: 4,
    shape: { sockets: 1, diesPerSocket: 1, coresPerDie: 4, threadsPerCore: 1 },
    protocol: 'MESIF',
    lineBytes: 64,
    l1: { size: 32 * 1024, ways: 8, replacement: 'tree-PLRU', write: 'protocol', writeAllocate: 'protocol' },
    l1i: null,
    l2: {
      size: 256 * 1024,
      ways: 8,
      replacement: 'tree-PLRU',
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
