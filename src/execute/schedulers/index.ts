/** Scheduling policies. One file each, one line here. */
import { CohortError } from '../../errors.js';
import { affinity } from './affinity.js';
import { gang } from './gang.js';
import type { PolicySource } from './policy.js';
import { priority } from './priority.js';
import { roundRobin } from './round-robin.js';

export type { PolicySource };

/** Every policy, in the order in which they are listed. */
export const POLICIES: readonly PolicySource[] = [roundRobin, priority, affinity, gang];

/** The policy of that name; case does not count. Unknown: CohortError (exit code 2) that lists the names. */
export const policyNamed = (name: string): PolicySource => {
  const found = POLICIES.find((policy) => policy.name === name.toLowerCase());
  if (found) return found;
  const names = POLICIES.map((policy) => policy.name).join(', ');
  throw new CohortError(`There is no scheduling policy '${name.slice(0, 80)}'; there are: ${names}.`, 2);
};
