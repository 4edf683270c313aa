/** The threads of one process, for what sees to their messages and pages: numbered as in the process. */
import type { Execution } from '../engine/execution.js';
import type { ThreadStatus } from '../engine/threads.js';
import type { Program } from '../programs/program.js';
import { unpackWords, type Word } from '../programs/word.js';

/** Tells a scheduler that a thread can go on from a time on. */
export type Wake = (thread: number, time: number) => void;

export class Threads {
  private readonly words: readonly Word[];
  /** The thread whose instruction is being seen to. */
  private serving = -1;

  /**
   * `first`: the number of the process's first thread in the core. `wake`: null where each thread has a
   * processor of its own.
   */
  constructor(
    private readonly execution: Execution,
    readonly program: Program,
    private readonly first: number,
    private readonly wake: Wake | null,
  ) {
    this.words = unpackWords(program.code);
  }

  private processorOf(thread: number): number {
    const number = this.first + thread;
    return this.wake ? this.execution.thread(number).processor : number;
  }

  clock(thread: number): number {
    return Number(this.execution.clock(this.processorOf(thread)));
  }

  /** Cycles in which the thread's processor had nothing to do. */
  idle(thread: number): number {
    return Number(this.execution.idle(this.processorOf(thread)));
  }

  /** The thread's processor has nothing to do before `time`; not so if others can run there. */
  waitUntil(thread: number, time: number): void {
    const waits = Math.ceil(time) - this.clock(thread);
    if (this.wake || waits <= 0) return;
    this.execution.setClock(this.processorOf(thread), BigInt(Math.ceil(time)), BigInt(waits));
  }

  /** The thread's processor does something else for so many cycles. */
  spend(thread: number, cycles: number): void {
    const now = this.clock(thread);
    this.execution.setClock(this.processorOf(thread), BigInt(Math.ceil(now + cycles)));
  }

  status(thread: number): ThreadStatus {
    return this.execution.status(this.first + thread);
  }

  instructions(thread: number): number {
    return this.execution.thread(this.first + thread).instructions;
  }

  /** Number of the instruction that the thread is at. */
  place(thread: number): number {
    return this.execution.thread(this.first + thread).pc;
  }

  /** The instruction that the thread is at. */
  word(thread: number): Word {
    const none: Word = { code: 0, rd: 0, rs1: 0, rs2: 0, imm: 0 };
    return this.words[this.place(thread)] ?? none;
  }

  register(thread: number, number: number): bigint {
    return BigInt.asIntN(64, this.execution.thread(this.first + thread).registers[number] ?? 0n);
  }

  setRegister(thread: number, number: number, value: bigint): void {
    this.execution.setRegister(this.first + thread, number, BigInt.asUintN(64, value));
  }

  /** Sees to what a thread has met; threads that this lets go on are told to the scheduler, if there is one. */
  serve(thread: number, work: () => void): void {
    this.serving = thread;
    work();
    this.serving = -1;
  }

  /** The instruction that the thread is at is done: it goes on with the next one, not before `time`. */
  pass(thread: number, time: number): void {
    this.execution.pass(this.first + thread);
    this.waitUntil(thread, time);
    if (thread !== this.serving) this.wake?.(this.first + thread, time);
  }

  /** The thread waits for a message, or for the system. */
  block(thread: number): void {
    this.execution.setStatus(this.first + thread, 'receiving');
  }

  /** The thread waits to be woken, on an address. */
  blockOn(thread: number, address: number): void {
    this.execution.setWaiting(this.first + thread, BigInt(address));
  }

  /** Whether `raise` was called. */
  hasFaulted = false;

  /** The thread addresses memory, or another thread, that is not there. */
  raise(thread: number, address: bigint, bytes: number): void {
    this.hasFaulted = true;
    this.execution.raise(this.first + thread, 'range', BigInt.asUintN(64, address), bytes);
  }
}
