/** What the core counts of locks where nobody listens to notes, as it lies there (assembly/execute/locks.ts). */

/** Entries of the index before the records, and offsets in a record. */
const INDEX_BYTES = 512 * 4;
const FIRST_THREAD = 8;
const LAST_TAKER = 12;
const ACQUISITIONS = 16;
const HANDOVERS = 24;
const WAITED = 32;
const LONGEST = 40;
const HELD = 48;
const BY_THREAD = 64;
const SHARE_BYTES = 24;
const HAS_SINCE = 8;
const TAKEN_BY = 16;

/** By thread: the cycle from which on it waits, or holds. */
export type Since = (number | undefined)[];

/** What is counted of a lock; threads by their number in their process. */
export interface LockCount {
  acquisitions: number;
  /** Acquisitions by another thread than the one before. */
  handovers: number;
  waitCycles: number;
  longestWaitCycles: number;
  /** Of those that have given it back. */
  holdCycles: number;
  /** −1: nobody had it yet. */
  lastTaker: number;
  readonly byThread: number[];
  readonly wantedAt: Since;
  readonly takenAt: Since;
}

/** A lock of the process with that first thread. */
export interface CountedLock {
  readonly object: bigint;
  readonly firstThread: number;
  readonly count: LockCount;
}

const lockAt = (view: DataView, at: number, threads: number): CountedLock => {
  const count = (offset: number): number => Number(view.getBigUint64(at + offset, true));
  const shares = Array.from({ length: threads }, (_, thread) => BY_THREAD + thread * SHARE_BYTES);
  const since = (share: number): number | undefined => {
    const next = count(share);
    return next === 0 ? undefined : next - 1;
  };
  return {
    object: view.getBigUint64(at, true),
    firstThread: view.getUint32(at + FIRST_THREAD, true),
    count: {
      acquisitions: count(ACQUISITIONS),
      handovers: count(HANDOVERS),
      waitCycles: count(WAITED),
      longestWaitCycles: count(LONGEST),
      holdCycles: count(HELD),
      lastTaker: view.getUint32(at + LAST_TAKER, true) - 1,
      byThread: shares.map((share) => count(share + TAKEN_BY)),
      wantedAt: shares.map(since),
      takenAt: shares.map((share) => since(share + HAS_SINCE)),
    },
  };
};

/** The locks in the order in which they were met, of processes with so many threads. */
export const lockCounts = (
  view: DataView,
  start: number,
  count: number,
  lockBytes: number,
  threads: number,
): CountedLock[] =>
  Array.from({ length: count }, (_, i) => lockAt(view, start + INDEX_BYTES + i * lockBytes, threads));
