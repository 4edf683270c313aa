/** `--set` beside a program: some names are the program's parameters, others fields of the machine or the cluster. */
import { CLUSTER_PREFIX, CLUSTER_SETTINGS } from '../cluster/parse.js';
import { MACHINE_PATHS } from '../config/fields.js';
import { CohortError } from '../errors.js';
import { didYouMeanPath } from './names.js';

export interface Settings {
  /** Parameters of the program; of the same name, the last. */
  readonly program: Readonly<Record<string, string>>;
  /** `path=value` of the machine, in order. */
  readonly machine: readonly string[];
  /** `cluster.path=value`, in order. */
  readonly cluster: readonly string[];
}

/** What a name means where both have it: the program's parameter. */
export const splitSettings = (
  settings: readonly string[],
  program: { readonly name: string; readonly parameters: readonly string[] },
): Settings => {
  const ofProgram: [name: string, value: string][] = [];
  const ofMachine: string[] = [];
  const ofCluster: string[] = [];
  for (const setting of settings) {
    const equals = setting.indexOf('=');
    if (equals < 1) {
      throw new CohortError(
        `--set "${setting}": expected name=value. Write for instance --set lock=ticket or --set l1.size=64KiB.`,
        2,
      );
    }
    const name = setting.slice(0, equals).trim();
    if (program.parameters.includes(name)) ofProgram.push([name, setting.slice(equals + 1).trim()]);
    else if (name.startsWith(CLUSTER_PREFIX)) ofCluster.push(setting);
    else if (MACHINE_PATHS.includes(name)) ofMachine.push(setting);
    else throw unknownName(setting, name, program);
  }
  return { program: Object.fromEntries(ofProgram), machine: ofMachine, cluster: ofCluster };
};

const unknownName = (
  setting: string,
  name: string,
  program: { readonly name: string; readonly parameters: readonly string[] },
): CohortError => {
  const has =
    program.parameters.length === 0 ? 'which has none' : `which has ${program.parameters.join(', ')}`;
  return new CohortError(
    `--set "${setting}": "${name}" is neither a parameter of the program ${program.name}, ${has}, nor a field of a machine, nor one of a cluster (cluster.…).` +
      didYouMeanPath(name, [...program.parameters, ...MACHINE_PATHS, ...CLUSTER_SETTINGS]),
    2,
  );
};
