/**
 * Faults of threads: their node has not the block that they need, a page or a line.
 *
 * Where blocks go from one node to the next, nothing changes elsewhere before the request for the block has
 * come there; and who was given a block uses it before it goes on, else two nodes could take it from each
 * other for ever. Who comes too early waits in line, first come, first served.
 */
import type { Consistency } from './consistency.js';
import type { Nodes } from './nodes.js';
import type { Threads } from './threads.js';
import type { NodeCounter } from './traffic.js';

/** A thread at an instruction: one that was given a block and may not have used it, or waits for one. */
interface Standing {
  readonly thread: number;
  readonly instructions: number;
}

export class Faults {
  private readonly given = new Map<number, Standing>();
  /** Threads whose requests for a block are under way, or wait for it. */
  private readonly lines = new Map<number, Standing[]>();

  constructor(
    private readonly threads: Threads,
    private readonly nodes: Nodes,
    private readonly consistency: Consistency,
    /** Of pages: blocks from there on are lines. */
    private readonly pages: number,
  ) {}

  private waitCounter(block: number): NodeCounter {
    return block < this.pages ? 'faultWaitCycles' : 'lineWaitCycles';
  }

  /** A thread may not do with a block what its next instruction does; its clock goes on until it may. */
  meet(thread: number, block: number, writing: boolean): void {
    const { faultCycles } = this.nodes.costs;
    const now = this.nodes.clock(thread);
    if (!this.consistency.hands(block)) {
      this.take(thread, block, writing, now + faultCycles);
      return;
    }
    // A message that came for the node's blocks may have taken it again.
    if (this.given.get(block)?.thread === thread) this.given.delete(block);
    const travel = this.consistency.travelCycles(this.nodes.layout.nodeOf(thread), block);
    const line = this.lineFor(block);
    if (!line.some((other) => other.thread === thread)) {
      line.push(this.standing(thread));
      this.nodes.waitUntil(thread, now + faultCycles + travel, this.waitCounter(block));
      if (faultCycles + travel > 0) return;
    }
    const until = this.waitsUntil(thread, block, line[0]?.thread ?? thread, now);
    if (until > now) {
      this.nodes.waitUntil(thread, until, this.waitCounter(block));
      return;
    }
    line.shift();
    this.take(thread, block, writing, now - travel);
    this.given.set(block, this.standing(thread));
  }

  /** The thread gets the block, for which it asks at `time`. */
  take(thread: number, block: number, writing: boolean, time: number): void {
    const node = this.nodes.layout.nodeOf(thread);
    const fault = writing ? 'writeFaults' : 'readFaults';
    this.nodes.traffic.add(node, block < this.pages ? fault : 'lineFaults');
    const there = this.nodes.onBehalfOf(thread, () => this.consistency.fault(node, block, writing, time));
    this.nodes.waitUntil(thread, there, this.waitCounter(block));
  }

  private standing(thread: number): Standing {
    return { thread, instructions: this.threads.instructions(thread) };
  }

  /** Whether the thread is still at that instruction, and has not come to wait there for what needs no block. */
  private stands({ thread, instructions }: Standing): boolean {
    return this.threads.instructions(thread) === instructions && this.threads.status(thread) === 'ready';
  }

  /** Who waits for a block; without those who went on because another thread of their node was given it. */
  private lineFor(block: number): Standing[] {
    const line = (this.lines.get(block) ?? []).filter((standing) => this.stands(standing));
    this.lines.set(block, line);
    return line;
  }

  /** When to look again: behind who is first in line, or who was given the block and has not used it. */
  private waitsUntil(thread: number, block: number, first: number, now: number): number {
    if (first !== thread) return Math.max(now, this.nodes.clock(first)) + 1;
    const given = this.given.get(block);
    const free = Math.max(now, this.consistency.freeAt(block));
    return given && this.stands(given) ? Math.max(free, this.nodes.clock(given.thread) + 1) : free;
  }
}
