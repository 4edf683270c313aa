import type { Machine } from './machine.js';
import { ASSUMED_TIMING, NO_PREFETCH } from './parts.js';

export const sunStarfire: Machine = {
  name: 'sun-starfire',
  title: 'Sun Enterprise 10000 (Starfire), 1997',
  about:
    'Snooping taken as far as it went in one machine: sixty-four processors, with every address broadcast to all. The real machine spreads addresses over four buses and moves data through a crossbar, so that its traffic here is the sum over them.',
  source:
    'A. Charlesworth, Starfire: Extending the SMP Envelope, IEEE Micro 18(1), 1998: up to 64 UltraSPARC-II processors, four snooping address buses, a 16-byte-wide data crossbar, 64-byte lines, MOESI. UltraSPARC User’s Manual, 1997: 16 KiB direct-mapped write-through L1 data cache that does not allocate on a write miss. Assumed: 4 MiB direct-mapped external caches, 8 bytes of address and command a transaction. Left out: the L1’s shorter lines.',
  config: {
    processors: 64,
    shape: { sockets: 1, diesPerSocket: 1, coresPerDie: 64, threadsPerCore: 1 },
    protocol: 'MOESI',
    lineBytes: 64,
    l1: { size: 16 * 1024, ways: 1, replacement: 'LRU', write: 'write-through', writeAllocate: false },
    l1i: null,
    l2: {
      size: 4 * 1024 ** 2,
      ways: 1,
      replacement: 'LRU',
      write: 'protocol',
      writeAllocate: 'protocol',
      inclusion: 'inclusive',
    },
    l3: null,
    tlb: null,
    prefetch: NO_PREFETCH,
    bus: { wordBytes: 16, addressBytes: 8 },
    numa: null,
    timing: ASSUMED_TIMING,
    instructions: 'skip',
    seed: 1,
    memoryLimitBytes: 2 * 1024 ** 3,
  },
};
