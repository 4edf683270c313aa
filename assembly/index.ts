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
export { settleExchanges } from './exchanges';
export { instructionsSkipped } from './intake';
export { passTime, records, resetRun, run, splits, stopReason } from './run';
