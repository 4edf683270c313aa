/** Speed-up: the same work as multiprogramming on one processor, and as multiprocessing on several. */
import type { MachineInput } from '../config/machine.js';
import { parseMachine } from '../config/parse.js';
import { withProcessors } from '../config/scale-nodes.js';
import { CohortError } from '../errors.js';
import type { LoadedProgram } from '../programs/library/library-program.js';
import type { Program } from '../programs/program.js';
import type { ProgramOptions, ScheduleOptions } from './options.js';
import { type ProgramResult, SPEED_UP_SCHEMA, type SpeedUpPoint, type SpeedUpResult } from './result.js';
import { runProgram } from './run.js';
import { fitAmdahl, fitGustafson, karpFlatt } from './speed-up-fits.js';

/** What a study asks of each of its runs. */
export interface SpeedUpOptions extends Omit<ProgramOptions, 'machine' | 'schedule' | 'onProgress'> {
  /**
   * The machine with so many processors: a function of them, or a machine’s name or fields whose
   * processors are replaced; nodes keep as many as they have, and become fewer or more. Default `smp4`.
   */
  readonly machine?: MachineInput | string | ((processors: number) => MachineInput | string);
  /** Numbers of processors, at most 64 of them. One processor is always there, as what the others are held against. */
  readonly processors: readonly number[];
  /** Default: round robin. */
  readonly schedule?: ScheduleOptions;
  /** The program at a size that grows with the processors, for scaled speed-up. */
  readonly scaled?: (processors: number) => Program | LoadedProgram;
  /** Called before each run. */
  readonly onRun?: (run: { readonly done: number; readonly of: number; readonly processors: number }) => void;
}

const MOST_POINTS = 64;

const pointsOf = (processors: readonly number[]): number[] => {
  const wrong = processors.find((count) => !Number.isInteger(count) || count < 1);
  if (wrong !== undefined) {
    throw new CohortError(`processors: ${wrong}: expected whole numbers from 1 on, such as 1,2,4,8.`, 2);
  }
  const all = [...new Set([1, ...processors])].sort((a, b) => a - b);
  if (all.length <= MOST_POINTS) return all;
  throw new CohortError(`processors: ${all.length} numbers of them: expected ${MOST_POINTS} at most.`, 2);
};

const machineOf = ({ machine }: SpeedUpOptions, processors: number): MachineInput | string => {
  if (typeof machine === 'function') return machine(processors);
  return withProcessors(
    parseMachine(typeof machine === 'string' ? { preset: machine } : (machine ?? {})),
    processors,
  );
};

/** @throws CohortError (exit code 1): the run did not end by itself, so that it has no speed-up. */
const requireDone = (result: ProgramResult, processors: number): ProgramResult => {
  if (result.ending === 'done') return result;
  const on = `${processors} processor${processors === 1 ? '' : 's'}`;
  throw new CohortError(`A run that does not end has no speed-up. On ${on}: ${result.message}`);
};

const pointOf = (result: ProgramResult, cyclesOnOne: number): SpeedUpPoint => {
  const { processors } = result.machine;
  const speedUp = result.cycles === 0 ? 1 : cyclesOnOne / result.cycles;
  return {
    processors,
    nodes: result.machine.numa?.nodes ?? 1,
    cycles: result.cycles,
    speedUp,
    efficiency: speedUp / processors,
    karpFlatt: karpFlatt({ processors, speedUp }),
    instructions: result.instructions,
    references: result.total.references,
    misses: result.total.misses,
    switches: result.schedule?.switches ?? 0,
    migrations: result.schedule?.migrations ?? 0,
    right: result.findings.every(({ right }) => right),
  };
};

/** Runs of one study, one after the other. */
class Study {
  private done = 0;

  constructor(
    private readonly options: SpeedUpOptions,
    private readonly of: number,
  ) {}

  async run(processors: number, program: Program | LoadedProgram): Promise<ProgramResult> {
    const { machine: _, processors: __, scaled: ___, onRun, ...rest } = this.options;
    onRun?.({ done: this.done++, of: this.of, processors });
    const schedule = rest.schedule ?? { policy: 'round-robin' };
    const machine = machineOf(this.options, processors);
    return requireDone(await runProgram({ ...rest, machine, schedule, program }), processors);
  }
}

/**
 * Runs a program with the same threads on one processor, where they take turns, and on each number of
 * processors that is asked for; with `scaled`, also at sizes that grow with the processors.
 * @throws CohortError: exit code 2 for what was asked; 1 if a run deadlocks, faults or does not end.
 */
export const speedUp = async (options: SpeedUpOptions): Promise<SpeedUpResult> => {
  const counts = pointsOf(options.processors);
  const { scaled } = options;
  const study = new Study(options, counts.length + (scaled ? 2 * counts.length - 1 : 0));
  const results: ProgramResult[] = [];
  for (const count of counts) results.push(await study.run(count, options.program));
  const [one] = results;
  if (!one) throw new CohortError('There was no run.');
  const points = results.map((result) => pointOf(result, one.cycles));
  const grown: SpeedUpPoint[] = [];
  for (const count of scaled ? counts : []) {
    const program = scaled?.(count) ?? options.program;
    const alone = await study.run(1, program);
    grown.push(pointOf(count === 1 ? alone : await study.run(count, program), alone.cycles));
  }
  return {
    schema: SPEED_UP_SCHEMA,
    machine: one.machine,
    program: one.program,
    policy: one.schedule?.policy ?? '',
    seed: one.seed,
    points,
    amdahl: fitAmdahl(points),
    scaled: scaled ? grown : null,
    gustafson: scaled ? fitGustafson(grown) : null,
  };
};
