/** The nodes of a cluster as the run goes on: their processors' clocks, and the messages of its software. */
import { Calendar } from './calendar.js';
import type { DsmCosts } from './costs.js';
import type { Threads } from './threads.js';
import type { ClusterMessage, NodeCounter, Traffic } from './traffic.js';
import type { Wire } from './wire.js';

/** Time in which a thread's processor has nothing to do, by what for. */
const WAITS = [
  'faultWaitCycles',
  'lineWaitCycles',
  'wakeWaitCycles',
  'lockWaitCycles',
  'barrierWaitCycles',
  'messageWaitCycles',
  'overheadCycles',
] as const satisfies readonly NodeCounter[];

/** Which node each thread belongs to; thread t runs on processor t. */
export interface Layout {
  readonly nodes: number;
  readonly threads: number;
  nodeOf(thread: number): number;
}

export const spread = (threads: number, nodes: number): Layout => ({
  nodes,
  threads,
  nodeOf: (thread) => Math.floor((thread * nodes) / threads),
});

export class Nodes {
  /** When the software of each node sees to requests. */
  private readonly handlers: readonly Calendar[];

  constructor(
    readonly threads: Threads,
    readonly layout: Layout,
    readonly wire: Wire,
    readonly costs: DsmCosts,
    readonly traffic: Traffic,
  ) {
    this.handlers = Array.from({ length: layout.nodes }, () => new Calendar());
  }

  clock(thread: number): number {
    return this.threads.clock(thread);
  }

  /** The thread has nothing to do before `time`; what it waits is counted. */
  waitUntil(thread: number, time: number, counter: NodeCounter): void {
    const waited = Math.ceil(time) - this.clock(thread);
    if (waited <= 0) return;
    this.traffic.add(this.layout.nodeOf(thread), counter, waited);
    this.threads.waitUntil(thread, time);
  }

  /** Where the time of each node's threads went that is not counted as it goes. */
  settle(): void {
    for (let node = 0; node < this.layout.nodes; node++) {
      const counts = this.traffic.of(node);
      const waited = WAITS.reduce((sum, counter) => sum + counts[counter], 0);
      let passed = 0;
      let idle = 0;
      for (let thread = 0; thread < this.layout.threads; thread++) {
        if (this.layout.nodeOf(thread) !== node) continue;
        passed += this.clock(thread);
        idle += this.threads.idle(thread);
      }
      this.traffic.add(node, 'sleepCycles', idle - waited);
      this.traffic.add(node, 'computeCycles', passed - idle - counts.interruptCycles);
    }
  }

  /** A message of the system that interrupts `to`: when `to` has seen to it, with `work` cycles of its own. */
  ask(kind: ClusterMessage, from: number, to: number, payload: number, time: number, work = 0): number {
    const interrupted = from === to ? 0 : this.costs.handlerCycles;
    return this.carry(kind, from, to, payload, time, interrupted + work);
  }

  /** One that `to` waits for. */
  answer(kind: ClusterMessage, from: number, to: number, payload: number, time: number, work = 0): number {
    return this.carry(kind, from, to, payload, time, work);
  }

  private carry(
    kind: ClusterMessage,
    from: number,
    to: number,
    payload: number,
    time: number,
    work: number,
  ): number {
    if (from === to) return time + work;
    const bytes = payload + this.wire.loggp.headerBytes;
    this.traffic.message(kind, from, to, bytes);
    const { left, arrives } = this.wire.send(from, to, bytes, time);
    this.interrupt(from, left - time);
    const has = this.wire.receive(to, arrives, arrives);
    const busy = this.wire.busyCycles + work;
    const begins = this.handlers[to]?.reserve(has - this.wire.busyCycles, busy) ?? has;
    this.interrupt(to, busy);
    return begins + busy;
  }

  /** Cycles that the software of a node takes from the node's first processor, unless that waits anyway. */
  private interrupt(node: number, cycles: number): void {
    const thread = Math.ceil((node * this.layout.threads) / this.layout.nodes);
    if (cycles <= 0 || thread === this.waiting) return;
    this.traffic.add(node, 'handlerCycles', Math.ceil(cycles));
    if (this.threads.status(thread) !== 'ready') return;
    this.traffic.add(node, 'interruptCycles', Math.ceil(cycles));
    this.threads.spend(thread, Math.ceil(cycles));
  }

  /** The thread for which the software works: what it does there is in the time that the thread waits. */
  private waiting = -1;

  onBehalfOf<T>(thread: number, work: () => T): T {
    const before = this.waiting;
    this.waiting = thread;
    const result = work();
    this.waiting = before;
    return result;
  }
}
