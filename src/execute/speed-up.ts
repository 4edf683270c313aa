/** Speed-up: the same work on one processor and on several, and what it costs to take turns on one. */
import { requireNames } from '../config/call-options.js';
import type { MachineInput } from '../config/machine.js';
import { machineInputOf, parseMachine } from '../config/parse.js';
import { withProcessors } from '../config/scale-nodes.js';
import { CohortError } from '../errors.js';
import type { LoadedProgram } from '../programs/library/library-program.js';
import type { Program } from '../programs/program.js';
import { type GivenRun, RUN_NAMES } from './given.js';
import type { ScheduleOptions } from './options.js';
import { type ProgramResult, SPEED_UP_SCHEMA, type SpeedUpPoint, type SpeedUpResult } from './result.js';
import { runProgram } from './run.js';
import { fitAmdahl, fitGustafson, karpFlatt } from './speed-up-fits.js';

type Runnable = Program | LoadedProgram;

/** What a study asks of each of its runs. */
export interface SpeedUpOptions extends Omit<GivenRun, 'machine' | 'program' | 'schedule' | 'onProgress'> {
  /** The program on so many processors: the same on each, or laid out for each, such as with a thread for every processor. */
  readonly program: Runnable | ((processors: number) => Runnable);
  /**
   * The same work for one thread, which is what the others are held against. Without it that is the
   * program of the most processors, whose threads take turns on one.
   */
  readonly alone?: Runnable;
  /**
   * The machine with so many processors: a function of them, or a machine’s name or fields whose
   * processors are replaced; nodes keep as many as they have, and become fewer or more. Default `smp4`.
   */
  readonly machine?: MachineInput | string | ((processors: number) => MachineInput | string);
  /** Numbers of processors, at most 64 of them. One processor is always there, as what the others are held against. */
  readonly processors: readonly number[];
  /** Default: round robin. */
  readonly schedule?: ScheduleOptions;
  /**
   * For scaled speed-up, the program at a size that grows with the processors; and if there is `alone`,
   * the same work for one thread, where `isAlone`.
   */
  readonly scaled?: (processors: number, isAlone: boolean) => Runnable;
  /** Called before each run. */
  readonly onRun?: (run: { readonly done: number; readonly of: number; readonly processors: number }) => void;
}

const MOST_POINTS = 64;

/** What a study is asked besides what each of its runs is. */
const OWN_NAMES = ['processors', 'alone', 'scaled', 'onRun'] as const satisfies readonly Exclude<
  keyof SpeedUpOptions,
  keyof GivenRun
>[];
/** What goes with the name of a program, of which a study has none, and what is told of one run alone. */
const NOT_ITS = ['threads', 'parameters', 'onProgress'];
const NAMES = [...OWN_NAMES, ...RUN_NAMES.filter((name) => !NOT_ITS.includes(name))];

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
  return withProcessors(parseMachine(machineInputOf(machine)), processors);
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
    threads: result.threads.length,
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
    right: result.findings.every(({ right }) => right !== false),
  };
};

/** Runs of one study, one after the other. */
class Study {
  private done = 0;

  constructor(
    private readonly options: SpeedUpOptions,
    private readonly of: number,
  ) {}

  async run(processors: number, program: Runnable): Promise<ProgramResult> {
    const { machine: _, processors: __, scaled: ___, alone: ____, onRun, ...rest } = this.options;
    onRun?.({ done: this.done++, of: this.of, processors });
    const schedule = rest.schedule ?? { policy: 'round-robin' };
    const machine = machineOf(this.options, processors);
    return requireDone(await runProgram({ ...rest, machine, schedule, program }), processors);
  }
}

/** Scaled speed-up: each number of processors against the base with as much work. */
const scaledPoints = async (
  { alone, scaled }: SpeedUpOptions,
  counts: readonly number[],
  study: Study,
): Promise<SpeedUpPoint[] | null> => {
  if (!scaled) return null;
  const points: SpeedUpPoint[] = [];
  for (const count of counts) {
    const base = await study.run(1, scaled(count, alone !== undefined));
    points.push(pointOf(count === 1 ? base : await study.run(count, scaled(count, false)), base.cycles));
  }
  return points;
};

/**
 * Runs a program on one processor, the base, and on each number of processors that is asked for; with
 * `scaled`, also at sizes that grow with the processors.
 * @throws CohortError: exit code 2 for what was asked; 1 if a run deadlocks, faults or does not end.
 */
export const speedUp = async (options: SpeedUpOptions): Promise<SpeedUpResult> => {
  requireNames(options, NAMES, 'speedUp');
  const counts = pointsOf(options.processors);
  const { alone, program } = options;
  const onMany = typeof program === 'function' ? program : () => program;
  const more = counts.slice(1);
  const full = onMany(counts.at(-1) ?? 1);
  const runs = counts.length + (alone ? 1 : 0) + (options.scaled ? 2 * counts.length - 1 : 0);
  const study = new Study(options, runs);
  const one = await study.run(1, alone ?? full);
  const turns = alone ? await study.run(1, full) : null;
  const points = [pointOf(one, one.cycles)];
  let last = one;
  for (const count of more) {
    last = await study.run(count, onMany(count));
    points.push(pointOf(last, one.cycles));
  }
  const scaled = await scaledPoints(options, counts, study);
  return {
    schema: SPEED_UP_SCHEMA,
    machine: one.machine,
    program: last.program,
    policy: one.schedule?.policy ?? '',
    seed: one.seed,
    base: alone ? 'one-thread' : 'turns',
    points,
    turns: turns && pointOf(turns, one.cycles),
    amdahl: fitAmdahl(points),
    scaled,
    gustafson: scaled && fitGustafson(scaled),
  };
};
