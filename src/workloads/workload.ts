import type { Layout } from './layout.js';
import type { Parameters, Values } from './parameters.js';
import type { Processor, Thread } from './thread.js';

/** What a workload is given when a trace of it starts. */
export interface Setup<P extends Parameters = Parameters> {
  /** 1 to 1024. */
  readonly processors: number;
  readonly seed: number;
  readonly values: Values<P>;
  /** Where the workload lays out its memory. */
  readonly layout: Layout;
  /** The error for a parameter of the workload that does not go with the others. */
  refuse(name: keyof P & string, expected: string): Error;
  /** Starts another workload as a part of this one, in the same layout. */
  component(name: string, given: Readonly<Record<string, unknown>>, seed: number): Program;
}

/** Starts the thread of one processor. */
export type Program = (processor: Processor) => Thread;

/** A generator of references: one file in this folder, and one line in its index. */
export interface Workload<P extends Parameters = Parameters> {
  readonly name: string;
  readonly title: string;
  /** What it shows, and what to expect of it under which protocols. */
  readonly about: string;
  /** Author, title and year, where the pattern or the algorithm comes from a paper. */
  readonly source?: string;
  /** The regions of memory that it lays out, in order, and what they hold. */
  readonly memory: string;
  readonly parameters: P;
  /** Lays out the memory, makes what the threads share, and returns their program. */
  create(setup: Setup<P>): Program;
}

/** Ties a workload's values to its parameters' types, then forgets which they are. */
export const defineWorkload = <const P extends Parameters>(workload: Workload<P>): Workload =>
  // A `Setup` is only ever made from the workload's own parameters (`startWorkload`), so the values fit.
  workload as unknown as Workload;
