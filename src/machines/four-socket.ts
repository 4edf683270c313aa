import type { Machine } from './machine.js';
import { ASSUMED_TIMING, NO_PREFETCH } from './parts.js';

export const fourSocket: Machine = {
  name: 'four-socket',
  title: 'Four-socket server, 2009',
  about:
    'Four processors of six cores in a square, in the manner of the six-core Opteron: opposite corners are two hops apart. Each home keeps a cache of directory entries, which know sockets, in a part of its third level, and a line whose entry is replaced is recalled from all who hold it. The rest of the third level is left out: here a miss of L2 goes to another core or to memory.',
  source:
    'P. Conway, N. Kalyanasundharam, G. Donley, K. Lepak and B. Hughes, Cache Hierarchy and Memory Subsystem of the AMD Opteron Processor, IEEE Micro 30(2), 2010: six cores, 64 KiB two-way L1 data and 512 KiB 16-way L2 caches, 64-byte lines, MOESI, a sparse directory (HT Assist) in 1 MiB of the third level, of 4-byte entries, four-way. P. Conway and B. Hughes, The AMD Opteron Northbridge Architecture, IEEE Micro 27(2), 2007: four nodes in a square of HyperTransport links, requests of 8 bytes. Linux places pages of 4 KiB by first touch unless told otherwise (Documentation/admin-guide/mm/numa_memory_policy). Assumed: LRU, an L2 that includes L1 (the real one holds what L1 gives up), full knowledge of the sockets that hold a line in an entry (the real one knows the owner’s and broadcasts to sharers), cores that serve their own socket before a home is asked (the real ones’ third level does). Left out: the third level.',
  config: {
    processors: 24,
    shape: { sockets: 4, diesPerSocket: 1, coresPerDie: 6, threadsPerCore: 1 },
    protocol: 'MOESI',
    lineBytes: 64,
    l1: { size: 64 * 1024, ways: 2, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' },
    l1i: null,
    l2: {
      size: 512 * 1024,
      ways: 16,
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
      nodes: 4,
      directory: {
        organisation: 'sparse',
        tracks: 'nodes',
        pointers: 4,
        regionProcessors: 4,
        entries: 256 * 1024,
        ways: 4,
      },
      placement: {
        policy: 'first-touch',
        pageBytes: 4096,
        node: 0,
        ranges: [],
        intervalReferences: 1_000_000,
      },
      network: { topology: 'mesh', parameters: {}, headerBytes: 8 },
    },
    timing: ASSUMED_TIMING,
    instructions: 'skip',
    seed: 1,
    memoryLimitBytes: 2 * 1024 ** 3,
  },
};
