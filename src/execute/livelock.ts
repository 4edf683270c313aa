/**
 * Whether a program goes round in circles. Two things prove it:
 *
 * - stillness: no store has changed memory, and every thread that runs has come back to an instruction
 *   with the registers that it had there before. By then it did nothing that others could see, so that all
 *   go on as they did, whoever is the quicker.
 * - return: memory changed, and it and all threads have come back to a state of before, and when each goes on follows from
 *   the state alone: no slack is drawn, nobody schedules, no store waits, nothing was told of chance or time.
 *
 * It is looked for now and then, turn by turn, for a number of turns that grows with what was executed: at
 * little cost, whatever the program. A thread's state is kept at turns that are twice as far from each
 * other every time, so that one is in the circle, if there is one, and the circle comes back to it
 * (R. P. Brent, An Improved Monte Carlo Factorization Algorithm, 1980).
 */
import type { Execution } from '../engine/execution.js';

/** What proves a livelock. */
export interface Circle {
  readonly kind: 'stillness' | 'return';
  /** Instructions of all threads without a change of memory; from one state to the same again. */
  readonly instructions: number;
}

export interface LivelockOptions {
  readonly threads: number;
  readonly processors: number;
  /** Instructions without a change of memory before stillness is looked for. */
  readonly least: number;
  /** With a scheduler: instructions in which every thread that it gives turns had one. */
  readonly round: number | null;
  /** How often a return has to be seen: caches and buses have states too. 0: returns prove nothing. */
  readonly returns: number;
}

/** Turns of the shortest look, and how many instructions there are to a turn of a longer one. */
const LEAST_TURNS = 4096;
const INSTRUCTIONS_A_TURN = 512;
/** Cycles of a look at least: turns are long where one thread runs alone. */
const LEAST_CYCLES = 4_000_000;
/** Where a thread's state has its instruction and its status: see `Execution.stateOf`. */
const PC = 64;

/** A state that was kept, for so many turns. */
interface Kept {
  state: Uint32Array;
  turns: number;
  most: number;
  /** Whether it was met again. */
  returned: boolean;
}

