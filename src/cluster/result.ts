import type { ProgramResult } from '../execute/result.js';
import type { ClusterConfig } from './config.js';
import type { MessageCount, NodeCounts } from './traffic.js';

/** What the nodes of a cluster had to do with each other in a run. Plain data. */
export interface ClusterResult {
  /** The cluster, complete. */
  readonly config: ClusterConfig;
  /** Pages of the program's memory. */
  readonly pages: number;
  /** Lines of it that are kept apart from pages, since threads synchronise by them: under `lrc`. */
  readonly lines: number;
  readonly total: NodeCounts;
  readonly byNode: readonly NodeCounts[];
  /** Messages of each kind of which there were any. */
  readonly messages: readonly MessageCount[];
}

/** The outcome of a program's run on a cluster: `ProgramResult` with all that is told of it. */
export interface ClusterRunResult extends ProgramResult {
  readonly cluster: ClusterResult;
}
