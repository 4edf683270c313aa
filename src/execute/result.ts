import type { ClusterResult } from '../cluster/result.js';
import type { MachineConfig } from '../config/machine.js';
import type { Counters } from '../counters.js';
import type { ThreadFault, ThreadStatus } from '../engine/threads.js';
import type { NetworkResult, TimingResult, Transition } from '../result.js';

/** Version of the JSON form of `ProgramResult`; grows when a field changes its meaning or goes. */
export const PROGRAM_RESULT_SCHEMA = 'cohort.program-result/1';

/**
 * How a run ended. `done`: every thread halted. `deadlock`: every thread that has not ended waits for
 * another. `livelock`: threads run, but no store has changed memory for long (`livelockInstructions`).
 * `limit`: the stated number of instructions was reached. `fault`: an instruction could not be done.
 * `stopped`: it was told to.
 */
export type Ending = 'done' | 'deadlock' | 'livelock' | 'limit' | 'fault' | 'stopped';

/** Where a thread was when the run ended, and what it did until then. */
export interface ThreadResult {
  readonly thread: number;
  /** Which copy of the program it belongs to, from 0. */
  readonly process: number;
  /** The processor that ran it last. */
  readonly processor: number;
  readonly status: ThreadStatus;
  /** Number of its next instruction, and where that was written (`counter.s:12`). */
  readonly instruction: number;
  readonly place: string;
  readonly instructions: number;
  readonly loads: number;
  readonly stores: number;
  readonly atomics: number;
  /** Loads whose value another thread had overwritten before; counted where stale values are told. */
  readonly staleLoads: number;
  /** Store-conditionals that did not store. */
  readonly failedStoreConditionals: number;
  /** What it waits on (address and symbol), where it waits. */
  readonly waitsOn: string | null;
  /** Why it faulted, with the instruction and the address; null if it did not. */
  readonly fault: { readonly kind: ThreadFault; readonly message: string } | null;
}

/** A lock, or another object that threads enter one at a time, as the program's notes tell. */
export interface LockResult {
  /** Address and symbol. */
  readonly lock: string;
  readonly acquisitions: number;
  /** How often the thread that took it was not the one that had it before. */
  readonly handovers: number;
  /** Cycles from wanting to having, over all acquisitions, and the longest. */
  readonly waitCycles: number;
  readonly longestWaitCycles: number;
  /** Cycles from having to giving back, or to the end of the run. */
  readonly holdCycles: number;
  /** Acquisitions of each thread. */
  readonly byThread: readonly number[];
  /** Threads of its process that have it at the end of the run, and that want it then. */
  readonly heldBy: readonly number[];
  readonly wantedBy: readonly number[];
}

/** A barrier, as the program's notes tell. */
export interface BarrierResult {
  readonly barrier: string;
  /** Arrivals of threads. */
  readonly arrivals: number;
  /** Cycles from arriving to leaving, over all arrivals, and the longest. */
  readonly waitCycles: number;
  readonly longestWaitCycles: number;
}

/** One load that got a stale value. */
export interface StaleLoad {
  readonly thread: number;
  /** Cycles of its processor. */
  readonly clock: number;
  /** Number of the instruction that read it, and where that was written. */
  readonly instruction: number;
  readonly place: string;
  /** Address and symbol of what it read. */
  readonly address: string;
  /** Writes of the word that the value is behind. */
  readonly behind: number;
  /** The thread that wrote the newest value. */
  readonly writer: number;
}

/** What stale loads there were. */
export interface StaleResult {
  readonly loads: number;
  /** The first of them, at most 1000. */
  readonly first: readonly StaleLoad[];
}

/** A thread's time on a machine with a scheduler, in cycles; the four kinds add up to when it ended. */
export interface ThreadSchedule {
  readonly thread: number;
  readonly process: number;
  readonly priority: number;
  /** On a processor. */
  readonly runCycles: number;
  /** Able to run, and waiting for a processor. */
  readonly readyCycles: number;
  /** Waiting for a wake, or asleep. */
  readonly blockedCycles: number;
  /** While its processor took it on. */
  readonly switchCycles: number;
  /** How often a processor took it on that had run another thread last, or where it had not run last. */
  readonly switches: number;
  /** How often it went on on another processor than before. */
  readonly migrations: number;
  /** When it halted; null: it did not. */
  readonly endedAt: number | null;
}

