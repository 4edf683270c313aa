/**
 * Who runs next, and where: what a scheduler decides. What its decisions cost, and when they are taken,
 * is scheduler.ts.
 *
 *   scheduler.ts ── add(task) ──► policy ── choose(idle places) ──► task and place
 */

/** A thread as a policy sees it. */
export interface Task {
  /** Its number among all threads. */
  readonly thread: number;
  readonly process: number;
  /** Its number within its process. */
  readonly member: number;
  /** The higher the sooner, where the policy looks at it. */
  readonly priority: number;
  /** The processor that ran it last; undefined: it never ran. */
  readonly lastProcessor: number | undefined;
}

/** A processor as a policy sees it. */
export interface Place {
  readonly processor: number;
  /** What it runs. */
  readonly task: Task | undefined;
}

/**
 * Why a task wants a processor: the run begins, it was woken, its time was over, it yielded, or another
 * displaced it.
 */
export type Arrival = 'started' | 'woken' | 'expired' | 'yielded' | 'preempted';

export interface Choice {
  readonly task: Task;
  readonly place: Place;
}

/** What a policy has to know before the first task arrives. */
export interface PolicySetup {
  /** Cycles of a slice; undefined: what the policy takes by itself. */
  readonly quantumCycles: number | undefined;
  /** Cycles that a switch takes before a slice begins. */
  readonly switchCycles: number;
  readonly processors: number;
  readonly tasks: readonly Task[];
}

/** Decisions of one run. Tasks that wait for a processor are the policy's to keep. */
export interface Policy {
  /** Cycles of a slice; Infinity: slices have no end of their own. */
  readonly quantumCycles: number;
  /** A task can run. */
  add(task: Task, arrival: Arrival): void;
  /**
   * Takes out the task that is to run on one of the idle places (there is at least one; the longest idle
   * first). Undefined: none of those that wait may run there.
   */
  choose(idle: readonly Place[], now: number): Choice | undefined;
  /** A place that has to give up its task for one that waits. */
  victim(running: readonly Place[]): Place | undefined;
  /** Until when a task may run that begins at `start`; Infinity: until it stops by itself. */
  sliceEnd(start: number): number;
}

/** A policy as it is listed: one file in this folder, and one line in its index. */
export interface PolicySource {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** Author, title, year. */
  readonly source: string;
  create(setup: PolicySetup): Policy;
}

/** Cycles of a slice where nothing else is said. */
export const QUANTUM_CYCLES = 10_000;

/** Where a task runs best of the idle places: where it ran last, else where nobody ran for longest. */
export const bestPlace = (task: Task, idle: readonly Place[]): Place | undefined =>
  idle.find(({ processor }) => processor === task.lastProcessor) ?? idle[0];
