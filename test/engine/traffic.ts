/** What a run over nodes sent and counted, in all. */
import { COUNTER_NAMES, type CounterName } from '../../src/counters.js';
import type { Engine } from '../../src/engine/engine.js';
import { MESSAGES, type MessageName, type NetworkResult } from '../../src/result.js';
import type { Snapshot } from './agreement.js';

export const networkOf = (engine: Engine): NetworkResult => engine.network()!;

/** What only nodes count, and what only a bus does. */
const TRAFFIC: readonly CounterName[] = [
  'busDataBytes',
  'busAddressBytes',
  'busBytes',
  'localRequests',
  'remoteRequests',
  'nodeRequests',
  'uselessInvalidations',
  'pageMigrations',
];

/** What tells which cache sent a line, or that memory did. */
export const WHO_SUPPLIES = [
  'cacheToCacheTransfers',
  'cacheToCacheSupplies',
  'memoryReads',
] as const satisfies readonly CounterName[];

/** A snapshot less its traffic, and less other counters if they are named. */
export const withoutTraffic = (
  { counters, ...rest }: Snapshot,
  ...others: readonly CounterName[]
): unknown => ({
  ...rest,
  network: null,
  counters: counters.filter((each) => ![...TRAFFIC, ...others].some((name) => each.includes(` ${name} `))),
});

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
export const sumOf = (rows: readonly (readonly number[])[]): number => sum(rows.map(sum));

/** How many messages of each type. */
export const counts = (engine: Engine): Record<MessageName, number> => {
  const zero = MESSAGES.map((type) => [type, 0] as const);
  const sent = networkOf(engine).messages.map(({ type, count }) => [type, count] as const);
  return Object.fromEntries([...zero, ...sent]) as Record<MessageName, number>;
};

/** Every counter over all processors. */
export const totals = (engine: Engine): Record<CounterName, number> => {
  const counters = engine.counters();
  return Object.fromEntries(
    COUNTER_NAMES.map((name) => [name, sum(counters.map((each) => each[name]))]),
  ) as Record<CounterName, number>;
};
