/** Clusters: nodes with memories of their own, messages between them, and shared memory in software over those. */
export {
  BY_MESSAGES,
  compareMemories,
  MEMORY_KINDS,
  type MemoryComparisonOptions,
  type MemoryKind,
  type MemoryRow,
} from './compare.js';
export {
  type DsmCosts,
  type LogGP,
  USUAL_DSM_COSTS,
  USUAL_LOGGP,
} from './costs.js';
export { MANAGERS, type Manager, managerNamed } from './managers/index.js';
export { type ClusterOptions, type ClusterRunOptions, DSM_KINDS, type DsmKind } from './options.js';
export type { ClusterResult, ClusterRunResult } from './result.js';
export { runOnCluster } from './run.js';
export {
  CLUSTER_MESSAGES,
  type ClusterMessage,
  type MessageCount,
  NODE_COUNTERS,
  type NodeCounter,
  type NodeCounts,
} from './traffic.js';
