import type { MachineInput } from '../config/machine.js';
import type { StoreModel } from '../engine/execution.js';
import { type ExecutionEvent, transactionIn } from '../engine/told-events.js';
import type { LoadedProgram } from '../programs/library/library-program.js';
import type { GivenValues } from '../programs/parameters.js';
import type { Program } from '../programs/program.js';
import type { ProtocolSource } from '../protocol/types.js';
import type { Slice } from './scheduler.js';

export type { ExecutionEvent, Slice, StoreModel };
export { transactionIn };

/** Most instructions of a run where nothing else is said. */
export const LIMIT_INSTRUCTIONS = 1_000_000_000;
/** Threads of timed runs begin up to so many cycles after the first. */
export const LATE_CYCLES = 1023;
/** Instructions without a change of memory after which it is looked for a livelock. */
export const LIVELOCK_INSTRUCTIONS = 1_000_000;
/** A processor may run ahead of the others by up to 2^SLACK_BITS − 1 cycles. */
export const SLACK_BITS = 3;

/** Stores of each thread that may wait, under a model that lets them. */
export const STORE_ENTRIES = 8;

/** How threads take turns, where there are more of them than processors. Cycles are whole numbers. */
export interface ScheduleOptions {
  /** `round-robin`, `priority`, `affinity` or `gang`. */
  readonly policy: string;
  /** Cycles of a slice, 1 to 10^12. Default 10000; with `priority` none: a thread runs until it stops. */
  readonly quantumCycles?: number;
  /** Cycles that a processor takes to run another thread than before, 0 to 10^9. Default 0. */
  readonly switchCycles?: number;
  /**
   * Cycles that it takes besides if the thread ran elsewhere before, 0 to 10^9. Default 0. Where software sees to
   * caches, one more for each line that they write back or give up then (`releasedLines`).
   */
  readonly migrationCycles?: number;
  /** One of each thread of all processes, whole numbers; the higher goes first. Default: 0 of all. */
  readonly priorities?: readonly number[];
}

/** What is to be executed, and on what. */
export interface ProgramOptions {
  /** A machine's name in the catalogue, or its fields. Default `smp4`, with a processor for each thread (of one process, with a scheduler). */
  readonly machine?: MachineInput | string;
  readonly protocol?: string | ProtocolSource;
  /**
   * A name of the library (`PROGRAMS`), one of its programs that was loaded, or a program of one's own, from
   * `assemble` or `ProgramBuilder`. Of the library's it is told what was due and what was computed.
   */
  readonly program: Program | LoadedProgram | string;
  /** With a name: threads. Default: one for each processor of the machine, as far as the program takes them. */
  readonly threads?: number;
  /** With a name: values of the program's parameters, such as `{ lock: 'mcs' }`. Default: what each says. */
  readonly parameters?: GivenValues;
  /** So many copies of the program, each with an address space of its own. Default 1. */
  readonly processes?: number;
  /** Gives the processors their threads. Default: each thread has a processor of its own. */
  readonly schedule?: ScheduleOptions;
  /**
   * Seed of what is left to chance, 0 to 2^32 − 1: the slack of each turn, when stores that wait are done,
   * the threads' random numbers, and in timed runs when threads begin. In untimed runs without slack the
   * interleaving does not depend on it. Default: the machine's.
   */
  readonly seed?: number;
  /** 0 to 16: processors may run ahead of each other by up to 2^slackBits − 1 cycles. Default 3, in timed runs 0. */
  readonly slackBits?: number;
  /** Most instructions of all threads together. Default 10^9. */
  readonly limitInstructions?: number;
  /**
   * Instructions without a change of memory after which it is looked whether the threads go round in
   * circles, which is then proven. Default 10^6.
   */
  readonly livelockInstructions?: number;
  /**
   * The memory model: `sc`; `tso`, stores wait in a queue and leave in order; `pso`, they leave in any
   * order but for fences and releases. When they leave is drawn by the seed. Default `sc`.
   */
  readonly model?: StoreModel;
  /** 1 to 64 stores of each thread may wait. Default 8. */
  readonly storeEntries?: number;
  /**
   * Whether the machine keeps time: instructions then take a cycle and what memory takes them, by the
   * machine's `timing`; processors wait for each access (`timing.storeBuffer` and `timing.mshrs` are for
   * traces), but for stores that the memory model lets wait. Default false: every instruction takes a cycle, a
   * `pause` ten. Threads of timed runs that have processors of their own begin up to 1023 cycles after thread 0, as the seed says.
   */
  readonly timed?: boolean;
  /**
   * Tells misses apart by kind, true and false sharing among them, which costs time and memory. A line that the
   * program (`flush`, `inval`) or a message takes out of the caches counts as one that they gave up. Default false.
   */
  readonly classify?: boolean;
  /** Most cycles by which threads of timed runs begin late, a whole number; 0: all begin at once. Default 1023. */
  readonly lateCycles?: number;
  /** Whether stale loads are told. Default: where the protocol keeps nothing coherent. */
  readonly stale?: boolean;
  /** Stops the run; what was done so far becomes a result that ends with `stopped`. */
  readonly signal?: AbortSignal;
  /** Called about ten times a second. */
  readonly onProgress?: (progress: { readonly instructions: number; readonly limit: number }) => void;
  /**
   * Every event as it is told: notes, output, stale loads, waits; and memory accesses with `accesses`.
   * If it returns a promise, the run waits for that, so that who writes events down need not keep them all.
   */
  readonly onEvents?: (events: readonly ExecutionEvent[]) => unknown;
  /**
   * Called about every 5,000 cycles, and at the end, with the transactions of the bus so far, or with the
   * requests to directories where there are some.
   */
  readonly onSample?: (sample: { readonly cycles: number; readonly transactions: number }) => void;
  /** With a scheduler: called with each time of a thread on a processor, when it is over. */
  readonly onSlice?: (slice: Slice) => void;
  /** Called at the end, for each process, with memory as the program sees it, caches written back. */
  readonly onMemory?: (memory: Uint8Array, process: number) => void;
  /** Whether memory accesses are events. Default false. */
  readonly accesses?: boolean;
  /**
   * Whether transactions of the bus, or requests to directories, are events: those of references, not
   * what caches write back. Default false.
   */
  readonly transactions?: boolean;
}
