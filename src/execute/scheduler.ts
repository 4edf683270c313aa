/**
 * More threads than processors: when a processor takes another thread, and what that costs. Who it is,
 * the policy says (schedulers/).
 *
 *   execute ─► halt ─► settle: what became of the thread ─┐
 *      ▲               woken and those whose sleep ends ──┴─► policy ─► dispatch, arm ─► execute
 *
 * A processor with no thread stands still; when it is given one, it goes on from its own time or from when
 * the thread could run, whichever is later, plus what the switch takes.
 */
import type { Execution } from '../engine/execution.js';
import type { ProcessorSchedule, SliceKind, ThreadSchedule } from './result.js';
import type { Policy, Task } from './schedulers/policy.js';
import type { Slices } from './slices.js';

/** A thread's time, by what it does. */
interface Job extends Task {
  lastProcessor: number | undefined;
  /** Since when it is ready, runs, or is blocked. */
  since: number;
  readyCycles: number;
  runCycles: number;
  blockedCycles: number;
  switchCycles: number;
  switches: number;
  migrations: number;
  endedAt: number | null;
}

interface Seat {
  readonly processor: number;
  task: Job | undefined;
  /** Whose context it holds: the thread that it runs, or ran last. */
  loaded: Job | undefined;
  kind: SliceKind;
  /** End of the slice, and whether it is another task that ends it. */
  until: number;
  displaced: boolean;
  /** While it runs nothing: since when. */
  freeSince: number;
  busyCycles: number;
  idleCycles: number;
  switchCycles: number;
  switches: number;
}

/** What it costs, in cycles. */
export interface SwitchCosts {
  readonly switchCycles: number;
  readonly migrationCycles: number;
  /**
   * Where software sees to caches: what they do as a thread moves from one processor to another, and how many
   * lines that is, each of which takes a cycle. Null: the machine keeps them coherent.
   */
  readonly release: ((process: number, from: number, to: number) => number) | null;
}

/** A processor's quantum that never ends. */
const NEVER = 2n ** 63n;

export const jobOf = (thread: number, process: number, member: number, priority: number): Job => ({
  thread,
  process,
  member,
  priority,
  lastProcessor: undefined,
  since: 0,
  readyCycles: 0,
  runCycles: 0,
  blockedCycles: 0,
  switchCycles: 0,
  switches: 0,
  migrations: 0,
  endedAt: null,
});

const seatOf = (processor: number): Seat => ({
  processor,
  task: undefined,
  loaded: undefined,
  kind: 'first',
  until: 0,
  displaced: false,
  freeSince: 0,
  busyCycles: 0,
  idleCycles: 0,
  switchCycles: 0,
  switches: 0,
});

/** A thread's time on a processor, in cycles, from being taken on to leaving it. */
export interface Slice {
  readonly processor: number;
  readonly thread: number;
  readonly from: number;
  readonly to: number;
}

export class Scheduler {
  /** Told of each slice when it is over. */
  onSlice: ((slice: Slice) => void) | undefined;
  private readonly seats: Seat[];
  private readonly sleepers = new Map<Job, number>();
  /** Lines that caches wrote back or gave up as threads moved. */
  releasedLines = 0;
  /** Those that were woken since the last decision, and when. */
  private readonly woken: { readonly job: Job; readonly at: number }[] = [];

  constructor(
    private readonly execution: Execution,
    private readonly policy: Policy,
    private readonly jobs: readonly Job[],
    processors: number,
    private readonly costs: SwitchCosts,
    private readonly slices: Slices,
  ) {
    this.seats = Array.from({ length: processors }, (_, processor) => seatOf(processor));
  }

  /** Gives the first threads their processors. */
  start(): void {
    for (const job of this.jobs) this.policy.add(job, 'started');
    this.dispatch(0);
  }

  /** A thread that waited may go on. */
  wake(thread: number, at: number): void {
    const job = this.jobs[thread];
    if (job) this.woken.push({ job, at });
  }

