/**
 * Shared blocks with a single writer, sequentially consistent: pages (K. Li and P. Hudak, Memory Coherence
 * in Shared Virtual Memory Systems, 1989), or lines (D. J. Scales, K. Gharachorloo and C. A. Thekkath,
 * Shasta: A Low Overhead, Software-Only Approach for Supporting Fine-Grain Shared Memory, 1996).
 *
 * A block has an owner. It is the only node with the block, and may write; or it and others have it to read.
 *
 *   read fault    request ─► … ─► owner ─► block; the owner can then only read
 *   write fault   the same, but the owner gives the block up, and all copies are invalidated
 *
 * With a block goes what its owner has to tell (consistency.ts): who reads what another has written
 * comes after that.
 */
import { type Blocks, RIGHTS } from './blocks.js';
import { type Consistency, type News, NO_NEWS, type Telling } from './consistency.js';
import type { Manager, OwnerFinder } from './managers/manager.js';
import type { Nodes } from './nodes.js';
import type { ClusterMessage, NodeCounter } from './traffic.js';

/** What is counted of blocks of a kind, and the messages about them. */
export interface BlockKind {
  readonly request: ClusterMessage;
  readonly forward: ClusterMessage;
  readonly block: ClusterMessage;
  readonly grant: ClusterMessage;
  readonly confirm: ClusterMessage;
  readonly invalidate: ClusterMessage;
  readonly acknowledge: ClusterMessage;
  readonly sent: NodeCounter;
  readonly received: NodeCounter;
  readonly invalidations: NodeCounter;
}

export const PAGE_KIND: BlockKind = {
  request: 'request',
  forward: 'forward',
  block: 'page',
  grant: 'grant',
  confirm: 'confirm',
  invalidate: 'invalidate',
  acknowledge: 'acknowledge',
  sent: 'pagesSent',
  received: 'pagesReceived',
  invalidations: 'invalidations',
};

/** Grants and confirmations are for managers that know of copies, of which lines have none. */
export const LINE_KIND: BlockKind = {
  request: 'lineRequest',
  forward: 'lineForward',
  block: 'line',
  grant: 'grant',
  confirm: 'confirm',
  invalidate: 'lineInvalidate',
  acknowledge: 'lineAcknowledge',
  sent: 'linesSent',
  received: 'linesReceived',
  invalidations: 'lineInvalidations',
};

/** Bytes of a request: the block, and who wants what. */
const REQUEST_BYTES = 8;
/** Bytes of a node's number among those that have copies. */
const NODE_BYTES = 2;
/** The node that the program was loaded at. */
const FIRST = 0;

export class Ivy implements Consistency {
  readonly timeBytes: number;
  private readonly owners: Uint16Array;
  /** Nodes beside the owner that can read. */
  private readonly copies: Set<number>[];
  private readonly free: Float64Array;
  private readonly finder: OwnerFinder;

  constructor(
    private readonly manager: Manager,
    private readonly nodes: Nodes,
    private readonly blocks: Blocks,
    private readonly kind: BlockKind,
    private readonly telling: Telling,
  ) {
    this.timeBytes = telling.timeBytes;
    this.owners = new Uint16Array(blocks.count).fill(FIRST);
    this.copies = Array.from({ length: blocks.count }, () => new Set<number>());
    this.free = new Float64Array(blocks.count);
    this.finder = manager.create(blocks.nodes, blocks.count, FIRST);
  }

  hands(): boolean {
    return true;
  }

  isAtomic(): boolean {
    return true;
  }

  private get requestBytes(): number {
    return REQUEST_BYTES + this.timeBytes;
  }

  begin(): void {
    for (let node = 0; node < this.blocks.nodes; node++) {
      this.blocks.setAll(node, node === FIRST ? RIGHTS.ATOMIC : RIGHTS.NONE);
    }
  }

  travelCycles(node: number, block: number): number {
    if (this.owners[block] === node) return 0;
    const { costs, wire } = this.nodes;
    return wire.cyclesOf(this.requestBytes + wire.loggp.headerBytes) + costs.handlerCycles;
  }

  freeAt(block: number): number {
    return this.free[block] ?? 0;
  }

