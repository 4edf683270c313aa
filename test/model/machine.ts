/**
 * The reference model: a multiprocessor in the plainest form, one map of lines a cache, one
 * reference at a time. It shares nothing with the core but the names of its counters.
 */
import type { MachineConfig } from '../../src/config/machine.js';
import type { CounterName, Counters } from '../../src/counters.js';
import type { TraceBatch } from '../../src/traces/batch.js';
import { Classifier, type MissKind } from './classification.js';
import { ModelCore } from './core.js';
import { Ledger } from './ledger.js';
import { coreCapacityInLines } from './levels.js';
import { type Holdings, Losses } from './losses.js';
import { ModelNodes } from './nodes.js';
import { regionOf } from './prefetchers.js';
import type { ModelProtocol } from './protocol.js';
import { type ModelRecord, type ModelReference, recordsOf, referencesOf } from './references.js';
import { SharedCaches } from './shared.js';
import { Transactions } from './transactions.js';
import type { Departure, Move, Visit, VisitRequest } from './visit.js';

export interface ModelLine {
  /** The first thread of the core, or the first processor of the cluster. */
  readonly processor: number;
  readonly level: 1 | 2 | 3;
  /** In the L1 for instructions. */
  readonly instructions?: true;
  readonly line: bigint;
  /** The core's coherence state; `null` in an L3. */
  readonly state: string | null;
  readonly dirty: boolean;
}

const MISS_COUNTER: Record<MissKind, CounterName> = {
  cold: 'coldMisses',
  capacity: 'capacityMisses',
  conflict: 'conflictMisses',
  'true sharing': 'trueSharingMisses',
  'false sharing': 'falseSharingMisses',
};

export class ModelMachine implements Holdings {
  splits = 0;
  instructionsSkipped = 0;
  readonly ledger: Ledger;
  readonly classifier: Classifier | null;
  readonly cores: readonly ModelCore[];
  readonly shared: SharedCaches | null;
  /** Where memory is spread over nodes; `null` on a bus. */
  readonly nodes: ModelNodes | null;
  /** The thread whose reference is under way. */
  referring = 0;
  private readonly invalid: string;
  private readonly losses: Losses;
  private readonly transactions: Transactions;
  private departures: Departure[] = [];

  constructor(
    readonly config: MachineConfig,
    readonly protocol: ModelProtocol,
    classify: boolean,
  ) {
    const { processors, shape, l3, numa } = config;
    this.invalid = protocol.states[0]!;
    this.ledger = new Ledger(config);
    this.cores = Array.from(
      { length: processors / shape.threadsPerCore },
      (_, core) => new ModelCore(config, core * shape.threadsPerCore),
    );
    this.classifier = classify ? new Classifier(processors, coreCapacityInLines(config)) : null;
    this.losses = new Losses(this);
    this.shared = l3 === null ? null : new SharedCaches(config, l3, this.losses.sharedEvents);
    this.nodes =
      numa === null
        ? null
        : new ModelNodes(config, numa, {
            holdersOf: (line) => this.holdersOf(line),
            recall: (line, isConcerned) => this.losses.recalled(line, isConcerned),
            count: (processor, counter, times) => this.ledger.count(processor, counter, times),
            forgetTranslations: (from, to) =>
              this.cores.reduce((sum, { tlb }) => sum + (tlb?.forget(from, to) ?? 0), 0),
          });
    this.transactions = new Transactions(this, this.losses);
  }

  run(batch: TraceBatch): void {
    for (const record of recordsOf(batch)) this.record(record);
  }

  record(record: ModelRecord): void {
    if (record.operation === 'instruction' && this.config.instructions === 'skip') {
      this.instructionsSkipped++;
      return;
    }
    const references = referencesOf(record, this.config.lineBytes);
    this.splits += references.length - 1;
    for (const reference of references) this.refer(reference);
  }

  counters(): Counters[] {
    return this.ledger.counters();
  }

  /** `from→to cause` to how often. */
  transitions(): Map<string, number> {
    return this.ledger.visits;
  }

  /** By processor, then level (L1 for data before L1 for instructions), then line. */
  states(): ModelLine[] {
    const lines = [...this.cores.flatMap((core) => this.linesOf(core)), ...this.linesOfL3s()];
    const compare = (a: ModelLine, b: ModelLine): number =>
      a.processor - b.processor ||
      a.level - b.level ||
      Number(a.instructions ?? false) - Number(b.instructions ?? false) ||
      (a.line < b.line ? -1 : 1);
    return lines.sort(compare);
  }

  private linesOf(core: ModelCore): ModelLine[] {
    return core.levels.copies().map(({ level, instructions, line, dirtyBit }): ModelLine => {
      const state = core.states.get(line)!;
      const dirty = dirtyBit ?? this.protocol.facts(state).dirty ?? false;
      return { processor: core.number, level, ...(instructions && { instructions }), line, state, dirty };
    });
  }

  private linesOfL3s(): ModelLine[] {
    const { shared } = this;
    if (shared === null) return [];
    return Array.from({ length: shared.clusters }, (_, cluster) => cluster).flatMap((cluster) =>
      shared.lines(cluster).map(([line, dirty]): ModelLine => {
        return { processor: shared.firstProcessorOf(cluster), level: 3, line, state: null, dirty };
      }),
    );
  }

  // ——— one reference ———

  /** Whether the reference would need a transaction as things are now. */
  needsTransaction({ processor, line, write }: ModelReference): boolean {
    const state = this.coreOf(processor).states.get(line) ?? this.invalid;
    const action = write ? this.protocol.onWrite(state) : this.protocol.onRead(state);
    return action.transaction !== undefined;
  }