/** A processor's time, in cycles; the three kinds add up to the run's `cycles`. */
export interface ProcessorSchedule {
  readonly processor: number;
  readonly busyCycles: number;
  readonly idleCycles: number;
  readonly switchCycles: number;
  readonly switches: number;
}

/** One copy of the program, from the start of the run until its last thread ended. */
export interface ProcessSchedule {
  readonly process: number;
  /** Null: not all of its threads ended. */
  readonly turnaroundCycles: number | null;
  readonly runCycles: number;
  readonly readyCycles: number;
  readonly switches: number;
  readonly migrations: number;
}

/**
 * How a thread came to a slice of time. `first`: it never ran before. `continued`: nobody else ran on the
 * processor since it did. `switched`: others did. `migrated`: it ran on another processor before.
 */
export type SliceKind = 'first' | 'continued' | 'switched' | 'migrated';

/**
 * The slices of a kind: what their processors' caches saw during them. A slice lasts from one decision of
 * the scheduler about its thread to the next. `misses` are those of the coherent cache, by the slice's own
 * thread; they include misses that have nothing to do with the switch, which is why they are to be held
 * against those of `continued` slices.
 */
export interface SliceResult {
  readonly kind: SliceKind;
  readonly slices: number;
  readonly cycles: number;
  readonly references: number;
  readonly misses: number;
}

/** What a scheduler did. */
export interface ScheduleResult {
  readonly policy: string;
  readonly title: string;
  /** Null: slices have no end of their own. */
  readonly quantumCycles: number | null;
  readonly switchCycles: number;
  readonly migrationCycles: number;
  readonly switches: number;
  readonly migrations: number;
  /**
   * Lines that caches wrote back or gave up as threads moved, a cycle each besides `migrationCycles`: where
   * nothing keeps caches coherent, or the program does by `flush` and `inval`; else 0.
   */
  readonly releasedLines: number;
  readonly threads: readonly ThreadSchedule[];
  readonly processors: readonly ProcessorSchedule[];
  readonly processes: readonly ProcessSchedule[];
  readonly slices: readonly SliceResult[];
}

/** What a program was due to compute, and did. */
export interface Finding {
  readonly what: string;
  readonly due: string;
  readonly computed: string;
  /** Whether they are equal; null if the run did not come to its end, and what is missing may only not be done. */
  readonly right: boolean | null;
}

/** The outcome of one run of a program. Plain data. */
export interface ProgramResult {
  readonly schema: typeof PROGRAM_RESULT_SCHEMA;
  readonly ending: Ending;
  /** One sentence that says how it ended, and where the threads were if not all had halted. */
  readonly message: string;
  readonly machine: MachineConfig;
  readonly protocol: { readonly name: string; readonly title: string; readonly states: readonly string[] };
  readonly program: {
    readonly name: string;
    readonly parameters: Readonly<Record<string, string>>;
    readonly threads: number;
    readonly processes: number;
    readonly instructions: number;
    readonly memoryBytes: number;
  };
  readonly seed: number;
  readonly slackCycles: number;
  /** The memory model: sc, tso or pso. */
  readonly model: string;
  /** Whether the clock is that of the timed machine; else every instruction takes one cycle, a `pause` ten. */
  readonly timed: boolean;
  /** Whether misses were told apart by kind; if not, those counters are 0. */
  readonly classified: boolean;
  /** When the last processor ended. */
  readonly cycles: number;
  readonly instructions: number;
  readonly findings: readonly Finding[];
  /** Numbers that the program gave out, without sign, in order; at most 10000. */
  readonly output: readonly { readonly thread: number; readonly value: string }[];
  readonly threads: readonly ThreadResult[];
  /** Null where each thread has a processor of its own. */
  readonly schedule: ScheduleResult | null;
  readonly locks: readonly LockResult[];
  readonly barriers: readonly BarrierResult[];
  /** Null where stale values are not told. */
  readonly stale: StaleResult | null;
  /**
   * Reads and writes of synchronisation data (`.sync`) that went past the caches, since nothing keeps those coherent;
   * an atomic access that writes is one of each. Each is a transaction on the bus (busRd or busWr) for words; they are
   * none of the references.
   */
  readonly uncachedAccesses: number;
  readonly total: Counters;
  readonly processors: readonly Counters[];
  readonly transitions: readonly Transition[];
  readonly network: NetworkResult | null;
  /** What nodes with memories of their own had to do with each other; null on one machine. */
  readonly cluster: ClusterResult | null;
  /** Where the time went; null in runs that keep none. */
  readonly timing: TimingResult | null;
}

