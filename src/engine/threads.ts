/** Threads of programs, as they start and as they are (assembly/execute/threads.ts). */

/** What a thread does, by its code in assembly/execute/threads.ts. */
export const THREAD_STATUS = [
  'ready',
  'halted',
  'waiting',
  'sleeping',
  'receiving',
  'faulted',
  'yielded',
  'sending',
] as const;
export type ThreadStatus = (typeof THREAD_STATUS)[number];

/** Why a thread faulted, by code. */
export const THREAD_FAULT = ['none', 'unaligned', 'range', 'division', 'program', 'jump', 'opcode'] as const;
export type ThreadFault = (typeof THREAD_FAULT)[number];

/** One thread as it starts. */
export interface ThreadStart {
  readonly pc: number;
  readonly sp: number;
  readonly ra: number;
  /** What `who` and `crowd` tell: its number in its process, and how many threads that has. */
  readonly number: number;
  readonly crowd: number;
  /** Where its address space starts in memory, in bytes. */
  readonly base: number;
  /** Processor that runs it. */
  readonly processor: number;
  /** Which table of rights it has, −1: none. */
  readonly node: number;
  /** Seed of its random numbers; not 0. */
  readonly seed: bigint;
}

/** What is known of a thread. */
export interface ThreadView {
  readonly status: ThreadStatus;
  readonly pc: number;
  readonly registers: BigUint64Array;
  readonly processor: number;
  readonly instructions: number;
  readonly loads: number;
  readonly stores: number;
  readonly atomics: number;
  readonly staleLoads: number;
  readonly failedStoreConditionals: number;
  readonly fault: ThreadFault;
  readonly faultNumber: number;
  readonly faultAddress: bigint;
  readonly waitsOn: bigint;
}

/** Instructions of the thread whose record starts there. */
export const instructionsIn = (view: DataView, at: number): number =>
  view.getUint32(at + 312, true) + view.getUint32(at + 316, true) * 2 ** 32;

/** The thread whose record starts there. */
export const threadIn = (view: DataView, at: number): ThreadView => {
  const count = (offset: number): number => Number(view.getBigUint64(at + offset, true));
  return {
    status: THREAD_STATUS[view.getUint32(at + 260, true)] ?? 'faulted',
    pc: view.getUint32(at + 256, true),
    registers: new BigUint64Array(view.buffer.slice(at, at + 256)),
    processor: view.getUint32(at + 308, true),
    instructions: count(312),
    loads: count(320),
    stores: count(328),
    atomics: count(336),
    staleLoads: count(344),
    failedStoreConditionals: count(352),
    fault: THREAD_FAULT[view.getUint32(at + 360, true)] ?? 'none',
    faultNumber: view.getUint32(at + 364, true),
    faultAddress: view.getBigUint64(at + 368, true),
    waitsOn: view.getBigUint64(at + 264, true),
  };
};
