/** What a program's notes tell of its locks and barriers, gathered as they come. */
import type { ExecutionEvent } from '../engine/execution.js';
import { NOTES } from '../programs/isa.js';
import type { BarrierResult, LockResult } from './result.js';

interface LockCount {
  acquisitions: number;
  handovers: number;
  waitCycles: number;
  longestWaitCycles: number;
  holdCycles: number;
  lastTaker: number;
  readonly byThread: number[];
  readonly wantedAt: Map<number, number>;
  readonly takenAt: Map<number, number>;
}

interface BarrierCount {
  arrivals: number;
  waitCycles: number;
  longestWaitCycles: number;
  readonly arrivedAt: Map<number, number>;
}

/** Most objects that are told apart: a program that notes others has them left out. */
const MOST_OBJECTS = 4096;

/** Since when, by thread. */
interface Since {
  forEach(take: (since: number | undefined, thread: number) => void): void;
}

const threadsIn = (since: Since): number[] => {
  const threads: number[] = [];
  since.forEach((from, thread) => {
    if (from !== undefined) threads.push(thread);
  });
  return threads.sort((a, b) => a - b);
};

/** Cycles for which those that have the lock have had it by then. */
const heldUntil = ({ takenAt }: { readonly takenAt: Since }, end: number): number => {
  let cycles = 0;
  takenAt.forEach((from) => {
    if (from !== undefined) cycles += Math.max(0, end - from);
  });
  return cycles;
};

export class Notes {
  private readonly locks = new Map<bigint, LockCount>();
  private readonly barriers = new Map<bigint, BarrierCount>();

  constructor(private readonly threads: number) {}

  private lock(object: bigint): LockCount | undefined {
    const known = this.locks.get(object);
    if (known || this.locks.size >= MOST_OBJECTS) return known;
    const lock: LockCount = {
      acquisitions: 0,
      handovers: 0,
      waitCycles: 0,
      longestWaitCycles: 0,
      holdCycles: 0,
      lastTaker: -1,
      byThread: new Array<number>(this.threads).fill(0),
      wantedAt: new Map(),
      takenAt: new Map(),
    };
    this.locks.set(object, lock);
    return lock;
  }

  private barrier(object: bigint): BarrierCount | undefined {
    const known = this.barriers.get(object);
    if (known || this.barriers.size >= MOST_OBJECTS) return known;
    const barrier: BarrierCount = { arrivals: 0, waitCycles: 0, longestWaitCycles: 0, arrivedAt: new Map() };
    this.barriers.set(object, barrier);
    return barrier;
  }

  /** Takes in one note. */
  take({ thread, clock, a, b }: ExecutionEvent): void {
    const now = Number(clock);
    switch (Number(a)) {
      case NOTES.WANTED.code:
        this.lock(b)?.wantedAt.set(thread, now);
        break;
      case NOTES.TAKEN.code:
        this.taken(this.lock(b), thread, now);
        break;
      case NOTES.RELEASED.code:
        this.released(this.lock(b), thread, now);
        break;
      case NOTES.ARRIVE.code:
        this.barrier(b)?.arrivedAt.set(thread, now);
        break;
      case NOTES.DEPART.code:
        this.departed(this.barrier(b), thread, now);
        break;
      default:
    }
  }

  private taken(lock: LockCount | undefined, thread: number, now: number): void {
    if (!lock) return;
    const waited = now - (lock.wantedAt.get(thread) ?? now);
    lock.wantedAt.delete(thread);
    lock.acquisitions++;
    lock.byThread[thread] = (lock.byThread[thread] ?? 0) + 1;
    if (lock.lastTaker !== -1 && lock.lastTaker !== thread) lock.handovers++;
    lock.lastTaker = thread;
    lock.waitCycles += waited;
    lock.longestWaitCycles = Math.max(lock.longestWaitCycles, waited);
    lock.takenAt.set(thread, now);
  }

  private released(lock: LockCount | undefined, thread: number, now: number): void {
    const since = lock?.takenAt.get(thread);
    if (!lock || since === undefined) return;
    lock.takenAt.delete(thread);
    lock.holdCycles += now - since;
  }

  private departed(barrier: BarrierCount | undefined, thread: number, now: number): void {
    const since = barrier?.arrivedAt.get(thread);
    if (!barrier || since === undefined) return;
    barrier.arrivedAt.delete(thread);
    barrier.arrivals++;
    barrier.waitCycles += now - since;
    barrier.longestWaitCycles = Math.max(barrier.longestWaitCycles, now - since);
  }

  /** The locks in the order in which they were met; `nameOf` an object's address, `end` when the run ended. */
  lockResults(nameOf: (object: bigint) => string, end: number): LockResult[] {
    return [...this.locks].map(([object, lock]) => ({
      lock: nameOf(object),
      acquisitions: lock.acquisitions,
      handovers: lock.handovers,
      waitCycles: lock.waitCycles,
      longestWaitCycles: lock.longestWaitCycles,
      holdCycles: lock.holdCycles + heldUntil(lock, end),
      byThread: lock.byThread,
      heldBy: threadsIn(lock.takenAt),
      wantedBy: threadsIn(lock.wantedAt),
    }));
  }

  barrierResults(nameOf: (object: bigint) => string): BarrierResult[] {
    return [...this.barriers].map(([object, { arrivals, waitCycles, longestWaitCycles }]) => ({
      barrier: nameOf(object),
      arrivals,
      waitCycles,
      longestWaitCycles,
    }));
  }
}
