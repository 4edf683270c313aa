interface Message {
  readonly from: number;
  readonly bytes: Uint8Array;
}

/** Messages that were sent and not received yet. */
export class Mailboxes {
  private readonly waiting: Message[][];

  constructor(threads: number) {
    this.waiting = Array.from({ length: threads }, () => []);
  }

  send(from: number, to: number, bytes: Uint8Array): void {
    this.waiting[to]!.push({ from, bytes: bytes.slice() });
  }

  private find(to: number, from: bigint): number {
    return this.waiting[to]!.findIndex((message) => from === -1n || BigInt(message.from) === from);
  }

  has(to: number, from: bigint): boolean {
    return this.find(to, from) >= 0;
  }

  /** The oldest message to `to` from `from` (−1: from any), which is taken out. */
  take(to: number, from: bigint): Message | undefined {
    const at = this.find(to, from);
    return at < 0 ? undefined : this.waiting[to]!.splice(at, 1)[0];
  }
}
