/** Programs of the library. One file each, one line here. */
import { CohortError } from '../../errors.js';
import { counter } from './counter.js';
import type { LibraryProgram } from './library-program.js';

export type {
  Finding,
  LibraryProgram,
  LoadedProgram,
  LoadOptions,
  Output,
  ReadWord,
} from './library-program.js';

/** Every program, in the order in which they are listed. */
export const PROGRAMS: readonly LibraryProgram[] = [counter];

/** The program of that name; case does not count. Unknown: CohortError (exit code 2) that lists the names. */
export const programNamed = (name: string): LibraryProgram => {
  const found = PROGRAMS.find((program) => program.name === name.toLowerCase());
  if (found) return found;
  const names = PROGRAMS.map((program) => program.name).join(', ');
  throw new CohortError(`there is no program '${name.slice(0, 80)}'; there are: ${names}`, 2);
};
