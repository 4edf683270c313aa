import type { Machine } from './machine.js';
import { ASSUMED_TIMING, NO_PREFETCH } from './parts.js';

export const smp4: Machine = {
  name: 'smp4',
  title: 'Four processors on a bus',
  about:
    'The machine to start with: four processors, each with a 32 KiB data cache, kept coherent by MESI on a snooping bus. Small enough that a short trace already evicts lines, and without a second level, so that every number in the report is about one cache. In time, it is the bus of the textbook: one transaction after the other, with memory about 100 cycles away.',
  source:
    'No single machine. 32 KiB, 8 ways and 64-byte lines are the first-level data cache of many processors since 2006 (Intel 64 and IA-32 Architectures Optimization Reference Manual). Assumed: LRU, an 8-byte bus word, 8 bytes of address and command a transaction. Times are round numbers of the size of those in J. L. Hennessy and D. A. Patterson, Computer Architecture: A Quantitative Approach, 5th edition, 2012, chapters 2 and 5: assumed.',
  config: {
    processors: 4,
    shape: { sockets: 1, diesPerSocket: 1, coresPerDie: 4, threadsPerCore: 1 },
    protocol: 'MESI',
    lineBytes: 64,
    l1: { size: 32 * 1024, ways: 8, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' },
    l1i: null,
    l2: null,
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
