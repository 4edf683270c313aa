import type { FieldText } from './field-text.js';

/** A whole number within bounds. */
interface Bounds {
  readonly min: number;
  readonly max: number;
}

const MAX_CYCLES = 10_000;

const UP_TO_10000 = { min: 0, max: MAX_CYCLES } as const satisfies Bounds;
const LOOK_UP = { min: 1, max: 1000 } as const satisfies Bounds;
const UP_TO_1000 = { min: 0, max: 1000 } as const satisfies Bounds;
const WIDTH = { min: 1, max: 4096 } as const satisfies Bounds;

/** The fields that are whole numbers, by their path within `timing`. */
export const TIMING_BOUNDS = {
  clockMHz: { min: 1, max: 10_000 },
  instructionCycles: { min: 0, max: 100 },
  l1Cycles: LOOK_UP,
  l2Cycles: LOOK_UP,
  l3Cycles: LOOK_UP,
  snoopCycles: UP_TO_1000,
  migrationCycles: { min: 0, max: 1_000_000 },
  'bus.arbitrationCycles': UP_TO_1000,
  'bus.requestCycles': UP_TO_1000,
  'bus.bytesPerCycle': WIDTH,
  'network.localCycles': UP_TO_10000,
  'network.hopCycles': UP_TO_10000,
  'network.bytesPerCycle': WIDTH,
  'directory.lookupCycles': UP_TO_10000,
  'directory.occupancyCycles': UP_TO_10000,
  'memory.channels': { min: 1, max: 64 },
  'memory.banks': { min: 1, max: 256 },
  'memory.rowBytes': { min: 64, max: 1024 ** 2 },
  'memory.hitCycles': UP_TO_10000,
  'memory.emptyCycles': UP_TO_10000,
  'memory.conflictCycles': UP_TO_10000,
  'memory.bytesPerCycle': WIDTH,
  'memory.writeQueueEntries': { min: 1, max: 256 },
  'storeBuffer.entries': { min: 0, max: 256 },
  'mshrs.entries': { min: 0, max: 64 },
  'tlb.l2Cycles': UP_TO_1000,
  'tlb.walkCycles': UP_TO_10000,
  windowReferences: { min: 1024, max: 4 * 1024 ** 2 },
} as const satisfies Record<string, Bounds>;

export const ROWS = ['open', 'closed'] as const;
export const DRAINS = ['eager', 'lazy'] as const;

const number = (
  path: keyof typeof TIMING_BOUNDS,
  title: string,
  about: string,
  example: number,
): FieldText => {
  const { min, max } = TIMING_BOUNDS[path];
  return {
    title,
    description: `${about}: ${min} to ${max}.`,
    expected: `a whole number from ${min} to ${max}`,
    mend: `Write for instance ${example}.`,
  };
};

const group = (title: string, description: string, fields: string): FieldText => ({
  title,
  description,
  expected: `an object with ${fields}`,
  mend: 'Give the fields that differ from the preset’s.',
});

const choice = (title: string, description: string, names: readonly string[]): FieldText => ({
  title,
  description,
  expected: `"${names.join('" or "')}"`,
  mend: `Write for instance "${names[0]}".`,
  names,
});

const yesNo = (title: string, description: string): FieldText => ({
  title,
  description,
  expected: 'true or false',
  mend: 'Write for instance true.',
});

