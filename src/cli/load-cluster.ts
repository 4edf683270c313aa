/** A cluster as it is named on the command line: how many nodes, one of the catalogue, or a file; and options over it. */
import type { ClusterOptions, DsmKind } from '../cluster/config.js';
import {
  applyClusterSettings,
  clusterInputFromJson,
  parseCluster,
  parseClusterInput,
} from '../cluster/parse.js';
import { clusterNamed } from '../cluster/presets/index.js';
import { CohortError } from '../errors.js';
import { isFilePath } from './names.js';
import { readText } from './read-text.js';

/** What a user says of a cluster. */
export interface ClusterRequest {
  /** Nodes, a name in the catalogue, or a file; without it, one machine. */
  readonly cluster?: string;
  readonly dsm?: DsmKind;
  readonly manager?: string;
  /** As `--page-bytes` gives it: a number, or a size with a unit. */
  readonly pageBytes?: string;
}

const inputFor = async (named: string): Promise<ClusterOptions> => {
  if (/^\d+$/.test(named)) return parseClusterInput({ nodes: Number(named) }, `--cluster ${named}`);
  if (isFilePath(named)) return clusterInputFromJson(await readText(named, 'a cluster as JSON'), named);
  return { preset: clusterNamed(named, '--cluster').name };
};

/** What options say over it; their names are those of fields. */
const optionsOver = ({ dsm, manager, pageBytes }: ClusterRequest): [option: string, given: object][] => [
  ...(dsm === undefined ? [] : [['--dsm', { dsm }] satisfies [string, object]]),
  ...(manager === undefined ? [] : [['--manager', { manager }] satisfies [string, object]]),
  ...(pageBytes === undefined
    ? []
    : [
        ['--page-bytes', { pageBytes: /^\d+$/.test(pageBytes) ? Number(pageBytes) : pageBytes }] satisfies [
          string,
          object,
        ],
      ]),
];

/**
 * The cluster as it was asked for, checked; `undefined` without one. `settings`: `cluster.path=value`, which
 * win over everything else. `usual`: what is taken if only options or settings tell of a cluster.
 */
export const loadCluster = async (
  request: ClusterRequest,
  settings: readonly string[],
  usual?: ClusterOptions,
): Promise<ClusterOptions | undefined> => {
  const over = optionsOver(request);
  const input = request.cluster === undefined ? usual : await inputFor(request.cluster);
  if (input === undefined) {
    const given = over[0]?.[0] ?? (settings[0] && `--set ${settings[0]}`);
    if (given === undefined) return undefined;
    throw new CohortError(
      `${given} is about a cluster; say with --cluster how many nodes it has, or which one it is (see: cohort list clusters).`,
      2,
    );
  }
  let cluster = input;
  for (const [option, given] of over) cluster = parseClusterInput({ ...cluster, ...given }, option);
  cluster = applyClusterSettings(cluster, settings);
  // Names of presets are looked up here, so that a mistake is told before anything runs.
  parseCluster(cluster, 1, request.cluster === undefined ? 'cluster' : `--cluster ${request.cluster}`);
  return cluster;
};

/**
 * Refuses a manager where none of the clusters has one, `settings` being those of all.
 * @throws CohortError (exit code 2)
 */
export const requireManaged = (
  { manager }: ClusterRequest,
  settings: readonly string[],
  clusters: readonly (ClusterOptions | undefined)[],
): void => {
  const setting = settings.find((each) => /^\s*cluster\.manager\s*=/.test(each));
  const given = manager === undefined ? setting && `--set ${setting}` : `--manager ${manager}`;
  if (given === undefined) return;
  const kinds = clusters.flatMap((cluster) => (cluster ? [parseCluster(cluster, 1).dsm] : []));
  if (kinds.includes('ivy')) return;
  throw new CohortError(
    `${given} is about pages under ivy, and the cluster's dsm is ${[...new Set(kinds)].join(', ')}; take --dsm ivy, or leave the manager out.`,
    2,
  );
};
