/**
 * Parts of memory that software keeps alike, each as a whole: pages, or lines. A block has the same
 * addresses in every node's memory, and need not be in one piece.
 */
import type { Extent, Space } from './space.js';

/** What a node may do with a block; atomic accesses need more than `WRITE` where several nodes may write. */
export const RIGHTS = { NONE: 0, READ: 1, WRITE: 2, ATOMIC: 3 } as const;
export type Right = (typeof RIGHTS)[keyof typeof RIGHTS];

export class Blocks {
  constructor(
    private readonly space: Space,
    private readonly extents: readonly (readonly Extent[])[],
  ) {}

  get nodes(): number {
    return this.space.nodes;
  }

  get count(): number {
    return this.extents.length;
  }

  private extentsOf(block: number): readonly Extent[] {
    return this.extents[block] ?? [];
  }

  /** Bytes of a block. */
  bytesOf(block: number): number {
    return this.extentsOf(block).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  right(node: number, block: number): number {
    const [first] = this.extentsOf(block);
    if (!first) return RIGHTS.NONE;
    return this.space.rights(node)[first.address / this.space.unitBytes] ?? RIGHTS.NONE;
  }

  /** With its last right a node's caches lose the block. */
  setRight(node: number, block: number, right: Right): void {
    if (right === RIGHTS.NONE) {
      for (const extent of this.extentsOf(block)) this.space.settle(node, extent);
    }
    this.mark(node, block, right);
  }

  private mark(node: number, block: number, right: Right): void {
    const { unitBytes } = this.space;
    const rights = this.space.rights(node);
    for (const { address, bytes } of this.extentsOf(block)) {
      rights.fill(right, address / unitBytes, (address + bytes) / unitBytes);
    }
  }

  /** Of a node whose caches are empty. */
  setAll(node: number, right: Right): void {
    for (let block = 0; block < this.count; block++) this.mark(node, block, right);
  }

  /** What a node has of a block, as a copy. */
  read(node: number, block: number): Uint8Array {
    const copy = new Uint8Array(this.bytesOf(block));
    let at = 0;
    for (const extent of this.extentsOf(block)) {
      copy.set(this.space.view(node, extent), at);
      at += extent.bytes;
    }
    return copy;
  }

  /** Gives a node's block the content that `read` gave. */
  write(node: number, block: number, content: Uint8Array): void {
    let at = 0;
    for (const extent of this.extentsOf(block)) {
      this.space.view(node, extent).set(content.subarray(at, at + extent.bytes));
      at += extent.bytes;
    }
  }

  copy(from: number, to: number, block: number): void {
    this.write(to, block, this.read(from, block));
  }
}
