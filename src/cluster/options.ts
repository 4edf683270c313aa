import { CohortError } from '../errors.js';
import type { ProgramOptions } from '../execute/options.js';
import type { DsmCosts, LogGP } from './costs.js';

/** How nodes share memory: not at all, by pages with one writer (`ivy`), or with lazy release consistency (`lrc`). */
export const DSM_KINDS = ['none', 'ivy', 'lrc'] as const;
export type DsmKind = (typeof DSM_KINDS)[number];

/** A cluster: nodes with a memory of their own, joined by a network. */
export interface ClusterOptions {
  /** 1 to 256, and no more than the program has threads, which are spread over them in order. */
  readonly nodes: number;
  /** Default `ivy`. */
  readonly dsm?: DsmKind;
  /** Who keeps the books on pages under `ivy`: a name of `MANAGERS`. Default `dynamic-distributed`. */
  readonly manager?: string;
  /** Bytes of a page: a power of two from the line's bytes to 65536. Default 4096. */
  readonly pageBytes?: number;
  /** What messages cost, over what is usual. */
  readonly messages?: Partial<LogGP>;
  /** What shared memory in software costs, over what is usual. */
  readonly costs?: Partial<DsmCosts>;
  /** What joins the nodes, if each hop is to cost `messages.hopCycles`: a name in the catalogue of topologies. */
  readonly topology?: { readonly name: string; readonly parameters?: Readonly<Record<string, number>> };
}

/**
 * A program and the cluster that runs it. The machine is that of one node; it has a processor for each
 * thread that the node runs, whatever the machine says.
 */
export interface ClusterRunOptions extends ProgramOptions {
  readonly cluster: ClusterOptions;
}

export const PAGE_BYTES = 4096;
const MOST_PAGE_BYTES = 65_536;
const MOST_NODES = 256;
/** Most bytes of the memories of all nodes. */
const MOST_BYTES = 2 ** 30;

const refuse = (what: string): never => {
  throw new CohortError(what, 2);
};

/** @throws CohortError (exit code 2): fields that no cluster can have, or not for this program. */
export const checkCluster = (
  { nodes, dsm = 'ivy', pageBytes = PAGE_BYTES }: ClusterOptions,
  threads: number,
  lineBytes: number,
  memoryBytes: number,
): void => {
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > MOST_NODES) {
    refuse(`cluster.nodes is ${nodes}; expected a whole number from 1 to ${MOST_NODES}`);
  }
  if (nodes > threads) {
    refuse(
      `cluster.nodes is ${nodes}, and the program has ${threads} threads; expected a thread for each node`,
    );
  }
  if (!DSM_KINDS.includes(dsm)) {
    refuse(`cluster.dsm is ${JSON.stringify(dsm)}; expected one of ${DSM_KINDS.join(', ')}`);
  }
  const isPower = Number.isInteger(Math.log2(pageBytes));
  if (!isPower || pageBytes < lineBytes || pageBytes > MOST_PAGE_BYTES) {
    refuse(
      `cluster.pageBytes is ${pageBytes}; expected a power of two from ${lineBytes}, the bytes of a line, to ${MOST_PAGE_BYTES}`,
    );
  }
  if (nodes * Math.ceil(memoryBytes / pageBytes) * pageBytes > MOST_BYTES) {
    refuse(
      `${nodes} nodes with the program's ${memoryBytes} bytes each are more than ${MOST_BYTES} bytes: take fewer nodes, or a smaller program`,
    );
  }
};
