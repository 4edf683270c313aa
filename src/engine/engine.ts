/** The host's side of the core: the only file that knows where things lie in its memory. */
import type { MachineConfig } from '../config/machine.js';
import type { NumaConfig } from '../config/numa.js';
import type { Counters } from '../counters.js';
import { CohortError } from '../errors.js';
import { OPERATION } from '../protocol/codes.js';
import type { CompiledProtocol } from '../protocol/types.js';
import { policyCode } from '../replacement/index.js';
import type { NetworkResult, TimingResult, Transition } from '../result.js';
import { metaOperation, type TraceBatch } from '../traces/batch.js';
import { type Core, createCore, growTo, unsigned } from './core.js';
import { countersOf, type Referred, referredOf, trafficOf, transitionsOf } from './counted.js';
import { Execution, type ExecutionRoom } from './execution.js';
import { type FirstPages, firstPages } from './first-pages.js';
import { setsOf } from './geometry.js';
import { type HeldLine, heldLines } from './held.js';
import { clusterShareOf, configureHierarchy, needsGeneralLoop } from './hierarchy.js';
import { configureNodes, type NodeNetwork, networkResultOf, placeNodes, tableOf } from './nodes.js';
import { RECORD_WORDS } from './record.js';
import { STOP, stopErrorOf, tooLarge } from './stops.js';
import { configureTiming, placeRoutes, timedCounters, timingResultOf } from './timing.js';

export type { HeldLine };

/** Records that one call of the core takes, and so the most that a batch costs in its memory. */
export const BATCH_RECORDS = 65536;
/** Bytes of a record in the core's input: address and packed processor, operation and size. */
const RECORD_BYTES = 12;
/** Bytes of a processor's counters, as in assembly/layout.ts. */
const COUNTER_STRIDE = 8768;
/** Heads of the page table's chains: 2^16, a quarter of a MiB. */
const BUCKET_BITS = 16;
export interface EngineOptions {
  readonly machine: MachineConfig;
  /** With the write policy of the coherent cache applied, see `applyWritePolicy`. */
  readonly protocol: CompiledProtocol;
  /** Whether misses are told apart by kind. */
  readonly classify: boolean;
  /** Whether time is kept. Records then wait in a window, and `finish` does what is left there. */
  readonly timed?: boolean;
  /** What joins the nodes; a machine with `numa` needs it. */
  readonly network?: NodeNetwork;
  /** Runs the general loop even where a quicker one would do, and gives the same; for tests. */
  readonly general?: boolean;
  /** Room for a program to execute; without it the engine runs references. */
  readonly program?: ExecutionRoom;
}

/** A simulated machine in the middle of a run. */
export class Engine {
  /** Records taken so far, of whatever kind. */
  private taken = 0;
  /** Bytes of the core's memory that do not grow. */
  private fixed = 0;
  private addresses = new Uint32Array(0);
  private meta = new Uint32Array(0);
  private gaps = new Uint32Array(0);

  /** The table that the core goes by. */
  private readonly table: Uint32Array;

  private constructor(
    private readonly core: Core,
    private readonly options: EngineOptions,
  ) {
    this.table = tableOf(options.protocol, options.machine);
  }

  /**
   * An engine with empty caches.
   * @throws CohortError (exit code 2) if the machine does not fit in `memoryLimitBytes`.
   */
  static create(options: EngineOptions): Engine {
    const engine = new Engine(createCore(), options);
    engine.configure();
    return engine;
  }

  private configure(): void {
    const { machine, protocol, classify } = this.options;
    const { exports } = this.core;
    exports.setMachine(
      machine.processors,
      Math.log2(machine.lineBytes),
      Math.log2(machine.bus.wordBytes),
      protocol.source.coherent ?? true,
      machine.instructions === 'read',
      classify,
      machine.seed,
    );
    this.configureCaches();
    configureNodes(this.core, machine, protocol);
    configureTiming(this.core, machine, this.timed, this.joins);
    this.makeRoomForProgram();
    this.fixed = Number(exports.lay(BUCKET_BITS));
    if (this.fixed > machine.memoryLimitBytes || !this.grow()) throw tooLarge(machine, this.fixed);
    this.reset();
  }

  /** All that the core remembers, to go back to; take it before anything is run. */
  save(): Uint8Array {
    return new Uint8Array(this.core.memory.buffer).slice();
  }

  /** The engine is as it was made. `saved`: what `save` gave then. */
  restore(saved: Uint8Array): void {
    const bytes = new Uint8Array(this.core.memory.buffer);
    bytes.set(saved);
    bytes.fill(0, saved.length);
    this.reset();
  }

  /** Empties caches, counters and clocks. */
  private reset(): void {
    const { machine } = this.options;
    const { exports, memory } = this.core;
    this.taken = 0;
    if (!exports.resetPages(this.firstPages.pages, BigInt(machine.memoryLimitBytes)))
      throw tooLarge(machine, this.fixed);
    new Uint32Array(memory.buffer, unsigned(exports.table), this.table.length).set(this.table);
    if (machine.numa !== null) placeNodes(this.core, machine.numa);
    if (machine.numa !== null && this.timed)
      placeRoutes(this.core, machine, machine.numa, this.networkOf(machine.numa));
    exports.resetRun();
  }

