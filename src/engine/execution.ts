/** Programs in the core: where their threads, memory and events lie, and how they are read. */
import type { Core } from './core.js';
import { unsigned } from './core.js';
import { type CountedLock, lockCounts } from './lock-counts.js';
import {
  instructionsIn,
  THREAD_FAULT,
  THREAD_STATUS,
  type ThreadFault,
  type ThreadStart,
  type ThreadStatus,
  type ThreadView,
  threadIn,
} from './threads.js';
import { ToldEvents } from './told-events.js';

/** Bytes of a thread's and of a processor's record: as in assembly/execute/. */
const THREAD_BYTES = 512;
const RUNNER_BYTES = 64;
/** u32 of a thread's record up to what it waits on. */
const STATE_WORDS = 68;

/** Why executing stopped, by its code in assembly/execute/schedule.ts. */
export const HALT = [
  'none',
  'done',
  'fault',
  'deadlock',
  'limit',
  'events',
  'schedule',
  'page',
  'message',
  'memory',
  'impossible',
] as const;
export type Halt = (typeof HALT)[number];

/** Room in the core for what executes; a part of `EngineOptions`. */
export interface ExecutionRoom {
  readonly threads: number;
  readonly instructions: number;
  /** Bytes of all address spaces together, a multiple of a line. */
  readonly imageBytes: number;
  /** Bytes of which each processor may have copies: `imageBytes`, or in a cluster those of its own node. */
  readonly copyBytes: number;
  /** The first address that may be used in a space, and the end of a space. */
  readonly spaceBase: number;
  readonly spaceBytes: number;
  /** Whether stale values are told; costs twice the memory, and time. */
  readonly tracking: boolean;
  /** Units of memory shared by software: log2 of their bytes, and how many nodes have tables; 0: none. */
  readonly rightsShift: number;
  readonly rightsTables: number;
  /** Groups of processors, in order, with a bus and a memory of their own: the nodes of a cluster. Default 1. */
  readonly islands?: number;
  /** Stores of each thread that may wait, 0 to 64; 0 for sequential consistency. */
  readonly queueEntries: number;
}

/** How stores may wait, by its code in assembly/execute/store-queue.ts. */
export const STORE_MODELS = ['sc', 'tso', 'pso'] as const;
export type StoreModel = (typeof STORE_MODELS)[number];

type Region = 'contexts' | 'runners' | 'program' | 'image' | 'images' | 'events' | 'locks' | 'rights';

/** No thread runs on the processor. */
export const NO_THREAD = -1;

/** The programs of an engine that was made with `ExecutionRoom`. */
export class Execution {
  constructor(
    private readonly core: Core,
    private readonly room: ExecutionRoom,
    private readonly processors: number,
    /** Processors of one core, which share its caches. */
    private readonly threadsPerCore: number,
  ) {}

  private lastView = new DataView(new ArrayBuffer(0));

  /** Of memory as it is now: another, when it has grown. */
  private view(): DataView {
    const { buffer } = this.core.memory;
    if (this.lastView.buffer !== buffer) this.lastView = new DataView(buffer);
    return this.lastView;
  }

  private at(region: Region): number {
    return unsigned(this.core.exports[region]);
  }

  private threadAt(thread: number): number {
    return this.at('contexts') + thread * THREAD_BYTES;
  }

  private runnerAt(processor: number): number {
    return this.at('runners') + processor * RUNNER_BYTES;
  }

  /**
   * Makes ready: code, memory and threads as at the start, every processor without a thread.
   * `slackBits`: a processor may run ahead of the others by up to 2^slackBits − 1 cycles.
   */
  start(code: Uint8Array, scheduled: boolean, slackBits: number, seed: number, model: StoreModel): void {
    const { exports, memory } = this.core;
    exports.resetExecution(scheduled, slackBits, BigInt(seed), STORE_MODELS.indexOf(model));
    new Uint8Array(memory.buffer, this.at('program'), code.length).set(code);
    for (let p = 0; p < this.processors; p++) {
      this.assign(p, NO_THREAD, 0n);
      this.setCopies(p, 0);
    }
  }

  /** Sets a thread at its start. */
  setThread(thread: number, start: ThreadStart): void {
    const view = this.view();
    const at = this.threadAt(thread);
    new Uint8Array(this.core.memory.buffer, at, THREAD_BYTES).fill(0);
    view.setBigUint64(at + 31 * 8, BigInt(start.sp), true);
    view.setBigUint64(at + 30 * 8, BigInt(start.ra), true);
    view.setUint32(at + 256, start.pc, true);
    view.setBigUint64(at + 280, start.seed, true);
    view.setBigUint64(at + 296, BigInt(start.base), true);
    view.setUint32(at + 304, start.node < 0 ? 0 : this.rightsAt(start.node), true);
    view.setUint32(at + 308, start.processor, true);
    view.setUint32(at + 376, start.number, true);
    view.setUint32(at + 380, start.crowd, true);
  }

