/**
 * The nodes' memories as the software that shares them sees them: one after the other, each of
 * `spaceBytes`, with a table of what the node may do with each unit of its own.
 */
import type { Execution } from '../engine/execution.js';

/** A part of a node's memory, in bytes. */
export interface Extent {
  readonly address: number;
  readonly bytes: number;
}

export class Space {
  constructor(
    private readonly execution: Execution,
    readonly nodes: number,
    /** Bytes of a node's memory: whole pages. */
    private readonly spaceBytes: number,
    private readonly lineBytes: number,
    readonly unitBytes: number,
    /** Bytes of those that the program may use. */
    private readonly usedBytes: number,
  ) {}

  /** What a node may do with each unit: a number of `RIGHTS`. */
  rights(node: number): Uint8Array {
    return this.execution.rights(node);
  }

  /**
   * Caches give up what they hold of a node's bytes, so that memory is all there is of them, and
   * processors what they reserved there.
   */
  settle(node: number, { address, bytes }: Extent): void {
    this.execution.purge(node * this.spaceBytes + address, bytes, true, this.lineBytes);
  }

  /** A node's memory itself. */
  view(node: number, extent: Extent): Uint8Array {
    this.settle(node, extent);
    const at = node * this.spaceBytes + extent.address;
    return this.execution.image().subarray(at, at + extent.bytes);
  }

  /** All that a program has in a node's memory, as a copy. */
  all(node: number): Uint8Array {
    return this.view(node, { address: 0, bytes: this.usedBytes }).slice();
  }
}
