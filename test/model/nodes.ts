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
  /** Whether nobody but the holders of such a copy, or those it has told, may have the line: exclusive or dirty. */
  owns(state: string): boolean;
  count(processor: number, counter: CounterName): void;
}

export interface ModelRequest {
  readonly processor: number;
  readonly line: bigint;
  /** The requester's own, before the request. */
  readonly state: string;
  readonly transaction: Transaction;
  readonly fetches: boolean;
  /** Whether it takes every other copy away. */
  readonly invalidates: boolean;
  /** Bus words that go to memory; 0 if none do. */
  readonly words: number;
}

/** What one holder does about a request. */
export interface Snooped {
  readonly processor: number;
  /** Before the request. */
  readonly state: string;
  readonly action: SnoopAction;
}

/**
 * Whom a directory tells apart: processors, or the nodes that they are in. A node's caches snoop one
 * another before the directory hears of it.
 */
type Sharer = number;

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

  /**
   * A request sets out, before any other copy sees it; `expected` is what the holders will do. Returns
   * whether it reaches its home, which then has to answer.
   */
  request(request: ModelRequest, expected: readonly Snooped[]): boolean {
    const { processor, line, transaction, words } = request;
    if (this.isServedInNode(request, expected)) {
      this.machine.count(processor, 'nodeRequests');
      this.writeMemory(request, expected);
      return false;
    }
    const node = this.nodeOf(processor);
    const moved = this.placement.requested(line, node, this.references);
    if (moved) this.machine.count(processor, 'pageMigrations');
    const home = this.placement.homeOf(line);
    this.machine.count(processor, home === node ? 'localRequests' : 'remoteRequests');
    this.directory.requested?.(line, home, (victim) => {
      for (const sharer of this.sharersOf(victim)) this.recall(sharer, victim);
    });
    const asks = REQUESTS[transaction];
    if (asks !== undefined) this.traffic.send(asks, node, home);
    if (words > 0) this.traffic.send('WriteThrough', node, home, words);
    return true;
  }

  /** Which of those that offer the line sends it: the first in the requester's node, if there is one. */
  supplierFor(processor: number, offers: readonly number[]): number | null {
    const near = offers.find((other) => this.sharerOf(other) === this.sharerOf(processor));
    return near ?? offers[0] ?? null;
  }

  /** The home tells the sharers, and they answer; `supplier` is the holder that sends the data, if any. */
  answer(request: ModelRequest, snooped: readonly Snooped[], supplier: number | null): void {
    const { processor, line, fetches, invalidates } = request;
    const home = this.placement.homeOf(line);
    const own = this.sharerOf(processor);
    const told = new Set(snooped.map((each) => this.sharerOf(each.processor)));
    for (const sharer of told) {
      const copies = snooped.filter((each) => this.sharerOf(each.processor) === sharer);
      if (sharer === own) this.writeBackBeside(request, home, copies);
      else this.tell(request, home, copies, supplier);
    }
    if (invalidates) {
      this.tellOthers(processor, line, home, told);
      this.directory.invalidated?.(line);
    }
    if (!fetches || (supplier !== null && this.sharerOf(supplier) === own)) {
      this.traffic.send('Ack', home, this.nodeOf(processor));
    } else if (supplier === null) this.traffic.send('Data', home, this.nodeOf(processor));
  }

  /** The requester's own copy is as the reference leaves it. */
  settled(processor: number, line: bigint, placed: boolean): void {
    const own = this.sharerOf(processor);
    const beside = this.machine.holdersOf(line).some((q) => q !== processor && this.sharerOf(q) === own);
    if (placed && !beside) {
      const recalled = this.directory.joined?.(line, own, this.sharersOf(line)) ?? null;
      if (recalled !== null) this.recall(recalled, line);
    }
    this.forgetUnheld(line);
  }

  /** Replacement took the processor's copy; the home hears of it if it matters there. */
  put(processor: number, line: bigint, writesBack: boolean): void {
    if (!writesBack && this.sharersOf(line).includes(this.sharerOf(processor))) return;
    const node = this.nodeOf(processor);
    const home = this.placement.homeOf(line);
    this.traffic.send(writesBack ? 'PutData' : 'Put', node, home);
    this.traffic.send('PutAck', home, node);
    this.forgetUnheld(line);
  }

  /** Whether the requester's node can do without the line's home. */
  private isServedInNode(request: ModelRequest, expected: readonly Snooped[]): boolean {
    if (!this.tracksNodes) return false;
    const { processor, state, transaction, fetches } = request;
    const isBeside = (q: number): boolean => this.nodeOf(q) === this.nodeOf(processor);
    const beside = expected.filter((each) => isBeside(each.processor));
    const outside = expected.filter((each) => !isBeside(each.processor));

    const heedsIt = ({ action, ...each }: Snooped): boolean =>
      action.flushes === true || action.next !== each.state;
    if (outside.some(heedsIt)) return false;
    if (fetches && !beside.some(({ action }) => action.supplies)) return false;
    if (transaction === 'BusRd') return true;
    if (transaction === 'BusWr' || outside.length > 0) return false;
    return [state, ...beside.map((each) => each.state)].some((each) => this.machine.owns(each));
  }

  /** What a request served in the node writes to memory goes to the home all the same. */
  private writeMemory({ processor, line, words }: ModelRequest, expected: readonly Snooped[]): void {
    const node = this.nodeOf(processor);
    const home = this.placement.homeOf(line);
    const flushes = expected.some(({ action }) => action.flushes === true);
    if (words > 0) this.traffic.send('WriteThrough', node, home, words);
    if (flushes) this.traffic.send('WriteBack', node, home);
  }

  private recall(sharer: Sharer, line: bigint): void {
    const node = this.nodeOfSharer(sharer);
    const home = this.placement.homeOf(line);
    this.traffic.send('Recall', home, node);
    let writesBack = false;
    for (const holder of this.machine.holdersOf(line)) {
      if (this.sharerOf(holder) !== sharer) continue;
      if (this.machine.recall(holder, line)) writesBack = true;
      this.machine.count(holder, 'recalls');
    }
    this.traffic.send(writesBack ? 'RecallData' : 'RecallAck', node, home);
    this.forgetUnheld(line);
  }

  /** The home tells one sharer, and it answers for all of its copies. */
  private tell(
    request: ModelRequest,
    home: number,
    copies: readonly Snooped[],
    supplier: number | null,
  ): void {
    const sharer = this.nodeOf(copies[0]!.processor);
    const requester = this.nodeOf(request.processor);
    const forward = request.transaction === 'BusRd' ? 'FwdGetS' : 'FwdGetM';
    const supplies = copies.some(({ processor }) => processor === supplier);
    const flushes = copies.some(({ action }) => action.flushes);
    if (supplies || flushes) {
      this.traffic.send(forward, home, sharer);
      if (supplies) this.traffic.send('Data', sharer, requester);
      if (flushes) this.traffic.send('WriteBack', sharer, home);
    } else if (copies.some(({ action }) => action.next === this.invalid)) {
      this.traffic.send('Inv', home, sharer);
      this.traffic.send('InvAck', sharer, requester);
    } else if (copies.some(({ state, action }) => action.next !== state)) {
      this.traffic.send(forward, home, sharer);
      this.traffic.send('Ack', sharer, home);
    }
  }

  /** The requester's neighbours have seen its request already; but memory is elsewhere. */
  private writeBackBeside({ processor }: ModelRequest, home: number, copies: readonly Snooped[]): void {
    if (copies.some(({ action }) => action.flushes)) {
      this.traffic.send('WriteBack', this.nodeOf(processor), home);
    }
  }

  /** An entry that does not tell the sharers one by one has some invalidated that hold nothing. */
  private tellOthers(processor: number, line: bigint, home: number, told: ReadonlySet<Sharer>): void {
    const sharers = this.tracksNodes ? this.numa.nodes : this.config.processors;
    for (let other = 0; other < sharers; other++) {
      const knows = other === this.sharerOf(processor) || told.has(other);
      if (knows || !this.directory.suspects?.(line, other)) continue;
      const node = this.nodeOfSharer(other);
      this.traffic.send('Inv', home, node);
      this.traffic.send('InvAck', node, this.nodeOf(processor));
      this.machine.count(processor, 'uselessInvalidations');
    }
  }

  private forgetUnheld(line: bigint): void {
    if (this.machine.holdersOf(line).length === 0) this.directory.unheld?.(line);
  }

  /** In ascending order. */
  private sharersOf(line: bigint): Sharer[] {
    return [...new Set(this.machine.holdersOf(line).map((holder) => this.sharerOf(holder)))];
  }

  private get tracksNodes(): boolean {
    return this.numa.directory.tracks === 'nodes';
  }

  private sharerOf(processor: number): Sharer {
    return this.tracksNodes ? this.nodeOf(processor) : processor;
  }

  private nodeOfSharer(sharer: Sharer): number {
    return this.tracksNodes ? sharer : this.nodeOf(sharer);
  }

  private nodeOf(processor: number): number {
    return Math.floor(processor / (this.config.processors / this.numa.nodes));
  }
}