  private rightsAt(node: number): number {
    return this.at('rights') + node * ((this.room.spaceBytes >>> this.room.rightsShift) + 1);
  }

  /** What a node may do with each unit: 0 nothing, 1 reading, 2 and writing, 3 and atomic accesses. */
  rights(node: number): Uint8Array {
    const units = Math.ceil(this.room.spaceBytes / 2 ** this.room.rightsShift);
    return new Uint8Array(this.core.memory.buffer, this.rightsAt(node), units);
  }

  /** Memory as it is without the caches: `purge` first to have all of it. */
  image(): Uint8Array {
    return new Uint8Array(this.core.memory.buffer, this.at('image'), this.room.imageBytes);
  }

  /** The caches give up the lines of these bytes, written back or not. */
  purge(from: number, bytes: number, keep: boolean, lineBytes: number): void {
    if (bytes <= 0) return;
    const last = Math.floor((from + bytes - 1) / lineBytes);
    this.core.exports.purge(Math.floor(from / lineBytes), last, keep);
  }

  /**
   * The processor's caches write back what is dirty of these bytes, counted as `flush` is, and with `drops`
   * give up all of it; returns how many lines were written back or given up.
   */
  release(processor: number, from: number, bytes: number, drops: boolean, lineBytes: number): number {
    const last = Math.floor((from + bytes - 1) / lineBytes);
    return this.core.exports.release(processor, Math.floor(from / lineBytes), last, drops) >>> 0;
  }

  /** Which thread a processor runs, and until when, in cycles, if threads take turns. */
  assign(processor: number, thread: number, quantumEnd: bigint): void {
    const view = this.view();
    const at = this.runnerAt(processor);
    view.setInt32(at + 8, thread, true);
    view.setBigUint64(at + 16, quantumEnd, true);
    if (thread !== NO_THREAD) view.setUint32(this.threadAt(thread) + 308, processor, true);
  }

  /** From which address of memory on the processor may have copies: 0, or in a cluster its node's base. */
  setCopies(processor: number, base: number): void {
    // Processors of one core share its caches, and so what they hold.
    const first = processor - (processor % this.threadsPerCore);
    const start = this.at('images') + first * unsigned(this.core.exports.copyStride) - base;
    this.view().setUint32(this.runnerAt(processor) + 32, start, true);
  }

  clock(processor: number): bigint {
    return this.view().getBigUint64(this.runnerAt(processor), true);
  }

  idle(processor: number): bigint {
    return this.view().getBigUint64(this.runnerAt(processor) + 24, true);
  }

  /**
   * Moves a processor's clock on, as by a switch of contexts or software that it runs; in `idle` of the
   * cycles that pass it has nothing to do.
   */
  setClock(processor: number, clock: bigint, idle = 0n): void {
    const view = this.view();
    const at = this.runnerAt(processor);
    view.setBigUint64(at, clock, true);
    view.setBigUint64(at + 24, view.getBigUint64(at + 24, true) + idle, true);
  }

  /** The thread leaves its processor: its stores are done there, and its reservation is lost. */
  suspend(thread: number): void {
    this.core.exports.suspend(thread);
  }

  status(thread: number): ThreadStatus {
    return THREAD_STATUS[this.view().getUint32(this.threadAt(thread) + 260, true)] ?? 'faulted';
  }

  /** When a sleeping thread wakes, in cycles. */
  wakesAt(thread: number): number {
    return Number(this.view().getBigUint64(this.threadAt(thread) + 272, true));
  }

  /** Instructions of all threads so far. */
  get instructions(): number {
    const view = this.view();
    const first = this.threadAt(0);
    let sum = 0;
    for (let thread = 0; thread < this.room.threads; thread++) {
      sum += instructionsIn(view, first + thread * THREAD_BYTES);
    }
    return sum;
  }

  instructionsOf(thread: number): number {
    return instructionsIn(this.view(), this.threadAt(thread));
  }

  /** The line that a thread has reserved: its address + 1, 0n if there is none. */
  reservation(thread: number): bigint {
    return this.view().getBigUint64(this.threadAt(thread) + 288, true);
  }

  setStatus(thread: number, status: ThreadStatus): void {
    this.view().setUint32(this.threadAt(thread) + 260, THREAD_STATUS.indexOf(status), true);
  }

  /** The thread waits on a physical address. */
  setWaiting(thread: number, address: bigint): void {
    this.setStatus(thread, 'waiting');
    this.view().setBigUint64(this.threadAt(thread) + 264, address, true);
  }

