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
  type ClusterConfig,
  type ClusterOptions,
  type ClusterTopology,
  DSM_KINDS,
  type DsmKind,
} from './config.js';
export type { DsmCosts, LogGP } from './costs.js';
export { clusterJsonSchema, memoriesJsonSchema } from './json-schema.js';
export { MANAGERS, type Manager, managerNamed } from './managers/index.js';
export type { ClusterRunOptions } from './options.js';
export { applyClusterSettings, clusterInputFromJson, parseCluster } from './parse.js';
export { CLUSTERS, type ClusterPreset, clusterNamed } from './presets/index.js';
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