  private get firstPages(): FirstPages {
    const { machine, program } = this.options;
    const stride = unsigned(this.core.exports.lineStride);
    return firstPages(
      program?.imageBytes ?? 0,
      machine.lineBytes,
      stride,
      machine.memoryLimitBytes - this.fixed,
    );
  }

  /** Memory grows to what is fixed, at once with the first pages where there is room for them. */
  private grow(): boolean {
    const { memory } = this.core;
    const all = this.fixed + this.firstPages.bytes;
    if (all <= this.options.machine.memoryLimitBytes && growTo(memory, all)) return true;
    return growTo(memory, this.fixed);
  }

  private get timed(): boolean {
    return this.options.timed ?? false;
  }

  /** What joins the nodes, if there are some. */
  private get joins(): NodeNetwork | undefined {
    const { numa } = this.options.machine;
    return numa === null ? undefined : this.networkOf(numa);
  }

  private makeRoomForProgram(): void {
    const room = this.options.program;
    if (!room) return;
    this.core.exports.setIslands(room.islands ?? 1);
    this.core.exports.setProgram(
      room.threads,
      room.instructions,
      room.imageBytes,
      room.copyBytes,
      room.spaceBase,
      room.spaceBytes,
      room.tracking,
      room.rightsShift,
      room.rightsTables,
      room.queueEntries,
    );
  }

  /** The program's side of an engine that was made with room for one. */
  execution(): Execution {
    const { machine, program } = this.options;
    if (!program) throw new CohortError('The engine was made without room for a program.');
    return new Execution(this.core, program, machine.processors, machine.shape.threadsPerCore);
  }

  private networkOf({ nodes }: NumaConfig): NodeNetwork {
    const { network } = this.options;
    if (network) return network;
    throw new CohortError(
      `The machine has ${nodes} nodes, and no network joins them: pass the one of its topology.`,
      2,
    );
  }

  private configureCaches(): void {
    const { machine, protocol } = this.options;
    const { exports } = this.core;
    const none = { sets: 0, ways: 1 };
    const { l1 } = machine;
    const coherent = machine.l2 ?? l1;
    const general = this.isGeneral();
    const below = general ? none : setsOf(coherent, machine.lineBytes);
    const above = general || machine.l2 === null ? none : setsOf(l1, machine.lineBytes);
    exports.setCache(
      below.sets,
      below.ways,
      policyCode(coherent.replacement),
      coherent.replacement === 'tree-PLRU',
    );
    exports.setUpper(
      above.sets,
      above.ways,
      policyCode(l1.replacement),
      l1.replacement === 'tree-PLRU',
      l1.write === 'write-through',
      l1.writeAllocate !== false,
    );
    if (general) configureHierarchy(this.core, machine, protocol);
  }

  /** Memory moves when it grows: views are made again then. */
  private renewViews(): void {
    const { exports, memory } = this.core;
    if (this.meta.buffer === memory.buffer) return;
    this.addresses = new Uint32Array(memory.buffer, unsigned(exports.addresses), BATCH_RECORDS * 2);
    this.meta = new Uint32Array(memory.buffer, unsigned(exports.meta), BATCH_RECORDS);
    if (this.timed) this.gaps = new Uint32Array(memory.buffer, unsigned(exports.gaps), BATCH_RECORDS);
  }

  /**
   * Simulates a batch of any size.
   * @throws CohortError at a record that the machine cannot take; those before it are simulated.
   */
  run(batch: TraceBatch): void {
    for (let from = 0; from < batch.count; from += BATCH_RECORDS) {
      const to = Math.min(from + BATCH_RECORDS, batch.count);
      this.renewViews();
      this.addresses.set(batch.addresses.subarray(from * 2, to * 2));
      this.meta.set(batch.meta.subarray(from, to));
      if (this.timed) this.gaps.set(batch.gaps.subarray(from, to));
      const done = this.execute(to - from);
      if (done !== undefined) throw this.stopError(done, this.indexIn(batch, from, done) - from);
      this.taken += to - from;
    }
  }

  /**
   * Of a run that keeps time: no more batches come, and what waits in the window is done. Does nothing
   * in others.
   * @throws CohortError as `run`.
   */
  finish(): void {
    if (!this.timed) return;
    this.core.exports.finish();
    if (unsigned(this.core.exports.stopReason) !== STOP.none) throw this.stopError(0, 0);
  }

  /** Where `runInput` takes its records from: u32 pairs (low, high), and packed meta. */
  input(): { readonly addresses: Uint32Array; readonly meta: Uint32Array } {
    this.renewViews();
    return { addresses: this.addresses, meta: this.meta };
  }

  /**
   * Simulates the first `count` records of `input()`, at most `BATCH_RECORDS`. Reads and writes stay
   * there; instruction fetches are taken out, or made reads.
   */
  runInput(count: number): void {
    const done = this.execute(count);
    if (done !== undefined) throw this.stopError(done, done);
    this.taken += count;
  }

