/** The core's exports, and nothing else. */
export {
  addresses,
  blockBytes,
  cache,
  counters,
  lanes,
  lineShift,
  lineStride,
  lockBytes,
  locks,
  meta,
  pBits,
  contexts,
  copyStride,
  image,
  images,
  events,
  program,
  rights,
  runners,
  setCache,
  setMachine,
  setProgram,
  setUpper,
  sets,
  table,
  upper,
  upperBlockBytes,
  upperLanes,
  upperSets,
} from './layout';
export { messages, ranges, setNodes, setPlacement, wordsOut } from './layout-nodes';
export { lines } from './growing';
export { lineAddressOf, pagesInUse, resetPages } from './pages';
export { fault } from './lose';
export { setShape } from './hierarchy';
export { layAll as lay, setLevel } from './setup';
export { descriptors } from './levels';
export { setPrefetcher } from './prefetch/tables';
export { setTLB } from './tlb';
export { settleExchanges } from './exchanges';
export { instructionsSkipped } from './intake';
export { finish, passTime, records, resetRun, run, splits, stopReason } from './run';
export { fed, lastBusy } from './timed/feed';
export { settleHits } from './timed/accounts';
export {
  accesses,
  accounts,
  buses,
  classes,
  gaps,
  hopCycles,
  responseOffsets,
  routeOffsets,
  routes,
  setIslands,
} from './timed/regions';
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
export { chances, changes, memoryHash, setHashing } from './execute/changes';
export { setUncached, uncachedAccesses } from './execute/commit';
export { lockCount, setListening } from './execute/locks';
export { dropEvents, eventCount, setTracing, setWatching } from './execute/events';
export {
  execute,
  executed,
  haltedAt,
  purge,
  release,
  resetExecution,
  settleRunners,
  suspend,
} from './execute/schedule';
