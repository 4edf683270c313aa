/** Every counter, defined once: its name, its unit and what exactly it counts. One file a group. */
import { BUS } from './counters/bus.js';
import { COPIES } from './counters/copies.js';
import { L1_AND_L2 } from './counters/l1-and-l2.js';
import { L1I_AND_L3 } from './counters/l1i-and-l3.js';
import { NODES } from './counters/nodes.js';
import { REFERENCES } from './counters/references.js';
import { TLB_PREFETCH_STORES } from './counters/tlb-prefetch-stores.js';

export type { CounterDefinition } from './counters/definition.js';

/** In the order of the report. */
export const COUNTERS = {
  ...REFERENCES,
  ...COPIES,
  ...BUS,
  ...L1_AND_L2,
  ...NODES,
  ...L1I_AND_L3,
  ...TLB_PREFETCH_STORES,
} as const;

export type CounterName = keyof typeof COUNTERS;
/** The counters' names, in the order of the report. */
export const COUNTER_NAMES = Object.keys(COUNTERS) as readonly CounterName[];
/** One value a counter. Exact up to 2^53. */
export type Counters = Record<CounterName, number>;
