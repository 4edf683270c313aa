/**
 * Shared pages with a single writer, sequentially consistent (K. Li and P. Hudak, Memory Coherence in
 * Shared Virtual Memory Systems, 1989).
 *
 * A page has an owner. It is the only node with the page, and may write; or it and others have it to read.
 *
 *   read fault    request ─► … ─► owner ─► page; the owner can then only read
 *   write fault   the same, but the owner gives the page up, and all copies are invalidated
 */
import { type Consistency, NO_NEWS } from './consistency.js';
import type { Manager, OwnerFinder } from './managers/manager.js';
import type { Nodes } from './nodes.js';
import { type Pages, RIGHTS } from './pages.js';

/** Bytes of a request: the page, and who wants what. */
const REQUEST_BYTES = 8;
/** Bytes of a node's number among those that have copies. */
const NODE_BYTES = 2;
/** The node that the program was loaded at. */
const FIRST = 0;

export class Ivy implements Consistency {
  readonly hands = true;
  private readonly owners: Uint16Array;
  /** Nodes beside the owner that can read. */
  private readonly copies: Set<number>[];
  private readonly free: Float64Array;
  private readonly finder: OwnerFinder;

  constructor(
    private readonly manager: Manager,
    private readonly nodes: Nodes,
    private readonly pages: Pages,
  ) {
    this.owners = new Uint16Array(pages.count).fill(FIRST);
    this.copies = Array.from({ length: pages.count }, () => new Set<number>());
    this.free = new Float64Array(pages.count);
    this.finder = manager.create(pages.nodes, pages.count, FIRST);
  }

  begin(): void {
    for (let node = 0; node < this.pages.nodes; node++) {
      this.pages.setAll(node, node === FIRST ? RIGHTS.WRITE : RIGHTS.NONE);
    }
  }

  travelCycles(node: number, page: number): number {
    if (this.owners[page] === node) return 0;
    const { costs, wire } = this.nodes;
    return wire.cyclesOf(REQUEST_BYTES + wire.loggp.headerBytes) + costs.handlerCycles;
  }

  freeAt(page: number): number {
    return this.free[page] ?? 0;
  }

  fault(node: number, page: number, writing: boolean, time: number): number {
    if (this.pages.right(node, page) > (writing ? RIGHTS.READ : RIGHTS.NONE)) return time;
    const owner = this.owners[page] ?? FIRST;
    const at =
      this.manager.copiesAt === 'manager'
        ? this.askManager(node, page, owner, writing, time)
        : this.askOwner(node, page, owner, writing, time);
    this.move(node, page, owner, writing);
    return at + this.nodes.costs.protectCycles;
  }

  private askManager(node: number, page: number, owner: number, writing: boolean, time: number): number {
    const manager = this.finder.route(node, page, owner, writing)[0] ?? FIRST;
    let at = this.nodes.ask('request', node, manager, REQUEST_BYTES, time);
    if (writing) at = this.invalidate(manager, node, page, at);
    if (owner === node) at = this.nodes.answer('grant', manager, node, REQUEST_BYTES, at);
    else {
      at = this.nodes.ask('forward', manager, owner, REQUEST_BYTES, at);
      at = this.sendPage(owner, node, 0, at);
    }
    this.free[page] = this.nodes.ask('confirm', node, manager, REQUEST_BYTES, at);
    return at;
  }

  private askOwner(node: number, page: number, owner: number, writing: boolean, time: number): number {
    let at = time;
    if (owner !== node) {
      let from = node;
      for (const to of this.finder.route(node, page, owner, writing)) {
        at = this.nodes.ask(from === node ? 'request' : 'forward', from, to, REQUEST_BYTES, at);
        from = to;
      }
      const known = writing ? NODE_BYTES * (this.copies[page]?.size ?? 0) : 0;
      at = this.sendPage(owner, node, known, at);
    }
    return writing ? this.invalidate(node, node, page, at) : at;
  }

  private sendPage(owner: number, node: number, besides: number, time: number): number {
    this.nodes.traffic.add(owner, 'pagesSent');
    this.nodes.traffic.add(node, 'pagesReceived');
    const from = time + this.nodes.costs.protectCycles;
    return this.nodes.answer('page', owner, node, this.pages.pageBytes + besides, from);
  }

  /** `by` takes the copies away from all but `node`: when the last one is acknowledged. */
  private invalidate(by: number, node: number, page: number, time: number): number {
    const { protectCycles } = this.nodes.costs;
    let at = time;
    for (const copy of this.copies[page] ?? []) {
      if (copy === node) continue;
      const done = this.nodes.ask('invalidate', by, copy, REQUEST_BYTES, time, protectCycles);
      at = Math.max(at, this.nodes.answer('acknowledge', copy, by, REQUEST_BYTES, done));
    }
    return at;
  }

  /** What has become of the page and its copies. */
  private move(node: number, page: number, owner: number, writing: boolean): void {
    const copies = this.copies[page] ?? new Set();
    if (this.pages.right(node, page) === RIGHTS.NONE) this.pages.copy(owner, node, page);
    if (writing) {
      for (const copy of [...copies, owner]) {
        if (copy === node) continue;
        this.pages.setRight(copy, page, RIGHTS.NONE);
        this.nodes.traffic.add(copy, 'invalidations');
        this.finder.invalidated(copy, page, node);
      }
      copies.clear();
      this.owners[page] = node;
      this.pages.setRight(node, page, RIGHTS.WRITE);
    } else {
      copies.add(node);
      this.pages.setRight(owner, page, RIGHTS.READ);
      this.pages.setRight(node, page, RIGHTS.READ);
    }
    this.finder.received(node, page, owner, writing);
  }

  news(): typeof NO_NEWS {
    return NO_NEWS;
  }

  learn(): number {
    return 0;
  }

  memory(): Uint8Array {
    const memory = this.pages.all(FIRST);
    this.owners.forEach((owner, page) => {
      if (owner === FIRST) return;
      const at = page * this.pages.pageBytes;
      memory.set(this.pages.page(owner, page).subarray(0, memory.length - at), at);
    });
    return memory;
  }
}
