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

/** Version of the JSON form of one program on several kinds of memory. */
export const MEMORIES_SCHEMA = 'cohort.memories/1';

/** What a program cost on one kind of memory. Numbers that a kind does not have are null. */
export interface MemoryFigures {
  readonly kind: string;
  /** The program: that which does the same by messages has a name of its own. */
  readonly program: string;
  /** The lock and the barrier that it had, as far as it has such: `lock=dsm, barrier=dsm`. */
  readonly means: string;
  readonly timed: boolean;
  /** Whether all was computed that was due. */
  readonly right: boolean;
  readonly cycles: number;
  readonly pageFaults: number | null;
  readonly pages: number | null;
  readonly twins: number | null;
  readonly diffs: number | null;
  /** Between nodes: of the directories' network, or of the cluster's. */
  readonly messages: number | null;
  readonly bytes: number | null;
}
