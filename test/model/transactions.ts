/** A processor's action on the bus, or between nodes: what it asks for, and what that does to all copies. */
import type { CounterName } from '../../src/counters.js';
import { linesOf, type Plan, planOf, type Request, type Snooped } from './coherence.js';
import type { ModelCore } from './core.js';
import type { Holdings, Losses } from './losses.js';
import type { ModelRequest, Witness } from './nodes.js';
import { type BusLines, type ModelProtocol, NOBODY, type OwnAction, type Transaction } from './protocol.js';
import { type ModelReference, unitsOf } from './references.js';
import type { Source, VisitRequest } from './visit.js';

const TRANSACTION_COUNTER: Record<Transaction, CounterName> = {
  BusRd: 'busRd',
  BusRdX: 'busRdX',
  BusUpgr: 'busUpgr',
  BusUpd: 'busUpd',
  BusWr: 'busWr',
};

export interface Performed {
  /** The state that the core's copy comes to. */
  readonly after: string;
  readonly request: VisitRequest | null;
  /** The directory has a new sharer to know. */
  readonly joins: boolean;
}

interface CarriedOut extends Pick<VisitRequest, 'thenUpdates' | 'loneFlushes' | 'servedInNode'> {
  readonly after: string;
}

export class Transactions {
  private readonly invalid: string;

  constructor(
    private readonly machine: Holdings,
    private readonly losses: Losses,
  ) {
    this.invalid = machine.protocol.states[0]!;
  }

  /** Issues what the action asks for, counts it, and says what the state becomes. */
  perform(core: ModelCore, reference: ModelReference, state: string, action: OwnAction): Performed {
    const { transaction } = action;
    const plan = transaction && this.plan(core, { ...reference, transaction, state, action });
    const done = plan && this.carryOut(plan, reference);
    const after = done?.after ?? action.next(NOBODY);
    const words = this.countWords(reference, action, done?.thenUpdates === true);
    const placed = state === this.invalid && after !== this.invalid;
    const joins = placed && this.machine.nodes?.isNewSharer(core.number, reference.line) === true;
    if (!plan || !done) return { after, request: null, joins };

    this.countUpgrade(reference, plan.request);
    if (plan.ownL3 === 'miss' && this.machine.shared?.inclusion !== 'exclusive') this.placeInL3(plan);
    const { thenUpdates, loneFlushes, servedInNode } = done;
    const home = this.machine.nodes?.homeOf(reference.line) ?? null;
    const facts = {
      transaction: plan.request.transaction,
      thenUpdates,
      words,
      loneFlushes,
      home,
      servedInNode,
    };
    const source = this.fills(plan, after) ? plan.source : null;
    return { after, request: { ...facts, source, missedL3: plan.ownL3 === 'miss' }, joins };
  }

  private plan(
    core: ModelCore,
    asked: Pick<Request, 'line' | 'write' | 'transaction' | 'state' | 'action'>,
  ): Plan {
    const { protocol, shared, nodes } = this.machine;
    const { line, write, transaction, state, action } = asked;
    const invalidates = this.invalidates(transaction);
    const request: Request = { core: core.number, line, write, transaction, state, action, invalidates };
    return planOf(request, this.snoopersOf(core, line, transaction), {
      protocol,
      shared,
      nodeOf: nodes?.tracksNodes ? (processor) => nodes.nodeOf(processor) : null,
      yields: (state) => nodes?.yields(state, protocol) === true,
    });
  }

