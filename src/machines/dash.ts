import type { Machine } from './machine.js';
import { ASSUMED_TIMING, NO_PREFETCH } from './parts.js';

export const dash: Machine = {
  name: 'dash',
  title: 'Stanford DASH, 1991',
  about:
    'The first working machine with caches that directories keep coherent: sixteen clusters of four processors in a 4 × 4 mesh, each cluster with its part of the memory. The processors of a cluster snoop on its own bus, and directories, which keep a bit a cluster, hear only of what a cluster cannot settle by itself. Messages within a cluster have no hops.',
  source:
    'D. Lenoski, J. Laudon, K. Gharachorloo, W.-D. Weber, A. Gupta, J. Hennessy, M. Horowitz and M. S. Lam, The Stanford Dash Multiprocessor, IEEE Computer 25(3), 1992: clusters of four 33 MHz R3000 (Silicon Graphics 4D/340) that snoop by Illinois (MESI), 64 KiB write-through first-level data and 256 KiB write-back second-level caches, both direct-mapped with 16-byte lines, a directory with a bit for each cluster, wormhole-routed 2D mesh. The same authors, The Directory-Based Cache Coherence Protocol for the DASH Multiprocessor, 1990, for the messages. Assumed: no allocation on a write miss of L1, 4 KiB pages placed by first touch, headers of 8 bytes. Left out: the traffic on a cluster’s bus, its remote-access cache, the second mesh (requests and replies have one each), release consistency.',
  config: {
    processors: 64,
    shape: { sockets: 16, diesPerSocket: 1, coresPerDie: 4, threadsPerCore: 1 },
    protocol: 'MESI',
    lineBytes: 16,
    l1: { size: 64 * 1024, ways: 1, replacement: 'LRU', write: 'write-through', writeAllocate: false },
    l1i: null,
    l2: {
      size: 256 * 1024,
      ways: 1,
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
      network: { topology: 'mesh', parameters: {}, headerBytes: 8 },
    },
    timing: ASSUMED_TIMING,
    instructions: 'skip',
    seed: 1,
    memoryLimitBytes: 2 * 1024 ** 3,
  },
};
