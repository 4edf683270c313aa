import { CohortError } from '../errors.js';
import type { ProgramOptions } from '../execute/options.js';
import type { ClusterConfig, ClusterOptions } from './config.js';

/**
 * A program and the cluster that runs it. The machine is that of one node; it has a processor for each
 * thread that the node runs, whatever the machine says.
 */
export interface ClusterRunOptions extends ProgramOptions {
  readonly cluster: ClusterOptions;
}

/** Most bytes of the memories of all nodes. */
const MOST_BYTES = 2 ** 30;

const refuse = (what: string): never => {
  throw new CohortError(`cluster: ${what}`, 2);
};

/** @throws CohortError (exit code 2): a cluster that this program, or this machine, cannot have. */
export const checkCluster = (
  { nodes, pageBytes }: ClusterConfig,
  threads: number,
  lineBytes: number,
  memoryBytes: number,
): void => {
  if (nodes > threads) {
    refuse(
      `nodes is ${nodes}, and the program has ${threads} threads; expected a thread for each node: take fewer nodes, or more threads (--threads).`,
    );
  }
  if (pageBytes < lineBytes) {
    refuse(
      `pageBytes is ${pageBytes}; expected at least ${lineBytes}, the bytes of a line: take larger pages, or a machine with shorter lines.`,
    );
  }
  if (nodes * Math.ceil(memoryBytes / pageBytes) * pageBytes > MOST_BYTES) {
    refuse(
      `${nodes} nodes with the program's ${memoryBytes} bytes each are more than ${MOST_BYTES} bytes: take fewer nodes, or a smaller program.`,
    );
  }
};