const isSame = (a: Uint32Array, b: Uint32Array): boolean => {
  if (a[PC] !== b[PC]) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

/** One more turn; whether the state is the one that was kept. */
const meets = (kept: Kept, state: Uint32Array): boolean => {
  if (isSame(kept.state, state)) return true;
  if (++kept.turns >= kept.most) {
    kept.state = state.slice();
    kept.turns = 0;
    kept.most *= 2;
  }
  return false;
};

const keep = (state: Uint32Array): Kept => ({ state: state.slice(), turns: 0, most: 1, returned: false });

/** All of a run without slack: its threads, memory by its hash, and how far processors are ahead of the first. */
class Whole {
  private kept:
    | { states: Uint32Array[]; marks: number[]; hash: bigint; changes: number; instructions: number }
    | undefined;
  private turns = 0;
  private most = 1;
  private returns = 0;
  private chances = 0;

  constructor(
    private readonly execution: Execution,
    private readonly options: LivelockOptions,
  ) {}

  begin(): void {
    this.kept = undefined;
    this.turns = 0;
    this.most = 1;
    this.returns = 0;
    this.chances = this.execution.chances;
    this.execution.setHashing(true);
  }

  end(): void {
    this.execution.setHashing(false);
  }

  /** After a turn of the thread: instructions since the state was the same, if it is proven to come back. */
  see(thread: number): number | undefined {
    const { execution, kept } = this;
    if (execution.chances !== this.chances) return undefined;
    if (kept && kept.hash === execution.memoryHash && this.isKept(thread)) {
      if (++this.returns < this.options.returns) return undefined;
      return (execution.instructions - kept.instructions) / this.returns;
    }
    if (++this.turns >= this.most) this.keep();
    return undefined;
  }

  private keep(): void {
    const { execution } = this;
    this.kept = {
      states: Array.from({ length: this.options.threads }, (_, t) => execution.stateOf(t).slice()),
      marks: this.marks(),
      hash: execution.memoryHash,
      changes: execution.changes,
      instructions: execution.instructions,
    };
    this.turns = 0;
    this.most *= 2;
    this.returns = 0;
  }

  /** Beside the threads' states: how far processors that run are ahead of the first, reservations, and who waits longer. */
  private marks(): number[] {
    const { execution } = this;
    const { processors, threads } = this.options;
    const all = Array.from({ length: threads }, (_, thread) => thread);
    const waiting = all.filter((thread) => execution.status(thread) === 'waiting');
    waiting.sort((a, b) => execution.wakesAt(a) - execution.wakesAt(b));
    const clocks = Array.from({ length: processors }, (_, p) =>
      this.runs(execution.running(p)) ? Number(execution.clock(p)) : Number.POSITIVE_INFINITY,
    );
    const first = Math.min(...clocks);
    return [
      ...clocks.map((clock) => clock - first),
      ...all.map((thread) => Number(execution.reservation(thread))),
      ...waiting,
    ];
  }

  private runs(thread: number): boolean {
    return thread >= 0 && this.execution.status(thread) === 'ready';
  }

  private isKept(thread: number): boolean {
    const { execution, kept } = this;
    // Where memory did not change on the way, it is stillness that tells.
    if (!kept || execution.changes === kept.changes) return false;
    if (!kept.states[thread] || !isSame(kept.states[thread], execution.stateOf(thread))) return false;
    if (!kept.states.every((state, t) => isSame(state, execution.stateOf(t)))) return false;
    const marks = this.marks();
    return marks.length === kept.marks.length && marks.every((mark, i) => mark === kept.marks[i]);
  }
}

export class Livelock {
  /** Cycles of all processors at which the next look is due. */
  nextLook: number;
  private nextWhole: number;
  private distance: number;
  private readonly threads: (Kept | undefined)[];
  private readonly whole: Whole;
  /** When memory was seen to have changed last: instructions of all threads, and of each. */
  private still = { changes: -1, chances: -1, instructions: 0, of: [] as number[] };

  constructor(
    private readonly execution: Execution,
    private readonly options: LivelockOptions,
  ) {
    this.distance = options.least;
    this.nextLook = options.least;
    this.nextWhole = options.least;
    this.threads = new Array<Kept | undefined>(options.threads).fill(undefined);
    this.whole = new Whole(execution, options);
  }

  /** Something came from outside the processors: nothing that was seen before tells what comes. */
  unsettle(): void {
    this.still.changes = -1;
  }

  private get hasChanged(): boolean {
    const { execution, still } = this;
    return execution.changes !== still.changes || execution.chances !== still.chances;
  }

  private isWhole = false;
  /** Whether memory had not changed for long when the look began. */
  private isStill = false;
  private left = { turns: 0, until: 0 };

  /** A look begins; whether there is anything to look for. */
  begin(): boolean {
    const { execution, options } = this;
    const { executed, instructions } = execution;
    if (this.hasChanged) this.settle(instructions);
    const quiet = instructions - this.still.instructions;
    const isStill = quiet >= Math.max(options.least, options.round ?? 0);
    this.isStill = isStill;
    this.isWhole = options.returns > 0 && executed >= this.nextWhole;
    if (this.isWhole) {
      this.nextWhole = 2 * executed;
      this.whole.begin();
    }
    this.distance = isStill ? this.distance * 2 : options.least;
    const turns = Math.floor((isStill ? quiet : 0) / INSTRUCTIONS_A_TURN);
    this.left = {
      turns: Math.max(LEAST_TURNS, turns),
      until: executed + Math.max(LEAST_CYCLES, isStill ? quiet : 0),
    };
    return isStill || this.isWhole;
  }

  /** Instructions since memory was seen to have changed. */
  private get quiet(): number {
    return this.execution.instructions - this.still.instructions;
  }

  /** Whether they are enough, given that it has not changed since. */
  private get isQuiet(): boolean {
    return this.isStill || this.quiet >= this.options.least;
  }

  private settle(instructions: number): void {
    const { changes, chances } = this.execution;
    const of = this.threads.map((_, thread) => this.execution.instructionsOf(thread));
    this.still = { changes, chances, instructions, of };
    this.threads.fill(undefined);
  }

  /** After a turn: `over` when the look is, and what it has found. */
  see(): { readonly over: boolean; readonly circle?: Circle } {
    const { execution, left } = this;
    const thread = execution.running(execution.haltedAt);
    const circle = thread < 0 ? undefined : this.circleOf(thread);
    const isVain = this.hasChanged && !this.isWhole;
    return {
      over: circle !== undefined || isVain || --left.turns <= 0 || execution.executed >= left.until,
      ...(circle && { circle }),
    };
  }

  end(): void {
    if (this.isWhole) this.whole.end();
    this.nextLook = this.execution.executed + this.distance;
  }

  private circleOf(thread: number): Circle | undefined {
    if (this.isWhole) {
      const instructions = this.whole.see(thread);
      if (instructions !== undefined) return { kind: 'return', instructions };
    }
    if (this.hasChanged || !this.isQuiet || !this.returns(thread)) return undefined;
    if (!this.threads.every((_, each) => this.isCaught(each))) return undefined;
    return { kind: 'stillness', instructions: this.quiet };
  }

  /** Whether the thread came back, for the first time. */
  private returns(thread: number): boolean {
    const state = this.execution.stateOf(thread);
    const kept = this.threads[thread];
    if (!kept) {
      this.threads[thread] = keep(state);
      return false;
    }
    if (kept.returned || !meets(kept, state)) return false;
    kept.returned = true;
    return true;
  }

  /** Whether the thread will never again do anything new, if none of the others does. */
  private isCaught(thread: number): boolean {
    const status = this.execution.status(thread);
    if (status === 'halted' || status === 'waiting' || status === 'receiving') return true;
    if (this.threads[thread]?.returned) return true;
    // It could go on, and in a whole round nobody gave it a processor.
    const isPassedOver = this.execution.instructionsOf(thread) === this.still.of[thread];
    return this.options.round !== null && status === 'ready' && isPassedOver;
  }
}
