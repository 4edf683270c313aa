/** Results made up for the reports: small, plausible, and conserving what runs conserve. */
import { COUNTER_NAMES, type CounterName, type Counters } from '../../src/counters.js';
import { smp4 } from '../../src/machines/smp4.js';
import { RESULT_SCHEMA, type Result } from '../../src/result.js';
import { plain } from '../plain-machine.js';

const LINE_BYTES = smp4.config.lineBytes;
const ADDRESS_BYTES = smp4.config.bus.addressBytes;

/** One processor's counters; `scale` sets how much it does. */
export const madeUpCounters = (scale: number, classified = true): Counters => {
  const values: Partial<Counters> = {};
  for (const name of COUNTER_NAMES) values[name] = 0;
  const set = (name: CounterName, value: number): number => {
    values[name] = value;
    return value;
  };
  const readHits = set('readHits', 560 * scale);
  const writeHits = set('writeHits', 280 * scale);
  const readMisses = set('readMisses', 100 * scale);
  const writeMisses = set('writeMisses', 60 * scale);
  set('reads', readHits + readMisses);
  set('writes', writeHits + writeMisses);
  const hits = set('hits', readHits + writeHits);
  const misses = set('misses', readMisses + writeMisses);
  set('references', hits + misses);
  set('l1Hits', hits);
  set('l1Misses', misses);
  if (classified) {
    set('coldMisses', 40 * scale);
    set('capacityMisses', 30 * scale);
    set('conflictMisses', 10 * scale);
    set('coherenceMisses', 80 * scale);
    set('trueSharingMisses', 30 * scale);
    set('falseSharingMisses', 50 * scale);
  }
  const fills = set('fills', misses);
  set('evictions', 20 * scale);
  set('l1Evictions', 20 * scale);
  const writeBacks = set('writeBacks', 5 * scale);
  const flushes = set('flushes', 25 * scale);
  const upgrades = set('upgrades', 15 * scale);
  set('invalidationsSent', 70 * scale);
  set('invalidationsReceived', 70 * scale);
  set('interventions', 30 * scale);
  const transfers = set('cacheToCacheTransfers', 90 * scale);
  set('cacheToCacheSupplies', transfers);
  set('busRd', readMisses);
  set('busRdX', writeMisses);
  set('busUpgr', upgrades);
  set('busWB', writeBacks);
  const transactions = set('busTransactions', misses + upgrades + writeBacks);
  const dataBytes = set('busDataBytes', (fills + writeBacks) * LINE_BYTES);
  const addressBytes = set('busAddressBytes', transactions * ADDRESS_BYTES);
  set('busBytes', dataBytes + addressBytes);
  set('memoryReads', fills - transfers);
  set('memoryWrites', writeBacks + flushes);
  // Every name was set to 0 at first.
  return values as Counters;
};

export const sumOf = (processors: readonly Counters[]): Counters => {
  const sum = madeUpCounters(0);
  for (const name of COUNTER_NAMES) {
    sum[name] = processors.reduce((all, counters) => all + counters[name], 0);
  }
  return sum;
};

/** A run of MESI on `smp4`; processor p does p + 1 thousand references. Any field may be replaced. */
export const madeUpResult = (changes: Partial<Result> = {}, processorCount = 4): Result => {
  const processors = Array.from({ length: processorCount }, (_, p) =>
    madeUpCounters(p + 1, changes.classified ?? true),
  );
  const total = sumOf(processors);
  return {
    schema: RESULT_SCHEMA,
    partial: false,
    machine: { ...smp4.config, ...plain(processorCount) },
    protocol: { name: 'MESI', title: 'Illinois protocol', states: ['I', 'S', 'E', 'M'] },
    trace: {
      name: 'made-up.din',
      format: 'din',
      records: total.references - 4,
      splits: 4,
      instructionsSkipped: 1200,
      badRecords: 1,
    },
    classified: true,
    total,
    processors,
    transitions: [
      { from: 'I', to: 'S', cause: 'PrRd', count: 700 },
      { from: 'I', to: 'E', cause: 'PrRd', count: 300 },
      { from: 'I', to: 'M', cause: 'PrWr', count: 600 },
      { from: 'S', to: 'I', cause: 'Evict', count: 120 },
      { from: 'S', to: 'I', cause: 'BusRdX', count: 450 },
      { from: 'S', to: 'I', cause: 'BusUpgr', count: 150 },
      { from: 'S', to: 'S', cause: 'PrRd', count: 4000 },
      { from: 'S', to: 'S', cause: 'BusRd', count: 321 },
      { from: 'S', to: 'M', cause: 'PrWr', count: 150 },
      { from: 'E', to: 'M', cause: 'PrWr', count: 90 },
      { from: 'M', to: 'I', cause: 'BusRdX', count: 100 },
      { from: 'M', to: 'S', cause: 'BusRd', count: 300 },
      { from: 'M', to: 'M', cause: 'PrWr', count: 2560 },
    ],
    network: null,
    timing: null,
    ...changes,
  };
};

/** The same trace under a protocol that transfers less from cache to cache. */
export const madeUpVariant = (): Result => {
  const { total, processors, ...rest } = madeUpResult();
  const lessTransfers = (counters: Counters): Counters => ({
    ...counters,
    cacheToCacheTransfers: counters.cacheToCacheTransfers / 3,
    cacheToCacheSupplies: counters.cacheToCacheSupplies / 3,
    memoryReads: counters.fills - counters.cacheToCacheTransfers / 3,
    interventions: 0,
  });
  return {
    ...rest,
    protocol: { name: 'MSI', title: 'The basic invalidation protocol', states: ['I', 'S', 'M'] },
    machine: { ...rest.machine, protocol: 'MSI' },
    total: lessTransfers(total),
    processors: processors.map(lessTransfers),
  };
};
