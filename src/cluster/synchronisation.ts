/**
 * Locks and barriers of the system (src/programs/services.ts), with managers as in TreadMarks (P. Keleher,
 * A. L. Cox, S. Dwarkadas and W. Zwaenepoel, TreadMarks, 1994).
 *
 *   lock      who wants it ─► manager ─► who was last in line for it ─► who wants it, when that gives it back
 *   barrier   each node, when all its threads are there ─► manager ─► each node, when all are there
 *
 * A node that was the last to have a lock takes it again without a message. What a node has to tell
 * travels with the grants of locks, to barriers and from them.
 */
import { CohortError } from '../errors.js';
import type { Consistency } from './consistency.js';
import type { Nodes } from './nodes.js';

/** Bytes of a lock's or a barrier's name. */
const NAME_BYTES = 8;

interface Waiting {
  readonly thread: number;
  /** When its request is where the lock will be given back. */
  readonly asked: number;
}

interface Lock {
  holder: number | null;
  /** The node that had it last, or has it. */
  node: number;
  readonly line: Waiting[];
}

interface Gathering {
  /** Threads that are there. */
  readonly threads: number[];
  /** When the word of each node is with the manager. */
  readonly word: Map<number, number>;
}

/** Lets a thread go on that waited for a lock or a barrier, from a time on. */
export type Resume = (thread: number, time: number, counter: 'lockWaitCycles' | 'barrierWaitCycles') => void;

export class Synchronisation {
  private readonly locks = new Map<bigint, Lock>();
  private readonly barriers = new Map<bigint, Gathering>();

  constructor(
    private readonly nodes: Nodes,
    private readonly consistency: Consistency | null,
    private readonly resume: Resume,
    private readonly lineBytes: number,
  ) {}

  private managerOf(object: bigint): number {
    return Number((object / BigInt(this.lineBytes)) % BigInt(this.nodes.layout.nodes));
  }

  private lockOf(object: bigint): Lock {
    const known = this.locks.get(object);
    if (known) return known;
    const lock: Lock = { holder: null, node: this.managerOf(object), line: [] };
    this.locks.set(object, lock);
    return lock;
  }

  acquire(object: bigint, thread: number): void {
    const lock = this.lockOf(object);
    const asked = this.requestOf(object, lock, thread);
    if (lock.holder === null) this.grant(lock, { thread, asked }, asked);
    else lock.line.push({ thread, asked });
  }

  /** Sends the request to whom the thread comes after; when it is there. */
  private requestOf(object: bigint, lock: Lock, thread: number): number {
    const { layout } = this.nodes;
    const before = lock.line.at(-1);
    const last = before ? layout.nodeOf(before.thread) : lock.node;
    const node = layout.nodeOf(thread);
    const now = this.nodes.clock(thread);
    if (node === last) return now;
    const manager = this.managerOf(object);
    const bytes = NAME_BYTES + (this.consistency?.timeBytes ?? 0);
    const known = this.nodes.ask('lockRequest', node, manager, bytes, now);
    return manager === last ? known : this.nodes.ask('lockForward', manager, last, bytes, known);
  }

  private grant(lock: Lock, { thread, asked }: Waiting, time: number): void {
    const node = this.nodes.layout.nodeOf(thread);
    let at = Math.max(asked, time);
    if (node !== lock.node) {
      const news = this.consistency?.news(lock.node, node);
      const bytes = NAME_BYTES + (news?.bytes ?? 0);
      at = this.nodes.answer('lockGrant', lock.node, node, bytes, at + (news?.cycles ?? 0));
      at += this.consistency?.learn(lock.node, node) ?? 0;
    }
    lock.node = node;
    lock.holder = thread;
    this.resume(thread, at, 'lockWaitCycles');
  }

  /** @throws CohortError: the thread does not have the lock. */
  release(object: bigint, thread: number, name: string): void {
    const lock = this.lockOf(object);
    if (lock.holder !== thread) {
      const who = lock.holder === null ? 'no thread has' : `thread ${lock.holder} has`;
      throw new CohortError(
        `Thread ${thread} gives back the lock ${name}, which ${who}: every release needs an acquire of its own before it.`,
      );
    }
    lock.holder = null;
    const next = lock.line.shift();
    if (next) this.grant(lock, next, this.nodes.clock(thread));
  }

  /** The thread has come to a barrier; all of them go on when the last one has. */
  arrive(object: bigint, thread: number): void {
    const { layout } = this.nodes;
    const gathering = this.barriers.get(object) ?? { threads: [], word: new Map<number, number>() };
    this.barriers.set(object, gathering);
    gathering.threads.push(thread);
    const node = layout.nodeOf(thread);
    const here = gathering.threads.filter((other) => layout.nodeOf(other) === node);
    const all = Array.from({ length: layout.threads }, (_, t) => t).filter((t) => layout.nodeOf(t) === node);
    if (here.length === all.length) gathering.word.set(node, this.sendWord(object, node, here));
    if (gathering.threads.length < layout.threads) return;
    this.barriers.delete(object);
    this.depart(object, gathering);
  }

  private sendWord(object: bigint, node: number, here: readonly number[]): number {
    const manager = this.managerOf(object);
    const now = Math.max(...here.map((thread) => this.nodes.clock(thread)));
    const news = this.consistency?.news(node, manager);
    const bytes = NAME_BYTES + (news?.bytes ?? 0);
    return this.nodes.ask('barrierArrive', node, manager, bytes, now + (news?.cycles ?? 0));
  }

  private depart(object: bigint, { threads, word }: Gathering): void {
    const { layout } = this.nodes;
    const manager = this.managerOf(object);
    const others = [...word.keys()].filter((node) => node !== manager).sort((a, b) => a - b);
    let at = Math.max(...word.values());
    for (const node of others) at += this.consistency?.learn(node, manager) ?? 0;
    const goes = new Map([[manager, at]]);
    for (const node of others) {
      const news = this.consistency?.news(manager, node);
      const bytes = NAME_BYTES + (news?.bytes ?? 0);
      const there = this.nodes.answer('barrierDepart', manager, node, bytes, at);
      goes.set(node, there + (this.consistency?.learn(manager, node) ?? 0));
    }
    for (const thread of threads) {
      this.resume(thread, goes.get(layout.nodeOf(thread)) ?? at, 'barrierWaitCycles');
    }
  }
}
