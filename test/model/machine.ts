/**
 * The reference model: a multiprocessor in the plainest form, one map of lines a cache, one
 * reference at a time. It shares nothing with the core but the names of its counters.
 */
import type { MachineConfig } from '../../src/config/machine.js';
import type { CounterName, Counters } from '../../src/counters.js';
import type { TraceBatch } from '../../src/traces/batch.js';
import { capacityInLines, ModelCache } from './cache.js';
import { Classifier, type MissKind } from './classification.js';
import { ModelNodes, type ModelRequest, type Snooped } from './nodes.js';
import {
  type BusLines,
  type ModelProtocol,
  NOBODY,
  type OwnAction,
  type SnoopAction,
  type Transaction,
} from './protocol.js';
import { type ModelRecord, type ModelReference, recordsOf, referencesOf, unitsOf } from './references.js';
import { withSums, zeroCounters } from './sums.js';

export interface ModelLine {
  readonly processor: number;
  readonly level: 1 | 2;
  readonly line: bigint;
  /** The coherence state, at the coherent level; `null` for an L1 above an L2. */
  readonly state: string | null;
  readonly dirty: boolean;
}

interface Processor {
  readonly counters: Counters;
  /** The coherent cache: L2 where there is one. */
  readonly cache: ModelCache<string>;
  /** L1 above an L2: whether each line is dirty. */
  readonly upper: ModelCache<boolean> | null;
}

/** What came of one transaction. */
interface BusOutcome {
  readonly lines: BusLines;
  /** What each holder did, in ascending order. */
  readonly snooped: readonly Snooped[];
  /** The cache that sends the line, of those that offered it. */
  readonly supplier: number | null;
  readonly flushers: readonly number[];
}

const UNSNOOPED: BusOutcome = { lines: NOBODY, snooped: [], supplier: null, flushers: [] };

const TRANSACTION_COUNTER: Record<Transaction, CounterName> = {
  BusRd: 'busRd',
  BusRdX: 'busRdX',
  BusUpgr: 'busUpgr',
  BusUpd: 'busUpd',
  BusWr: 'busWr',
};

export class ModelMachine {
  splits = 0;
  instructionsSkipped = 0;
  private readonly processors: Processor[];
  private readonly classifier: Classifier | null;
  private readonly visits = new Map<string, number>();
  private readonly invalid: string;
  /** Where memory is spread over nodes; `null` on a bus. */
  readonly nodes: ModelNodes | null;

  constructor(
    private readonly config: MachineConfig,
    private readonly protocol: ModelProtocol,
    classify: boolean,
  ) {
    this.invalid = protocol.states[0]!;
    const coherentLevel = config.l2 ?? config.l1;
    const { lineBytes, seed } = config;
    this.processors = Array.from({ length: config.processors }, (_, processor) => ({
      counters: zeroCounters(),
      cache: new ModelCache<string>({ config: coherentLevel, lineBytes, processor, seed }),
      upper:
        config.l2 === null
          ? null
          : new ModelCache<boolean>({ config: config.l1, lineBytes, processor, seed: ~seed >>> 0 }),
    }));
    this.classifier = classify
      ? new Classifier(config.processors, capacityInLines(coherentLevel, lineBytes))
      : null;
    this.nodes =
      config.numa === null
        ? null
        : new ModelNodes(config, config.numa, this.invalid, {
            holdersOf: (line) => this.holdersOf(line),
            recall: (processor, line) => this.recall(processor, line),
            owns: (state) => {
              const { exclusive = false, dirty = false } = protocol.facts(state);
              return exclusive || dirty;
            },
            count: (processor, counter) => {
              this.processors[processor]!.counters[counter]++;
            },
          });
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
    return this.processors.map(({ counters }) => withSums(counters, this.config));
  }

  /** `from→to cause` to how often. */
  transitions(): Map<string, number> {
    return this.visits;
  }

  states(): ModelLine[] {
    return this.processors.flatMap(({ cache, upper }, processor) => {
      const level = upper === null ? 1 : 2;
      const coherent = cache.lines().map(([line, state]): ModelLine => {
        return { processor, level, line, state, dirty: this.protocol.facts(state).dirty ?? false };
      });
      const above = (upper?.lines() ?? []).map(([line, dirty]): ModelLine => {
        return { processor, level: 1, line, state: null, dirty };
      });
      const byLine = (a: ModelLine, b: ModelLine): number => (a.line < b.line ? -1 : 1);
      return [...above.sort(byLine), ...coherent.sort(byLine)];
    });
  }

  // ——— one reference ———

