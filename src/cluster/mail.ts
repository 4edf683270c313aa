/**
 * Messages that threads send each other by `send` and `recv`. To receive one acquires what its sender
 * released by sending it, so that it brings news of shared pages.
 */
import { A7 } from '../programs/registers.js';
import type { Consistency } from './consistency.js';
import type { Nodes } from './nodes.js';

interface Message {
  readonly from: number;
  readonly bytes: Uint8Array;
  readonly arrives: number;
}

/** A thread that waits for a message. */
export interface Receiving {
  /** Sender; −1: any. */
  readonly from: bigint;
  readonly address: bigint;
  /** Register for the number of bytes. */
  readonly register: number;
}

/** What a thread gets of a message: bytes in memory and numbers in registers, from a time on. */
export interface Delivery extends Receiving {
  readonly bytes: Uint8Array;
  readonly sender: number;
  readonly arrives: number;
}

export const SENDER_REGISTER = A7;

export class Mail {
  private readonly boxes: Message[][];
  private readonly receivers = new Map<number, Receiving>();

  constructor(
    private readonly nodes: Nodes,
    private readonly consistency: Consistency | null,
    private readonly deliver: (thread: number, delivery: Delivery) => void,
  ) {
    this.boxes = Array.from({ length: nodes.layout.threads }, () => []);
  }

  /** Sends the bytes; returns when the sender goes on. */
  send(from: number, to: number, bytes: Uint8Array): number {
    const { layout, traffic, wire } = this.nodes;
    const [node, other] = [layout.nodeOf(from), layout.nodeOf(to)];
    const now = this.nodes.clock(from);
    let passage = { left: now, arrives: now };
    if (node !== other) {
      const news = this.consistency?.news(node, other);
      const all = bytes.length + (news?.bytes ?? 0) + wire.loggp.headerBytes;
      traffic.message('data', node, other, all);
      passage = wire.send(node, other, all, now + (news?.cycles ?? 0));
    }
    this.boxes[to]?.push({ from, bytes, arrives: passage.arrives });
    const receiver = this.receivers.get(to);
    if (receiver) this.receive(to, receiver);
    return passage.left;
  }

  /** Gives the thread the message that arrives first of those it wants, or has it wait for one. */
  receive(thread: number, wanted: Receiving): void {
    const box = this.boxes[thread] ?? [];
    let first = -1;
    box.forEach(({ from, arrives }, at) => {
      if (wanted.from !== -1n && BigInt(from) !== wanted.from) return;
      if (first < 0 || arrives < (box[first]?.arrives ?? 0)) first = at;
    });
    const [message] = first < 0 ? [] : box.splice(first, 1);
    if (!message) {
      this.receivers.set(thread, wanted);
      return;
    }
    this.receivers.delete(thread);
    this.deliver(thread, { ...wanted, bytes: message.bytes, sender: message.from, arrives: message.arrives });
  }

  /** When the thread has the message in its registers. */
  takenAt(thread: number, { arrives, sender }: Delivery): number {
    const { layout, wire } = this.nodes;
    const [from, to] = [layout.nodeOf(sender), layout.nodeOf(thread)];
    const now = this.nodes.clock(thread);
    if (from === to) return Math.max(now, arrives);
    const taken = wire.receive(to, arrives, now);
    if (!this.consistency) return taken;
    this.consistency.news(from, to);
    return taken + this.consistency.learn(from, to);
  }
}
