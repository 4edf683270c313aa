/** The catalogue of clusters, one file each. */
import { nearestName } from '../../config/nearest.js';
import { CohortError } from '../../errors.js';
import { cm5 } from './cm-5.js';
import { now } from './now.js';
import { paragon } from './paragon.js';
import type { ClusterPreset } from './preset.js';
import { treadmarksAtm, treadmarksEthernet } from './treadmarks.js';
import { workstations } from './workstations.js';

export type { ClusterPreset } from './preset.js';

/** Every cluster that a name can call; the first is the default. */
export const CLUSTERS: readonly ClusterPreset[] = [
  workstations,
  treadmarksEthernet,
  treadmarksAtm,
  cm5,
  paragon,
  now,
];

/**
 * The cluster of that name; case does not count. `where` says in errors where the name was given.
 * @throws CohortError (exit code 2) that lists the names.
 */
export const clusterNamed = (name: string, where = 'cluster'): ClusterPreset => {
  const found = CLUSTERS.find((cluster) => cluster.name === name.toLowerCase());
  if (found) return found;
  const names = CLUSTERS.map((cluster) => cluster.name);
  const near = nearestName(name, names);
  const meant = near === undefined ? '' : ` Did you mean "${near}"?`;
  throw new CohortError(
    `${where} is ${JSON.stringify(name.slice(0, 80))}; expected one of ${names.join(', ')}.${meant}`,
    2,
  );
};
