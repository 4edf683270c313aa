/** How many threads a program of the library can have. */
import { LOCKS } from '../locks/index.js';
import type { GivenValues } from '../parameters.js';
import type { LibraryProgram } from './library-program.js';

export interface ThreadRange {
  readonly least: number;
  readonly most: number;
}

/** Fewest and most threads with these parameters: a lock may allow fewer than the program. */
export const threadRange = (
  { threads: { least, most }, parameters }: LibraryProgram,
  given: GivenValues = {},
): ThreadRange => {
  const taken = given.lock ?? parameters.lock?.default;
  // Of a lock that there is not, `load` says so, and what there is.
  const bound = LOCKS.find(({ name }) => name === taken)?.mostThreads;
  return { least, most: Math.min(most, bound ?? most) };
};

/** A thread for each processor, as far as the program can use them. */
export const usualThreads = (processors: number, { least, most }: ThreadRange): number =>
  Math.min(Math.max(processors, least), most);
