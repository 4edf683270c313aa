/**
 * The core with MESI written by hand where it reads a table: the loop and the bus are those of
 * assembly/loop.ts and assembly/bus.ts for 8-way LRU caches of up to 64 processors, everything
 * else is the core's own. It exists to measure what reading the table costs, and for nothing else.
 */
export { addresses, counters, lay, meta, setCache, setMachine, setUpper } from '../../../assembly/layout';
export { resetPages } from '../../../assembly/pages';
export { resetRun } from '../../../assembly/run';
export { run } from './run';
