/** What a run's events come to: locks and barriers, output, stale loads. */
import type { Execution } from '../engine/execution.js';
import type { LockCount } from '../engine/lock-counts.js';
import { THREAD_STATUS } from '../engine/threads.js';
import type { ObjectKey, ToldEvents } from '../engine/told-events.js';
import { nameOfAddress } from '../programs/program.js';
import { staleLoadOf } from './incoherence.js';
import { isCounted, Notes } from './notes.js';
import type { Processes } from './processes.js';
import type { BarrierResult, LockResult, StaleLoad } from './result.js';
import { type Claim, claimsOf } from './waits-for.js';

const MOST_OUTPUT = 10_000;
const MOST_STALE = 1_000;
const READY = THREAD_STATUS.indexOf('ready');

export class Gathered {
  /** Of each process. */
  private readonly notes: readonly Notes[];
  readonly output: { thread: number; value: bigint }[] = [];
  readonly stale: StaleLoad[] = [];

  /** `wake`: is told of threads that may go on, and when. */
  constructor(
    private readonly processes: Processes,
    private readonly execution: Execution,
    private readonly wake: (thread: number, clock: number) => void,
  ) {
    const { threads } = processes.program;
    this.notes = Array.from(
      { length: processes.count },
      (_, process) => new Notes(threads, () => this.countedIn(process)),
    );
  }

  take(told: ToldEvents): void {
    for (let i = 0; i < told.count; i++) {
      switch (told.kindOf(i)) {
        case 'note':
          this.takeNote(told, i);
          break;
        case 'status':
          if (told.codeOf(i) === READY) this.wake(told.threadOf(i), told.clockOf(i));
          break;
        case 'out':
          if (this.output.length < MOST_OUTPUT) {
            this.output.push({ thread: told.threadOf(i), value: told.at(i).a });
          }
          break;
        case 'stale':
          if (this.stale.length < MOST_STALE) this.stale.push(this.staleLoad(told, i));
          break;
        default:
      }
    }
  }

  /** The locks of a process that the core counts. */
  private countedIn(process: number): Map<ObjectKey, LockCount> {
    const { threads } = this.processes.program;
    const own = this.execution.lockCounts(threads).filter((lock) => lock.firstThread === process * threads);
    return new Map(own.map(({ object, count }) => [object, count]));
  }

  private takeNote(told: ToldEvents, i: number): void {
    const code = told.codeOf(i);
    if (!isCounted(code)) return;
    const thread = told.threadOf(i);
    const { processes } = this;
    const notes = this.notes[processes.processOf(thread)];
    notes?.take(processes.memberOf(thread), told.clockOf(i), code, told.objectOf(i));
  }

  private staleLoad(told: ToldEvents, i: number): StaleLoad {
    const { processes } = this;
    return staleLoadOf(told.at(i), processes.program, (physical) => processes.nameOfPhysical(physical));
  }

  /** The locks and barriers of every process, and the claims on locks; `end`: when the run ended. */
  objects(end: number): { locks: LockResult[]; barriers: BarrierResult[]; claims: Claim[] } {
    const { notes, processes } = this;
    const nameIn = (process: number) => (object: number | bigint) =>
      processes.prefix(process) + nameOfAddress(processes.program, Number(object));
    const locks = notes.map((own, process) => own.lockResults(nameIn(process), end));
    return {
      locks: locks.flat(),
      barriers: notes.flatMap((own, process) => own.barrierResults(nameIn(process))),
      claims: locks.flatMap((own, process) => claimsOf(own, process * processes.program.threads)),
    };
  }
}
