import type { Machine } from './machine.js';
import { ASSUMED_TIMING, NO_PREFETCH } from './parts.js';

export const uniprocessor: Machine = {
  name: 'uniprocessor',
  title: 'One processor with two cache levels',
  about:
    'A single processor, for cache studies without coherence: with nobody else on the bus, every miss is cold, capacity or conflict. MESI stays in place and costs nothing, as no transaction finds another copy.',
  source:
    'No single machine. 32 KiB 8-way and 256 KiB 8-way caches with 64-byte lines are those of one core in the Intel 64 and IA-32 Architectures Optimization Reference Manual (Nehalem). Assumed: LRU in both, an 8-byte bus word, 8 bytes of address and command a transaction.',
  config: {
    processors: 1,
    shape: { sockets: 1, diesPerSocket: 1, coresPerDie: 1, threadsPerCore: 1 },
    protocol: 'MESI',
    lineBytes: 64,
    l1: { size: 32 * 1024, ways: 8, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' },
    l1i: null,
    l2: {
      size: 256 * 1024,
      ways: 8,
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
