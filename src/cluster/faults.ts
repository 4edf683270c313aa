/**
 * Page faults of threads.
 *
 * Where pages go from one node to the next, who was given one uses it before it goes on: else two nodes
 * could take it from each other for ever. Who comes too early waits in line, first come, first served.
 */
import type { Execution } from '../engine/execution.js';
import type { Consistency } from './consistency.js';
import type { Nodes } from './nodes.js';

/** A thread that was given a page and may not have used it. */
interface Given {
  readonly thread: number;
  readonly instructions: number;
}

export class Faults {
  private readonly given = new Map<number, Given>();
  private readonly lines = new Map<number, number[]>();

  constructor(
    private readonly execution: Execution,
    private readonly nodes: Nodes,
    private readonly consistency: Consistency,
  ) {}

  /** A thread may not do with a page what its next instruction does; its clock goes on until it may. */
  fault(thread: number, page: number, writing: boolean): void {
    if (this.consistency.hands && this.mustWait(thread, page)) return;
    const node = this.nodes.layout.nodeOf(thread);
    this.nodes.traffic.add(node, writing ? 'writeFaults' : 'readFaults');
    const { faultCycles } = this.nodes.costs;
    const begins = this.nodes.clock(thread) + faultCycles;
    const there = this.nodes.onBehalfOf(thread, () => this.consistency.fault(node, page, writing, begins));
    this.nodes.waitUntil(thread, there, 'faultWaitCycles');
    this.given.set(page, { thread, instructions: this.instructionsOf(thread) });
  }

  private instructionsOf(thread: number): number {
    return this.execution.thread(thread).instructions;
  }

  /** When the page can be asked for again; 0 if it can be now. */
  private takenUntil(page: number, now: number): number {
    const free = this.consistency.freeAt(page);
    const given = this.given.get(page);
    if (!given || this.instructionsOf(given.thread) > given.instructions) return free > now ? free : 0;
    return Math.max(free, this.nodes.clock(given.thread) + 1);
  }

  private mustWait(thread: number, page: number): boolean {
    const now = this.nodes.clock(thread);
    const line = this.lines.get(page) ?? [];
    const taken = this.takenUntil(page, now);
    const first = line[0] ?? thread;
    if (taken === 0 && first === thread) {
      line.shift();
      return false;
    }
    if (!line.includes(thread)) this.lines.set(page, [...line, thread]);
    // Behind the one that was given the page, or that is first in line.
    const until = first === thread ? taken : this.nodes.clock(first) + 1;
    this.nodes.waitUntil(thread, Math.max(until, now + 1), 'faultWaitCycles');
    return true;
  }
}
