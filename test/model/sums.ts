/** Counters at their start, and those that are sums of others. */
import type { MachineConfig } from '../../src/config/machine.js';
import { COUNTER_NAMES, type Counters } from '../../src/counters.js';

export const zeroCounters = (): Counters => {
  const zero: Partial<Counters> = {};
  for (const name of COUNTER_NAMES) zero[name] = 0;
  return zero as Counters;
};

/** Adds the counters that are sums of others by definition. */
export function withSums(counted: Counters, config: MachineConfig): Counters {
  const c = { ...counted };
  c.references = c.reads + c.writes;
  c.hits = c.readHits + c.writeHits;
  c.misses = c.readMisses + c.writeMisses;
  c.coherenceMisses = c.trueSharingMisses + c.falseSharingMisses;
  c.busTransactions = c.busRd + c.busRdX + c.busUpgr + c.busUpd + c.busWr + c.busWB;
  if (config.numa !== null) c.busDataBytes = 0;
  c.busAddressBytes = config.numa === null ? c.busTransactions * config.bus.addressBytes : 0;
  c.busBytes = c.busDataBytes + c.busAddressBytes;
  // An L3 takes what the caches above it write back.
  c.memoryWrites = c.flushes + (config.l3 === null ? c.writeBacks : c.l3WriteBacks);
  // The only private cache there is: what it loses, its core loses.
  if (config.l2 === null && config.l1i === null) c.l1Evictions = c.evictions;
  return c;
}
