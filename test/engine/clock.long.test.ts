import { test } from 'vitest';
import type { CacheConfig, MachineConfig } from '../../src/config/machine.js';
import { inclusiveOrNone, plain } from '../plain-machine.js';
import { expectOrderKept } from './clock.js';

const cache = (size: number, ways: number, replacement: CacheConfig['replacement']): CacheConfig => {
  return { size, ways, replacement, write: 'protocol', writeAllocate: 'protocol' };
};

const machine = (l1: CacheConfig, l2: CacheConfig | null): MachineConfig => ({
  ...plain(3),
  protocol: 'MESI',
  lineBytes: 64,
  l1,
  l2: inclusiveOrNone(l2),
  bus: { wordBytes: 8, addressBytes: 8 },
  numa: null,
  instructions: 'skip',
  seed: 1,
  memoryLimitBytes: 2 ** 30,
});

test.each([
  { title: 'FIFO', config: machine(cache(4096, 8, 'FIFO'), null) },
  { title: 'LRU of three ways', config: machine(cache(64 * 3 * 8, 3, 'LRU'), null) },
  { title: 'LRU of 24 ways', config: machine(cache(64 * 24 * 2, 24, 'LRU'), null) },
  { title: 'LRU above LRU', config: machine(cache(1024, 4, 'LRU'), cache(8192, 8, 'LRU')) },
  { title: 'FIFO above NRU', config: machine(cache(1024, 4, 'FIFO'), cache(8192, 8, 'NRU')) },
  { title: 'NRU above FIFO', config: machine(cache(1024, 4, 'NRU'), cache(8192, 8, 'FIFO')) },
])('the order of $title outlives the 27 bits of the clock', ({ config }) => {
  expectOrderKept(config);
});
