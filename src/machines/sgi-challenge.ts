import type { Machine } from './machine.js';
import { ASSUMED_TIMING, NO_PREFETCH } from './parts.js';

export const sgiChallenge: Machine = {
  name: 'sgi-challenge',
  title: 'SGI Challenge, 1993',
  about:
    'A bus as fast as its day allowed, with long lines and large direct-mapped second-level caches to spare it: a machine on which false sharing shows.',
  source:
    'M. Galles and E. Williams, Performance Optimizations, Implementation, and Verification of the SGI Challenge Multiprocessor, Hawaii International Conference on System Sciences, 1994, and Culler and Singh, Parallel Computer Architecture, 1999, section 6.4: up to 36 R4400 processors, a 256-bit data and 40-bit address bus, 128-byte second-level lines, Illinois (MESI). MIPS R4000 Microprocessor User’s Manual: 16 KiB direct-mapped primary data cache, direct-mapped secondary cache. Assumed: 16 processors, 1 MiB of secondary cache, 8 bytes of address and command a transaction. Left out: the primary cache’s own shorter lines; here both levels have 128-byte lines.',
  config: {
    processors: 16,
    shape: { sockets: 1, diesPerSocket: 1, coresPerDie: 16, threadsPerCore: 1 },
    protocol: 'MESI',
    lineBytes: 128,
    l1: { size: 16 * 1024, ways: 1, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' },
    l1i: null,
    l2: {
      size: 1024 ** 2,
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
