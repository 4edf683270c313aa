/** From what the command line says of a program to a run of it. */
import type { MachineConfig } from '../config/machine.js';
import type { ProgramOptions, StoreModel } from '../execute/options.js';
import type { LoadedProgram } from '../programs/library/index.js';
import type { Program } from '../programs/program.js';
import { loadMachine, loadProtocol } from './load.js';
import type { NamedProgram } from './load-program.js';
import { splitSettings } from './program-settings.js';

/** One run of a program as the user asked for it. */
export interface ProgramRequest {
  readonly machine?: string;
  readonly protocol?: string;
  readonly processors?: number;
  readonly threads?: number;
  /** `name=value`, in order: parameters of the program, or fields of the machine. */
  readonly set?: readonly string[];
  readonly seed?: number;
  readonly model?: StoreModel;
  /** Bits of cycles by which processors may run ahead of each other. */
  readonly slack?: number;
  readonly limitInstructions?: number;
}

/** A run that is ready to begin. */
export interface PreparedRun extends ProgramOptions {
  readonly machine: MachineConfig;
  readonly program: Program | LoadedProgram;
}

/** A thread for each processor, as far as the program can use them. */
const usualThreads = (processors: number, { least, most }: { least: number; most: number }): number =>
  Math.min(Math.max(processors, least), most);

export const prepareProgram = async (
  program: NamedProgram,
  request: ProgramRequest,
): Promise<PreparedRun> => {
  const { set = [], threads, model, slack, limitInstructions, ...asked } = request;
  const settings = splitSettings(set, program);
  const machine = await loadMachine({ ...asked, set: settings.machine });
  const count = threads ?? usualThreads(machine.processors, program.threads(settings.program));
  return {
    machine,
    protocol: await loadProtocol(request.protocol ?? machine.protocol),
    program: program.load(count, settings.program, machine.lineBytes),
    ...(model !== undefined && { model }),
    ...(slack !== undefined && { slackBits: slack }),
    ...(limitInstructions !== undefined && { limitInstructions }),
  };
};
