/** The core's exports, and nothing else. */
export {
  addresses,
  blockBytes,
  cache,
  counters,
  lanes,
  lineShift,
  lineStride,
  messages,
  meta,
  pBits,
  ranges,
  contexts,
  image,
  images,
  events,
  program,
  rights,
  runners,
  setCache,
  setMachine,
  setNodes,
  setPlacement,
  setProgram,
  setUpper,
  sets,
  table,
  upper,
  upperBlockBytes,
  upperLanes,
  upperSets,
  wordsOut,
} from './layout';
export { lines } from './growing';
export { lineAddressOf, pagesInUse, resetPages } from './pages';
export { fault } from './bus';
export { setShape } from './hierarchy';
export { layAll as lay, setLevel } from './setup';
export { descriptors } from './levels';
export { setPrefetcher } from './prefetch/tables';
export { setTLB } from './tlb';
export { settleExchanges } from './exchanges';
export { instructionsSkipped } from './intake';
export { finish, passTime, records, resetRun, run, splits, stopReason } from './run';
export { fed } from './timed/feed';
export { settleHits } from './timed/accounts';
export { accesses, accounts, buses, classes, gaps, hopCycles, routeOffsets, routes } from './timed/regions';
export {
  setBuffers,
  setBusTiming,
  setClocks,
  setDirectoryTiming,
  setMemoryTiming,
  setNetworkTiming,
  setTLBTiming,
} from './timed/settings';
export { missingPage } from './execute/access';
export { changes, setUncached } from './execute/commit';
export { uncachedAccesses } from './execute/commit';
export { eventCount, setTracing, takeEvents } from './execute/events';
export { execute, haltedAt, purge, resetExecution, settleRunners, suspend } from './execute/schedule';