  /** Whether an L2 would be looked into for the reference as things are now. */
  missesL1(reference: ModelReference): boolean {
    return this.config.l2 !== null && !this.coreOf(reference.processor).levels.inL1(reference);
  }

  /** Whether the reference would be the first to use a line that was prefetched. */
  isFirstUse({ processor, line }: ModelReference): boolean {
    return this.coreOf(processor).prefetched.has(line);
  }

  /** Performs the reference, and says what happened. */
  refer(reference: ModelReference): Visit {
    const { processor, line, instruction } = reference;
    const core = this.coreOf(processor);
    const before = core.states.get(line) ?? this.invalid;
    const inL1 = core.levels.inL1(reference);
    const inL2 = core.levels.inL2(line);
    this.referring = processor;
    const tlb = this.translate(core, reference);
    this.countReference(core, reference, before !== this.invalid);
    const firstUse = core.prefetched.delete(line);
    if (firstUse) this.ledger.count(processor, 'usefulPrefetches');

    const move = this.moved(core, reference, () => this.perform(core, reference, before));
    const newToCore = before === this.invalid || firstUse;
    const ahead = instruction ? [] : (core.prefetcher?.train({ line, newToCore }) ?? []);
    const prefetches = ahead.flatMap((target) => this.prefetch(core, processor, line, target) ?? []);
    if (this.nodes !== null) this.nodes.references++;
    return { ...move, reference, tlb, inL1, inL2, firstUse, prefetches };
  }

  private perform(core: ModelCore, reference: ModelReference, before: string): VisitRequest | null {
    const { line, write } = reference;
    const action = write ? this.protocol.onWrite(before) : this.protocol.onRead(before);
    const { after, request, joins } = this.transactions.perform(core, reference, before, action);
    this.ledger.visit(before, after, write ? 'PrWr' : 'PrRd');
    if (write) this.classifier?.wrote({ ...reference, processor: core.number });
    const movement = this.losses.movementOf(core);
    if (after !== this.invalid) {
      core.states.set(line, after);
      core.levels.refer(reference, movement);
      this.classifier?.holds(core.number, line);
    } else {
      if (before !== this.invalid) this.losses.taken(core, line);
      if (write) core.levels.write(line, movement);
    }
    this.nodes?.settled(core.number, line, joins);
    return request;
  }

  /** Fetches a line that nobody has asked for, if that can be done; `null` if not. */
  private prefetch(core: ModelCore, processor: number, from: bigint, line: bigint): Move | null {
    const { lineBytes } = this.config;
    if (line < 0n || regionOf(line, lineBytes) !== regionOf(from, lineBytes)) return null;
    if (core.states.has(line)) return null;
    const action = this.protocol.onRead(this.invalid);
    if (action.transaction === undefined || action.fetches !== true) return null;
    const reference = { processor, line, write: false, instruction: false, first: 0, last: 0 };
    return this.moved(core, reference, () => {
      this.ledger.count(processor, 'prefetches');
      const { after, request, joins } = this.transactions.perform(core, reference, this.invalid, action);
      this.ledger.visit(this.invalid, after, 'PrRd');
      if (after !== this.invalid) {
        core.states.set(line, after);
        core.prefetched.add(line);
        core.levels.placePrefetched(line, this.losses.movementOf(core));
        this.classifier?.holds(core.number, line);
      }
      this.nodes?.settled(core.number, line, joins);
      return request;
    });
  }

  /** What is done about a line, with the messages and departures that it makes. */
  private moved(
    core: ModelCore,
    { processor, line }: ModelReference,
    perform: () => VisitRequest | null,
  ): Move {
    this.departures = [];
    const sent = this.nodes?.traffic.messages.length ?? 0;
    const request = perform();
    const messages = this.nodes?.traffic.messages.slice(sent) ?? [];
    return { processor, core: core.number, line, request, departures: this.departures, messages };
  }

  private translate(core: ModelCore, { processor, line, first }: ModelReference): Visit['tlb'] {
    if (core.tlb === null) return null;
    const found = core.tlb.translate(line * BigInt(this.config.lineBytes) + BigInt(first));
    if (found !== 'L1') this.ledger.count(processor, 'tlbMisses');
    if (found === 'walk') this.ledger.count(processor, 'pageWalks');
    return found;
  }

  private countReference(core: ModelCore, reference: ModelReference, held: boolean): void {
    const { processor, line, write, instruction } = reference;
    const count = (counter: CounterName): void => this.ledger.count(processor, counter);
    count(write ? 'writes' : 'reads');
    if (held) count(write ? 'writeHits' : 'readHits');
    else count(write ? 'writeMisses' : 'readMisses');
    const inL1 = core.levels.inL1(reference);
    count(inL1 ? 'l1Hits' : 'l1Misses');
    if (instruction && this.config.l1i !== null) count(inL1 ? 'l1iHits' : 'l1iMisses');
    const inL2 = core.levels.inL2(line);
    if (!inL1 && inL2 !== null) count(inL2 ? 'l2Hits' : 'l2Misses');
    const kind = this.classifier?.refer({ ...reference, processor: core.number });
    if (!held && kind !== undefined) count(MISS_COUNTER[kind]);
  }

  // ——— what others of the machine ask ———

  departed(departure: Departure): void {
    this.departures.push(departure);
  }

  private coreOf(processor: number): ModelCore {
    return this.cores[Math.floor(processor / this.config.shape.threadsPerCore)]!;
  }

  /** Cores, and L3s by their first processor, in ascending order. */
  private holdersOf(line: bigint): number[] {
    const cores = this.cores.filter((core) => core.states.has(line)).map((core) => core.number);
    const l3s = this.shared?.holding(line).map((cluster) => this.shared!.firstProcessorOf(cluster)) ?? [];
    return [...cores, ...l3s].sort((a, b) => a - b);
  }
}
