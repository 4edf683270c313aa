/** Two sockets whose processors, 0 and 1 and 2 and 3, share an L3 each; and what to count there. */
import type { Inclusion } from '../../../src/config/hierarchy.js';
import type { MachineConfig } from '../../../src/config/machine.js';
import type { CounterName } from '../../../src/counters.js';
import { machineOf } from './by-hand.js';

export const WATCHED: readonly CounterName[] = [
  'fills',
  'cacheToCacheTransfers',
  'memoryReads',
  'memoryWrites',
  'flushes',
  'evictions',
  'writeBacks',
  'busDataBytes',
  'l3Hits',
  'l3Misses',
  'l3RemoteHits',
  'l3Fills',
  'l3Evictions',
  'l3WriteBacks',
  'l3BackInvalidations',
  'backInvalidations',
  'l1WriteBacks',
];

export const withL3 = (l1: number, lines: number, inclusion: Inclusion): MachineConfig =>
  machineOf({ shape: { sockets: 2, coresPerDie: 2 }, l1, l3: [lines, inclusion, 'socket'] });

export const LINE = 'busDataBytes 64';
/** Of processor p: a fill from memory that its L3 was asked for in vain. */
export const fromMemory = (p: number): string[] => [
  `${p} fills`,
  `${p} memoryReads`,
  `${p} l3Misses`,
  `${p} ${LINE}`,
];
