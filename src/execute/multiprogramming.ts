/** From what was asked of a scheduler to a scheduler, and to what it did. */
import type { Engine } from '../engine/engine.js';
import type { Execution } from '../engine/execution.js';
import { CohortError } from '../errors.js';
import type { ScheduleOptions } from './options.js';
import type { Processes } from './processes.js';
import type { ProcessSchedule, ScheduleResult, ThreadSchedule } from './result.js';
import { jobOf, Scheduler, type SwitchCosts } from './scheduler.js';
import { policyNamed } from './schedulers/index.js';
import { priority } from './schedulers/priority.js';
import { Slices } from './slices.js';

const MOST_QUANTUM = 1e12;
const MOST_COST = 1e9;

const requireCycles = (field: string, value: number, least: number, most: number): number => {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new CohortError(`schedule.${field}: ${value}: expected a whole number from ${least} to ${most}.`, 2);
};

const requirePriorities = (priorities: readonly number[], threads: number): readonly number[] => {
  const wrong = priorities.find((priority) => !Number.isSafeInteger(priority));
  if (wrong !== undefined) {
    throw new CohortError(`schedule.priorities: ${wrong}: expected whole numbers, one for each thread.`, 2);
  }
  if (priorities.length === threads) return priorities;
  const mend = priorities.length > threads ? 'leave some out' : 'give the others theirs';
  throw new CohortError(
    `schedule.priorities: ${priorities.length} of them, and there ${threads === 1 ? 'is 1 thread' : `are ${threads} threads`}; ` +
      `expected one for each: ${mend}.`,
    2,
  );
};

const processSchedules = (threads: readonly ThreadSchedule[], count: number): ProcessSchedule[] =>
  Array.from({ length: count }, (_, process): ProcessSchedule => {
    const own = threads.filter((thread) => thread.process === process);
    const sum = (what: 'runCycles' | 'readyCycles' | 'switches' | 'migrations'): number =>
      own.reduce((total, thread) => total + thread[what], 0);
    const ends = own.map(({ endedAt }) => endedAt);
    return {
      process,
      turnaroundCycles: ends.includes(null) ? null : Math.max(...ends.map(Number)),
      runCycles: sum('runCycles'),
      readyCycles: sum('readyCycles'),
      switches: sum('switches'),
      migrations: sum('migrations'),
    };
  });

/** The scheduler of a run, and what it was asked. */
export class Multiprogramming {
  readonly scheduler: Scheduler;
  private readonly title: string;
  private readonly policy: string;
  private readonly slices: Slices;

  /** @throws CohortError (exit code 2): an option that it cannot have. */
  constructor(
    private readonly options: ScheduleOptions,
    private readonly processes: Processes,
    processors: number,
    engine: Engine,
    execution: Execution,
    release: SwitchCosts['release'],
  ) {
    const source = policyNamed(options.policy);
    const { quantumCycles, switchCycles = 0, migrationCycles = 0 } = options;
    if (quantumCycles !== undefined) requireCycles('quantumCycles', quantumCycles, 1, MOST_QUANTUM);
    requireCycles('switchCycles', switchCycles, 0, MOST_COST);
    requireCycles('migrationCycles', migrationCycles, 0, MOST_COST);
    const priorities = options.priorities && requirePriorities(options.priorities, processes.threads);
    const jobs = Array.from({ length: processes.threads }, (_, thread) =>
      jobOf(thread, processes.processOf(thread), processes.memberOf(thread), priorities?.[thread] ?? 0),
    );
    this.policy = source.name;
    this.title = source.title;
    this.slices = new Slices(processors, (processor) => engine.referred(processor));
    const policy = source.create({ quantumCycles, switchCycles, processors, tasks: jobs });
    this.quantumCycles = policy.quantumCycles;
    this.scheduler = new Scheduler(
      execution,
      policy,
      jobs,
      processors,
      { switchCycles, migrationCycles, release },
      this.slices,
    );
  }

  /** Infinity: slices have no end of their own. */
  readonly quantumCycles: number;

  /** Threads that strict priorities keep from running, as others run that never stop: before `finish`. */
  starved(): number[] {
    return this.policy === priority.name ? this.scheduler.waiting() : [];
  }

  result(): ScheduleResult {
    const { options, policy, quantumCycles, scheduler, title } = this;
    const threads = scheduler.threads();
    const processes = processSchedules(threads, this.processes.count);
    return {
      policy,
      title,
      quantumCycles: Number.isFinite(quantumCycles) ? quantumCycles : null,
      switchCycles: options.switchCycles ?? 0,
      migrationCycles: options.migrationCycles ?? 0,
      switches: processes.reduce((sum, { switches }) => sum + switches, 0),
      migrations: processes.reduce((sum, { migrations }) => sum + migrations, 0),
      releasedLines: scheduler.releasedLines,
      threads,
      processors: scheduler.processors(),
      processes,
      slices: this.slices.results(),
    };
  }
}
