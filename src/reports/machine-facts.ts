import type { PrefetchConfig, ShapeConfig, TlbConfig, TlbLevelConfig } from '../config/hierarchy.js';
import type { CacheConfig, MachineConfig } from '../config/machine.js';
import { grouped, humanBytes, plural } from './format.js';
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

/** `2 sockets × 4 cores × 2 threads`; nothing where each processor is a core of the one socket. */
export const shapeText = ({ sockets, diesPerSocket, coresPerDie, threadsPerCore }: ShapeConfig): string =>
  [
    [sockets, 'socket'] as const,
    [diesPerSocket, 'die'] as const,
    [coresPerDie, 'core'] as const,
    [threadsPerCore, 'thread'] as const,
  ]
    .filter(([count, what]) => count > 1 || what === 'core')
    .map(([count, what]) => plural(count, what))
    .join(' × ');

export const isGrouped = ({ sockets, diesPerSocket, threadsPerCore }: ShapeConfig): boolean =>
  sockets * diesPerSocket * threadsPerCore > 1;

const tlbLevelText = ({ entries, ways }: TlbLevelConfig): string =>
  ways === 'full' ? `${grouped(entries)} entries` : `${grouped(entries)} entries of ${plural(ways, 'way')}`;

export const tlbText = ({ pageBytes, l1, l2 }: TlbConfig): string =>
  `${humanBytes(pageBytes)} pages, ${tlbLevelText(l1)}${l2 ? `, then ${tlbLevelText(l2)}` : ''}`;

export const prefetchText = ({ kind, degree, distance, entries }: PrefetchConfig): string => {
  if (kind === 'none') return 'none';
  const ahead = `${plural(degree, 'line')} at a time, ${distance} ahead`;
  return kind === 'next-line' ? `${kind}, ${ahead}` : `${kind}, ${ahead}, a table of ${entries}`;
};

/** The levels beyond the first, and what else a core has. */
const levelFacts = (machine: MachineConfig): [name: string, text: string][] => {
  const { lineBytes, l1i, l2, l3, tlb, prefetch } = machine;
  const facts: [string, string][] = [];
  if (l1i) facts.push(['L1I', `private, ${cacheText(l1i, lineBytes)}`]);
  if (l2) facts.push(['L2', `private, ${l2.inclusion}, ${cacheText(l2, lineBytes)}`]);
  if (l3) {
    const shared = l3.sharedBy === 'machine' ? 'shared by all' : `one a ${l3.sharedBy}`;
    facts.push(['L3', `${shared}, ${l3.inclusion}, ${cacheText(l3, lineBytes)}`]);
  }
  if (tlb) facts.push(['TLB', tlbText(tlb)]);
  if (prefetch.kind !== 'none') facts.push(['Prefetcher', prefetchText(prefetch)]);
  return facts;
};

/** A machine in a few lines, protocol apart. */
export const machineFacts = (machine: MachineConfig): [name: string, text: string][] => {
  const { processors, shape, lineBytes, l1, l1i, l2, l3, bus, numa, instructions, seed } = machine;
  const parts = [plural(processors, 'processor'), `${lineBytes} B lines`];
  if (isGrouped(shape)) parts.splice(1, 0, shapeText(shape));
  if (instructions === 'read') parts.push('instruction fetches simulated as reads');
  if ([l1, l1i, l2, l3].some(usesSeed)) parts.push(`seed ${seed}`);
  const facts: [string, string][] = [
    ['Machine', parts.join(', ')],
    [l1i ? 'L1D' : 'L1', `private, ${cacheText(l1, lineBytes)}`],
    ...levelFacts(machine),
  ];
  if (numa) return [...facts, ...numaFacts(numa, processors, bus.wordBytes)];
  facts.push(['Bus', `${bus.wordBytes} B words, ${bus.addressBytes} B of address and command a transaction`]);
  return facts;
};
