import type { ProgramResult } from '../execute/result.js';
import type { DsmCosts, LogGP } from './costs.js';
import type { DsmKind } from './options.js';
import type { MessageCount, NodeCounts } from './traffic.js';

/** What the nodes of a cluster had to do with each other in a run. Plain data. */
export interface ClusterResult {
  readonly nodes: number;
  readonly dsm: DsmKind;
  /** Who kept the books on pages, under `ivy`. */
  readonly manager: string | null;
  readonly pageBytes: number;
  /** Pages of the program's memory. */
  readonly pages: number;
  /** Lines of it that are kept apart from pages, since threads synchronise by them: under `lrc`. */
  readonly lines: number;
  readonly messageCosts: LogGP;
  readonly dsmCosts: DsmCosts;
  /** The network that hops were counted on. */
  readonly topology: string | null;
  readonly total: NodeCounts;
  readonly byNode: readonly NodeCounts[];
  /** Messages of each kind of which there were any. */
  readonly messages: readonly MessageCount[];
}

/** The outcome of a program's run on a cluster. */
export interface ClusterRunResult extends ProgramResult {
  readonly cluster: ClusterResult;
}