  /** Decides anew, after executing stopped for that; says if no thread can go on any more. */
  decide(): 'done' | 'deadlock' | undefined {
    const seat = this.seats[this.execution.haltedAt];
    if (!seat) return undefined;
    const now = this.clockOf(seat);
    this.admit(now);
    this.settle(seat, now);
    this.dispatch(now);
    while (!this.runs() && this.sleepers.size > 0) {
      const next = Math.min(...this.sleepers.values());
      this.admit(next);
      this.dispatch(next);
    }
    if (this.runs()) return undefined;
    return this.jobs.every(({ endedAt }) => endedAt !== null) ? 'done' : 'deadlock';
  }

  private runs(): boolean {
    return this.seats.some(({ task }) => task !== undefined);
  }

  private clockOf({ processor }: Seat): number {
    return Number(this.execution.clock(processor));
  }

  /** Those that were woken, and those whose sleep has ended by `now`, in the order of their times. */
  private admit(now: number): void {
    const arrivals = this.woken.splice(0);
    for (const [job, at] of this.sleepers) {
      if (at > now) continue;
      this.sleepers.delete(job);
      this.execution.setStatus(job.thread, 'ready');
      arrivals.push({ job, at });
    }
    arrivals.sort((a, b) => a.at - b.at);
    for (const { job, at } of arrivals) {
      // A processor that ran ahead may have blocked its thread after the time at which it was woken.
      const ready = Math.max(job.since, at);
      job.blockedCycles += ready - job.since;
      job.since = ready;
      this.policy.add(job, 'woken');
    }
  }

  /** Sees what became of the thread of a processor that stopped. */
  private settle(seat: Seat, now: number): void {
    const job = seat.task;
    if (!job) return;
    switch (this.execution.status(job.thread)) {
      case 'halted':
        this.stop(seat, now);
        job.endedAt = now;
        break;
      case 'waiting':
      case 'receiving':
        this.stop(seat, now);
        break;
      case 'sleeping':
        this.stop(seat, now);
        this.sleepers.set(job, this.execution.wakesAt(job.thread));
        break;
      case 'yielded':
        this.execution.setStatus(job.thread, 'ready');
        this.stop(seat, now);
        this.policy.add(job, 'yielded');
        break;
      default:
        if (now < seat.until) break;
        this.stop(seat, now);
        this.policy.add(job, seat.displaced ? 'preempted' : 'expired');
    }
  }

  /** The processor's slice is over. */
  private stop(seat: Seat, now: number): void {
    const job = seat.task;
    if (!job) return;
    const cycles = now - job.since;
    job.runCycles += cycles;
    seat.busyCycles += cycles;
    this.slices.end(seat.processor, seat.kind, cycles);
    this.onSlice?.({ processor: seat.processor, thread: job.thread, from: job.since, to: now });
    job.since = now;
    seat.task = undefined;
    seat.freeSince = now;
    this.execution.assign(seat.processor, -1, 0n);
  }

  /** Gives processors to those that wait, as far as the policy wants it. */
  private dispatch(now: number): void {
    while (this.fill(now) || this.displace(now));
    this.arm();
  }

  /** Frees a processor for a task that must not wait; or, if that has not come so far, sees that it will. */
  private displace(now: number): boolean {
    const victim = this.policy.victim(this.seats.filter(({ task }) => task !== undefined));
    const seat = victim && this.seats[victim.processor];
    const job = seat?.task;
    if (!seat || !job) return false;
    const clock = this.clockOf(seat);
    if (clock < now) {
      seat.displaced ||= now < seat.until;
      seat.until = Math.min(seat.until, now);
      return false;
    }
    this.stop(seat, clock);
    this.policy.add(job, 'preempted');
    return true;
  }

  /** Fills one idle processor, if there is one and somebody for it. */
  private fill(now: number): boolean {
    const idle = this.seats.filter(({ task }) => task === undefined);
    if (idle.length === 0) return false;
    idle.sort((a, b) => a.freeSince - b.freeSince || a.processor - b.processor);
    const choice = this.policy.choose(idle, now);
    const job = choice && this.jobs[choice.task.thread];
    const seat = choice && this.seats[choice.place.processor];
    if (!job || !seat) return false;
    this.run(seat, job);
    return true;
  }

