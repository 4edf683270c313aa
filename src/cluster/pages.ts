/** The nodes' memories by pages, as the software that shares them sees them. */
import type { Execution } from '../engine/execution.js';

/** What a node may do with a page. */
export const RIGHTS = { NONE: 0, READ: 1, WRITE: 2 } as const;
export type Right = (typeof RIGHTS)[keyof typeof RIGHTS];

export class Pages {
  readonly count: number;

  constructor(
    private readonly execution: Execution,
    readonly nodes: number,
    readonly pageBytes: number,
    /** Bytes of a node's memory: whole pages. */
    readonly spaceBytes: number,
    private readonly lineBytes: number,
    /** Bytes of those that the program may use; the last page may be cut short. */
    private readonly usedBytes: number,
  ) {
    this.count = Math.ceil(usedBytes / pageBytes);
  }

  right(node: number, page: number): number {
    return this.execution.rights(node)[page] ?? RIGHTS.NONE;
  }

  /** With its last right a node's caches lose the page, and its processors what they reserved there. */
  setRight(node: number, page: number, right: Right): void {
    if (right === RIGHTS.NONE) this.settle(node, page * this.pageBytes, this.pageBytes);
    this.execution.rights(node)[page] = right;
  }

  setAll(node: number, right: Right): void {
    this.execution.rights(node).fill(right);
  }

  /** Caches give up what they hold of a node's bytes, so that memory is all there is of them. */
  private settle(node: number, address: number, bytes: number): void {
    this.execution.purge(node * this.spaceBytes + address, bytes, true, this.lineBytes);
  }

  /** A node's memory itself. */
  view(node: number, address: number, bytes: number): Uint8Array {
    this.settle(node, address, bytes);
    const at = node * this.spaceBytes + address;
    return this.execution.image().subarray(at, at + bytes);
  }

  page(node: number, page: number): Uint8Array {
    return this.view(node, page * this.pageBytes, this.pageBytes);
  }

  copy(from: number, to: number, page: number): void {
    const bytes = this.page(from, page);
    this.page(to, page).set(bytes);
  }

  /** All that a node has in its memory, as a copy. */
  all(node: number): Uint8Array {
    return this.view(node, 0, this.usedBytes).slice();
  }
}
