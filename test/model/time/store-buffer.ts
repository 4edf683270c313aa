/** The stores of one processor that wait outside its cache, the oldest first. */
import type { StoreBufferConfig } from '../../../src/config/timing.js';
import type { ModelReference } from '../references.js';

export interface WaitingStore {
  readonly reference: ModelReference;
  readonly entered: number;
  /** When its entry is free again; `null`: it has not been drained yet. */
  freeAt: number | null;
}

export class StoreBuffer {
  private entries: WaitingStore[] = [];
  /** When the last drain ended. */
  private lastDrain = 0;
  /** Lazy: what lets entries go came then at the latest. */
  private letGoAt = 0;
  /** Lazy: a load waits for this entry. */
  private awaited: WaitingStore | null = null;

  constructor(private readonly config: StoreBufferConfig) {}

  /** The entry that a store at time `at` has to see free first, if the buffer is full. */
  inTheWay(at: number): WaitingStore | null {
    const taken = this.takenAt(at);
    return taken.length >= this.config.entries ? taken[0]! : null;
  }

  enter(reference: ModelReference, entered: number): void {
    this.entries = [...this.takenAt(entered), { reference, entered, freeAt: null }];
    if (this.undrained().length >= this.config.entries) this.letGoAt = entered;
  }

  /** The youngest store that a load at time `at` shares bytes with. */
  overlapping(load: ModelReference, at: number): WaitingStore | null {
    const overlaps = ({ reference }: WaitingStore): boolean =>
      reference.line === load.line && reference.first <= load.last && load.first <= reference.last;
    return this.takenAt(at).findLast(overlaps) ?? null;
  }

  /** Whether the load can have its bytes from the store. */
  forwards({ reference }: WaitingStore, load: ModelReference): boolean {
    return this.config.forwarding && reference.first <= load.first && load.last <= reference.last;
  }

  /** A load at time `at` waits for a store that has not been drained. */
  await(store: WaitingStore, at: number): void {
    this.awaited = store;
    this.letGoAt = at;
  }

  /** When the oldest store may be performed; `null`: not now. `ended`: when the processor has nothing else to do. */
  nextDrain(ended: number | null): number | null {
    const waiting = this.undrained();
    const [oldest] = waiting;
    if (oldest === undefined) return null;
    const earliest = Math.max(oldest.entered, this.lastDrain);
    if (this.config.drain === 'eager') return earliest;
    const letGo = waiting.length >= this.config.entries || this.awaited !== null;
    if (letGo) return Math.max(earliest, this.letGoAt);
    return ended === null ? null : Math.max(earliest, this.letGoAt, ended);
  }

  oldest(): WaitingStore {
    return this.undrained()[0]!;
  }

  drained(store: WaitingStore, end: number): void {
    store.freeAt = end;
    this.lastDrain = end;
    if (this.awaited === store) this.awaited = null;
  }

  /** When the last drain so far ended. */
  get lastEnd(): number {
    return this.lastDrain;
  }

  private undrained(): WaitingStore[] {
    return this.entries.filter(({ freeAt }) => freeAt === null);
  }

  private takenAt(at: number): WaitingStore[] {
    return this.entries.filter(({ freeAt }) => freeAt === null || freeAt > at);
  }
}
