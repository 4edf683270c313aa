/**
 * Locks and barriers of the system, kept in the bytes that they are named by, so that they are part of
 * the machine's state. No order among those who wait for a lock: any of them may get it.
 */
import { SERVICES } from '../../src/programs/services.js';

export type Service = 'lock' | 'barrier';

/** What a thread asks for that receives from, or sends to, that number. */
export const serviceOf = (number: bigint): Service | undefined => {
  if (number === BigInt(SERVICES.LOCK)) return 'lock';
  return number === BigInt(SERVICES.BARRIER) ? 'barrier' : undefined;
};

/** Sixteen bytes. A lock: its holder + 1. A barrier: bits of the threads that are there, and that may leave. */
export class SystemService {
  private readonly words: DataView;

  constructor(
    bytes: Uint8Array,
    private readonly threads: number,
  ) {
    this.words = new DataView(bytes.buffer, bytes.byteOffset, 16);
  }

  private get(word: 0 | 1): bigint {
    return this.words.getBigUint64(8 * word, true);
  }

  private set(word: 0 | 1, value: bigint): void {
    this.words.setBigUint64(8 * word, value, true);
  }

  /** Whether a thread that waits may go on. */
  isOpen(service: Service, thread: number): boolean {
    if (service === 'lock') return this.get(0) === 0n;
    return (this.get(1) & (1n << BigInt(thread))) !== 0n;
  }

  /** The thread asks, or asks again; whether it goes on. */
  ask(service: Service, thread: number): boolean {
    if (service === 'barrier') return this.pass(1n << BigInt(thread));
    if (!this.isOpen(service, thread)) return false;
    this.set(0, BigInt(thread + 1));
    return true;
  }

  private pass(own: bigint): boolean {
    if ((this.get(1) & own) === 0n) {
      const all = (1n << BigInt(this.threads)) - 1n;
      const there = this.get(0) | own;
      this.set(0, there === all ? 0n : there);
      if (there !== all) return false;
      this.set(1, all);
    }
    this.set(1, this.get(1) & ~own);
    return true;
  }

  /** Gives the lock back; whether the thread had it. */
  release(thread: number): boolean {
    if (this.get(0) !== BigInt(thread + 1)) return false;
    this.set(0, 0n);
    return true;
  }
}
