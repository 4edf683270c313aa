/** From what the command line says of a program to a run of it. */
import type { ClusterOptions } from '../cluster/config.js';
import type { MachineConfig } from '../config/machine.js';
import { CohortError } from '../errors.js';
import type { ProgramOptions, ScheduleOptions, StoreModel } from '../execute/options.js';
import { POLICIES } from '../execute/schedulers/index.js';
import type { LoadedProgram } from '../programs/library/index.js';
import { usualThreads } from '../programs/library/thread-range.js';
import type { Program } from '../programs/program.js';
import { loadMachine, loadProtocol, type MachineRequest } from './load.js';
import { type ClusterRequest, loadCluster } from './load-cluster.js';
import type { NamedProgram } from './load-program.js';
import { knownName } from './names.js';
import { splitSettings } from './program-settings.js';

/** One run of a program as the user asked for it. */
export interface ProgramRequest extends ClusterRequest {
  readonly machine?: string;
  readonly protocol?: string;
  readonly processors?: number;
  /** As of `MachineRequest`. */
  readonly scaleNodes?: boolean;
  readonly threads?: number;
  /** `name=value`, in order: parameters of the program, or fields of the machine or the cluster. */
  readonly set?: readonly string[];
  readonly seed?: number;
  readonly model?: StoreModel;
  /** Bits of cycles by which processors may run ahead of each other. */
  readonly slack?: number;
  readonly limitInstructions?: number;
  readonly livelockInstructions?: number;
  /** Whether the machine keeps time. */
  readonly timed?: boolean;
  /** Whether misses are told apart by kind. */
  readonly classify?: boolean;
  /** Policy of a scheduler; without it, each thread has a processor of its own. */
  readonly schedule?: string;
  readonly quantumCycles?: number;
  readonly switchCycles?: number;
  readonly migrationCycles?: number;
  readonly priorities?: readonly number[];
  readonly processes?: number;
}

/** A run that is ready to begin. */
export interface PreparedRun extends ProgramOptions {
  readonly machine: MachineConfig;
  readonly program: Program | LoadedProgram;
  readonly cluster?: ClusterOptions;
}

const machineOf = ({ machine, processors, scaleNodes, seed }: ProgramRequest): MachineRequest => ({
  ...(scaleNodes !== undefined && { scaleNodes }),
  ...(machine !== undefined && { machine }),
  ...(processors !== undefined && { processors }),
  ...(seed !== undefined && { seed }),
});

const scheduleOf = (request: ProgramRequest): { readonly schedule?: ScheduleOptions } => {
  const { schedule, quantumCycles, switchCycles, migrationCycles, priorities } = request;
  const costs = {
    ...(quantumCycles !== undefined && { quantumCycles }),
    ...(switchCycles !== undefined && { switchCycles }),
    ...(migrationCycles !== undefined && { migrationCycles }),
    ...(priorities !== undefined && { priorities }),
  };
  if (schedule !== undefined) {
    const names = POLICIES.map(({ name }) => name);
    return { schedule: { policy: knownName('scheduling policy', schedule, names), ...costs } };
  }
  const [given] = Object.keys(costs);
  if (given === undefined) return {};
  const option = given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new CohortError(
    `--${option} is about a scheduler; choose one with --schedule (${POLICIES.map(({ name }) => name).join(', ')}).`,
    2,
  );
};

/** Nodes of a cluster have a processor for each of their threads, so that fewer cannot be asked for. */
const requireProcessors = (
  { processors }: ProgramRequest,
  cluster: ClusterOptions | undefined,
  threads: number,
): void => {
  if (processors === undefined || !cluster || threads <= processors) return;
  const nodes = cluster.nodes === undefined ? '' : ` of ${cluster.nodes} nodes`;
  throw new CohortError(
    `--processors ${processors} and a cluster${nodes} with ${threads} threads; expected at least ${threads}, since each ` +
      `thread has a processor there. Leave --processors out, or take fewer nodes (--cluster) or threads (--threads).`,
    2,
  );
};

export const prepareProgram = async (
  program: NamedProgram,
  request: ProgramRequest,
): Promise<PreparedRun> => {
  const {
    set = [],
    threads,
    model,
    slack,
    limitInstructions,
    livelockInstructions,
    processes,
    timed,
    classify,
  } = request;
  const settings = splitSettings(set, program);
  const machine = await loadMachine({ ...machineOf(request), set: settings.machine });
  const cluster = await loadCluster(request, settings.cluster);
  // Each node of a cluster has a thread to run.
  const wanted = Math.max(machine.processors, cluster?.nodes ?? 1);
  const count = threads ?? usualThreads(wanted, program.threads(settings.program));
  requireProcessors(request, cluster, count);
  return {
    machine,
    protocol: await loadProtocol(request.protocol ?? machine.protocol),
    program: program.load(count, settings.program, machine.lineBytes),
    ...(model !== undefined && { model }),
    ...(slack !== undefined && { slackBits: slack }),
    ...(limitInstructions !== undefined && { limitInstructions }),
    ...(livelockInstructions !== undefined && { livelockInstructions }),
    ...(processes !== undefined && { processes }),
    ...(timed !== undefined && { timed }),
    ...(classify !== undefined && { classify }),
    ...scheduleOf(request),
    ...(cluster && { cluster }),
  };
};
