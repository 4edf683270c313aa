import type { MachineInput } from '../config/machine.js';
import { CohortError } from '../errors.js';
import { type GivenRun, givenRun } from '../execute/given.js';
import { runOnPlatform } from '../execute/run.js';
import { Cluster } from './cluster.js';
import type { ClusterRunOptions } from './options.js';
import type { ClusterRunResult } from './result.js';

/** The machine with a processor for each thread: they are spread over the nodes. */
const machineOf = ({ machine, program }: GivenRun): MachineInput => {
  const { threads } = 'program' in program ? program.program : program;
  const input = typeof machine === 'string' ? { preset: machine } : (machine ?? {});
  return { ...input, processors: threads };
};

/**
 * Executes a program on a cluster: the same program as on one machine, with the same values in memory at
 * its end if it has no data races. Each node has the machine's caches and a memory of its own; pages of
 * it go from node to node as `cluster.dsm` says, and messages of the program as it sends them.
 * @throws CohortError: exit code 2 for what was asked, 1 for what failed on the way, as `runProgram`.
 */
export const runOnCluster = async (given: ClusterRunOptions): Promise<ClusterRunResult> => {
  const options = { ...givenRun(given), cluster: given.cluster };
  if (options.schedule || (options.processes ?? 1) !== 1) {
    throw new CohortError(
      'Schedulers and several processes are for one machine: leave them out, or the cluster.',
      2,
    );
  }
  if (options.timed) {
    throw new CohortError(
      'Clusters count cycles of functional caches, messages and pages: leave timed out.',
      2,
    );
  }
  if (options.classify) {
    throw new CohortError(
      'Pages that come and go take lines out of caches, so misses of a node are not told apart by kind: leave classify out.',
      2,
    );
  }
  const made: Cluster[] = [];
  const result = await runOnPlatform({ ...options, machine: machineOf(options) }, (program, machine) => {
    const cluster = new Cluster(options.cluster, program, machine);
    made.push(cluster);
    return cluster;
  });
  return { ...result, cluster: made[0]!.result() };
};
