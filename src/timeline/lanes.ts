/** Lanes of a timeline: what stands open in them, so that everything nests. */
import type { ChromeEvents, Lane } from './chrome-events.js';

interface Open {
  readonly key: string;
  readonly name: string;
}

/** The lane of a processor, in which slices stand within slices. */
export class NestedLane {
  private readonly open: Open[] = [];
  /** The latest cycle so far. */
  last = 0;

  constructor(
    private readonly events: ChromeEvents,
    readonly lane: Lane,
  ) {}

  /** Cycles of a lane never go back; who is woken may be told so a few cycles late. */
  at(cycle: number): number {
    this.last = Math.max(this.last, cycle);
    return this.last;
  }

  begin(cycle: number, key: string, name: string): void {
    this.events.begin(this.lane, this.at(cycle), name);
    this.open.push({ key, name });
  }

  /** Ends the innermost slice of that key; what began within it and goes on, begins anew. */
  end(cycle: number, key: string): void {
    const place = this.open.findLastIndex((slice) => slice.key === key);
    if (place < 0) return;
    const now = this.at(cycle);
    const inner = this.open.splice(place).slice(1);
    this.events.end(this.lane, now);
    for (const _ of inner) this.events.end(this.lane, now);
    for (const { key: each, name } of inner) this.begin(now, each, name);
  }

  /** Ends all that stands open. */
  close(cycle: number): void {
    const now = this.at(cycle);
    for (const _ of this.open) this.events.end(this.lane, now);
    this.open.length = 0;
  }
}

/** Who holds a lock. What several may hold at once, such as a semaphore, has a lane for each of them. */
export class HolderLanes {
  private readonly holders: ({ thread: number; since: number } | undefined)[] = [];
  private waiting = 0;

  constructor(
    private readonly events: ChromeEvents,
    private readonly pid: number,
    private readonly firstLane: number,
    private readonly name: string,
  ) {}

  private lane(place: number): Lane {
    return { pid: this.pid, tid: this.firstLane + place };
  }

  wait(cycle: number, change: 1 | -1): void {
    this.waiting = Math.max(0, this.waiting + change);
    this.events.counter(this.pid, cycle, `waiting for ${this.name}`, { threads: this.waiting });
  }

  take(cycle: number, thread: number): void {
    const free = this.holders.indexOf(undefined);
    const place = free < 0 ? this.holders.length : free;
    if (place === this.holders.length) {
      this.events.nameLane(this.lane(place), place === 0 ? this.name : `${this.name}, holder ${place + 1}`);
    }
    this.holders[place] = { thread, since: cycle };
  }

  release(cycle: number, thread: number): void {
    const place = this.holders.findIndex((holder) => holder?.thread === thread);
    const holder = this.holders[place];
    if (!holder) return;
    this.events.slice(this.lane(place), holder.since, Math.max(cycle, holder.since), `thread ${thread}`);
    this.holders[place] = undefined;
  }

  close(cycle: number): void {
    for (const holder of this.holders) if (holder) this.release(cycle, holder.thread);
  }
}
