import type { Machine } from './machine.js';
import { ASSUMED_TIMING, NO_PREFETCH } from './parts.js';

export const origin2000: Machine = {
  name: 'origin-2000',
  title: 'SGI Origin 2000, 1996',
  about:
    'Nodes of two processors in a bristled hypercube, two nodes to a router: a machine built so that remote memory is not much farther than local memory. The links between a node and its router count as hops. Its pages are large and live where they were first touched, so that how a program first writes its data decides what is local.',
  source:
    'J. Laudon and D. Lenoski, The SGI Origin: A ccNUMA Highly Scalable Server, International Symposium on Computer Architecture, 1997: two R10000 a node, 4 MiB second-level caches with 128-byte lines, a directory with a bit for each node, MESI with a clean exclusive state, bristled fat hypercube of routers with six ports, page migration. MIPS R10000 Microprocessor User’s Manual, 1996: 32 KiB two-way write-back primary data cache, two-way secondary cache, LRU in both. Origin2000 and Onyx2 Performance Tuning and Optimization Guide, Silicon Graphics: 16 KiB pages, first touch unless told otherwise. M. Galles, Spider: A High-Speed Network Interconnect, IEEE Micro 17(1), 1997: packets of 128 bits of data, one of which is taken for a header here. Assumed: 32 processors. Left out: the primary cache’s own 32-byte lines, the directory’s bit a node (here a bit a processor: the two of a node do not snoop each other), the move of pages by counts of remote misses (next-touch comes nearest).',
  config: {
    processors: 32,
    shape: { sockets: 16, diesPerSocket: 1, coresPerDie: 2, threadsPerCore: 1 },
    protocol: 'MESI',
    lineBytes: 128,
    l1: { size: 32 * 1024, ways: 2, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' },
    l1i: null,
    l2: {
      size: 4 * 1024 ** 2,
      ways: 2,
      replacement: 'LRU',
      write: 'protocol',
      writeAllocate: 'protocol',
      inclusion: 'inclusive',
    },
    l3: null,
    tlb: null,
    prefetch: NO_PREFETCH,
    bus: { wordBytes: 8, addressBytes: 8 },
    numa: {
      nodes: 16,
      directory: {
        organisation: 'full-map',
        tracks: 'processors',
        pointers: 4,
        regionProcessors: 4,
        entries: 4096,
        ways: 8,
      },
      placement: {
        policy: 'first-touch',
        pageBytes: 16 * 1024,
        node: 0,
        ranges: [],
        intervalReferences: 1_000_000,
      },
      network: { topology: 'hypercube', parameters: { nodesPerRouter: 2 }, headerBytes: 16 },
    },
    timing: ASSUMED_TIMING,
    instructions: 'skip',
    seed: 1,
    memoryLimitBytes: 2 * 1024 ** 3,
  },
};
