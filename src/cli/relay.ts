/** Parts that a reader may have outstanding before who makes them is asked to wait. */
const ROOM = 8;

/**
 * Hands on what one side makes and the other asks for, such as a recording and the file that it goes
 * to. If the reader stops reading, as after a full disk, what comes later is dropped.
 */
export class Relay<T> implements AsyncIterable<T> {
  private readonly parts: T[] = [];
  private ended = false;
  private failure: { readonly reason: unknown } | undefined;
  private closed = false;
  private wakeReader: () => void = () => undefined;
  private wakeMaker: () => void = () => undefined;

  /** Takes a part in. What it returns, if anything, is settled when there is room for more. */
  put(part: T): Promise<void> | undefined {
    if (this.closed) return undefined;
    this.parts.push(part);
    this.wakeReader();
    if (this.parts.length < ROOM) return undefined;
    return new Promise((resolve) => {
      this.wakeMaker = resolve;
    });
  }

  /** No more parts come. */
  end(): void {
    this.ended = true;
    this.wakeReader();
  }

  /** What was begun is not going to be whole: reading on throws the reason. */
  fail(reason: unknown): void {
    this.failure = { reason };
    this.wakeReader();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    try {
      for (;;) {
        if (this.failure) throw this.failure.reason;
        const part = this.parts.shift();
        if (part !== undefined) {
          this.wakeMaker();
          yield part;
        } else if (this.ended) return;
        else {
          await new Promise<void>((resolve) => {
            this.wakeReader = resolve;
          });
        }
      }
    } finally {
      this.closed = true;
      this.wakeMaker();
    }
  }
}
