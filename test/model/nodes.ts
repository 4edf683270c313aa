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
import { commonStatesOf } from './common-states.js';
import { createDirectory, type ModelDirectory } from './directory.js';
import { ModelPlacement } from './placement.js';
import type { ModelProtocol, Transaction } from './protocol.js';
import { ModelTraffic } from './traffic.js';

/** What the nodes ask of the machine around them. */
export interface Machine {
  /** Cores and L3s with the line, each by its first processor; a processor may stand for both. */
  holdersOf(line: bigint): number[];
  /** Takes every copy of those processors out as replacement would, and says whether any goes to memory. */
  recall(line: bigint, isConcerned: (processor: number) => boolean): boolean;
  count(processor: number, counter: CounterName, times?: number): void;
  /** A page moves: no TLB translates its bytes any more. Returns how many entries were dropped. */
  forgetTranslations(from: bigint, to: bigint): number;
}

export interface ModelRequest {
  /** The thread that counts it. */
  readonly processor: number;
  /** Its core, by the first thread. */
  readonly core: number;
  readonly line: bigint;
  readonly transaction: Transaction;
  readonly fetches: boolean;
  /** Whether it takes every other copy away. */
  readonly invalidates: boolean;
  /** Bus words that go to memory; 0 if none do. */
  readonly words: number;
  /** Whether the requester's own copy was exclusive or dirty before. */
  readonly owns: boolean;
}

/** A core or an L3 that holds the line of a request, and what it does about it. */
export interface Witness {
  /** Its first processor. */
  readonly processor: number;
  /** Whether it had what nobody outside its node has: a copy that is exclusive or dirty. */
  readonly owned: boolean;
  readonly supplies: boolean;
  /** The line goes to memory. */
  readonly flushes: boolean;
  readonly invalidated: boolean;
  readonly changes: boolean;
}

