import type { Machine } from './machine.js';
import { ASSUMED_TIMING, NO_PREFETCH } from './parts.js';

export const sunEnterprise: Machine = {
  name: 'sun-enterprise',
  title: 'Sun Enterprise 6000, 1996',
  about:
    'Up to thirty UltraSPARC processors on the Gigaplane bus. L1 writes through without allocating, so that L2 holds every dirty line and answers every snoop alone; MOESI lets a dirty line be shared without going to memory.',
  source:
    'Culler and Singh, Parallel Computer Architecture, 1999, section 6.4: up to 30 processors, a bus of 256 bits of data and 41 bits of address, MOESI. UltraSPARC User’s Manual, 1997, chapters 3 and 7: 16 KiB direct-mapped write-through L1 data cache that does not allocate on a write miss, external cache of 512 KiB and more with 64-byte lines, direct-mapped. Assumed: 16 processors, 512 KiB, 8 bytes of address and command a transaction. Left out: the L1’s 32-byte lines with two sub-blocks; here both levels have 64-byte lines.',
  config: {
    processors: 16,
    shape: { sockets: 1, diesPerSocket: 1, coresPerDie: 16, threadsPerCore: 1 },
    protocol: 'MOESI',
    lineBytes: 64,
    l1: { size: 16 * 1024, ways: 1, replacement: 'LRU', write: 'write-through', writeAllocate: false },
    l1i: null,
    l2: {
      size: 512 * 1024,
      ways: 1,
      replacement: 'LRU',
      write: 'protocol',
      writeAllocate: 'protocol',
      inclusion: 'inclusive',
    },
    l3: null,
    tlb: null,
    prefetch: NO_PREFETCH,
    bus: { wordBytes: 32, addressBytes: 8 },
    numa: null,
    timing: ASSUMED_TIMING,
    instructions: 'skip',
    seed: 1,
    memoryLimitBytes: 2 * 1024 ** 3,
  },
};
