/**
 * The reference model of time: which processor's reference is next, and how long it takes. What a
 * reference does to caches and counters is the functional model's; here is only when.
 */
import type { MachineConfig } from '../../../src/config/machine.js';
import type { Counters } from '../../../src/counters.js';
import { ACCESS_CLASSES, type AccessClass, type TimingResult } from '../../../src/result.js';
import type { TraceBatch } from '../../../src/traces/batch.js';
import { type ModelLine, ModelMachine } from '../machine.js';
import type { ModelProtocol } from '../protocol.js';
import { type ModelRecord, type ModelReference, recordsOf, referencesOf } from '../references.js';
import { AtomicBus } from './atomic-bus.js';
import { ProcessorClock } from './clock.js';
import { Latencies } from './histogram.js';
import type { Interconnect } from './interconnect.js';
import { type Journey, Journeys } from './journey.js';
import { NodesTime } from './nodes-time.js';
import { OutstandingLines } from './outstanding.js';
import { SplitBus } from './split-bus.js';
import { StoreBuffer, type WaitingStore } from './store-buffer.js';

/** A reference in the window. */
interface Waiting {
  readonly reference: ModelReference;
  /** Cycles of computing that are still to be spent before it. */
  gap: number;
}

interface Processor {
  readonly clock: ProcessorClock;
  /** Its references in the window, in order. */
  waiting: Waiting[];
  readonly storeBuffer: StoreBuffer;
  /** It can do nothing until this store has been drained. */
  blockedBy: WaitingStore | null;
  /** Of its core. */
  readonly outstanding: OutstandingLines;
  /** From when on it has nothing else to do than to drain its stores. */
  endedAt: number | null;
  /** Computing that the trace told of before the next reference was known. */
  carriedGap: number;
  latePrefetches: number;
  forwardedLoads: number;
}

/** What may come next: a processor's first reference, or its oldest waiting store. */
interface Agent {
  readonly time: number;
  readonly kind: 'drain' | 'reference';
  readonly processor: number;
}

export class TimedModel {
  splits = 0;
  instructionsSkipped = 0;
  readonly machine: ModelMachine;
  private readonly processors: Processor[];
  private readonly interconnect: Interconnect;
  private readonly journeys: Journeys;
  private readonly latencies = new Map<AccessClass, Latencies>();
  private lastStep = 0;
  private inputEnded = false;

  constructor(
    private readonly config: MachineConfig,
    protocol: ModelProtocol,
    classify: boolean,
  ) {
    const { numa, timing, shape } = config;
    this.machine = new ModelMachine(config, protocol, classify);
    if (numa !== null) this.interconnect = new NodesTime(config, numa);
    else this.interconnect = timing.bus.split ? new SplitBus(config) : new AtomicBus(config);
    this.journeys = new Journeys(config, this.interconnect, (reference) => this.machine.refer(reference));
    const cores = Array.from(
      { length: Math.ceil(config.processors / shape.threadsPerCore) },
      () => new OutstandingLines(timing.mshrs),
    );
    this.processors = Array.from({ length: config.processors }, (_, processor) => ({
      clock: new ProcessorClock(),
      waiting: [],
      storeBuffer: new StoreBuffer(timing.storeBuffer),
      blockedBy: null,
      endedAt: null,
      outstanding: cores[Math.floor(processor / shape.threadsPerCore)]!,
      carriedGap: 0,
      latePrefetches: 0,
      forwardedLoads: 0,
    }));
  }

  run(batch: TraceBatch): void {
    for (const [i, record] of recordsOf(batch).entries()) this.record(record, batch.gaps[i]);
  }

  /** `gap`: cycles of computing before it. */
  record(record: ModelRecord, gap = 0): void {
    const processor = this.processors[record.processor]!;
    processor.carriedGap += gap;
    if (record.operation === 'instruction' && this.config.instructions === 'skip') {
      this.instructionsSkipped++;
      processor.carriedGap += this.config.timing.instructionCycles;
      return;
    }
    const references = referencesOf(record, this.config.lineBytes);
    this.splits += references.length - 1;
    for (const reference of references) {
      this.arrive(processor, reference);
      while (this.inWindow() >= this.config.timing.windowReferences) this.step();
    }
  }