  private refer(reference: ModelReference): void {
    const { processor: p, line, write } = reference;
    const { counters, cache, upper } = this.processors[p]!;
    const before = cache.get(line) ?? this.invalid;
    const held = before !== this.invalid;
    const heldAbove = upper?.get(line) !== undefined;
    this.countReference(reference, held, heldAbove);

    const action = write ? this.protocol.onWrite(before) : this.protocol.onRead(before);
    const after = this.transact(reference, before, action);
    this.visit(before, after, write ? 'PrWr' : 'PrRd');
    if (write) this.classifier?.wrote(reference);

    const passedDown = upper === null || !heldAbove || (write && this.config.l1.write === 'write-through');
    if (!held && after !== this.invalid) this.place(p, line, after);
    else if (held && after === this.invalid) this.drop(p, line);
    else if (held) {
      cache.set(line, after);
      if (passedDown) cache.touch(line);
    }
    this.nodes?.settled(p, line, !held && after !== this.invalid);
    if (after !== this.invalid) this.classifier?.holds(p, line);
    if (upper !== null) this.referAbove(reference, counters, upper, after !== this.invalid);
    if (this.nodes !== null) this.nodes.references++;
  }

  private countReference(reference: ModelReference, held: boolean, heldAbove: boolean): void {
    const { counters, upper } = this.processors[reference.processor]!;
    counters[reference.write ? 'writes' : 'reads']++;
    if (held) counters[reference.write ? 'writeHits' : 'readHits']++;
    else counters[reference.write ? 'writeMisses' : 'readMisses']++;
    if (upper !== null) {
      counters[heldAbove ? 'l1Hits' : 'l1Misses']++;
      if (!heldAbove) counters[held ? 'l2Hits' : 'l2Misses']++;
    }
    const kind = this.classifier?.refer(reference);
    if (!held && kind !== undefined) counters[MISS_COUNTER[kind]]++;
  }

  /** Issues what the action asks for, counts it, and says what the state becomes. */
  private transact(reference: ModelReference, before: string, action: OwnAction): string {
    const { processor: p, line } = reference;
    const { counters } = this.processors[p]!;
    const held = before !== this.invalid;
    const request = this.requestOf(reference, before, action);
    const atHome =
      request !== null && this.nodes?.request(request, this.snoopersOf(p, line, request.transaction));
    let bus = request === null ? UNSNOOPED : this.broadcast(p, line, request.transaction);
    const fetch = bus;
    if (atHome) this.nodes?.answer(request, fetch.snooped, request.fetches ? fetch.supplier : null);
    const updates = action.thenUpdates === true && bus.lines.shared;
    if (updates) bus = this.broadcast(p, line, 'BusUpd');
    const after = action.next(bus.lines);

    const fills = action.fetches === true && after !== this.invalid;
    if (fills) this.fetchLine(p, fetch.supplier);
    // A line that goes to memory while the same cache hands it to the requester is on the bus once.
    const carriedBy = fills ? fetch.supplier : null;
    for (const q of fetch.flushers) this.flush(q, q === carriedBy);
    if (updates) for (const q of bus.flushers) this.flush(q, false);

    this.countWords(reference, action, updates);
    if (reference.write && held && !this.protocol.facts(before).writable && this.invalidates(action)) {
      counters.upgrades++;
    }
    return after;
  }

  /** What a home is asked for, where memory has homes. */
  private requestOf(reference: ModelReference, state: string, action: OwnAction): ModelRequest | null {
    const { processor, line } = reference;
    const { transaction, fetches = false, wordToMemory } = action;
    if (transaction === undefined) return null;
    const movesWords = transaction === 'BusWr' || wordToMemory === 'always';
    const words = movesWords ? unitsOf(reference, this.config.bus.wordBytes).length : 0;
    return { processor, line, state, transaction, fetches, invalidates: this.invalidates(action), words };
  }

  private invalidates({ transaction }: OwnAction): boolean {
    if (transaction === 'BusRdX' || transaction === 'BusUpgr') return true;
    return transaction === 'BusWr' && writesInvalidate(this.protocol);
  }

  private countWords(reference: ModelReference, action: OwnAction, updates: boolean): void {
    const { counters } = this.processors[reference.processor]!;
    const words = unitsOf(reference, this.config.bus.wordBytes).length;
    const toMemory =
      action.transaction === 'BusWr' ||
      action.wordToMemory === 'always' ||
      (action.wordToMemory === 'if updated' && updates);
    const onBus = toMemory || updates || action.transaction === 'BusUpd';
    if (onBus) counters.busDataBytes += words * this.config.bus.wordBytes;
    if (toMemory) counters.memoryWordWrites += words;
  }

  private fetchLine(p: number, supplier: number | null): void {
    const { counters } = this.processors[p]!;
    counters.fills++;
    counters.busDataBytes += this.config.lineBytes;
    if (supplier === null) counters.memoryReads++;
    else {
      counters.cacheToCacheTransfers++;
      this.processors[supplier]!.counters.cacheToCacheSupplies++;
    }
  }

  private flush(q: number, carried: boolean): void {
    const { counters } = this.processors[q]!;
    counters.flushes++;
    if (!carried) counters.busDataBytes += this.config.lineBytes;
  }

  // ——— the bus ———

