/**
 * What happened when in a run of a program, for https://ui.perfetto.dev: a lane for each processor (what
 * its thread waits for, holds and does), one for each lock (who holds it), one for the bus, or for each
 * directory (whose transaction takes it), and counters.
 */
import { type ExecutionEvent, type Slice, transactionIn } from '../execute/options.js';
import { NOTES } from '../programs/isa.js';
import { ChromeEvents, CLOSING, opening } from './chrome-events.js';
import { HolderLanes, NestedLane } from './lanes.js';

export interface TimelineOptions {
  /** The program's name. */
  readonly name: string;
  /** Of all processes. */
  readonly threads: number;
  /** With a scheduler: processors that threads take turns on. Else each thread has one of its own. */
  readonly processors?: number;
  /** Threads of each process, whose locks are apart from those of others. Default: all. */
  readonly threadsAProcess?: number;
  /** What an object's or a word's address is called. */
  readonly nameOf: (address: bigint) => string;
  /** Most events that are written; what comes later is left out, and it is said where. */
  readonly limit: number;
}

/** Groups of lanes. */
const PROCESSORS = 1;
const LOCKS = 2;
const TRAFFIC = 3;
const THREADS = 4;

/** Lanes of a lock: room for so many holders at once, at most as many as there are threads. */
const LANES_A_LOCK = 1024;
/** Locks that have lanes; there are programs with one for each of thousands of elements. */
const MOST_LOCKS = 256;

/** Makes the file's text piece by piece. */
export class Timeline {
  private readonly events = new ChromeEvents();
  private readonly lanes: readonly NestedLane[];
  private readonly locks = new Map<string, HolderLanes>();
  /** Lanes of transactions that have their names: the bus, and homes. */
  private readonly named = new Set<number>();
  private opened = false;
  private begun = false;
  /** The cycle from which on nothing more was written, if the limit was reached. */
  cutAt: number | undefined;

  constructor(private readonly options: TimelineOptions) {
    this.lanes = Array.from(
      { length: options.threads },
      (_, thread) =>
        new NestedLane(this.events, { pid: this.isScheduled ? THREADS : PROCESSORS, tid: thread }),
    );
  }

  private get isScheduled(): boolean {
    return this.options.processors !== undefined;
  }

  private begin(): void {
    this.begun = true;
    this.events.nameGroup(PROCESSORS, `Processors: ${this.options.name}`);
    this.events.nameGroup(LOCKS, 'Locks');
    this.events.nameGroup(TRAFFIC, 'Traffic');
    const { processors = this.options.threads } = this.options;
    for (let p = 0; p < processors; p++) this.events.nameLane({ pid: PROCESSORS, tid: p }, `processor ${p}`);
    if (!this.isScheduled) {
      this.lanes.forEach((lane, thread) => {
        lane.begin(0, 'thread', `thread ${thread}`);
      });
      return;
    }
    this.events.nameGroup(THREADS, 'Threads');
    this.lanes.forEach(({ lane }, thread) => {
      this.events.nameLane(lane, `thread ${thread}`);
    });
  }

  /** A thread's time on a processor, where threads take turns. */
  addSlice({ processor, thread, from, to }: Slice): void {
    if (!this.begun) this.begin();
    if (this.isCut(to)) return;
    this.events.slice({ pid: PROCESSORS, tid: processor }, from, to, `thread ${thread}`);
  }

  /** The text of these events, in the order in which they were told. */
  add(events: readonly ExecutionEvent[]): string {
    const head = this.opened
      ? ''
      : opening({ program: this.options.name, time: 'a nanosecond is a cycle of the machine' });
    this.opened = true;
    if (!this.begun) this.begin();
    for (const event of events) {
      if (this.isCut(Number(event.clock))) break;
      this.take(event);
    }
    return head + this.events.take();
  }

  private isCut(cycle: number): boolean {
    if (this.cutAt === undefined && this.events.count >= this.options.limit) this.cutAt = cycle;
    return this.cutAt !== undefined;
  }

  /** What went over the bus or the network since the last sample, for each 1,000 cycles. */
  addTraffic(cycle: number, what: string, rate: number): void {
    if (this.begun && !this.isCut(cycle)) this.events.counter(TRAFFIC, cycle, what, { rate });
  }

