import type { Machine } from './machine.js';
import { ASSUMED_TIMING, NO_PREFETCH } from './parts.js';

export const sequentSymmetry: Machine = {
  name: 'sequent-symmetry',
  title: 'Sequent Symmetry, 1988',
  about:
    'One of the first commercial bus-based multiprocessors: 80386 processors with copy-back caches on a shared 64-bit bus. Short lines make for little false sharing and many misses.',
  source:
    'T. Lovett and S. Thakkar, The Symmetry Multiprocessor System, Proceedings of the International Conference on Parallel Processing, 1988: up to 30 processors, 64 KiB two-way caches, 16-byte lines, a 64-bit bus, and a write-back invalidate protocol with the states of MESI. Assumed: 16 processors, LRU, 8 bytes of address and command a transaction.',
  config: {
    processors: 16,
    shape: { sockets: 1, diesPerSocket: 1, coresPerDie: 16, threadsPerCore: 1 },
    protocol: 'MESI',
    lineBytes: 16,
    l1: { size: 64 * 1024, ways: 2, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' },
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
