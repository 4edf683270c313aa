import type { Machine } from './machine.js';
import { ASSUMED_TIMING, NO_PREFETCH } from './parts.js';

export const firefly: Machine = {
  name: 'firefly',
  title: 'DEC Firefly, 1987',
  about:
    'A workstation with several MicroVAX processors, whose caches update one another: a write to a shared word goes to the other copies and to memory. A line is one word of four bytes, so that there is no false sharing of lines, and no spatial locality either.',
  source:
    'C. P. Thacker, L. C. Stewart and E. H. Satterthwaite, Firefly: A Multiprocessor Workstation, IEEE Transactions on Computers 37(8), 1988: up to seven processors, 16 KiB direct-mapped caches of 4096 4-byte lines, the Firefly protocol. Assumed: five processors, 4 bytes of address and command a transaction. Left out: the cached instructions of the real, unified cache, unless the trace’s fetches are read.',
  config: {
    processors: 5,
    shape: { sockets: 1, diesPerSocket: 1, coresPerDie: 5, threadsPerCore: 1 },
    protocol: 'Firefly',
    lineBytes: 4,
    l1: { size: 16 * 1024, ways: 1, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' },
    l1i: null,
    l2: null,
    l3: null,
    tlb: null,
    prefetch: NO_PREFETCH,
    bus: { wordBytes: 4, addressBytes: 4 },
    numa: null,
    timing: ASSUMED_TIMING,
    instructions: 'skip',
    seed: 1,
    memoryLimitBytes: 2 * 1024 ** 3,
  },
};