  private run(seat: Seat, job: Job): void {
    const { execution } = this;
    const start = Math.max(seat.freeSince, job.since);
    const cost = this.switchTo(seat, job);
    const idle = start - seat.freeSince;
    seat.idleCycles += idle;
    job.readyCycles += start - job.since;
    seat.switchCycles += cost;
    job.switchCycles += cost;
    job.since = start + cost;
    job.lastProcessor = seat.processor;
    seat.task = job;
    seat.loaded = job;
    seat.until = Math.max(this.policy.sliceEnd(job.since), job.since + 1);
    seat.displaced = false;
    execution.setClock(seat.processor, BigInt(job.since), BigInt(idle));
    execution.assign(seat.processor, job.thread, NEVER);
  }

  /** Brings the thread's context to the processor; returns the cycles that it takes. */
  private switchTo(seat: Seat, job: Job): number {
    const { loaded } = seat;
    const from = job.lastProcessor;
    const moves = from !== undefined && from !== seat.processor;
    seat.kind = from === undefined ? 'first' : moves ? 'migrated' : loaded === job ? 'continued' : 'switched';
    if (loaded && loaded !== job) this.execution.suspend(loaded.thread);
    const moving = moves ? this.move(job, from, seat.processor) : 0;
    // The first context of a processor is there when the run begins.
    const switches = loaded !== job && (loaded !== undefined || moves);
    if (switches) {
      job.switches++;
      seat.switches++;
    }
    return (switches ? this.costs.switchCycles : 0) + moving;
  }

  /** A thread moves; returns the cycles that this takes. */
  private move(job: Job, from: number, to: number): number {
    const { migrationCycles, release } = this.costs;
    this.execution.suspend(job.thread);
    job.migrations++;
    const lines = release?.(job.process, from, to) ?? 0;
    this.releasedLines += lines;
    return migrationCycles + lines;
  }

  /** Every processor stops when its slice ends, or somebody's sleep. */
  private arm(): void {
    const alarm = Math.min(Number.POSITIVE_INFINITY, ...this.sleepers.values());
    for (const { processor, task, until } of this.seats) {
      if (!task) continue;
      const end = Math.min(until, alarm);
      this.execution.assign(processor, task.thread, Number.isFinite(end) ? BigInt(end) : NEVER);
    }
  }

  /** Threads that could run, and have no processor. */
  waiting(): number[] {
    const running = new Set(this.seats.map(({ task }) => task?.thread));
    return this.jobs
      .map(({ thread }) => thread)
      .filter((thread) => !running.has(thread) && this.execution.status(thread) === 'ready');
  }

  /** The run is over at `end`, whatever still runs. */
  finish(end: number): void {
    for (const seat of this.seats) {
      if (seat.task) this.stop(seat, this.clockOf(seat));
      seat.idleCycles += end - seat.freeSince;
      seat.freeSince = end;
    }
    for (const job of this.jobs) {
      if (job.endedAt !== null) continue;
      const status = this.execution.status(job.thread);
      const left = end - job.since;
      if (status === 'ready') job.readyCycles += left;
      else job.blockedCycles += left;
    }
  }

  threads(): ThreadSchedule[] {
    return this.jobs.map(
      ({ thread, process, priority, readyCycles, runCycles, blockedCycles, switchCycles, ...rest }) => ({
        thread,
        process,
        priority,
        runCycles,
        readyCycles,
        blockedCycles,
        switchCycles,
        switches: rest.switches,
        migrations: rest.migrations,
        endedAt: rest.endedAt,
      }),
    );
  }

  processors(): ProcessorSchedule[] {
    return this.seats.map(({ processor, busyCycles, idleCycles, switchCycles, switches }) => ({
      processor,
      busyCycles,
      idleCycles,
      switchCycles,
      switches,
    }));
  }
}
