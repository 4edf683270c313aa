/**
 * What programs tell, as it lies in the core's buffer (assembly/execute/events.ts). Runs tell of millions
 * of locks and barriers, so that what is only counted is read in place; objects are for who listens.
 */
import { TRANSACTIONS, type TransactionName } from '../protocol/cell.js';

const EVENT_BYTES = 32;
const EVENT_WORDS = EVENT_BYTES / 4;

const EVENT_KINDS = ['note', 'out', 'stale', 'access', 'status', 'transaction', 'atomic-write'] as const;
type EventKind = (typeof EVENT_KINDS)[number];

/** What a program tells, or what is told of it; `a` and `b` as assembly/execute/events.ts says. */
export interface ExecutionEvent {
  readonly kind: EventKind;
  readonly thread: number;
  /** Cycles of the thread's processor. */
  readonly clock: bigint;
  readonly a: bigint;
  readonly b: bigint;
}

/** What an event of kind `transaction` tells in its `b`; its `a` is the line's address in memory. */
export interface ToldTransaction {
  readonly name: TransactionName;
  readonly processor: number;
  /** The node whose directory sees to it; null: the bus does. */
  readonly home: number | null;
  /** Cycles for which it takes the bus, or the directory; 0 in runs that keep no time. */
  readonly cycles: number;
}

export const transactionIn = (b: bigint): ToldTransaction => {
  const low = Number(b & 0xffff_ffffn);
  const home = low >>> 16;
  return {
    // The codes count from 1, in this order (src/protocol/codes.ts).
    name: TRANSACTIONS[(low & 15) - 1] ?? 'BusRd',
    processor: (low >>> 4) & 0xfff,
    home: home === 0 ? null : home - 1,
    cycles: Number(b >> 32n),
  };
};

/** An object's address, as the key that it has in a Map: a number where that is exact. */
export type ObjectKey = number | bigint;

const HIGH = 2 ** 32;

/** The events since they were taken last; to be read before the core goes on. */
export class ToldEvents {
  private readonly words: Uint32Array;

  constructor(
    memory: ArrayBufferLike,
    start: number,
    readonly count: number,
  ) {
    this.words = new Uint32Array(memory, start, count * EVENT_WORDS);
  }

  private word(i: number, place: number): number {
    return this.words[i * EVENT_WORDS + place] ?? 0;
  }

  private wide(i: number, place: number): bigint {
    return BigInt(this.word(i, place)) | (BigInt(this.word(i, place + 1)) << 32n);
  }

  kindOf(i: number): EventKind {
    return EVENT_KINDS[this.word(i, 0)] ?? 'note';
  }

  threadOf(i: number): number {
    return this.word(i, 1);
  }

  /** Cycles of the thread's processor. */
  clockOf(i: number): number {
    return this.word(i, 2) + this.word(i, 3) * HIGH;
  }

  /** Which note it is, which status. */
  codeOf(i: number): number {
    return this.word(i, 4);
  }

  /** The lock or barrier of a note. */
  objectOf(i: number): ObjectKey {
    return this.word(i, 7) === 0 ? this.word(i, 6) : this.wide(i, 6);
  }

  at(i: number): ExecutionEvent {
    return {
      kind: this.kindOf(i),
      thread: this.threadOf(i),
      clock: this.wide(i, 2),
      a: this.wide(i, 4),
      b: this.wide(i, 6),
    };
  }

  all(): ExecutionEvent[] {
    return Array.from({ length: this.count }, (_, i) => this.at(i));
  }
}
