/** Anything that simulates a stream, and can be timed and checked while it does. */

import type { CounterName, Counters } from '../src/counters.js';
import { countersOf } from '../src/engine/counted.js';
import type { Setup } from './setup.js';

export interface Contestant {
  readonly name: string;
  /** Empties caches and counters. */
  reset(): void | Promise<void>;
  /** Simulates the whole stream once, on top of what was before; nanoseconds of what is timed. */
  pass(): number | Promise<number>;
  /** For each processor, the counters in the order of `CHECKED`. */
  counters(): number[][] | Promise<number[][]>;
  close(): void;
}

/** The counters that show that all simulate the same; the plain C++ prints them in this order. */
export const CHECKED = [
  'readHits',
  'writeHits',
  'readMisses',
  'writeMisses',
  'upgrades',
  'fills',
  'evictions',
  'writeBacks',
  'flushes',
  'invalidationsSent',
  'invalidationsReceived',
  'interventions',
  'cacheToCacheTransfers',
  'cacheToCacheSupplies',
  'busRd',
  'busRdX',
  'busUpgr',
  'busDataBytes',
  'memoryReads',
] as const satisfies readonly CounterName[];

export const checkedOf = (counters: Counters): number[] => CHECKED.map((name) => counters[name]);

/** All that these machines have is L1s and a bus. */
const ONE_LEVEL = { l1i: false, l2: false, l3: false, numa: false, general: false };

/** The checked counters of a processor's record, for those who count as the core does. */
export function checkedOfRecord(setup: Setup, record: BigUint64Array): number[] {
  const { lineBytes, bus } = setup.machine;
  return checkedOf(countersOf(setup.protocol, record, { lineBytes, ...ONE_LEVEL, ...bus }));
}

/** Passes that the check compares: the second starts with full caches. */
const CHECK_PASSES = 2;

/** Lets all simulate the same from the beginning; throws where one counts otherwise than the first. */
export async function checkSameWork(contestants: readonly Contestant[]): Promise<void> {
  const counted: number[][][] = [];
  for (const contestant of contestants) {
    await contestant.reset();
    for (let pass = 0; pass < CHECK_PASSES; pass++) await contestant.pass();
    counted.push(await contestant.counters());
  }
  contestants.forEach((contestant, i) => {
    counted[0]?.forEach((expected, processor) => {
      CHECKED.forEach((name, c) => {
        const got = counted[i]?.[processor]?.[c];
        if (got === expected[c]) return;
        throw new Error(
          `${contestant.name} counts ${got} ${name} of processor ${processor}, and ${contestants[0]?.name} ${expected[c]}`,
        );
      });
    });
  });
}
