/** Machines whose every time is another number, and traces small enough to add up by hand. */
import type { CacheConfig, MachineConfig } from '../../../src/config/machine.js';
import type { DirectoryConfig } from '../../../src/config/numa.js';
import type { TimingConfig } from '../../../src/config/timing.js';
import { STALL_CAUSES, type TimingResult } from '../../../src/result.js';
import { withProtocol } from '../../engine/agreement.js';
import { coresOf, plain } from '../../plain-machine.js';
import { machineWith } from '../by-hand.js';
import type { ModelRecord } from '../references.js';
import { TimedModel } from './machine.js';

export const LINE = 64;

/** A line takes 8 cycles of a bus (a word 1), 4 of a memory channel, 18 of a link; a message without it 2. */
export const TIMING: TimingConfig = {
  clockMHz: 1000,
  instructionCycles: 3,
  l1Cycles: 1,
  l2Cycles: 5,
  l3Cycles: 20,
  snoopCycles: 7,
  migrationCycles: 100,
  bus: { split: false, arbitrationCycles: 2, requestCycles: 3, bytesPerCycle: 8 },
  network: { localCycles: 6, hopCycles: 10, bytesPerCycle: 4 },
  directory: { lookupCycles: 11, occupancyCycles: 13 },
  memory: {
    channels: 1,
    banks: 2,
    rowBytes: 4 * LINE,
    rows: 'open',
    hitCycles: 30,
    emptyCycles: 40,
    conflictCycles: 50,
    bytesPerCycle: 16,
    writeQueueEntries: 32,
  },
  storeBuffer: { entries: 0, forwarding: true, drain: 'eager' },
  mshrs: { entries: 0, merging: true },
  tlb: { l2Cycles: 9, walkCycles: 60 },
  windowReferences: 1024,
};

const cache: CacheConfig = {
  size: 4 * LINE,
  ways: 'full',
  replacement: 'LRU',
  write: 'protocol',
  writeAllocate: 'protocol',
};

/** Four processors with an L1 of four lines each, on an atomic bus. */
export const busMachine = (
  timing: Partial<TimingConfig> = {},
  change: Partial<MachineConfig> = {},
): MachineConfig => ({
  ...plain(4),
  protocol: '',
  lineBytes: LINE,
  l1: cache,
  l2: null,
  bus: { wordBytes: 8, addressBytes: 8 },
  numa: null,
  instructions: 'skip',
  seed: 0,
  memoryLimitBytes: 2 ** 28,
  timing: { ...TIMING, ...timing },
  ...change,
});

export const SPLIT = { ...TIMING.bus, split: true };

export const withL2: Partial<MachineConfig> = {
  l2: { ...cache, size: 8 * LINE, inclusion: 'inclusive' },
};

/** One L3 for all. */
export const withL3: Partial<MachineConfig> = {
  l3: { ...cache, size: 16 * LINE, inclusion: 'inclusive', sharedBy: 'machine' },
};

/** Two cores with two threads each. */
export const withThreads: Partial<MachineConfig> = {
  shape: { ...coresOf(2), threadsPerCore: 2 },
};

/** Two processors on each of four nodes in a ring; line n is at home on node n mod 4. */
export const nodesMachine = (
  directory: Partial<DirectoryConfig> = {},
  timing: Partial<TimingConfig> = {},
): MachineConfig => ({
  ...machineWith(directory, {}, cache),
  timing: { ...TIMING, ...timing },
});

export interface TimedRecord extends ModelRecord {
  readonly gap: number;
}

/**
 * `0r5+20`: processor 0 computes for 20 cycles, then reads the first 8 bytes of line 5; `0w5.16:4` writes
 * 4 bytes from byte 16 of the line on; `i` is an instruction fetch.
 */
export const timedRecordsOf = (trace: string): TimedRecord[] =>
  trace
    .split(' ')
    .filter((step) => step !== '')
    .map((step): TimedRecord => {
      const parts = /^(\d)([rwi])(\d+)(?:\.(\d+))?(?::(\d+))?(?:\+(\d+))?$/.exec(step);
      if (parts === null) throw new Error(`what is ${step}?`);
      const [, processor, operation, line, byte = '0', bytes = '8', gap = '0'] = parts;
      return {
        processor: Number(processor),
        operation: operation === 'w' ? 'write' : operation === 'r' ? 'read' : 'instruction',
        address: BigInt(line!) * BigInt(LINE) + BigInt(byte),
        bytes: Number(bytes),
        gap: Number(gap),
      };
    });

/** The machine after the whole of a trace. */
export function timed(machine: MachineConfig, protocol: string, trace: string): TimedModel {
  const { machine: suited, model } = withProtocol(machine, protocol);
  const timed = new TimedModel(suited, model, false);
  for (const record of timedRecordsOf(trace)) timed.record(record, record.gap);
  timed.finish();
  return timed;
}

/** `busWait 4 bus 13`: what a processor stalled for, with its computing and idling, in that order. */
export const spentBy = (result: TimingResult, processor: number): string => {
  const { compute, idle, stalls } = result.processors[processor]!;
  const parts: [string, number][] = [
    ['compute', compute],
    ['idle', idle],
    ...STALL_CAUSES.map((cause): [string, number] => [cause, stalls[cause]]),
  ];
  return parts
    .filter(([, cycles]) => cycles > 0)
    .map(([name, cycles]) => `${name} ${cycles}`)
    .join(' ');
};

/** The same of what went on beside it. */
export const overlappedBy = (result: TimingResult, processor: number): string =>
  STALL_CAUSES.map((cause) => ({ cause, cycles: result.processors[processor]!.overlapped[cause] }))
    .filter(({ cycles }) => cycles > 0)
    .map(({ cause, cycles }) => `${cause} ${cycles}`)
    .join(' ');

/** `l1 2x 2`: class, how many, cycles in all. */
export const classesOf = (result: TimingResult): string[] =>
  result.classes.map(({ class: name, count, cycles }) => `${name} ${count}x ${cycles}`);

/** `link 3 2x 36 waited 4`; resources that nobody used are left out. */
export const usesOf = (result: TimingResult): string[] =>
  result.resources
    .filter(({ uses }) => uses > 0)
    .map(({ kind, index, node, uses, busy, waited }) => {
      const where = node === undefined ? `${index}` : `${node}.${index}`;
      return `${kind} ${where} ${uses}x ${busy} waited ${waited}`;
    });