  private carryOut(plan: Plan, reference: ModelReference): CarriedOut {
    const { nodes } = this.machine;
    const { action } = plan.request;
    const request = this.nodesRequest(plan.request, reference);
    const witnesses = this.witnessesOf(plan);
    const atHome = nodes?.request(request, witnesses) === true;
    this.broadcast(plan.request.transaction, plan.request.line, plan.snooped);
    if (atHome) nodes!.answer(request, witnesses);
    this.followInL3s(plan);

    const thenUpdates = action.thenUpdates === true && plan.lines.shared;
    const updated = thenUpdates ? this.update(plan.request) : null;
    const after = updated === null ? plan.after : action.next(updated.lines);
    const fills = this.fills(plan, after);
    if (fills) this.countFill(plan);
    // A line that goes to memory while the same cache hands it to the requester is on the bus once.
    const carriedBy = fills && plan.source?.from === 'core' ? plan.source.core : null;
    const flushes = [
      ...flushersOf(plan.snooped).map((core) => ({ core, carried: core === carriedBy })),
      ...flushersOf(updated?.snooped ?? []).map((core) => ({ core, carried: false })),
    ];
    for (const { core, carried } of flushes) this.countFlush(core, carried);
    const loneFlushes = flushes.filter(({ carried }) => !carried).length;
    return { after, thenUpdates, loneFlushes, servedInNode: nodes !== null && !atHome };
  }

  private fills({ request }: Plan, after: string): boolean {
    return request.action.fetches === true && after !== this.invalid;
  }

  /** The word that was written goes to those that keep copies. */
  private update({ core, line }: Request): { lines: BusLines; snooped: readonly Snooped[] } {
    const { protocol, cores } = this.machine;
    const requester = cores.find(({ number }) => number === core)!;
    const snooped = this.snoopersOf(requester, line, 'BusUpd');
    this.broadcast('BusUpd', line, snooped);
    return { lines: linesOf(snooped, protocol), snooped };
  }

  // ——— the copies of cores ———

  /** The other cores' copies of the line, in ascending order, and what each does about the transaction. */
  private snoopersOf(core: ModelCore, line: bigint, transaction: Transaction): Snooped[] {
    const { protocol, cores } = this.machine;
    if (!protocol.coherent) return [];
    return cores.flatMap(({ number, states }) => {
      const state = states.get(line);
      if (number === core.number || state === undefined) return [];
      return [{ processor: number, state, action: protocol.onSnoop(state, transaction) }];
    });
  }

  private broadcast(transaction: Transaction, line: bigint, snooped: readonly Snooped[]): void {
    this.machine.ledger.count(this.machine.referring, TRANSACTION_COUNTER[transaction]);
    for (const each of snooped) this.snoop(transaction, line, each);
  }

  /** Another core's copy sees a transaction. */
  private snoop(transaction: Transaction, line: bigint, { processor, state, action }: Snooped): void {
    const { ledger, referring, protocol, cores } = this.machine;
    const core = cores.find(({ number }) => number === processor)!;
    ledger.visit(state, action.next, transaction);
    if (action.takesWord) {
      ledger.count(referring, 'updatesSent');
      ledger.count(processor, 'updatesReceived');
    }
    if (action.supplies || action.flushes) {
      core.levels.clean(line, (counter) => ledger.count(processor, counter));
    }
    if (action.next === this.invalid) {
      ledger.count(referring, 'invalidationsSent');
      ledger.count(processor, 'invalidationsReceived');
      this.losses.taken(core, line);
      return;
    }
    const now = protocol.facts(action.next);
    if (protocol.facts(state).exclusive && now.readable && !now.exclusive) {
      ledger.count(processor, 'interventions');
    }
    core.states.set(line, action.next);
  }

  // ——— the copies of L3s ———

  private followInL3s({ request, snooped, dropped, written, ownL3, handsOver }: Plan): void {
    const { shared } = this.machine;
    if (shared === null) return;
    const { line } = request;
    const own = shared.clusterOf(request.core);
    const flushed = flushersOf(snooped).map((core) => shared.clusterOf(core));
    for (const cluster of flushed) {
      if (shared.holds(cluster, line)) shared.setDirty(cluster, line, false);
    }
    for (const cluster of written) {
      shared.setDirty(cluster, line, false);
      this.losses.writtenFromShared(line);
    }
    for (const cluster of dropped) shared.remove(cluster, line);
    if (handsOver) shared.remove(own, line);
    else if (ownL3 === 'hit') shared.touch(own, line);
  }

  private placeInL3({ request }: Plan): void {
    const { shared } = this.machine;
    shared?.place(shared.clusterOf(request.core), request.line, false);
  }

  // ——— nodes ———

