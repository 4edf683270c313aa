/** What the core is told of hierarchies: levels, threads, TLBs, prefetchers. Where things lie: assembly/hierarchy.ts. */
import type { Inclusion, PrefetchConfig, TlbLevelConfig } from '../config/hierarchy.js';
import type { CacheConfig, MachineConfig } from '../config/machine.js';
import { ACTION, EVENT, INVALID, STATES, TXN, TXN_SHIFT } from '../protocol/codes.js';
import type { CompiledProtocol } from '../protocol/types.js';
import { policyCode } from '../replacement/index.js';
import type { Core } from './core.js';
import { setsOf } from './geometry.js';

/** Codes as in assembly/hierarchy.ts and assembly/prefetch/tables.ts. */
const INCLUSION = {
  inclusive: 0,
  exclusive: 1,
  'non-inclusive': 2,
} as const satisfies Record<Inclusion, number>;
const PREFETCHER = {
  none: 0,
  'next-line': 1,
  stride: 2,
  stream: 3,
} as const satisfies Record<PrefetchConfig['kind'], number>;
/** Descriptors, as in assembly/levels.ts. */
const LEVEL = { l1: 0, l1i: 1, l2: 2, l3: 3 } as const;

/** Whether the machine has more than the loops for one or two private levels know of. */
export const needsGeneralLoop = ({ shape, l1i, l2, l3, tlb, prefetch }: MachineConfig): boolean =>
  shape.threadsPerCore > 1 ||
  l1i !== null ||
  l3 !== null ||
  tlb !== null ||
  prefetch.kind !== 'none' ||
  (l2 !== null && l2.inclusion !== 'inclusive');

/** Processors that share an L3; all of them where there is none. */
export const clusterShareOf = ({ processors, shape, l3 }: MachineConfig): number => {
  const { diesPerSocket, coresPerDie, threadsPerCore } = shape;
  const die = coresPerDie * threadsPerCore;
  if (l3?.sharedBy === 'die') return die;
  return l3?.sharedBy === 'socket' ? die * diesPerSocket : processors;
};

/** Lines that a core can hold; 0 if there is no limit. */
const capacityOf = ({ l1, l1i, l2, lineBytes }: MachineConfig): number => {
  const caches = l2 === null ? [l1, l1i] : l2.inclusion === 'exclusive' ? [l2, l1, l1i] : [l2];
  let lines = 0;
  for (const cache of caches) {
    if (cache?.size === 'unlimited') return 0;
    lines += (cache?.size ?? 0) / lineBytes;
  }
  return lines;
};

const dirtyStates = ({ states }: CompiledProtocol): number =>
  states.reduce(
    (bits, { code, attributes }) => (attributes.includes('dirty') ? bits | (1 << code) : bits),
    0,
  );

/** Whether a read of a line that is not held has a transaction, and brings it in. */
const canPrefetch = ({ table }: CompiledProtocol): boolean => {
  const cell = table[EVENT.PrRd * STATES + INVALID] ?? 0;
  const transaction = (cell >>> TXN_SHIFT) & 7;
  return (cell & ACTION.Fill) !== 0 && transaction !== TXN.none && transaction !== TXN.impossible;
};

const configureTlb = ({ exports }: Core, { tlb }: MachineConfig): void => {
  const shapeOf = ({ entries, ways }: TlbLevelConfig): [sets: number, ways: number] =>
    ways === 'full' ? [1, entries] : [entries / ways, ways];
  if (tlb === null) return;
  const second: [number, number] = tlb.l2 === null ? [0, 0] : shapeOf(tlb.l2);
  exports.setTLB(Math.log2(tlb.pageBytes), ...shapeOf(tlb.l1), ...second);
};

/** Tells the core to run the general loop, and what for; after `setMachine`, before its memory is laid. */
export const configureHierarchy = (core: Core, machine: MachineConfig, protocol: CompiledProtocol): void => {
  const { exports } = core;
  const { l1, l1i, l2, l3, seed, prefetch, lineBytes } = machine;
  const fetches = machine.instructions === 'read' && (l1i !== null || prefetch.kind !== 'none');
  exports.setShape(
    machine.shape.threadsPerCore,
    l3 === null ? 0 : clusterShareOf(machine),
    dirtyStates(protocol),
    capacityOf(machine),
    fetches,
    prefetch.kind !== 'none',
  );
  const setLevel = (index: number, cache: CacheConfig, inclusion: Inclusion, drawsBy: number): void => {
    const { sets, ways } = setsOf(cache, lineBytes);
    exports.setLevel(
      index,
      sets,
      ways,
      policyCode(cache.replacement),
      cache.write === 'write-through',
      cache.writeAllocate !== false,
      INCLUSION[inclusion],
      drawsBy,
    );
  };
  setLevel(LEVEL.l1, l1, 'inclusive', l2 === null ? seed : ~seed);
  if (l1i !== null) setLevel(LEVEL.l1i, l1i, 'inclusive', seed ^ 0x11111111);
  if (l2 !== null) setLevel(LEVEL.l2, l2, l2.inclusion, seed);
  if (l3 !== null) setLevel(LEVEL.l3, l3, l3.inclusion, seed ^ 0x33333333);
  configureTlb(core, machine);
  exports.setPrefetcher(
    PREFETCHER[prefetch.kind],
    prefetch.degree,
    prefetch.distance,
    prefetch.entries,
    canPrefetch(protocol),
  );
};