  /** The trace has ended: everything that still waits is done. */
  finish(): void {
    this.inputEnded = true;
    for (const processor of this.processors) this.noteEnd(processor);
    while (this.next() !== null) this.step();
    for (const { clock, storeBuffer } of this.processors) {
      const cause = storeBuffer.lastEnd > Math.max(clock.at, clock.outstandingUntil) ? 'storeBuffer' : 'mshr';
      clock.stall(cause, Math.max(clock.outstandingUntil, storeBuffer.lastEnd));
    }
  }

  timing(): TimingResult {
    const processors = this.processors.map(({ clock }) => clock.result());
    const cycles = Math.max(...processors.map((processor) => processor.cycles));
    const free = this.interconnect.calendars().map(({ lastEnd }) => lastEnd);
    return {
      cycles,
      settled: Math.max(cycles, ...free),
      processors,
      classes: ACCESS_CLASSES.flatMap((name) => {
        const latencies = this.latencies.get(name);
        return latencies === undefined ? [] : [latencies.result(name)];
      }),
      resources: this.interconnect.uses(),
      memory: this.interconnect.memories.map(
        ({ reads, writes, rowHits, rowEmpties, rowConflicts }, node): TimingResult['memory'][number] => {
          return { node, reads, writes, rowHits, rowEmpties, rowConflicts };
        },
      ),
    };
  }

  counters(): Counters[] {
    return this.machine.counters().map((counters, p) => {
      const { latePrefetches, forwardedLoads } = this.processors[p]!;
      return { ...counters, latePrefetches, forwardedLoads };
    });
  }

  transitions(): Map<string, number> {
    return this.machine.transitions();
  }

  states(): ModelLine[] {
    return this.machine.states();
  }

  // ——— whose turn it is ———

  private arrive(processor: Processor, reference: ModelReference): void {
    if (processor.waiting.length === 0) processor.clock.rest(this.lastStep);
    processor.waiting.push({ reference, gap: processor.carriedGap });
    processor.carriedGap = 0;
  }

  private inWindow(): number {
    return this.processors.reduce((sum, { waiting }) => sum + waiting.length, 0);
  }

  /** The earliest; a drain before a reference, then the lower number. */
  private next(): Agent | null {
    const agents = this.processors.flatMap((processor, p) => this.agentsOf(processor, p));
    const before = (a: Agent, b: Agent): number =>
      a.time - b.time || a.kind.localeCompare(b.kind) || a.processor - b.processor;
    return agents.sort(before)[0] ?? null;
  }

  private agentsOf(
    { clock, waiting, storeBuffer, blockedBy, endedAt }: Processor,
    processor: number,
  ): Agent[] {
    const agents: Agent[] = [];
    const drain = storeBuffer.nextDrain(endedAt);
    if (drain !== null) agents.push({ time: drain, kind: 'drain', processor });
    const [first] = waiting;
    if (first !== undefined && blockedBy === null) {
      agents.push({ time: clock.at + first.gap, kind: 'reference', processor });
    }
    return agents;
  }

  private step(): void {
    const agent = this.next()!;
    const processor = this.processors[agent.processor]!;
    this.lastStep = agent.time;
    if (agent.kind === 'drain') this.drain(processor, agent.time);
    else {
      this.look(processor, processor.waiting[0]!);
      this.noteEnd(processor);
    }
  }

  private noteEnd(processor: Processor): void {
    if (!this.inputEnded || processor.waiting.length > 0) return;
    processor.endedAt ??= Math.max(processor.clock.at, this.lastStep);
  }

  // ——— one step ———

  /** The processor comes to its next reference: does it, or finds that it has to wait. */
  private look(processor: Processor, waiting: Waiting): void {
    const { clock, outstanding } = processor;
    const { reference } = waiting;
    clock.think(waiting.gap);
    waiting.gap = 0;
    if (this.config.timing.storeBuffer.entries > 0 && this.lookInStoreBuffer(processor, reference)) return;
    outstanding.forget(clock.at);
    const register = outstanding.firstFree();
    const takesRegister = this.takesRegister(reference, clock.at);
    if (register !== null && takesRegister) {
      clock.stall('mshr', register);
      return;
    }
    processor.waiting.shift();
    this.perform(processor, reference, takesRegister);
  }

  /**
   * Transactions, misses in L1 that an L2 may answer, and first uses of prefetched lines that are under way take
   * a register.
   */
  private takesRegister(reference: ModelReference, at: number): boolean {
    const { machine, journeys } = this;
    if (machine.needsTransaction(reference) || machine.missesL1(reference)) return true;
    return machine.isFirstUse(reference) && journeys.isUnderWay(reference.line, at);
  }

