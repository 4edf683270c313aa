/** Runs a program on the plain machine, under a schedule that the caller gives. */
import { nameOfInstruction, type Program } from '../../src/programs/program.js';
import { Machine } from './machine.js';
import { Fault, type Model, type Note } from './machine-state.js';

/** Picks one of the actions that are possible: a number below `count`. */
export type Schedule = (count: number, step: number) => number;

export interface RunOptions {
  readonly schedule?: Schedule;
  readonly model?: Model;
  readonly seed?: bigint;
  readonly steps?: number;
  readonly onNote?: (note: Note) => void;
}

export interface Outcome {
  /** `deadlock`: every thread that has not ended waits for another. `limit`: it did not end in time. */
  readonly end: 'halted' | 'deadlock' | 'limit' | 'fault';
  readonly fault?: Fault;
  readonly machine: Machine;
  /** Where each thread is, as text. */
  readonly where: readonly string[];
}

/** Every thread in turn. */
export const roundRobin: Schedule = (count, step) => step % count;

/** At random, the same for the same seed. */
export const atRandom = (seed: number): Schedule => {
  let state = (seed ^ 0x2545f491) >>> 0 || 1;
  return (count) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % count;
  };
};

/** At random, but the same thread goes on for a while: what a long quantum does. */
export const inBursts = (seed: number, burst: number): Schedule => {
  const random = atRandom(seed);
  let chosen = 0;
  return (count, step) => {
    if (random(burst, step) === 0) chosen = random(1 << 16, step);
    return chosen % count;
  };
};

/** Runs to the end, a deadlock, a fault or the limit of steps (default 1,000,000). */
export const run = (program: Program, options: RunOptions = {}): Outcome => {
  const { schedule = roundRobin, model = 'sc', seed = 1n, steps = 1_000_000 } = options;
  const machine = new Machine(program, model, seed);
  machine.onNote = options.onNote;
  const outcome = (end: Outcome['end'], fault?: Fault): Outcome => ({
    end,
    ...(fault && { fault }),
    machine,
    where: Array.from({ length: machine.threads }, (_, t) => nameOfInstruction(program, machine.pcOf(t))),
  });
  try {
    let actions = actionsOf(machine);
    for (let step = 0; step < steps; step++) {
      if (actions.length === 0) return outcome(machine.allHalted ? 'halted' : 'deadlock');
      const action = actions[schedule(actions.length, step)]!;
      const same = model === 'sc' && leavesOthers(machine, action.thread);
      act(machine, action);
      if (!same) actions = actionsOf(machine);
    }
    return outcome('limit');
  } catch (error) {
    if (error instanceof Fault) return outcome('fault', error);
    throw error;
  }
};

/** Whether after the thread's next step, without store buffers, the same threads can step. */
const leavesOthers = (machine: Machine, thread: number): boolean => {
  const kind = machine.pending(thread)?.instruction.class;
  return kind !== 'thread' && kind !== 'blocking' && kind !== 'message';
};

/** A step of a thread, or (drain ≥ 0) a buffered store that goes to memory. */
export interface Action {
  readonly thread: number;
  readonly drain: number;
}

/** What may happen next. */
export const actionsOf = (machine: Machine): Action[] => {
  const actions: Action[] = [];
  for (let thread = 0; thread < machine.threads; thread++) {
    if (machine.canStep(thread)) actions.push({ thread, drain: -1 });
    for (const drain of machine.drainable(thread)) actions.push({ thread, drain });
  }
  return actions;
};

export const act = (machine: Machine, { thread, drain }: Action): void => {
  if (drain >= 0) machine.drain(thread, drain);
  else machine.step(thread);
};
