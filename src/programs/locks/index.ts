/** Locks that programs can be given by name. One file each, one line here. */
import { CohortError } from '../../errors.js';
import type { Fragment, Lock } from '../fragment.js';
import type { ChoiceParameter, IntegerParameter } from '../parameters.js';
import { anderson } from './anderson.js';
import { bakery } from './bakery.js';
import { clh } from './clh.js';
import { dekker } from './dekker.js';
import { dsm } from './dsm.js';
import { llsc } from './llsc.js';
import { llscBackoff } from './llsc-backoff.js';
import { mcs } from './mcs.js';
import { monitor, mutex } from './monitor.js';
import { none } from './none.js';
import { peterson } from './peterson.js';
import { semaphore, semaphoreSpin } from './semaphore.js';
import { tas } from './tas.js';
import { ticket } from './ticket.js';
import { ttas } from './ttas.js';
import { ttasBackoff } from './ttas-backoff.js';

/** Every lock: none, those that spin on one word, queues, loads and stores alone, blocking ones, the system's. */
export const LOCKS: readonly Lock[] = [
  none,
  tas,
  ttas,
  ttasBackoff,
  llsc,
  llscBackoff,
  ticket,
  anderson,
  mcs,
  clh,
  peterson,
  dekker,
  bakery,
  semaphoreSpin,
  semaphore,
  mutex,
  monitor,
  dsm,
];

/** The lock of that name. Unknown: CohortError (exit code 2) that lists the names. */
export const lockNamed = (name: string): Lock => {
  const found = LOCKS.find((lock) => lock.name === name);
  if (found) return found;
  const names = LOCKS.map((lock) => lock.name).join(', ');
  throw new CohortError(`there is no lock '${name.slice(0, 80)}'; there are: ${names}`, 2);
};

/** `lock at` and `unlock at`: the lock of the program, with notes of what happens. */
const NOTED = `
.macro lock at
  note WANTED, \\at
  acquire \\at
  note TAKEN, \\at
  note ENTER, \\at
.endm
.macro unlock at
  note LEAVE, \\at
  note RELEASED, \\at
  release \\at
.endm
`;

const SILENT = `
.macro lock at
.endm
.macro unlock at
.endm
`;

/** What a program that takes a lock is given besides its own parameters. */
export const lockParameters = (usual: string) =>
  ({
    lock: {
      kind: 'choice',
      about: 'the lock',
      default: usual,
      choices: LOCKS.map((lock) => lock.name),
    } satisfies ChoiceParameter as ChoiceParameter,
    fences: {
      kind: 'choice',
      about: 'whether the locks made of loads and stores alone (peterson, dekker, bakery) have their fences',
      default: 'on',
      choices: ['on', 'off'],
    },
    backoffLeast: {
      kind: 'integer',
      about: 'cycles of the first back-off of ttas-backoff and llsc-backoff',
      default: 16,
      least: 1,
      most: 1_000_000,
    } satisfies IntegerParameter as IntegerParameter,
    backoffMost: {
      kind: 'integer',
      about: 'cycles of the longest back-off of ttas-backoff and llsc-backoff',
      default: 1024,
      least: 1,
      most: 1_000_000,
    } satisfies IntegerParameter as IntegerParameter,
  }) as const;

/** The fragments of the lock that a program's parameters name; none if it has no such parameter. */
export const lockFragments = (name: unknown, fences: unknown): Fragment[] => {
  if (typeof name !== 'string') return [];
  const lock = lockNamed(name);
  const before = `.equ FENCES, ${fences === 'off' ? 0 : 1}\n`;
  const after = name === 'none' ? SILENT : NOTED;
  return [{ ...lock, name: `${name} lock`, text: before + lock.text + after }];
};
