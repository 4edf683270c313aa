/** Programs of the library. One file each, one line here. */
import { CohortError } from '../../errors.js';
import { bank } from './bank.js';
import { barrierPhases } from './barrier-phases.js';
import { boundedBuffer } from './bounded-buffer.js';
import { collective } from './collective.js';
import { counter } from './counter.js';
import type { LibraryProgram } from './library-program.js';
import { matrixMultiply } from './matrix-multiply.js';
import { messageSum } from './message-sum.js';
import { mpMatrixMultiply } from './mp-matrix-multiply.js';
import { mpOddEvenSort } from './mp-odd-even-sort.js';
import { msQueue } from './ms-queue.js';
import { oddEvenSort } from './odd-even-sort.js';
import { parallelSum } from './parallel-sum.js';
import { philosophers } from './philosophers.js';
import { producerConsumer } from './producer-consumer.js';
import { readersWriters } from './readers-writers.js';
import { seqlock } from './seqlock.js';
import { treiberStack } from './treiber-stack.js';
import { workStealing } from './work-stealing.js';

export type {
  Finding,
  LibraryProgram,
  LoadedProgram,
  LoadOptions,
  Output,
  ReadWord,
} from './library-program.js';

/** Every program, in the order in which they are listed. */
export const PROGRAMS: readonly LibraryProgram[] = [
  counter,
  bank,
  philosophers,
  boundedBuffer,
  producerConsumer,
  readersWriters,
  seqlock,
  barrierPhases,
  msQueue,
  treiberStack,
  workStealing,
  parallelSum,
  messageSum,
  collective,
  matrixMultiply,
  mpMatrixMultiply,
  oddEvenSort,
  mpOddEvenSort,
];

/** The program of that name; case does not count. Unknown: CohortError (exit code 2) that lists the names. */
export const programNamed = (name: string): LibraryProgram => {
  const found = PROGRAMS.find((program) => program.name === name.toLowerCase());
  if (found) return found;
  const names = PROGRAMS.map((program) => program.name).join(', ');
  throw new CohortError(`there is no program '${name.slice(0, 80)}'; there are: ${names}`, 2);
};
