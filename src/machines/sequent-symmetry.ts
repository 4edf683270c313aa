import type { Machine } from './machine.js';
import { NO_PREFETCH } from './parts.js';

export const sequentSymmetry: Machine = {
  name: 'sequent-symmetry',
  title: 'Sequent Symmetry, 1988',
  about:
    'One of the first commercial bus-based multiprocessors: 80386 processors with copy-back caches on a shared 64-bit bus. Short lines make for little false sharing and many misses. A miss that memory answers takes 21 cycles.',
  source:
    'T. Lovett and S. Thakkar, The Symmetry Multiprocessor System, Proceedings of the International Conference on Parallel Processing, 1988: up to 30 processors, 64 KiB two-way caches, 16-byte lines, a 64-bit bus, and a write-back invalidate protocol with the states of MESI. Assumed: 16 processors, LRU, 8 bytes of address and command a transaction. Times: a clock of 16 MHz and a pipelined bus of 80 MB/s, from the same; all others are assumed.',
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
    timing: {
      clockMHz: 16,
      instructionCycles: 1,
      l1Cycles: 2,
      l2Cycles: 1,
      l3Cycles: 1,
      snoopCycles: 2,
      migrationCycles: 5000,
      bus: { split: true, arbitrationCycles: 1, requestCycles: 2, bytesPerCycle: 5 },
      network: { localCycles: 10, hopCycles: 20, bytesPerCycle: 8 },
      directory: { lookupCycles: 20, occupancyCycles: 10 },
      memory: {
        channels: 2,
        banks: 1,
        rowBytes: 4096,
        rows: 'closed',
        hitCycles: 8,
        emptyCycles: 8,
        conflictCycles: 8,
        bytesPerCycle: 4,
      },
      storeBuffer: { entries: 0, forwarding: true, drain: 'eager' },
      mshrs: { entries: 0, merging: true },
      tlb: { l2Cycles: 7, walkCycles: 30 },
      windowReferences: 65536,
    },
    instructions: 'skip',
    seed: 1,
    memoryLimitBytes: 2 * 1024 ** 3,
  },
};