  private broadcast(p: number, line: bigint, transaction: Transaction): BusOutcome {
    this.processors[p]!.counters[TRANSACTION_COUNTER[transaction]]++;
    const snooped = this.snoopersOf(p, line, transaction);
    for (const each of snooped) this.snoop(p, line, transaction, each);
    const those = (does: (action: SnoopAction) => boolean | undefined): number[] =>
      snooped.filter(({ action }) => does(action)).map(({ processor }) => processor);
    const offers = those(({ supplies }) => supplies);
    const surviving = snooped.filter(({ action }) => action.next !== this.invalid);
    const owned = surviving.some(({ action }) => this.protocol.facts(action.next).dirty);
    return {
      lines: { shared: surviving.length > 0, owned },
      snooped,
      supplier: this.nodes?.supplierFor(p, offers) ?? offers[0] ?? null,
      flushers: those(({ flushes }) => flushes),
    };
  }

  /** The other copies of the line, in ascending order, and what each does about the transaction. */
  private snoopersOf(p: number, line: bigint, transaction: Transaction): Snooped[] {
    if (!this.protocol.coherent) return [];
    return this.processors.flatMap(({ cache }, processor) => {
      const state = cache.get(line);
      if (processor === p || state === undefined) return [];
      return [{ processor, state, action: this.protocol.onSnoop(state, transaction) }];
    });
  }

  /** Another copy sees a transaction of processor p. */
  private snoop(p: number, line: bigint, transaction: Transaction, snooped: Snooped): void {
    const { processor: q, state, action } = snooped;
    const sender = this.processors[p]!.counters;
    const { counters, cache, upper } = this.processors[q]!;
    this.visit(state, action.next, transaction);
    if (action.takesWord) {
      sender.updatesSent++;
      counters.updatesReceived++;
    }
    if ((action.supplies || action.flushes) && upper?.get(line) === true) {
      counters.l1WriteBacks++;
      upper.set(line, false);
    }
    if (action.next === this.invalid) {
      sender.invalidationsSent++;
      counters.invalidationsReceived++;
      this.drop(q, line);
      return;
    }
    const now = this.protocol.facts(action.next);
    if (this.protocol.facts(state).exclusive && now.readable && !now.exclusive) counters.interventions++;
    cache.set(line, action.next);
  }

  // ——— the caches ———

  /** The copy is gone other than by replacement. */
  private drop(p: number, line: bigint): void {
    const { cache, upper } = this.processors[p]!;
    cache.remove(line);
    if (upper?.get(line) !== undefined) upper.remove(line);
    this.classifier?.taken(p, line);
  }

  private place(p: number, line: bigint, state: string): void {
    const evicted = this.processors[p]!.cache.place(line, state);
    if (evicted === null) return;
    const writesBack = this.leave(p, evicted.line, evicted.value);
    this.nodes?.put(p, evicted.line, writesBack);
  }

  /** A directory takes a copy back: an eviction that its processor did not choose. */
  private recall(p: number, line: bigint): boolean {
    const { cache } = this.processors[p]!;
    const state = cache.get(line)!;
    cache.remove(line);
    return this.leave(p, line, state);
  }

  /** What an eviction counts, the copy being gone already; whether it goes to memory. */
  private leave(p: number, line: bigint, state: string): boolean {
    const { counters, upper } = this.processors[p]!;
    const { writesBack } = this.protocol.onEvict(state);
    counters.evictions++;
    this.visit(state, this.invalid, 'Evict');
    this.classifier?.evicted(p, line);
    if (writesBack) {
      counters.writeBacks++;
      counters.busWB++;
      counters.busDataBytes += this.config.lineBytes;
    }
    const above = upper?.get(line);
    if (upper === null || above === undefined) return writesBack;
    upper.remove(line);
    counters.backInvalidations++;
    if (above) counters.l1WriteBacks++;
    return writesBack;
  }

  private holdersOf(line: bigint): number[] {
    return this.processors.flatMap(({ cache }, p) => (cache.get(line) === undefined ? [] : [p]));
  }

  /** The L1 above the L2, once the L2 has the line if it is to have it. */
  private referAbove(
    { line, write }: ModelReference,
    counters: Counters,
    upper: ModelCache<boolean>,
    inL2: boolean,
  ): void {
    if (upper.get(line) !== undefined) upper.touch(line);
    else if (inL2 && (!write || this.config.l1.writeAllocate !== false)) {
      const evicted = upper.place(line, false);
      if (evicted !== null) counters.l1Evictions++;
      if (evicted?.value) counters.l1WriteBacks++;
    }
    if (!write) return;
    if (this.config.l1.write !== 'write-through' && upper.get(line) !== undefined) upper.set(line, true);
    else counters.l1WriteThroughs++;
  }

  private visit(from: string, to: string, cause: string): void {
    const key = `${from}→${to} ${cause}`;
    this.visits.set(key, (this.visits.get(key) ?? 0) + 1);
  }
}

const MISS_COUNTER: Record<MissKind, CounterName> = {
  cold: 'coldMisses',
  capacity: 'capacityMisses',
  conflict: 'conflictMisses',
  'true sharing': 'trueSharingMisses',
  'false sharing': 'falseSharingMisses',
};

/** Whether BusWr is of the invalidating kind: the protocol has copies that do not survive it. */
function writesInvalidate(protocol: ModelProtocol): boolean {
  return protocol.states.slice(1).some((state) => {
    try {
      return protocol.onSnoop(state, 'BusWr').next === protocol.states[0];
    } catch {
      return false;
    }
  });
}
