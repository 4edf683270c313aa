/** What to call runs of programs that stand side by side: by what differs between them. */
import type { ProgramResult } from '../execute/result.js';
import { plural, printable } from './format.js';
import { ASPECTS, processorsAspect } from './labels.js';
import { asRun } from './program-run.js';

type Aspect = (result: ProgramResult) => string;

/** A number of a cluster that differs speaks by its name: `latencyCycles=500`. */
const numbersOf = ({ cluster }: ProgramResult): Readonly<Record<string, number>> =>
  cluster === null
    ? {}
    : { pageBytes: cluster.config.pageBytes, ...cluster.config.messages, ...cluster.config.costs };

const clusterAspects = (results: readonly ProgramResult[]): Aspect[] => {
  const names = [...new Set(results.flatMap((result) => Object.keys(numbersOf(result))))];
  return [
    ({ cluster }) => cluster?.config.dsm ?? 'one machine',
    ({ cluster }) => (cluster === null ? '' : plural(cluster.config.nodes, 'node')),
    ({ cluster }) => (cluster?.config.dsm === 'ivy' ? printable(cluster.config.manager) : ''),
    ...names.map(
      (name): Aspect =>
        (result) => {
          const value = numbersOf(result)[name];
          return value === undefined ? '' : `${name}=${value}`;
        },
    ),
    ({ cluster }) => printable(cluster?.config.topology?.name ?? ''),
  ];
};

const ownAspects = (results: readonly ProgramResult[]): Aspect[] => {
  const names = [...new Set(results.flatMap(({ program }) => Object.keys(program.parameters)))];
  const differing = names.filter(
    (name) => new Set(results.map(({ program }) => program.parameters[name])).size > 1,
  );
  // A word, such as `ticket`, speaks for itself; a number needs its name.
  const speaks = (name: string): boolean =>
    differing.length === 1 && results.every(({ program }) => /^[a-z]/.test(program.parameters[name] ?? 'a'));
  return [
    ({ program }) => printable(program.name),
    ...differing.map(
      (name): Aspect =>
        ({ program }) => {
          const value = program.parameters[name];
          if (value === undefined) return '';
          return printable(speaks(name) ? value : `${name}=${value}`);
        },
    ),
    ...clusterAspects(results),
    ({ model }) => model,
    ({ schedule }) => schedule?.policy ?? 'no scheduler',
    ({ schedule }) => (schedule?.quantumCycles ? `turns of ${plural(schedule.quantumCycles, 'cycle')}` : ''),
    ({ program }) => plural(program.processes, 'process', 'processes'),
    ({ timed }) => (timed ? 'timed' : 'not timed'),
    ({ seed }) => `seed ${seed}`,
  ];
};

const machineAspects = (processorsToo: boolean): Aspect[] =>
  ASPECTS.filter((aspect) => processorsToo || aspect !== processorsAspect).map(
    (aspect) => (result) => aspect(asRun(result)),
  );

const threadsAspect: Aspect = ({ program }) => plural(program.threads, 'thread');

const tell = (results: readonly ProgramResult[], aspects: readonly Aspect[]): string[] => {
  const columns = aspects
    .map((aspect) => results.map(aspect))
    .filter((values) => new Set(values.filter((value) => value !== '')).size > 1)
    // What goes with what is told already, as threads with processors, is not told again.
    .filter((values, at, all) => !all.slice(0, at).some((before) => sameGroups(before, values)));
  return results.map((result, at) => {
    const parts = columns.map((values) => values[at]!).filter((part) => part !== '');
    return parts.length > 0 ? parts.join(', ') : printable(result.program.name);
  });
};

/** Whether two lists tell the same runs apart. */
const sameGroups = (a: readonly string[], b: readonly string[]): boolean => {
  const pairs = new Set(a.map((value, at) => JSON.stringify([value, b[at]])));
  return pairs.size === new Set(a).size && pairs.size === new Set(b).size;
};

/** A label for each run, all different; equal runs are numbered. */
export const programLabels = (results: readonly ProgramResult[]): string[] => {
  const labels = tell(results, [...ownAspects(results), ...machineAspects(true), threadsAspect]);
  return labels.map((label, at) => {
    if (labels.indexOf(label) === labels.lastIndexOf(label)) return label;
    return `${label} #${labels.slice(0, at + 1).filter((other) => other === label).length}`;
  });
};

/** A label for each run by what differs apart from processors: runs of one line of a curve have the same. */
export const seriesLabels = (results: readonly ProgramResult[]): string[] =>
  tell(results, [...ownAspects(results), ...machineAspects(false)]);
