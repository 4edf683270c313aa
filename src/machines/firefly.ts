import type { Machine } from './machine.js';
import { NO_PREFETCH } from './parts.js';

export const firefly: Machine = {
  name: 'firefly',
  title: 'DEC Firefly, 1987',
  about:
    'A workstation with several MicroVAX processors, whose caches update one another: a write to a shared word goes to the other copies and to memory. A line is one word of four bytes, so that there is no false sharing of lines, and no spatial locality either. A miss takes 3 of the processor’s cycles, one of them the look-up.',
  source:
    'C. P. Thacker, L. C. Stewart and E. H. Satterthwaite, Firefly: A Multiprocessor Workstation, IEEE Transactions on Computers 37(8), 1988: up to seven processors, 16 KiB direct-mapped caches of 4096 4-byte lines, the Firefly protocol. Assumed: five processors, 4 bytes of address and command a transaction. Left out: the cached instructions of the real, unified cache, unless the trace’s fetches are read. Times, from the same: processors of 200 ns a cycle, bus transactions of 400 ns that memory keeps up with. Assumed: one of the two cycles for the address, one for the data.',
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
    timing: {
      clockMHz: 5,
      instructionCycles: 1,
      l1Cycles: 1,
      l2Cycles: 1,
      l3Cycles: 1,
      snoopCycles: 0,
      migrationCycles: 5000,
      bus: { split: false, arbitrationCycles: 0, requestCycles: 1, bytesPerCycle: 4 },
      network: { localCycles: 10, hopCycles: 20, bytesPerCycle: 8 },
      directory: { lookupCycles: 20, occupancyCycles: 10 },
      memory: {
        channels: 1,
        banks: 1,
        rowBytes: 4096,
        rows: 'closed',
        hitCycles: 0,
        emptyCycles: 0,
        conflictCycles: 0,
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