/** What things cost in timed mode, by path. */
export const TIMING_FIELDS = {
  timing: group(
    'Timing',
    'What things cost in timed mode, in whole cycles of the processors’ clock; unused otherwise.',
    'cycles and widths of each part',
  ),
  'timing.clockMHz': number(
    'clockMHz',
    'Clock',
    'The processors’ clock in MHz, which only turns cycles into nanoseconds and bytes a second in reports',
    3000,
  ),
  'timing.instructionCycles': number(
    'instructionCycles',
    'Cycles of an instruction',
    'Computing for each instruction fetch of the trace that is left out',
    1,
  ),
  'timing.l1Cycles': number('l1Cycles', 'L1 look-up', 'Cycles of a look-up in L1', 4),
  'timing.l2Cycles': number('l2Cycles', 'L2 look-up', 'Cycles of a look-up in L2, after L1’s', 10),
  'timing.l3Cycles': number('l3Cycles', 'L3 look-up', 'Cycles of a look-up in L3', 30),
  'timing.snoopCycles': number(
    'snoopCycles',
    'Snoop',
    'Cycles until another cache answers, or has found a line to supply',
    20,
  ),
  'timing.migrationCycles': number(
    'migrationCycles',
    'Page migration',
    'Cycles of the system when a page moves (next-touch), besides the copy from the old home’s memory to the new one’s: fault, page tables and TLB shootdown. The presets have 5000, the order of the microseconds that a shootdown alone takes (N. Amit, Optimizing the TLB Shootdown Algorithm with Page Access Tracking, 2017)',
    5000,
  ),
  'timing.bus': group(
    'Bus',
    'Of the bus of the machine, or of each node.',
    'split, arbitrationCycles, requestCycles and bytesPerCycle',
  ),
  'timing.bus.split': yesNo(
    'Split transactions',
    'true: between a request and its answer the bus is free for others. false: a transaction holds it to its end; a line of memory’s crosses the bus and the channel at once, as fast as the slower of them.',
  ),
  'timing.bus.arbitrationCycles': number(
    'bus.arbitrationCycles',
    'Arbitration',
    'Cycles until a free bus is granted',
    2,
  ),
  'timing.bus.requestCycles': number(
    'bus.requestCycles',
    'Request',
    'Cycles of an address and command on the bus',
    2,
  ),
  'timing.bus.bytesPerCycle': number('bus.bytesPerCycle', 'Width', 'Bytes that it moves in a cycle', 8),
  'timing.network': group(
    'Network',
    'Of the network between nodes; unused on a bus.',
    'localCycles, hopCycles and bytesPerCycle',
  ),
  'timing.network.localCycles': number(
    'network.localCycles',
    'Within a node',
    'Cycles of a message that stays within its node',
    10,
  ),
  'timing.network.hopCycles': number('network.hopCycles', 'Hop', 'Cycles of a router and its link', 20),
  'timing.network.bytesPerCycle': number(
    'network.bytesPerCycle',
    'Link width',
    'Bytes that a link moves in a cycle',
    8,
  ),
  'timing.directory': group(
    'Directory',
    'Of the directory of each node; unused on a bus.',
    'lookupCycles and occupancyCycles',
  ),
  'timing.directory.lookupCycles': number(
    'directory.lookupCycles',
    'Look-up',
    'Cycles from a request’s arrival to what follows from it',
    20,
  ),
  'timing.directory.occupancyCycles': number(
    'directory.occupancyCycles',
    'Occupancy',
    'Cycles from a request to the next',
    10,
  ),
  'timing.memory': group(
    'Memory',
    'Of the memory of a bus machine, or of each node.',
    'channels, banks, rowBytes, rows, hitCycles, emptyCycles, conflictCycles, bytesPerCycle and writeQueueEntries',
  ),
  'timing.memory.channels': number('memory.channels', 'Channels', 'Channels, a line to each in turn', 2),
  'timing.memory.banks': number('memory.banks', 'Banks', 'Banks of each channel, a row to each in turn', 8),
  'timing.memory.rowBytes': {
    title: 'Row',
    description: 'Bytes of a row: a power of two from 64 to 1048576, as a number or with a unit.',
    expected: 'a power of two from 64 to 1048576 bytes, as a number or with a unit',
    mend: 'Write for instance "8KiB".',
  },
  'timing.memory.rows': choice(
    'Row policy',
    'open: a row stays open after an access. closed: it is closed at once.',
    ROWS,
  ),
  'timing.memory.hitCycles': number(
    'memory.hitCycles',
    'Row hit',
    'Cycles of an access whose row is open, up to its data; the bank begins with the next as soon as the channel can take what it brings (S. Rixner et al., Memory Access Scheduling, 2000)',
    60,
  ),
  'timing.memory.emptyCycles': number(
    'memory.emptyCycles',
    'Row empty',
    'Cycles of an access to a bank with no open row, up to its data; where rows stay open, no fewer than hitCycles',
    90,
  ),
  'timing.memory.conflictCycles': number(
    'memory.conflictCycles',
    'Row conflict',
    'Cycles of an access to a bank with another row open, up to its data; no fewer than emptyCycles',
    120,
  ),
  'timing.memory.bytesPerCycle': number(
    'memory.bytesPerCycle',
    'Channel width',
    'Bytes that a channel moves in a cycle',
    8,
  ),
  'timing.memory.writeQueueEntries': number(
    'memory.writeQueueEntries',
    'Write queue',
    'Writes to a channel that may be on their way. Nobody waits for a write; but a reference that causes one more is not over before the write that was caused so many before it is done. The presets have 32, the order of the write queues of memory controllers (A. Hansson et al., Simulating DRAM Controllers for Future System Architecture Exploration, 2014)',
    32,
  ),
  'timing.storeBuffer': group(
    'Store buffer',
    'Stores of a processor that wait while it goes on.',
    'entries, forwarding and drain',
  ),
  'timing.storeBuffer.entries': number(
    'storeBuffer.entries',
    'Entries',
    'Stores that may wait (0: none, a processor waits for each)',
    8,
  ),
  'timing.storeBuffer.forwarding': yesNo(
    'Forwarding',
    'true: a load takes its bytes from a waiting store that has them all. false: it waits for the store.',
  ),
  'timing.storeBuffer.drain': choice(
    'Drain',
    'eager: stores leave as soon as may be. lazy: only when the buffer is full, or a load waits for them.',
    DRAINS,
  ),
  'timing.mshrs': group(
    'MSHRs',
    'Misses of a core in L1 that are under way while it goes on.',
    'entries and merging',
  ),
  'timing.mshrs.entries': number(
    'mshrs.entries',
    'Entries',
    'Misses that may be under way (0: a processor waits for each): transactions, misses in L1 that L2 answers, and first uses of prefetched lines that are still on their way. A trace does not tell which addresses come out of earlier loads, so that its references are taken as independent of each other: a pointer chase overlaps its misses as no real processor could, and wants 0',
    8,
  ),
  'timing.mshrs.merging': yesNo(
    'Merging',
    'true: a reference to a line that is under way joins it without a wait. false: the processor waits for the line.',
  ),
  'timing.tlb': group('TLB', 'Of the TLB, if there is one.', 'l2Cycles and walkCycles'),
  'timing.tlb.l2Cycles': number('tlb.l2Cycles', 'Second level', 'Cycles of a look-up in its second level', 7),
  'timing.tlb.walkCycles': number('tlb.walkCycles', 'Page walk', 'Cycles of a page walk', 30),
  'timing.windowReferences': number(
    'windowReferences',
    'Window',
    'References, over all processors, among which the next is chosen: the farther processors run apart, the more it takes',
    65536,
  ),
} as const satisfies Record<string, FieldText>;
