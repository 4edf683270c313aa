import type { Program } from '../program.js';
import type { FinalState } from '../test.js';

export type ModelName = 'sc' | 'tso' | 'pso' | 'relaxed';

/** One thing that happens in an execution. */
export interface Step {
  readonly thread: number;
  /** The instruction as it was written. */
  readonly instruction: string;
  /** What it does, such as `reads x = 0 from memory`. */
  readonly what: string;
}

/** Called for each way to go on; `step` tells what it is, if that is wanted. */
export type Take<State> = (next: State, step: () => Step) => void;

/** An abstract machine that executes one program: states, and the steps between them. */
export interface Machine<State> {
  start(): State;
  /** Two states with the same key go on in the same ways. */
  key(state: State): string;
  /** Every step that is possible; none where the execution is at its end, or has led nowhere. */
  steps(state: State, take: Take<State>): void;
  /** The values at the end, where every thread is at its end and every write in memory. */
  final(state: State): FinalState | undefined;
}

/** Something that can be explored without knowing what its states are. */
export type Explore<Result> = <State>(machine: Machine<State>) => Result;

/** What may be reordered with what, as an abstract machine. */
export interface MemoryModel {
  readonly name: ModelName;
  readonly title: string;
  /** How its machine works, in a few sentences. */
  readonly about: string;
  /** Author, title, year of its definition. */
  readonly source: string;
  /** Hands the machine that executes `program` to `explore`. */
  explore<Result>(program: Program, explore: Explore<Result>): Result;
}
