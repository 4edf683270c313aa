import { test } from 'vitest';
import type { MachineConfig } from '../../src/config/machine.js';
import { plain } from '../plain-machine.js';
import { expectOrderKept } from './clock.js';

const MACHINE: MachineConfig = {
  ...plain(2),
  protocol: 'MESI',
  lineBytes: 64,
  l1: { size: 4096, ways: 8, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' },
  l2: null,
  bus: { wordBytes: 8, addressBytes: 8 },
  numa: null,
  instructions: 'skip',
  seed: 1,
  memoryLimitBytes: 2 ** 30,
};

test('LRU order outlives the 27 bits of the clock', () => {
  expectOrderKept(MACHINE);
});