  /** The rest of the file, all that stands open ended at `cycles`. */
  end(cycles: number): string {
    const head = this.add([]);
    const end = this.cutAt ?? cycles;
    for (const lane of this.lanes) {
      if (this.cutAt !== undefined) {
        lane.close(Math.max(end, lane.last));
        this.events.instant(lane.lane, lane.last, `cut: ${this.options.limit} events, the limit`);
      } else lane.close(end);
    }
    for (const lock of this.locks.values()) lock.close(end);
    return head + this.events.take() + CLOSING;
  }

  private lock(thread: number, object: bigint): HolderLanes | undefined {
    const { nameOf, threads, threadsAProcess = threads } = this.options;
    const process = Math.floor(thread / threadsAProcess);
    const key = `${process} ${object}`;
    const known = this.locks.get(key);
    if (known || this.locks.size >= MOST_LOCKS) return known;
    const firstLane = this.locks.size * LANES_A_LOCK;
    const prefix = threadsAProcess < threads ? `process ${process}: ` : '';
    const lock = new HolderLanes(this.events, LOCKS, firstLane, prefix + nameOf(object));
    this.locks.set(key, lock);
    return lock;
  }

  private take(event: ExecutionEvent): void {
    if (event.kind === 'transaction') {
      this.takeTransaction(event);
      return;
    }
    const lane = this.lanes[event.thread];
    if (!lane) return;
    switch (event.kind) {
      case 'note':
        this.takeNote(event, lane);
        break;
      case 'status':
        this.takeStatus(event, lane);
        break;
      case 'stale':
        this.events.instant(lane.lane, lane.at(Number(event.clock)), 'stale load', {
          address: this.options.nameOf(event.a & 0xffffffffn),
          'writes behind': Number(event.b >> 32n),
          'newest from thread': Number(event.b & 0xffffffffn),
        });
        break;
      case 'out':
        this.events.instant(lane.lane, lane.at(Number(event.clock)), `out ${BigInt.asIntN(64, event.a)}`);
        break;
      default:
        lane.at(Number(event.clock));
    }
  }

  private takeTransaction({ clock, a, b }: ExecutionEvent): void {
    const { name, processor, home, cycles } = transactionIn(b);
    const lane = { pid: TRAFFIC, tid: home ?? 0 };
    if (!this.named.has(lane.tid)) {
      this.named.add(lane.tid);
      this.events.nameLane(lane, home === null ? 'bus' : `directory of node ${home}`);
    }
    const from = Number(clock);
    const args = { processor, line: `0x${a.toString(16)}` };
    if (cycles === 0) this.events.instant(lane, from, name, args);
    else this.events.slice(lane, from, from + cycles, name, args);
  }

  private takeStatus({ clock, a, b }: ExecutionEvent, lane: NestedLane): void {
    if (a === READY) lane.end(Number(clock), 'blocked');
    else lane.begin(Number(clock), 'blocked', `blocked on ${this.options.nameOf(b)}`);
  }

  private takeNote({ thread, clock, a, b }: ExecutionEvent, lane: NestedLane): void {
    const now = Number(clock);
    const name = this.options.nameOf(b);
    switch (Number(a)) {
      case NOTES.WANTED.code:
        lane.begin(now, `wants ${b}`, `waits for ${name}`);
        this.lock(thread, b)?.wait(now, 1);
        break;
      case NOTES.TAKEN.code:
        lane.end(now, `wants ${b}`);
        lane.begin(now, `holds ${b}`, `holds ${name}`);
        this.lock(thread, b)?.wait(now, -1);
        this.lock(thread, b)?.take(now, thread);
        break;
      case NOTES.RELEASED.code:
        lane.end(now, `holds ${b}`);
        this.lock(thread, b)?.release(now, thread);
        break;
      case NOTES.ENTER.code:
        lane.begin(now, `in ${b}`, `critical section of ${name}`);
        break;
      case NOTES.LEAVE.code:
        lane.end(now, `in ${b}`);
        break;
      case NOTES.ARRIVE.code:
        lane.begin(now, `at ${b}`, `waits at barrier ${name}`);
        break;
      case NOTES.DEPART.code:
        lane.end(now, `at ${b}`);
        break;
      default:
        this.events.instant(lane.lane, lane.at(now), `mark ${BigInt.asIntN(64, b)}`);
    }
  }
}

/** The status of a thread that is no longer blocked. */
const READY = 0n;
