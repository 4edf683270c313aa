/** The catalogue of machines, one file each. */
import { nearestName } from '../config/nearest.js';
import { CohortError } from '../errors.js';
import { dash } from './dash.js';
import { firefly } from './firefly.js';
import { fourSocket } from './four-socket.js';
import type { Machine } from './machine.js';
import { mesh64 } from './mesh-64.js';
import { origin2000 } from './origin-2000.js';
import { pentiumPro } from './pentium-pro.js';
import { quadCore } from './quad-core.js';
import { sequentSymmetry } from './sequent-symmetry.js';
import { sgiChallenge } from './sgi-challenge.js';
import { smp4 } from './smp4.js';
import { sunEnterprise } from './sun-enterprise.js';
import { sunStarfire } from './sun-starfire.js';
import { textbook } from './textbook.js';
import { twoSocket } from './two-socket.js';
import { uniprocessor } from './uniprocessor.js';

export type { Machine } from './machine.js';

/** Every machine that a name can call; the first is the default. */
export const MACHINES: readonly Machine[] = [
  smp4,
  textbook,
  uniprocessor,
  firefly,
  sequentSymmetry,
  sgiChallenge,
  pentiumPro,
  sunEnterprise,
  sunStarfire,
  quadCore,
  dash,
  origin2000,
  twoSocket,
  fourSocket,
  mesh64,
];

/**
 * The machine of that name; case does not count. Throws a CohortError (exit code 2) that lists
 * the names; `where` says in it where the name was given.
 */
export const machineNamed = (name: string, where = 'machine'): Machine => {
  const found = MACHINES.find((machine) => machine.name === name.toLowerCase());
  if (found) return found;
  const names = MACHINES.map((machine) => machine.name);
  const near = nearestName(name, names);
  const meant = near === undefined ? '' : ` Did you mean "${near}"?`;
  throw new CohortError(
    `${where} is ${JSON.stringify(name)}; expected one of ${names.join(', ')}.${meant}`,
    2,
  );
};
