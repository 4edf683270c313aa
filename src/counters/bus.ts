/** Transactions on the bus, its bytes, and memory behind it. */
import type { CounterDefinition } from './definition.js';
import { AB, CS } from './sources.js';

export const BUS = {
  busRd: {
    title: 'BusRd',
    unit: 'transactions',
    source: CS,
    definition: 'BusRd issued; that of a read past the caches moves words alone.',
  },
  busRdX: { title: 'BusRdX', unit: 'transactions', source: CS, definition: 'BusRdX issued.' },
  busUpgr: { title: 'BusUpgr', unit: 'transactions', source: CS, definition: 'BusUpgr issued.' },
  busUpd: { title: 'BusUpd', unit: 'transactions', source: CS, definition: 'BusUpd issued.' },
  busWr: {
    title: 'BusWr',
    unit: 'transactions',
    source: AB,
    definition: 'BusWr issued: one write written through to memory, or past the caches.',
  },
  busWB: {
    title: 'BusWB',
    unit: 'transactions',
    source: CS,
    definition: 'Write-backs of evicted lines on the bus. Equals writeBacks.',
  },
  busTransactions: {
    title: 'bus transactions',
    unit: 'transactions',
    source: CS,
    definition: 'busRd + busRdX + busUpgr + busUpd + busWr + busWB.',
  },
  busDataBytes: {
    title: 'bus data',
    unit: 'bytes',
    source: CS,
    definition:
      'Data on the bus: lineBytes for each fill, each write-back, and each flush that no fill of the same transaction carried as its own data; wordBytes for each bus word of a BusUpd, a BusWr, a write-through that rides on another transaction, or an access past the caches. 0 on a machine of nodes, whose traffic is that of its network.',
  },
  busAddressBytes: {
    title: 'bus addresses',
    unit: 'bytes',
    source: CS,
    definition: 'bus.addressBytes for each bus transaction. 0 on a machine of nodes.',
  },
  busBytes: {
    title: 'bus traffic',
    unit: 'bytes',
    source: CS,
    definition: 'busDataBytes + busAddressBytes.',
  },
  memoryReads: {
    title: 'memory reads',
    unit: 'lines',
    source: CS,
    definition: 'Fills of this cache whose data memory supplied.',
  },
  memoryWrites: {
    title: 'memory writes',
    unit: 'lines',
    source: CS,
    definition:
      'Lines that this cache wrote to memory: writeBacks + flushes; on a machine with an L3, which takes the write-backs, l3WriteBacks + flushes.',
  },
  memoryWordReads: {
    title: 'memory word reads',
    unit: 'words',
    source: CS,
    definition:
      'Bus words that this processor read from memory past the caches: what programs synchronise by where nothing keeps caches coherent.',
  },
  memoryWordWrites: {
    title: 'memory word writes',
    unit: 'words',
    source: AB,
    definition:
      'Bus words that this processor wrote to memory through its caches or past them (BusWr, Firefly’s BusUpd, write-through caches).',
  },
} as const satisfies Record<string, CounterDefinition>;
