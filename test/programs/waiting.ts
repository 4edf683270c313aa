/** Threads that wait on addresses, kept in numbers so that states can be compared: address, then rank. */
export const WAITING_NUMBERS = 2;

const NOWHERE = -1;

export class Waiting {
  constructor(private readonly threads: readonly Int32Array[]) {
    for (const numbers of threads) numbers[0] = NOWHERE;
  }

  /** Threads that wait, the longest waiting first. */
  private order(): number[] {
    return this.threads
      .flatMap((numbers, thread) => (numbers[0] === NOWHERE ? [] : [thread]))
      .sort((a, b) => this.threads[a]![1]! - this.threads[b]![1]!);
  }

  block(thread: number, address: number): void {
    this.threads[thread]![1] = this.order().length;
    this.threads[thread]![0] = address;
  }

  /** Who is woken: at most so many that wait on the address. */
  wake(address: number, most: bigint): number[] {
    const woken: number[] = [];
    for (const thread of this.order()) {
      if (woken.length < most && this.threads[thread]![0] === address) woken.push(thread);
    }
    for (const thread of woken) this.threads[thread]!.set([NOWHERE, 0]);
    this.order().forEach((thread, rank) => {
      this.threads[thread]![1] = rank;
    });
    return woken;
  }
}