  fault(node: number, block: number, writing: boolean, time: number): number {
    if (this.blocks.right(node, block) > (writing ? RIGHTS.READ : RIGHTS.NONE)) return time;
    const owner = this.owners[block] ?? FIRST;
    const at =
      this.manager.copiesAt === 'manager'
        ? this.askManager(node, block, owner, writing, time)
        : this.askOwner(node, block, owner, writing, time);
    this.move(node, block, owner, writing);
    return at + this.nodes.costs.protectCycles;
  }

  private askManager(node: number, block: number, owner: number, writing: boolean, time: number): number {
    const manager = this.finder.route(node, block, owner, writing)[0] ?? FIRST;
    let at = this.nodes.ask(this.kind.request, node, manager, this.requestBytes, time);
    if (writing) at = this.invalidate(manager, node, block, at);
    if (owner === node) at = this.nodes.answer(this.kind.grant, manager, node, REQUEST_BYTES, at);
    else {
      at = this.nodes.ask(this.kind.forward, manager, owner, this.requestBytes, at);
      at = this.sendBlock(owner, node, block, 0, at);
    }
    this.free[block] = this.nodes.ask(this.kind.confirm, node, manager, REQUEST_BYTES, at);
    return at;
  }

  private askOwner(node: number, block: number, owner: number, writing: boolean, time: number): number {
    let at = time;
    if (owner !== node) {
      let from = node;
      for (const to of this.finder.route(node, block, owner, writing)) {
        const kind = from === node ? this.kind.request : this.kind.forward;
        at = this.nodes.ask(kind, from, to, this.requestBytes, at);
        from = to;
      }
      const known = writing ? NODE_BYTES * (this.copies[block]?.size ?? 0) : 0;
      at = this.sendBlock(owner, node, block, known, at);
    }
    return writing ? this.invalidate(node, node, block, at) : at;
  }

  private sendBlock(owner: number, node: number, block: number, besides: number, time: number): number {
    this.nodes.traffic.add(owner, this.kind.sent);
    this.nodes.traffic.add(node, this.kind.received);
    const news = this.telling.news(owner, node);
    const from = time + this.nodes.costs.protectCycles + news.cycles;
    const bytes = this.blocks.bytesOf(block) + besides + news.bytes;
    return this.nodes.answer(this.kind.block, owner, node, bytes, from) + this.telling.learn(owner, node);
  }

  /** `by` takes the copies away from all but `node`: when the last one is acknowledged. */
  private invalidate(by: number, node: number, block: number, time: number): number {
    const { protectCycles } = this.nodes.costs;
    let at = time;
    for (const copy of this.copies[block] ?? []) {
      if (copy === node) continue;
      const done = this.nodes.ask(this.kind.invalidate, by, copy, REQUEST_BYTES, time, protectCycles);
      at = Math.max(at, this.nodes.answer(this.kind.acknowledge, copy, by, REQUEST_BYTES, done));
    }
    return at;
  }

  /** What has become of the block and its copies. */
  private move(node: number, block: number, owner: number, writing: boolean): void {
    const copies = this.copies[block] ?? new Set();
    if (this.blocks.right(node, block) === RIGHTS.NONE) this.blocks.copy(owner, node, block);
    if (writing) {
      for (const copy of [...copies, owner]) {
        if (copy === node) continue;
        this.blocks.setRight(copy, block, RIGHTS.NONE);
        this.nodes.traffic.add(copy, this.kind.invalidations);
        this.finder.invalidated(copy, block, node);
      }
      copies.clear();
      this.owners[block] = node;
      this.blocks.setRight(node, block, RIGHTS.ATOMIC);
    } else {
      copies.add(node);
      this.blocks.setRight(owner, block, RIGHTS.READ);
      this.blocks.setRight(node, block, RIGHTS.READ);
    }
    this.finder.received(node, block, owner, writing);
  }

  news(): News {
    return NO_NEWS;
  }

  learn(): number {
    return 0;
  }

  gather(): void {
    this.owners.forEach((owner, block) => {
      if (owner !== FIRST) this.blocks.copy(owner, FIRST, block);
    });
  }
}
