/** Parts that several machines of the catalogue have. */
import type { PrefetchConfig } from '../config/hierarchy.js';
import type { TimingConfig } from '../config/timing.js';

export const NO_PREFETCH: PrefetchConfig = { kind: 'none', degree: 1, distance: 1, entries: 16 };

/** Times of no real machine: round numbers, with memory about 100 cycles away and a bus that one at a time holds. */
export const ASSUMED_TIMING: TimingConfig = {
  clockMHz: 1000,
  instructionCycles: 1,
  l1Cycles: 4,
  l2Cycles: 10,
  l3Cycles: 30,
  snoopCycles: 20,
  migrationCycles: 5000,
  bus: { split: false, arbitrationCycles: 2, requestCycles: 2, bytesPerCycle: 8 },
  network: { localCycles: 10, hopCycles: 20, bytesPerCycle: 8 },
  directory: { lookupCycles: 20, occupancyCycles: 10 },
  memory: {
    channels: 1,
    banks: 8,
    rowBytes: 8192,
    rows: 'open',
    hitCycles: 60,
    emptyCycles: 90,
    conflictCycles: 120,
    bytesPerCycle: 8,
    writeQueueEntries: 32,
  },
  storeBuffer: { entries: 0, forwarding: true, drain: 'eager' },
  mshrs: { entries: 0, merging: true },
  tlb: { l2Cycles: 7, walkCycles: 30 },
  windowReferences: 65536,
};
