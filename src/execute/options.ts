import type { MachineInput } from '../config/machine.js';
import type { ExecutionEvent } from '../engine/execution.js';
import type { Program } from '../programs/program.js';
import type { ProtocolSource } from '../protocol/types.js';
import type { Finding, ProgramResult } from './result.js';

/** Most instructions of a run where nothing else is said. */
export const LIMIT_INSTRUCTIONS = 1_000_000_000;
/** Instructions without a change of memory after which running threads are said to be in a livelock. */
export const LIVELOCK_INSTRUCTIONS = 5_000_000;
/** A processor may run ahead of the others by up to 2^SLACK_BITS − 1 cycles. */
export const SLACK_BITS = 3;

/** What is to be executed, and on what. */
export interface ProgramOptions {
  /** A machine's name in the catalogue, or its fields. Default `smp4`, with a processor for each thread. */
  readonly machine?: MachineInput | string;
  readonly protocol?: string | ProtocolSource;
  readonly program: Program;
  /** Looks at memory and output after the run, and says what was due and what was computed. */
  readonly check?: (memory: Uint8Array, output: readonly { thread: number; value: bigint }[]) => Finding[];
  /** Seed of the interleaving and of the threads' random numbers, 0 to 2^32 − 1. Default: the machine's. */
  readonly seed?: number;
  /** 0 to 16: processors may run ahead of each other by up to 2^slackBits − 1 cycles. Default 3. */
  readonly slackBits?: number;
  /** Most instructions of all threads together. Default 10^9. */
  readonly limitInstructions?: number;
  /** Instructions without a change of memory that are a livelock. Default 5 × 10^6. */
  readonly livelockInstructions?: number;
  /** Whether stale loads are told. Default: where the protocol keeps nothing coherent. */
  readonly stale?: boolean;
  /** Stops the run; what was done so far becomes a result that ends with `stopped`. */
  readonly signal?: AbortSignal;
  /** Called about ten times a second. */
  readonly onProgress?: (progress: { readonly instructions: number; readonly limit: number }) => void;
  /** Every event as it is told: notes, output, stale loads, waits; and memory accesses with `accesses`. */
  readonly onEvents?: (events: readonly ExecutionEvent[]) => void;
  /** Whether memory accesses are events. Default false. */
  readonly accesses?: boolean;
}

export type { ProgramResult };