  /** Whether the store buffer, for the moment or for good, is all that the reference comes to. */
  private lookInStoreBuffer(processor: Processor, reference: ModelReference): boolean {
    const { clock, storeBuffer } = processor;
    const { l1Cycles } = this.config.timing;
    if (reference.write) {
      const full = storeBuffer.inTheWay(clock.at);
      if (full !== null) this.waitFor(processor, full);
      else {
        processor.waiting.shift();
        clock.stall('l1', clock.at + l1Cycles);
        storeBuffer.enter(reference, clock.at);
      }
      return true;
    }
    const store = storeBuffer.overlapping(reference, clock.at);
    if (store === null) return false;
    if (!storeBuffer.forwards(store, reference)) {
      if (store.freeAt === null) storeBuffer.await(store, clock.at);
      this.waitFor(processor, store);
      return true;
    }
    processor.waiting.shift();
    clock.references++;
    processor.forwardedLoads++;
    this.took('forwarded', l1Cycles);
    clock.stall('l1', clock.at + l1Cycles);
    return true;
  }

  private waitFor(processor: Processor, store: WaitingStore): void {
    if (store.freeAt === null) processor.blockedBy = store;
    else processor.clock.stall('storeBuffer', store.freeAt);
  }

  private perform(processor: Processor, reference: ModelReference, takesRegister: boolean): void {
    const { clock, outstanding } = processor;
    const { entries, merging } = this.config.timing.mshrs;
    const start = clock.at;
    const journey = this.go(processor, reference, start);
    const { whole, visit } = journey;
    const arrival = outstanding.endOf(reference.line);
    if (visit.request !== null) {
      this.took(this.journeys.classOf(visit), whole.at - start);
      outstanding.add(reference.processor, reference.line, whole.at);
      if (entries > 0) this.goOn(clock, journey, whole.at);
      else clock.stallAlong(whole.causes());
    } else if (arrival > whole.at) {
      this.took('merged', arrival - start);
      if (entries > 0 && merging) this.goOn(clock, journey, arrival);
      else {
        clock.stallAlong(whole.causes());
        clock.stall('mshr', arrival);
      }
    } else {
      this.took(this.journeys.classOf(visit), whole.at - start);
      if (entries > 0 && takesRegister) {
        outstanding.add(reference.processor, reference.line, whole.at);
        this.goOn(clock, journey, whole.at);
      } else clock.stallAlong(whole.causes());
    }
  }

  /** The processor does not wait for the reference beyond its first look-up. */
  private goOn(clock: ProcessorClock, { first, whole }: Journey, end: number): void {
    clock.stallAlong(first.causes());
    for (const [cause, cycles] of whole.causes()) {
      clock.overlap(cause, cycles - (first.causes().get(cause) ?? 0));
    }
    clock.overlap('mshr', end - whole.at);
    clock.outstandingUntil = Math.max(clock.outstandingUntil, end);
  }

  /** The processor's oldest waiting store is performed. */
  private drain(processor: Processor, start: number): void {
    const { clock, storeBuffer, outstanding } = processor;
    const store = storeBuffer.oldest();
    const { line } = store.reference;
    const { visit, whole } = this.go(processor, store.reference, start);
    const arrival = visit.request === null ? outstanding.endOf(line) : 0;
    const end = Math.max(whole.at, arrival);
    for (const [cause, cycles] of whole.causes()) clock.overlap(cause, cycles);
    clock.overlap('mshr', end - whole.at);
    this.took(end > whole.at ? 'merged' : this.journeys.classOf(visit), end - start);
    if (visit.request !== null) outstanding.addDrain(store.reference.processor, line, end);
    storeBuffer.drained(store, end);
    if (processor.blockedBy !== store) return;
    processor.blockedBy = null;
    clock.stall('storeBuffer', end);
  }

  private go(processor: Processor, reference: ModelReference, start: number): Journey {
    const journey = this.journeys.go(reference, start);
    processor.clock.references++;
    if (journey.late) processor.latePrefetches++;
    return journey;
  }

  private took(name: AccessClass, latency: number): void {
    let latencies = this.latencies.get(name);
    if (latencies === undefined) {
      latencies = new Latencies();
      this.latencies.set(name, latencies);
    }
    latencies.add(latency);
  }
}