/**
 * Whom a directory tells apart: cores, by their first thread, or the nodes that they are in. A node's
 * caches snoop one another before the directory hears of it.
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
  private common: ReadonlySet<string> | null = null;

  constructor(
    private readonly config: MachineConfig,
    private readonly numa: NumaConfig,
    private readonly machine: Machine,
  ) {
    const { topology, parameters, headerBytes } = numa.network;
    this.traffic = new ModelTraffic(config, headerBytes, buildNetwork(topology, numa.nodes, parameters));
    this.placement = new ModelPlacement(numa.placement, numa.nodes, config.lineBytes);
    this.directory = createDirectory(numa);
  }

  nodeOf(processor: number): number {
    return Math.floor(processor / (this.config.processors / this.numa.nodes));
  }

  get tracksNodes(): boolean {
    return this.numa.directory.tracks === 'nodes';
  }

  /**
   * Whether the home's memory, where it may, answers in place of a holder in that state: of a clean copy
   * as several caches may have, it cannot know whom to ask for it.
   */
  yields(state: string, protocol: ModelProtocol): boolean {
    if (this.numa.directory.cleanFrom === 'sharer') return false;
    this.common ??= commonStatesOf(protocol);
    return this.common.has(state) && protocol.facts(state).dirty !== true;
  }

  /** The home as it is; the line's page must have one. */
  homeOf(line: bigint): number {
    return this.placement.homeOf(line);
  }

  /**
   * A request sets out, before any other copy sees it; the witnesses tell what the holders will do.
   * Returns whether it reaches its home, which then has to answer.
   */
  request(request: ModelRequest, witnesses: readonly Witness[]): boolean {
    const { processor, core, line, transaction, words } = request;
    const node = this.nodeOf(core);
    this.traffic.phase = 'request';
    if (this.isServedInNode(request, witnesses)) {
      this.machine.count(processor, 'nodeRequests');
      // What it writes to memory goes to the home all the same.
      if (words > 0) this.traffic.send(line, 'WriteThrough', node, this.homeOf(line), words);
      this.writeBackBeside(request, this.homeOf(line), witnesses);
      return false;
    }
    const movesFrom = this.placement.requested(line, node, this.references);
    if (movesFrom !== null) this.movePage(processor, line, movesFrom, node);
    const home = this.homeOf(line);
    this.machine.count(processor, home === node ? 'localRequests' : 'remoteRequests');
    this.traffic.phase = 'recall';
    this.directory.requested?.(line, home, (victim) => {
      for (const sharer of this.sharersOf(victim)) this.recall(sharer, victim);
    });
    this.traffic.phase = 'request';
    const asks = REQUESTS[transaction];
    if (asks !== undefined) this.traffic.send(line, asks, node, home);
    if (words > 0) this.traffic.send(line, 'WriteThrough', node, home, words);
    return true;
  }

  /** The page of the line goes to another home; copies in caches, and what is known of them, are as before. */
  private movePage(processor: number, line: bigint, from: number, to: number): void {
    this.machine.count(processor, 'pageMigrations');
    this.traffic.phase = 'migration';
    this.traffic.sendPage(line, this.numa.placement.pageBytes, from, to);
    const page = this.placement.pageBytesOf(line);
    this.machine.count(processor, 'tlbShootdowns', this.machine.forgetTranslations(page.from, page.to));
  }

  /** The home tells the sharers, and they answer. */
  answer(request: ModelRequest, witnesses: readonly Witness[]): void {
    const { core, line, fetches, invalidates } = request;
    this.traffic.phase = 'answer';
    const home = this.homeOf(line);
    const own = this.sharerOf(core);
    const told = new Set(this.inOrder(witnesses.map(({ processor }) => processor)));
    for (const sharer of told) {
      const copies = witnesses.filter(({ processor }) => this.sharerOf(processor) === sharer);
      if (sharer === own) this.writeBackBeside(request, home, copies);
      else this.tell(request, home, copies);
    }
    if (invalidates) {
      this.tellOthers(request, home, told);
      this.directory.invalidated?.(line);
    }
    const supplier = witnesses.find(({ supplies }) => supplies);
    const isBeside = supplier !== undefined && this.sharerOf(supplier.processor) === own;
    if (!fetches || isBeside) this.traffic.send(line, 'Ack', home, this.nodeOf(core));
    else if (supplier === undefined) this.traffic.send(line, 'Data', home, this.nodeOf(core));
  }

  /** Whether the directory takes the core's copy for a new one: it, or its node, holds none yet. */
  isNewSharer(core: number, line: bigint): boolean {
    return !this.sharersOf(line).includes(this.sharerOf(core));
  }

  /** The requester's own copy is as the reference leaves it. */
  settled(core: number, line: bigint, joins: boolean): void {
    if (joins) {
      this.traffic.phase = 'joining recall';
      const own = this.sharerOf(core);
      const recalled = this.directory.joined?.(line, own, this.sharersOf(line)) ?? null;
      if (recalled !== null) this.recall(recalled, line);
    }
    this.forgetUnheld(line);
  }

  /** Replacement took a copy of a core or an L3; the home hears of it if it matters there. */
  put(processor: number, line: bigint, writesBack: boolean): void {
    if (!writesBack && this.sharersOf(line).includes(this.sharerOf(processor))) return;
    this.traffic.phase = 'eviction';
    const node = this.nodeOf(processor);
    const home = this.homeOf(line);
    this.traffic.send(line, writesBack ? 'PutData' : 'Put', node, home);
    this.traffic.send(line, 'PutAck', home, node);
    this.forgetUnheld(line);
  }

  /** Whether the requester's node can do without the line's home. */
  private isServedInNode(request: ModelRequest, witnesses: readonly Witness[]): boolean {
    if (!this.tracksNodes) return false;
    const { core, owns, transaction, fetches } = request;
    const isBeside = ({ processor }: Witness): boolean => this.nodeOf(processor) === this.nodeOf(core);
    const beside = witnesses.filter(isBeside);
    const outside = witnesses.filter((each) => !isBeside(each));

    if (outside.some((each) => each.supplies || each.flushes || each.invalidated || each.changes)) {
      return false;
    }
    if (fetches && !beside.some(({ supplies }) => supplies)) return false;
    if (transaction === 'BusRd') return true;
    if (transaction === 'BusWr' || outside.length > 0) return false;
    return owns || beside.some(({ owned }) => owned);
  }

  private recall(sharer: Sharer, line: bigint): void {
    const node = this.nodeOfSharer(sharer);
    const home = this.homeOf(line);
    this.traffic.send(line, 'Recall', home, node);
    const writesBack = this.machine.recall(line, (processor) => this.sharerOf(processor) === sharer);
    this.traffic.send(line, writesBack ? 'RecallData' : 'RecallAck', node, home);
    this.forgetUnheld(line);
  }

  /** The home tells one sharer, and it answers for all of its copies. */
  private tell({ core, line, transaction }: ModelRequest, home: number, copies: readonly Witness[]): void {
    const sharer = this.nodeOf(copies[0]!.processor);
    const forward = transaction === 'BusRd' ? 'FwdGetS' : 'FwdGetM';
    const supplies = copies.some((copy) => copy.supplies);
    const flushes = copies.some((copy) => copy.flushes);
    if (supplies || flushes) {
      this.traffic.send(line, forward, home, sharer);
      if (supplies) this.traffic.send(line, 'Data', sharer, this.nodeOf(core));
      if (flushes) this.traffic.send(line, 'WriteBack', sharer, home);
    } else if (copies.some(({ invalidated }) => invalidated)) {
      this.traffic.send(line, 'Inv', home, sharer);
      this.traffic.send(line, 'InvAck', sharer, this.nodeOf(core));
    } else if (copies.some(({ changes }) => changes)) {
      this.traffic.send(line, forward, home, sharer);
      this.traffic.send(line, 'Ack', sharer, home);
    }
  }

  /** The requester's neighbours have seen its request already; but memory is elsewhere. */
  private writeBackBeside({ core, line }: ModelRequest, home: number, copies: readonly Witness[]): void {
    if (copies.some(({ flushes }) => flushes)) {
      this.traffic.send(line, 'WriteBack', this.nodeOf(core), home);
    }
  }

  /** An entry that does not tell the sharers one by one has some invalidated that hold nothing. */
  private tellOthers({ processor, core, line }: ModelRequest, home: number, told: ReadonlySet<Sharer>): void {
    for (const other of this.allSharers()) {
      const knows = other === this.sharerOf(core) || told.has(other);
      if (knows || !this.directory.suspects?.(line, other)) continue;
      const node = this.nodeOfSharer(other);
      this.traffic.send(line, 'Inv', home, node);
      this.traffic.send(line, 'InvAck', node, this.nodeOf(core));
      this.machine.count(processor, 'uselessInvalidations');
    }
  }

  private forgetUnheld(line: bigint): void {
    if (this.machine.holdersOf(line).length === 0) this.directory.unheld?.(line);
  }

  private sharersOf(line: bigint): Sharer[] {
    return this.inOrder(this.machine.holdersOf(line));
  }

  /** The sharers that these processors stand for, each once, in ascending order. */
  private inOrder(processors: readonly number[]): Sharer[] {
    return [...new Set(processors.map((each) => this.sharerOf(each)))].sort((a, b) => a - b);
  }

  private allSharers(): Sharer[] {
    const { processors, shape } = this.config;
    const step = this.tracksNodes ? 1 : shape.threadsPerCore;
    const count = this.tracksNodes ? this.numa.nodes : processors / step;
    return Array.from({ length: count }, (_, i) => i * step);
  }

  private sharerOf(processor: number): Sharer {
    return this.tracksNodes ? this.nodeOf(processor) : processor;
  }

  private nodeOfSharer(sharer: Sharer): number {
    return this.tracksNodes ? sharer : this.nodeOf(sharer);
  }
}
