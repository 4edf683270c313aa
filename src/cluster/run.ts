import { requireNames } from '../config/call-options.js';
import type { MachineConfig } from '../config/machine.js';
import { machineInputOf, parseMachine } from '../config/parse.js';
import { CohortError } from '../errors.js';
import { type GivenRun, givenRun, RUN_NAMES } from '../execute/given.js';
import { runOnPlatform } from '../execute/run.js';
import { Cluster } from './cluster.js';
import { requireNode } from './fitness.js';
import type { ClusterRunOptions } from './options.js';
import { parseCluster } from './parse.js';
import type { ClusterRunResult } from './result.js';

const threadsOf = ({ program }: GivenRun): number =>
  'program' in program ? program.program.threads : program.threads;

/** The machine with a processor for each thread: they are spread over the nodes. */
const machineOf = ({ machine }: GivenRun, threads: number): MachineConfig => {
  const node = parseMachine(machineInputOf(machine));
  requireNode(node);
  const shape = { sockets: 1, diesPerSocket: 1, coresPerDie: threads, threadsPerCore: 1 };
  return { ...node, processors: threads, shape };
};

/**
 * Executes a program on a cluster: the same program as on one machine, with the same values in memory at
 * its end if it has no data races. Each node has the machine's caches and a memory of its own; pages of
 * it go from node to node as `cluster.dsm` says, and messages of the program as it sends them.
 * @throws CohortError: exit code 2 for what was asked, 1 for what failed on the way, as `runProgram`.
 */
export const runOnCluster = async (given: ClusterRunOptions): Promise<ClusterRunResult> => {
  requireNames(given, ['cluster', ...RUN_NAMES], 'run');
  const { cluster: wanted, ...rest } = given;
  const options = givenRun(rest);
  if (options.schedule || (options.processes ?? 1) !== 1) {
    throw new CohortError(
      'Schedulers and several processes are for one machine: leave them out, or the cluster.',
      2,
    );
  }
  const threads = threadsOf(options);
  const config = parseCluster(wanted, threads);
  const { dsm, nodes } = config;
  if (dsm !== 'none' && nodes > 1 && (options.model ?? 'sc') !== 'sc') {
    throw new CohortError(
      `Nodes that share memory by software run under sequential consistency, and model is ${options.model}: a store that ` +
        'waits would be done when its page is gone. Leave model out, or take dsm=none.',
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
  const result = await runOnPlatform(
    { ...options, machine: machineOf(options, threads) },
    (program, machine) => {
      const cluster = new Cluster(config, program, machine);
      made.push(cluster);
      return cluster;
    },
  );
  return { ...result, cluster: made[0]!.result() };
};
