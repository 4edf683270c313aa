import type { Machine } from './machine.js';
import { ASSUMED_TIMING, NO_PREFETCH } from './parts.js';

export const textbook: Machine = {
  name: 'textbook',
  title: 'Unlimited caches, coherence alone',
  about:
    'Four processors whose caches never run out of room, kept coherent by MSI: every miss is a first touch or the work of another processor, as in the worked examples of textbooks.',
  source:
    'No real machine; the idealisation of D. E. Culler and J. P. Singh, Parallel Computer Architecture, 1999, chapter 5, whose base protocol is MSI. Assumed: 64-byte lines, an 8-byte bus word, 8 bytes of address and command a transaction. Times are those of smp4: assumed.',
  config: {
    processors: 4,
    shape: { sockets: 1, diesPerSocket: 1, coresPerDie: 4, threadsPerCore: 1 },
    protocol: 'MSI',
    lineBytes: 64,
    l1: { size: 'unlimited', ways: 8, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' },
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
