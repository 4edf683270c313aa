/**
 * Threads that block on a word of memory (`wait`), and those that wake them (`wake`), where the nodes share
 * memory by software. A manager knows who waits, as it does for locks of the system:
 *
 *   wait   who waits ─► manager
 *   wake   who wakes ─► manager ─► each one woken; and how many back to who wakes
 *
 * The word itself was looked at by the thread that waits, before any other could change it.
 */
import type { Nodes } from './nodes.js';
import type { Threads } from './threads.js';

/** Bytes of an address, and of how many. */
const REQUEST_BYTES = 12;
const NUMBER_BYTES = 4;

export class Waiting {
  /** Threads that wait on an address, the longest waiting first. */
  private readonly lines = new Map<number, number[]>();

  constructor(
    private readonly threads: Threads,
    private readonly nodes: Nodes,
    private readonly lineBytes: number,
  ) {}

  private managerOf(address: number): number {
    return Math.floor(address / this.lineBytes) % this.nodes.layout.nodes;
  }

  wait(thread: number, address: number): void {
    const { layout } = this.nodes;
    this.lines.set(address, [...(this.lines.get(address) ?? []), thread]);
    this.threads.blockOn(thread, address);
    const now = this.nodes.clock(thread);
    this.nodes.onBehalfOf(thread, () =>
      this.nodes.ask('waitRequest', layout.nodeOf(thread), this.managerOf(address), REQUEST_BYTES, now),
    );
  }

  /** Wakes up to `most` threads; returns how many, and when who woke them knows. */
  wake(thread: number, address: number, most: bigint): { woken: number; time: number } {
    const { layout } = this.nodes;
    const node = layout.nodeOf(thread);
    const manager = this.managerOf(address);
    const now = this.nodes.clock(thread);
    return this.nodes.onBehalfOf(thread, () => {
      const asked = this.nodes.ask('wakeRequest', node, manager, REQUEST_BYTES, now);
      const woken = this.take(address, most);
      for (const other of woken) {
        const there = this.nodes.answer('woken', manager, layout.nodeOf(other), REQUEST_BYTES, asked);
        this.nodes.waitUntil(other, there, 'wakeWaitCycles');
        this.threads.pass(other, there);
      }
      const time = this.nodes.answer('wakeReply', manager, node, NUMBER_BYTES, asked);
      return { woken: woken.length, time };
    });
  }

  private take(address: number, most: bigint): number[] {
    const line = this.lines.get(address) ?? [];
    const count = most < 0n ? 0 : most < BigInt(line.length) ? Number(most) : line.length;
    this.lines.set(address, line.slice(count));
    return line.slice(0, count);
  }
}
