/** What a cluster is, complete, and as a user may give it. */
import type { DsmCosts, LogGP } from './costs.js';

/** How nodes share memory: not at all, by pages with one writer (`ivy`), or with lazy release consistency (`lrc`). */
export const DSM_KINDS = ['none', 'ivy', 'lrc'] as const;
export type DsmKind = (typeof DSM_KINDS)[number];

/** What joins the nodes, where each hop costs `messages.hopCycles`. */
export interface ClusterTopology {
  /** A name in the catalogue of topologies. */
  readonly name: string;
  readonly parameters: Readonly<Record<string, number>>;
}

/** A cluster, complete: nodes with a memory of their own, joined by a network. */
export interface ClusterConfig {
  /** 1 to 256. */
  readonly nodes: number;
  readonly dsm: DsmKind;
  /** Who keeps the books on pages under `ivy`: a name of `MANAGERS`. */
  readonly manager: string;
  /** Bytes of a page: a power of two, from the line's bytes to 65536. */
  readonly pageBytes: number;
  readonly messages: LogGP;
  readonly costs: DsmCosts;
  /** Null: all nodes are as far from each other. */
  readonly topology: ClusterTopology | null;
}

/** Any part of a cluster, over a preset. */
export interface ClusterOptions {
  /** Where editors find the schema of a file; not read. */
  readonly $schema?: string;
  /** Name of a cluster in the catalogue, which gives what is left out. Default `workstations`. */
  readonly preset?: string;
  /** No more than the program has threads, which are spread over the nodes in order. Default: a node for each. */
  readonly nodes?: number;
  readonly dsm?: DsmKind;
  readonly manager?: string;
  /** As a number, or with a unit: `4KiB`. */
  readonly pageBytes?: number | string;
  readonly messages?: Partial<LogGP>;
  readonly costs?: Partial<DsmCosts>;
  readonly topology?: {
    readonly name: string;
    readonly parameters?: Readonly<Record<string, number>>;
  } | null;
}