  /** What a home is asked for, where memory has homes. */
  private nodesRequest(request: Request, reference: ModelReference): ModelRequest {
    const { core, line, transaction, action, invalidates, state } = request;
    const movesWords = transaction === 'BusWr' || action.wordToMemory === 'always';
    const words = movesWords ? this.wordsOf(reference) : 0;
    const { processor } = reference;
    const fetches = action.fetches === true;
    return { processor, core, line, transaction, fetches, invalidates, words, owns: this.owns(state) };
  }

  private witnessesOf({ request, snooped, source, dropped, written }: Plan): Witness[] {
    const { shared } = this.machine;
    const cores = snooped.map(({ processor, state, action }): Witness => {
      return {
        processor,
        owned: this.owns(state),
        supplies: source?.from === 'core' && source.core === processor,
        flushes: action.flushes === true,
        invalidated: action.next === this.invalid,
        changes: action.next !== state,
      };
    });
    const l3s = (shared?.holding(request.line) ?? []).map((cluster): Witness => {
      return {
        processor: shared!.firstProcessorOf(cluster),
        owned: shared!.isDirty(cluster, request.line),
        supplies: isFromL3(source) && source.cluster === cluster,
        flushes: written.includes(cluster),
        invalidated: dropped.includes(cluster),
        changes: false,
      };
    });
    return [...cores, ...l3s];
  }

  /** Whether nobody but the holders of such a copy, or those it has told, may have the line. */
  private owns(state: string): boolean {
    const { exclusive = false, dirty = false } = this.machine.protocol.facts(state);
    return exclusive || dirty;
  }

  private invalidates(transaction: Transaction): boolean {
    if (transaction === 'BusRdX' || transaction === 'BusUpgr') return true;
    return transaction === 'BusWr' && writesInvalidate(this.machine.protocol);
  }

  // ——— what is counted ———

  private countFill({ source, ownL3 }: Plan): void {
    const { ledger, referring, config } = this.machine;
    const count = (counter: CounterName): void => ledger.count(referring, counter);
    count('fills');
    ledger.count(referring, 'busDataBytes', config.lineBytes);
    if (ownL3 === 'miss') count('l3Misses');
    if (source?.from === 'memory') count('memoryReads');
    else if (source?.from === 'own L3') count('l3Hits');
    else if (source?.from === 'other L3') count('l3RemoteHits');
    else if (source?.from === 'core') {
      count('cacheToCacheTransfers');
      ledger.count(source.core, 'cacheToCacheSupplies');
    }
  }

  private countFlush(core: number, carried: boolean): void {
    const { ledger, config } = this.machine;
    ledger.count(core, 'flushes');
    if (!carried) ledger.count(core, 'busDataBytes', config.lineBytes);
  }

  private countUpgrade({ processor, write }: ModelReference, { state, invalidates }: Request): void {
    const { ledger, protocol } = this.machine;
    const held = state !== this.invalid;
    if (write && held && invalidates && !protocol.facts(state).writable) ledger.count(processor, 'upgrades');
  }

  /** Returns how many bus words travel. */
  private countWords(reference: ModelReference, action: OwnAction, updates: boolean): number {
    const { ledger, config } = this.machine;
    const words = this.wordsOf(reference);
    const toMemory =
      action.transaction === 'BusWr' ||
      action.wordToMemory === 'always' ||
      (action.wordToMemory === 'if updated' && updates);
    const onBus = toMemory || updates || action.transaction === 'BusUpd';
    if (onBus) ledger.count(reference.processor, 'busDataBytes', words * config.bus.wordBytes);
    if (toMemory) ledger.count(reference.processor, 'memoryWordWrites', words);
    return onBus ? words : 0;
  }

  private wordsOf(reference: ModelReference): number {
    return unitsOf(reference, this.machine.config.bus.wordBytes).length;
  }
}

const isFromL3 = (source: Source | null): source is Source & { readonly from: 'own L3' | 'other L3' } =>
  source?.from === 'own L3' || source?.from === 'other L3';

const flushersOf = (snooped: readonly Snooped[]): number[] =>
  snooped.filter(({ action }) => action.flushes).map(({ processor }) => processor);

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
