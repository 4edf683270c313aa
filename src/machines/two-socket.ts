import type { Machine } from './machine.js';
import { ASSUMED_TIMING, NO_PREFETCH } from './parts.js';

export const twoSocket: Machine = {
  name: 'two-socket',
  title: 'Two-socket server, 2017',
  about:
    'Two processors of sixteen cores, each with its own memory, in the manner of the first Xeon Scalable. The socket is the node: its cores snoop each other without a message, and the directories know sockets; what crosses between the sockets has one hop. The shared third level is left out: here a miss of L2 goes to another core or to memory.',
  source:
    'Intel 64 and IA-32 Architectures Optimization Reference Manual, section on Skylake Server: 32 KiB 8-way L1 data cache, 1 MiB 16-way L2 for each core, 64-byte lines, a third level that does not include L2. D. Mulnix, Intel Xeon Processor Scalable Family Technical Overview, 2017: up to three UPI links a socket, two or three of them between two sockets, memory’s own directory bits. J. R. Goodman and H. H. J. Hum, MESIF: A Two-Hop Cache Coherency Protocol for Point-to-Point Interconnects, 2009. Linux places pages of 4 KiB by first touch unless told otherwise (Documentation/admin-guide/mm/numa_memory_policy). Assumed: sixteen cores a socket, tree pseudo-LRU, an L2 that includes L1, a directory with a bit for each socket (the real one has two bits a line in memory), cores of a socket that all hear each other (the real one filters snoops), headers of 8 bytes. Left out: the third level, the mesh within a socket, hardware threads.',
  config: {
    processors: 32,
    shape: { sockets: 2, diesPerSocket: 1, coresPerDie: 16, threadsPerCore: 1 },
    protocol: 'MESIF',
    lineBytes: 64,
    l1: { size: 32 * 1024, ways: 8, replacement: 'tree-PLRU', write: 'protocol', writeAllocate: 'protocol' },
    l1i: null,
    l2: {
      size: 1024 ** 2,
      ways: 16,
      replacement: 'tree-PLRU',
      write: 'protocol',
      writeAllocate: 'protocol',
      inclusion: 'inclusive',
    },
    l3: null,
    tlb: null,
    prefetch: NO_PREFETCH,
    bus: { wordBytes: 8, addressBytes: 8 },
    numa: {
      nodes: 2,
      directory: {
        organisation: 'full-map',
        tracks: 'nodes',
        pointers: 4,
        regionProcessors: 4,
        entries: 4096,
        ways: 8,
      },
      placement: {
        policy: 'first-touch',
        pageBytes: 4096,
        node: 0,
        ranges: [],
        intervalReferences: 1_000_000,
      },
      network: { topology: 'fully-connected', parameters: {}, headerBytes: 8 },
    },
    timing: ASSUMED_TIMING,
    instructions: 'skip',
    seed: 1,
    memoryLimitBytes: 2 * 1024 ** 3,
  },
};