  /**
   * Puts the clock behind the replacement policies forward by so many references, which changes
   * nothing but the clock. It has 27 bits: 2 ** 27 bring it to its end, where it starts again.
   */
  passTime(references: number): void {
    this.core.exports.passTime(references);
  }

  /** Records that were done when the core stopped early; undefined if it did not. */
  private execute(count: number): number | undefined {
    const { exports } = this.core;
    const before = this.records;
    exports.run(count);
    if (unsigned(exports.stopReason) === STOP.none) return undefined;
    return this.timed ? unsigned(exports.fed) : this.records - before;
  }

  /** Which record of a batch comes after `done` others, instructions that are left out aside. */
  private indexIn(batch: TraceBatch, from: number, done: number): number {
    const skips = this.options.machine.instructions === 'skip' && !this.timed;
    let left = done;
    for (let i = from; i < batch.count; i++) {
      if (skips && metaOperation(batch.meta[i] ?? 0) === OPERATION.instruction) continue;
      if (left === 0) return i;
      left--;
    }
    return batch.count;
  }

  /** `done`: the record's place in the core's input; `index`: its place in what was given. */
  private stopError(done: number, index: number): CohortError {
    const { machine, protocol } = this.options;
    const { exports } = this.core;
    return stopErrorOf({
      reason: unsigned(exports.stopReason),
      fault: unsigned(exports.fault),
      place: this.placeOf(this.taken + index + 1),
      meta: this.input().meta[done] ?? 0,
      machine,
      protocol,
    });
  }

  /** Where in the trace something went wrong; records that wait in a window are done out of turn. */
  private placeOf(record: number): string {
    const { exports } = this.core;
    const inWindow = this.timed && unsigned(exports.stopReason) !== STOP.record;
    return inWindow ? `about record ${this.records + this.instructionsSkipped + 1}` : `record ${record}`;
  }

  /** Records simulated so far: reads, writes, and instruction fetches where they count as reads. */
  get records(): number {
    return Number(this.core.exports.records.value);
  }

  /** References beyond one a record, that came of cutting records at line boundaries. */
  get splits(): number {
    return Number(this.core.exports.splits.value);
  }

  get instructionsSkipped(): number {
    return Number(this.core.exports.instructionsSkipped.value);
  }

  /** Bytes of the core's memory, its input batch included. */
  get coreBytes(): number {
    return this.core.memory.buffer.byteLength;
  }

  /** Bytes of one input batch within `coreBytes`. */
  get batchBytes(): number {
    return BATCH_RECORDS * RECORD_BYTES;
  }

  private records64(): BigUint64Array[] {
    this.core.exports.settleExchanges();
    const start = unsigned(this.core.exports.counters);
    return Array.from(
      { length: this.options.machine.processors },
      (_, p) => new BigUint64Array(this.core.memory.buffer, start + p * COUNTER_STRIDE, RECORD_WORDS),
    );
  }

  /** The counters so far, one entry a processor. */
  counters(): Counters[] {
    const { machine, protocol } = this.options;
    const widths = {
      lineBytes: machine.lineBytes,
      l1i: machine.l1i !== null,
      l2: machine.l2 !== null,
      l3: machine.l3 !== null,
      general: this.isGeneral(),
      numa: machine.numa !== null,
      ...machine.bus,
    };
    return this.records64().map((record, p) => ({
      ...countersOf(protocol, record, widths),
      ...(this.timed && timedCounters(this.core, p)),
    }));
  }

  /** References of a processor so far, and its misses: the sums of those counters, at little cost. */
  referred(processor: number): Referred {
    const start = unsigned(this.core.exports.counters) + processor * COUNTER_STRIDE;
    const halves = new Uint32Array(this.core.memory.buffer, start, 2 * RECORD_WORDS);
    return referredOf(this.options.protocol, halves);
  }

  /** Bus transactions so far, or requests to directories where there are some. */
  transactionsSoFar(): number {
    const { machine, protocol } = this.options;
    const numa = machine.numa !== null;
    return this.records64().reduce((sum, record) => sum + trafficOf(protocol, record, numa), 0);
  }

  /** The transition matrix so far, over all processors. */
  transitions(): Transition[] {
    return transitionsOf(this.options.protocol, this.records64());
  }

  /** The traffic between nodes so far; null on a bus. */
  network(): NetworkResult | null {
    const { machine } = this.options;
    if (machine.numa === null) return null;
    return networkResultOf(this.core, machine, machine.numa, this.networkOf(machine.numa));
  }

  /** The times so far; null where none are kept. */
  timing(): TimingResult | null {
    if (!this.timed) return null;
    const references = this.counters().map((counters) => counters.references);
    const islands = this.options.program?.islands ?? 1;
    return timingResultOf(this.core, this.options.machine, this.joins, references, islands);
  }

  /** Every line held, sorted by processor, cache and line. Takes time and memory in proportion. */
  states(): HeldLine[] {
    const { machine, protocol } = this.options;
    return heldLines(this.core, machine, protocol, this.isGeneral() ? clusterShareOf(machine) : undefined);
  }

  private isGeneral(): boolean {
    return this.options.general === true || needsGeneralLoop(this.options.machine);
  }
}