/** Version of the JSON form of `ProgramComparison`. */
export const PROGRAM_COMPARISON_SCHEMA = 'cohort.program-comparison/1';

/** Several runs side by side, as the JSON report of a comparison holds them. */
export interface ProgramComparison {
  readonly schema: typeof PROGRAM_COMPARISON_SCHEMA;
  readonly results: readonly ProgramResult[];
}

/** Version of the JSON form of `SpeedUpResult`. */
export const SPEED_UP_SCHEMA = 'cohort.speed-up/1';

/** The same work on one number of processors. */
export interface SpeedUpPoint {
  readonly processors: number;
  /** Threads of the program, in all processes. */
  readonly threads: number;
  /** Of the machine; 1 on a bus. */
  readonly nodes: number;
  readonly cycles: number;
  /** Cycles of the base over these. */
  readonly speedUp: number;
  /** Speed-up over processors. */
  readonly efficiency: number;
  /**
   * The serial fraction that this speed-up alone would tell of: (1/S − 1/P) / (1 − 1/P); null for one
   * processor (A. H. Karp and H. P. Flatt, Measuring Parallel Processor Performance, 1990).
   */
  readonly karpFlatt: number | null;
  readonly instructions: number;
  readonly references: number;
  readonly misses: number;
  readonly switches: number;
  readonly migrations: number;
  /** Whether it computed what it was due to; true of a program that nothing is known of. */
  readonly right: boolean;
}

/** A law, fitted to the points by least squares. */
export interface SpeedUpFit {
  /** The serial fraction; below 0 where the speed-up is more than the processors. */
  readonly serialFraction: number;
  /** Root of the mean square of what is left, in the unit of what was fitted. */
  readonly residual: number;
}

/** The same work on one processor and on several, and as multiprogramming on one. */
export interface SpeedUpResult {
  readonly schema: typeof SPEED_UP_SCHEMA;
  readonly machine: MachineConfig;
  readonly program: ProgramResult['program'];
  readonly policy: string;
  readonly seed: number;
  /**
   * What the others are held against: `one-thread`, the program laid out for one thread; or `turns`, all
   * threads taking turns on one processor, where one thread cannot do the work of all.
   */
  readonly base: 'one-thread' | 'turns';
  /** From the base on, in order. */
  readonly points: readonly SpeedUpPoint[];
  /** As many threads as on the most processors, taking turns on one; null where that is the base. */
  readonly turns: SpeedUpPoint | null;
  /**
   * T(P)/T(1) = s + (1 − s)/P, residual in parts of T(1); null with fewer than two points (G. M. Amdahl,
   * Validity of the Single Processor Approach to Achieving Large Scale Computing Capabilities, 1967).
   */
  readonly amdahl: SpeedUpFit | null;
  /** The work grown with the processors: each point against the base with as much work. Null: not asked for. */
  readonly scaled: readonly SpeedUpPoint[] | null;
  /**
   * S(P) = P − s (P − 1), residual in units of speed-up; null as `scaled` (J. L. Gustafson, Reevaluating
   * Amdahl’s Law, 1988).
   */
  readonly gustafson: SpeedUpFit | null;
}
