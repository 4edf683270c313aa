/** The core's exports, and nothing else. */
export {
  addresses,
  blockBytes,
  cache,
  counters,
  lanes,
  lay,
  lineShift,
  lineStride,
  messages,
  meta,
  pBits,
  ranges,
  setCache,
  setMachine,
  setNodes,
  setPlacement,
  setUpper,
  sets,
  table,
  upper,
  upperBlockBytes,
  upperLanes,
  upperSets,
  wordsOut,
} from './layout';
export { lineAddressOf, lines, pagesInUse, resetPages } from './pages';
export { fault } from './bus';
export { instructionsSkipped } from './intake';
export { finish, passTime, records, resetRun, run, splits, stopReason } from './run';
export { fed } from './timed/feed';
export { settleHits } from './timed/accounts';
export { accesses, accounts, buses, classes, gaps, routeOffsets, routes } from './timed/regions';
export {
  setBuffers,
  setBusTiming,
  setClocks,
  setDirectoryTiming,
  setMemoryTiming,
  setNetworkTiming,
} from './timed/settings';
