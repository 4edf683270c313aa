import type { CacheConfig, MachineConfig } from '../config/machine.js';
import { humanBytes, plural } from './format.js';
import { numaFacts } from './numa-facts.js';

const WAYS: Readonly<Record<string, string>> = { 1: 'direct-mapped', full: 'fully associative' };

/** `32 KiB, 8 ways, LRU, 64 sets`, and the write policy where it departs from the protocol's. */
export const cacheText = (cache: CacheConfig, lineBytes: number): string => {
  const { size, ways, replacement, write, writeAllocate } = cache;
  const parts: string[] = [];
  if (size === 'unlimited') parts.push('unlimited');
  else {
    parts.push(humanBytes(size), WAYS[ways] ?? plural(Number(ways), 'way'));
    if (ways !== 'full') parts.push(plural(size / lineBytes / ways, 'set'));
    if (ways !== 1) parts.push(replacement);
  }
  if (write !== 'protocol') parts.push(write);
  if (writeAllocate !== 'protocol') parts.push(writeAllocate ? 'write-allocate' : 'no write-allocate');
  return parts.join(', ');
};

const usesSeed = (cache: CacheConfig | null): boolean =>
  cache !== null && cache.size !== 'unlimited' && cache.replacement === 'random';

/** A machine in a few lines, protocol apart. */
export const machineFacts = (machine: MachineConfig): [name: string, text: string][] => {
  const { processors, lineBytes, l1, l2, bus, numa, instructions, seed } = machine;
  const parts = [plural(processors, 'processor'), `${lineBytes} B lines`];
  if (instructions === 'read') parts.push('instruction fetches simulated as reads');
  if (usesSeed(l1) || usesSeed(l2)) parts.push(`seed ${seed}`);
  const facts: [string, string][] = [
    ['Machine', parts.join(', ')],
    ['L1', `private, ${cacheText(l1, lineBytes)}`],
  ];
  if (l2) facts.push(['L2', `private, inclusive, ${cacheText(l2, lineBytes)}`]);
  if (numa) return [...facts, ...numaFacts(numa, processors, bus.wordBytes)];
  facts.push(['Bus', `${bus.wordBytes} B words, ${bus.addressBytes} B of address and command a transaction`]);
  return facts;
};
