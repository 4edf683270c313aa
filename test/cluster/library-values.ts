/** The library's locks and barriers, and values that make its programs short. */
import { BARRIERS } from '../../src/programs/barriers/index.js';
import { programNamed } from '../../src/programs/library/index.js';
import { LOCKS } from '../../src/programs/locks/index.js';
import type { GivenValues } from '../../src/programs/parameters.js';

const namesOf = (list: readonly { readonly name: string }[]): string[] =>
  list.map(({ name }) => name).filter((name) => name !== 'none');

/** All that exclude. */
export const LOCK_NAMES = namesOf(LOCKS);
/** All that hold threads back. */
export const BARRIER_NAMES = namesOf(BARRIERS);

const SMALL: GivenValues = {
  iterations: 12,
  items: 16,
  transfers: 16,
  meals: 6,
  rounds: 6,
  elements: 24,
  size: 6,
  depth: 4,
  phases: 5,
};

/** Those of the values that the program has, and a lock if it is to choose one. */
export const smallValues = (name: string): GivenValues => {
  const { parameters } = programNamed(name);
  const values = { ...SMALL, lock: 'ticket' };
  return Object.fromEntries(Object.entries(values).filter(([key]) => key in parameters));
};
