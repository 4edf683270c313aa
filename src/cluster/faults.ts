/**
 * Page faults of threads.
 *
 * Where pages go from one node to the next, nothing changes elsewhere before the request for the page has
 * come there; and who was given a page uses it before it goes on, else two nodes could take it from each
 * other for ever. Who comes too early waits in line, first come, first served.
 */
import type { Consistency } from './consistency.js';
import type { Nodes } from './nodes.js';
import type { Threads } from './threads.js';

/** A thread at an instruction: one that was given a page and may not have used it, or waits for one. */
interface Standing {
  readonly thread: number;
  readonly instructions: number;
}

export class Faults {
  private readonly given = new Map<number, Standing>();
  /** Threads whose requests for a page are under way, or wait for it. */
  private readonly lines = new Map<number, Standing[]>();

  constructor(
    private readonly threads: Threads,
    private readonly nodes: Nodes,
    private readonly consistency: Consistency,
  ) {}

  /** A thread may not do with a page what its next instruction does; its clock goes on until it may. */
  meet(thread: number, page: number, writing: boolean): void {
    const { faultCycles } = this.nodes.costs;
    const now = this.nodes.clock(thread);
    if (!this.consistency.hands) {
      this.take(thread, page, writing, now + faultCycles);
      return;
    }
    // A message that came for the node's pages may have taken it again.
    if (this.given.get(page)?.thread === thread) this.given.delete(page);
    const travel = this.consistency.travelCycles(this.nodes.layout.nodeOf(thread), page);
    const line = this.lineFor(page);
    if (!line.some((other) => other.thread === thread)) {
      line.push(this.standing(thread));
      this.nodes.waitUntil(thread, now + faultCycles + travel, 'faultWaitCycles');
      if (faultCycles + travel > 0) return;
    }
    const until = this.waitsUntil(thread, page, line[0]?.thread ?? thread, now);
    if (until > now) {
      this.nodes.waitUntil(thread, until, 'faultWaitCycles');
      return;
    }
    line.shift();
    this.take(thread, page, writing, now - travel);
    this.given.set(page, this.standing(thread));
  }

  /** The thread gets the page, for which it asks at `time`. */
  take(thread: number, page: number, writing: boolean, time: number): void {
    const node = this.nodes.layout.nodeOf(thread);
    this.nodes.traffic.add(node, writing ? 'writeFaults' : 'readFaults');
    const there = this.nodes.onBehalfOf(thread, () => this.consistency.fault(node, page, writing, time));
    this.nodes.waitUntil(thread, there, 'faultWaitCycles');
  }

  private standing(thread: number): Standing {
    return { thread, instructions: this.threads.instructions(thread) };
  }

  /** Whether the thread is still at that instruction. */
  private stands({ thread, instructions }: Standing): boolean {
    return this.threads.instructions(thread) === instructions;
  }

  /** Who waits for a page; without those who went on because another thread of their node was given it. */
  private lineFor(page: number): Standing[] {
    const line = (this.lines.get(page) ?? []).filter((standing) => this.stands(standing));
    this.lines.set(page, line);
    return line;
  }

  /** When to look again: behind who is first in line, or who was given the page and has not used it. */
  private waitsUntil(thread: number, page: number, first: number, now: number): number {
    if (first !== thread) return Math.max(now, this.nodes.clock(first)) + 1;
    const given = this.given.get(page);
    const free = Math.max(now, this.consistency.freeAt(page));
    return given && this.stands(given) ? Math.max(free, this.nodes.clock(given.thread) + 1) : free;
  }
}
