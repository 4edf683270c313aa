/** Managers of pages. One file each, one line here. */
import { CohortError } from '../../errors.js';
import { centralised } from './centralised.js';
import { dynamicDistributed } from './dynamic-distributed.js';
import { fixedDistributed } from './fixed-distributed.js';
import { improvedCentralised } from './improved-centralised.js';
import type { Manager } from './manager.js';

export type { Manager } from './manager.js';

export const MANAGERS: readonly Manager[] = [
  centralised,
  improvedCentralised,
  fixedDistributed,
  dynamicDistributed,
];

/** The manager of that name; case does not count. Unknown: CohortError (exit code 2) that lists the names. */
export const managerNamed = (name: string): Manager => {
  const found = MANAGERS.find((manager) => manager.name === name.toLowerCase());
  if (found) return found;
  const names = MANAGERS.map((manager) => manager.name).join(', ');
  throw new CohortError(`manager is ${JSON.stringify(name.slice(0, 80))}; expected one of ${names}`, 2);
};