  setPc(thread: number, pc: number): void {
    this.view().setUint32(this.threadAt(thread) + 256, pc, true);
  }

  setRegister(thread: number, register: number, value: bigint): void {
    if (register !== 0) this.view().setBigUint64(this.threadAt(thread) + register * 8, value, true);
  }

  /** The instruction that the thread is at was done for it: it goes on with the next one. */
  pass(thread: number): void {
    const view = this.view();
    const at = this.threadAt(thread);
    view.setUint32(at + 256, view.getUint32(at + 256, true) + 1, true);
    view.setBigUint64(at + 312, view.getBigUint64(at + 312, true) + 1n, true);
    this.setStatus(thread, 'ready');
  }

  /** The thread faults at the instruction that it is at. */
  raise(thread: number, fault: ThreadFault, address: bigint, number: number): void {
    const view = this.view();
    const at = this.threadAt(thread);
    view.setUint32(at + 360, THREAD_FAULT.indexOf(fault), true);
    view.setUint32(at + 364, number, true);
    view.setBigUint64(at + 368, address, true);
    this.setStatus(thread, 'faulted');
  }

  /** The thread that a processor runs, or `NO_THREAD`. */
  running(processor: number): number {
    return this.view().getInt32(this.runnerAt(processor) + 8, true);
  }

  /** Executes for about `most` cycles of all processors together, and at most `atMost` instructions. */
  execute(most: number, atMost = Number.MAX_SAFE_INTEGER): Halt {
    return HALT[this.core.exports.execute(BigInt(most), BigInt(atMost)) >>> 0] ?? 'none';
  }

  /** The processor that executing stopped at. */
  get haltedAt(): number {
    return unsigned(this.core.exports.haltedAt);
  }

  /** The unit that was missing when it stopped with `page`. */
  get missingUnit(): number {
    return unsigned(this.core.exports.missingPage) - 1;
  }

  /** Cycles of all processors together that they executed for so far. */
  get executed(): number {
    return Number(this.core.exports.executed.value);
  }

  /** Stores so far that changed what was there, and wakes: see assembly/execute/changes.ts. */
  get changes(): number {
    return Number(this.core.exports.changes.value);
  }

  /** Reads and writes so far of what is kept out of the caches; an atomic access that writes is one of each. */
  get uncachedAccesses(): number {
    return Number(this.core.exports.uncachedAccesses.value);
  }

  /** How often a program was told so far what memory and registers do not say: random numbers, the time. */
  get chances(): number {
    return Number(this.core.exports.chances.value);
  }

  /** Whether `memoryHash` is kept, from 0n on: equal hashes, equal memories. */
  setHashing(on: boolean): void {
    this.core.exports.setHashing(on);
  }

  get memoryHash(): bigint {
    return BigInt(this.core.exports.memoryHash.value);
  }

  /** What decides how a thread goes on: registers, then instruction and status, then what it waits on; not a copy. */
  stateOf(thread: number): Uint32Array {
    return new Uint32Array(this.core.memory.buffer, this.threadAt(thread), STATE_WORDS);
  }

  /** Keeps the lines of these bytes out of all caches, until the next start. */
  setUncached(from: number, bytes: number, lineBytes: number): void {
    const last = Math.floor((from + bytes - 1) / lineBytes);
    this.core.exports.setUncached(Math.floor(from / lineBytes), last);
  }

  /** Whether every memory access becomes an event. */
  setTracing(on: boolean): void {
    this.core.exports.setTracing(on);
  }

  /** Whether every transaction becomes an event. */
  setWatching(on: boolean): void {
    this.core.exports.setWatching(on);
  }

  /** Whether every note becomes an event; else locks are counted, and only notes of barriers do, and of locks without room. */
  setListening(on: boolean): void {
    this.core.exports.setListening(on);
  }

  /** The locks that are counted in place of being told, in processes with so many threads. */
  lockCounts(threads: number): CountedLock[] {
    const { lockBytes, lockCount } = this.core.exports;
    return lockCounts(this.view(), this.at('locks'), unsigned(lockCount), unsigned(lockBytes), threads);
  }

  /** Writes down what each processor's time went to, before `Engine.timing` is asked for. */
  settleClocks(): void {
    this.core.exports.settleRunners();
  }

  /** What was told since `dropEvents`: to be read before the core goes on. */
  told(): ToldEvents {
    const { eventCount } = this.core.exports;
    return new ToldEvents(this.core.memory.buffer, this.at('events'), unsigned(eventCount));
  }

  /** Makes room for more events. */
  dropEvents(): void {
    this.core.exports.dropEvents();
  }

  thread(thread: number): ThreadView {
    return threadIn(this.view(), this.threadAt(thread));
  }
}
