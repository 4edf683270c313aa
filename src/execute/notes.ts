/** What a program's notes tell of its locks and barriers, gathered as they come. */
import type { LockCount, Since } from '../engine/lock-counts.js';
import type { ObjectKey } from '../engine/told-events.js';
import { NOTES } from '../programs/isa.js';
import type { BarrierResult, LockResult } from './result.js';

interface BarrierCount {
  arrivals: number;
  waitCycles: number;
  longestWaitCycles: number;
  readonly arrivedAt: Since;
}

const WANTED = NOTES.WANTED.code;
const TAKEN = NOTES.TAKEN.code;
const RELEASED = NOTES.RELEASED.code;
const ARRIVE = NOTES.ARRIVE.code;
const DEPART = NOTES.DEPART.code;

/** Whether a note, by its code, is one that is counted. */
export const isCounted = (code: number): boolean => code <= RELEASED || code === ARRIVE || code === DEPART;

/** Most objects that are told apart: a program that notes others has them left out. */
const MOST_OBJECTS = 4096;

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
  private readonly locks = new Map<ObjectKey, LockCount>();
  private readonly barriers = new Map<ObjectKey, BarrierCount>();
  /** The lock that was asked for last: notes of one lock come in rows. */
  private last: { object: ObjectKey; lock: LockCount } | undefined;

  /** How many locks the core has counted. */
  private countedLocks: number | undefined;

  /** `counted`: locks that the core has counted, which are none of those whose notes come here. */
  constructor(
    private readonly threads: number,
    private readonly counted: () => ReadonlyMap<ObjectKey, LockCount>,
  ) {}

  private lock(object: ObjectKey): LockCount | undefined {
    if (this.last?.object === object) return this.last.lock;
    const lock = this.locks.get(object) ?? this.newLock(object);
    if (lock) this.last = { object, lock };
    return lock;
  }

  private newLock(object: ObjectKey): LockCount | undefined {
    // Notes of locks come here only when the core counts no further ones.
    this.countedLocks ??= this.counted().size;
    if (this.locks.size + this.countedLocks >= MOST_OBJECTS) return undefined;
    const lock: LockCount = {
      acquisitions: 0,
      handovers: 0,
      waitCycles: 0,
      longestWaitCycles: 0,
      holdCycles: 0,
      lastTaker: -1,
      byThread: new Array<number>(this.threads).fill(0),
      wantedAt: [],
      takenAt: [],
    };
    this.locks.set(object, lock);
    return lock;
  }

  private barrier(object: ObjectKey): BarrierCount | undefined {
    const known = this.barriers.get(object);
    if (known || this.barriers.size >= MOST_OBJECTS) return known;
    const barrier: BarrierCount = { arrivals: 0, waitCycles: 0, longestWaitCycles: 0, arrivedAt: [] };
    this.barriers.set(object, barrier);
    return barrier;
  }

  /** Takes in one note: which it is, by its code, and its object. */
  take(thread: number, now: number, code: number, object: ObjectKey): void {
    switch (code) {
      case WANTED:
        this.wanted(this.lock(object), thread, now);
        break;
      case TAKEN:
        this.taken(this.lock(object), thread, now);
        break;
      case RELEASED:
        this.released(this.lock(object), thread, now);
        break;
      case ARRIVE:
        this.arrived(this.barrier(object), thread, now);
        break;
      case DEPART:
        this.departed(this.barrier(object), thread, now);
        break;
      default:
    }
  }

  private wanted(lock: LockCount | undefined, thread: number, now: number): void {
    if (lock) lock.wantedAt[thread] = now;
  }

  private taken(lock: LockCount | undefined, thread: number, now: number): void {
    if (!lock) return;
    const waited = now - (lock.wantedAt[thread] ?? now);
    lock.wantedAt[thread] = undefined;
    lock.acquisitions++;
    lock.byThread[thread] = (lock.byThread[thread] ?? 0) + 1;
    if (lock.lastTaker !== -1 && lock.lastTaker !== thread) lock.handovers++;
    lock.lastTaker = thread;
    lock.waitCycles += waited;
    lock.longestWaitCycles = Math.max(lock.longestWaitCycles, waited);
    lock.takenAt[thread] = now;
  }

  private released(lock: LockCount | undefined, thread: number, now: number): void {
    const since = lock?.takenAt[thread];
    if (!lock || since === undefined) return;
    lock.takenAt[thread] = undefined;
    lock.holdCycles += now - since;
  }

  private arrived(barrier: BarrierCount | undefined, thread: number, now: number): void {
    if (barrier) barrier.arrivedAt[thread] = now;
  }

  private departed(barrier: BarrierCount | undefined, thread: number, now: number): void {
    const since = barrier?.arrivedAt[thread];
    if (!barrier || since === undefined) return;
    barrier.arrivedAt[thread] = undefined;
    barrier.arrivals++;
    barrier.waitCycles += now - since;
    barrier.longestWaitCycles = Math.max(barrier.longestWaitCycles, now - since);
  }

  /** The locks in the order in which they were met; `nameOf` an object's address, `end` when the run ended. */
  lockResults(nameOf: (object: ObjectKey) => string, end: number): LockResult[] {
    return [...this.counted(), ...this.locks].map(([object, lock]) => ({
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

  barrierResults(nameOf: (object: ObjectKey) => string): BarrierResult[] {
    return [...this.barriers].map(([object, { arrivals, waitCycles, longestWaitCycles }]) => ({
      barrier: nameOf(object),
      arrivals,
      waitCycles,
      longestWaitCycles,
    }));
  }
}
