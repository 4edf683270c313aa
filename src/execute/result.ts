import type { MachineConfig } from '../config/machine.js';
import type { Counters } from '../counters.js';
import type { ThreadFault, ThreadStatus } from '../engine/execution.js';
import type { NetworkResult, Transition } from '../result.js';

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
  /** Cycles from having to giving back. */
  readonly holdCycles: number;
  /** Acquisitions of each thread. */
  readonly byThread: readonly number[];
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

/** What a program was due to compute, and did. */
export interface Finding {
  readonly what: string;
  readonly due: string;
  readonly computed: string;
  readonly right: boolean;
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
  /** Whether the clock is that of the timed machine; else every instruction takes one cycle. */
  readonly timed: boolean;
  /** When the last processor ended. */
  readonly cycles: number;
  readonly instructions: number;
  readonly findings: readonly Finding[];
  /** Numbers that the program gave out, in order; at most 10000. */
  readonly output: readonly { readonly thread: number; readonly value: string }[];
  readonly threads: readonly ThreadResult[];
  readonly locks: readonly LockResult[];
  readonly barriers: readonly BarrierResult[];
  /** Null where stale values are not told. */
  readonly stale: StaleResult | null;
  readonly total: Counters;
  readonly processors: readonly Counters[];
  readonly transitions: readonly Transition[];
  readonly network: NetworkResult | null;
}
