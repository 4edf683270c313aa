/** Barriers that programs can be given by name. One file each, one line here. */
import { CohortError } from '../../errors.js';
import type { Barrier, Fragment } from '../fragment.js';
import type { ChoiceParameter } from '../parameters.js';
import { dissemination } from './dissemination.js';
import { dsm } from './dsm.js';
import { none } from './none.js';
import { sense } from './sense.js';
import { tree } from './tree.js';

export const BARRIERS: readonly Barrier[] = [none, sense, tree, dissemination, dsm];

/** The barrier of that name. Unknown: CohortError (exit code 2) that lists the names. */
export const barrierNamed = (name: string): Barrier => {
  const found = BARRIERS.find((barrier) => barrier.name === name);
  if (found) return found;
  const names = BARRIERS.map((barrier) => barrier.name).join(', ');
  throw new CohortError(`there is no barrier '${name.slice(0, 80)}'; there are: ${names}`, 2);
};

/** `barrier at`: the barrier of the program, with notes of what happens. */
const NOTED = `
.macro barrier at
  note ARRIVE, \\at
  barrier_wait \\at
  note DEPART, \\at
.endm
`;

/** What a program with a barrier is given besides its own parameters. */
export const BARRIER_PARAMETERS = {
  barrier: {
    kind: 'choice',
    about: 'the barrier',
    default: 'sense',
    choices: BARRIERS.map((barrier) => barrier.name),
  } satisfies ChoiceParameter as ChoiceParameter,
} as const;

/** The fragments of the barrier that a program's parameters name; none if it has no such parameter. */
export const barrierFragments = (name: unknown): Fragment[] => {
  if (typeof name !== 'string') return [];
  const barrier = barrierNamed(name);
  return [{ ...barrier, name: `${name} barrier`, text: barrier.text + NOTED }];
};
