/**
 * The nodes of a machine, in the plainest form: who is home to a line, what the home knows, and the
 * messages that a transaction sends (V. Nagarajan, D. J. Sorin, M. D. Hill and D. A. Wood, A Primer
 * on Memory Consistency and Cache Coherence, 2020, ch. 8; D. Lenoski et al., The Directory-Based
 * Cache Coherence Protocol for the DASH Multiprocessor, 1990).
 */
import type { MachineConfig } from '../../src/config/machine.js';
import type { NumaConfig } from '../../src/config/numa.js';
import type { CounterName } from '../../src/counters.js';
import type { MessageName } from '../../src/result.js';
import { buildNetwork } from '../../src/topologies/index.js';
import { createDirectory, type ModelDirectory } from './directory.js';
import { ModelPlacement } from './placement.js';
import type { SnoopAction, Transaction } from './protocol.js';
import { ModelTraffic } from './traffic.js';

/** What the nodes ask of the machine around them. */
export interface Machine {
  /** In ascending order. */
  holdersOf(line: bigint): number[];
  /** Takes a copy out as replacement would, and says whether it goes to memory. */
  recall(processor: number, line: bigint): boolean;
  count(processor: number, counter: CounterName): void;
}

export interface ModelRequest {
  readonly processor: number;
  readonly line: bigint;
  readonly transaction: Transaction;
  readonly fetches: boolean;
  /** Whether it takes every other copy away. */
  readonly invalidates: boolean;
  /** Bus words that go to memory; 0 if none do. */
  readonly words: number;
}

/** What one holder did about a request. */
export interface Snooped {
  readonly processor: number;
  readonly state: string;
  readonly action: SnoopAction;
}

const REQUESTS: Partial<Record<Transaction, MessageName>> = {
  BusRd: 'GetS',
  BusRdX: 'GetM',
  BusUpgr: 'Upgrade',
};

export class ModelNodes {
  /** References simulated, of all processors. */
  references = 0;
  readonly traffic: ModelTraffic;
  private readonly placement: ModelPlacement;
  private readonly directory: ModelDirectory;

  constructor(
    private readonly config: MachineConfig,
    private readonly numa: NumaConfig,
    private readonly invalid: string,
    private readonly machine: Machine,
  ) {
    const { topology, parameters, headerBytes } = numa.network;
    this.traffic = new ModelTraffic(config, headerBytes, buildNetwork(topology, numa.nodes, parameters));
    this.placement = new ModelPlacement(numa.placement, numa.nodes, config.lineBytes);
    this.directory = createDirectory(numa);
  }

  /** The request reaches its home, before any other copy sees it. */
  request({ processor, line, transaction, words }: ModelRequest): void {
    const node = this.nodeOf(processor);
    const moved = this.placement.requested(line, node, this.references);
    if (moved) this.machine.count(processor, 'pageMigrations');
    const home = this.placement.homeOf(line);
    this.machine.count(processor, home === node ? 'localRequests' : 'remoteRequests');
    this.directory.requested?.(line, home, (victim) => {
      for (const holder of this.machine.holdersOf(victim)) this.recall(holder, victim);
    });
    const asks = REQUESTS[transaction];
    if (asks !== undefined) this.traffic.send(asks, node, home);
    if (words > 0) this.traffic.send('WriteThrough', node, home, words);
  }

  /** The home tells the holders, and they answer; `supplier` is the one that sends the data, if any. */
  answer(request: ModelRequest, snooped: readonly Snooped[], supplier: number | null): void {
    const { processor, line, fetches, invalidates } = request;
    const home = this.placement.homeOf(line);
    for (const each of snooped) this.tell(request, home, each, each.processor === supplier);
    if (invalidates) {
      this.tellOthers(processor, line, home, [processor, ...snooped.map((each) => each.processor)]);
      this.directory.invalidated?.(line);
    }
    if (!fetches) this.traffic.send('Ack', home, this.nodeOf(processor));
    else if (supplier === null) this.traffic.send('Data', home, this.nodeOf(processor));
  }

  /** The requester's own copy is as the reference leaves it. */
  settled(processor: number, line: bigint, joined: boolean): void {
    const holders = this.machine.holdersOf(line);
    if (joined) {
      const recalled = this.directory.joined?.(line, processor, holders) ?? null;
      if (recalled !== null) this.recall(recalled, line);
    }
    this.forgetUnheld(line);
  }

  /** Replacement took the processor's copy. */
  put(processor: number, line: bigint, writesBack: boolean): void {
    const node = this.nodeOf(processor);
    const home = this.placement.homeOf(line);
    this.traffic.send(writesBack ? 'PutData' : 'Put', node, home);
    this.traffic.send('PutAck', home, node);
    this.forgetUnheld(line);
  }

  private recall(holder: number, line: bigint): void {
    const home = this.placement.homeOf(line);
    this.traffic.send('Recall', home, this.nodeOf(holder));
    const writesBack = this.machine.recall(holder, line);
    this.machine.count(holder, 'recalls');
    this.traffic.send(writesBack ? 'RecallData' : 'RecallAck', this.nodeOf(holder), home);
    this.forgetUnheld(line);
  }

  private tell(request: ModelRequest, home: number, snooped: Snooped, supplies: boolean): void {
    const { state, action } = snooped;
    const holder = this.nodeOf(snooped.processor);
    const requester = this.nodeOf(request.processor);
    const forward = request.transaction === 'BusRd' ? 'FwdGetS' : 'FwdGetM';
    if (supplies || action.flushes) {
      this.traffic.send(forward, home, holder);
      if (supplies) this.traffic.send('Data', holder, requester);
      if (action.flushes) this.traffic.send('WriteBack', holder, home);
    } else if (action.next === this.invalid) {
      this.traffic.send('Inv', home, holder);
      this.traffic.send('InvAck', holder, requester);
    } else if (action.next !== state) {
      this.traffic.send(forward, home, holder);
      this.traffic.send('Ack', holder, home);
    }
  }

  /** An entry that does not tell the holders one by one has some invalidated that hold nothing. */
  private tellOthers(processor: number, line: bigint, home: number, told: readonly number[]): void {
    for (let other = 0; other < this.config.processors; other++) {
      if (told.includes(other) || !this.directory.suspects?.(line, other)) continue;
      this.traffic.send('Inv', home, this.nodeOf(other));
      this.traffic.send('InvAck', this.nodeOf(other), this.nodeOf(processor));
      this.machine.count(processor, 'uselessInvalidations');
    }
  }

  private forgetUnheld(line: bigint): void {
    if (this.machine.holdersOf(line).length === 0) this.directory.unheld?.(line);
  }

  private nodeOf(processor: number): number {
    return Math.floor(processor / (this.config.processors / this.numa.nodes));
  }
}
