/** From what a user gives to a cluster: the preset goes beneath it. */
import { explain, type FieldGuide, withoutUndefined } from '../config/explain.js';
import { parseJson } from '../config/json.js';
import { nearestPath } from '../config/nearest.js';
import { readValue, withField } from '../config/settings.js';
import { bytesOf } from '../config/sizes.js';
import { CohortError } from '../errors.js';
import type { ClusterConfig, ClusterOptions, ClusterTopology } from './config.js';
import { CLUSTER_PATHS, clusterFieldNames, clusterFieldText } from './fields.js';
import { clusterNamed } from './presets/index.js';
import { clusterInputSchema } from './schema.js';

const GUIDE: FieldGuide = {
  what: 'cluster',
  example: '{ "nodes": 4 }',
  paths: CLUSTER_PATHS,
  fieldNames: clusterFieldNames,
  fieldText: clusterFieldText,
};

/** The cluster that gives the fields which nobody gave. */
export const DEFAULT_CLUSTER = 'workstations';

/** Checks the shape of an input and each field's range. */
export const parseClusterInput = (input: unknown, where = 'cluster'): ClusterOptions => {
  const shaped = clusterInputSchema.safeParse(withoutUndefined(input));
  if (!shaped.success) throw new CohortError(`${where}: ${explain(GUIDE, shaped.error.issues, input)}`, 2);
  return shaped.data;
};

const topologyOf = (
  given: ClusterOptions['topology'],
  base: ClusterTopology | null,
): ClusterTopology | null => {
  if (given === undefined) return base;
  return given && { name: given.name, parameters: given.parameters ?? {} };
};

/**
 * The complete cluster that an input stands for: the preset that it names (default `workstations`), with
 * the input's fields over it; `nodes` where it has none. `where` says in errors where the input came from.
 * @throws CohortError (exit code 2) that names the field, its value, what was expected and the mend.
 */
export const parseCluster = (input: unknown, nodes: number, where = 'cluster'): ClusterConfig => {
  const given = parseClusterInput(input, where);
  const { config } = clusterNamed(given.preset ?? DEFAULT_CLUSTER, `${where}: preset`);
  return {
    nodes: given.nodes ?? nodes,
    dsm: given.dsm ?? config.dsm,
    manager: given.manager ?? config.manager,
    // The schema has seen to its shape.
    pageBytes: given.pageBytes === undefined ? config.pageBytes : (bytesOf(given.pageBytes) ?? 0),
    messages: { ...config.messages, ...given.messages },
    costs: { ...config.costs, ...given.costs },
    topology: topologyOf(given.topology, config.topology),
  };
};

/** The input in a JSON document, with its shape checked; settings may still go over it. */
export const clusterInputFromJson = (text: string, file: string): ClusterOptions =>
  parseClusterInput(parseJson(text, file), file);

/** What the paths of settings of a cluster begin with. */
export const CLUSTER_PREFIX = 'cluster.';

/** Every path that a setting may name. */
export const CLUSTER_SETTINGS: readonly string[] = CLUSTER_PATHS.map((path) => `${CLUSTER_PREFIX}${path}`);

/**
 * The input with the settings over it, in order, each `cluster.path=value` such as
 * `cluster.messages.latencyCycles=500`.
 * @throws CohortError (exit code 2) that names the setting, and for an unknown path the nearest known one.
 */
export const applyClusterSettings = (input: ClusterOptions, settings: readonly string[]): ClusterOptions => {
  let changed = input;
  for (const setting of settings) {
    const equals = setting.indexOf('=');
    const path = setting.slice(0, equals).trim();
    if (equals < 1 || !CLUSTER_SETTINGS.includes(path)) {
      const near = nearestPath(path, CLUSTER_SETTINGS);
      const mend = near === undefined ? '' : ` Did you mean "${near}"?`;
      throw new CohortError(
        `--set "${setting}": expected cluster.path=value, with one of ${CLUSTER_PATHS.join(', ')}.${mend}`,
        2,
      );
    }
    const inner = path.slice(CLUSTER_PREFIX.length).split('.');
    const value = readValue(setting.slice(equals + 1).trim());
    changed = parseClusterInput(withField(changed, inner, value), `--set "${setting}"`);
  }
  return changed;
};
