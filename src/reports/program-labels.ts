/** What to call runs of programs that stand side by side: by what differs between them. */
import type { ProgramResult } from '../execute/result.js';
import { plural, printable } from './format.js';
import {
  ASPECTS,
  numbered,
  processorsAspect,
  protocolAspect,
  SCALED_ASPECTS,
  tellNamesakesApart,
} from './labels.js';
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

const asAspect =
  (aspect: (typeof ASPECTS)[number]): Aspect =>
  (result) =>
    aspect(asRun(result));

const threadsAspect: Aspect = ({ program }) => plural(program.threads, 'thread');

const MACHINE_ASPECTS: readonly Aspect[] = ASPECTS.map(asAspect);

/** Whether runs on the same number of processors never differ in it. */
const goesWithProcessors = (results: readonly ProgramResult[], values: readonly string[]): boolean => {
  const pairs = new Set(results.map(({ machine }, at) => JSON.stringify([machine.processors, values[at]])));
  return pairs.size === new Set(results.map(({ machine }) => machine.processors)).size;
};

/** What may tell one line of a curve from another: not the processors, nor what only goes with them. */
const seriesAspects = (results: readonly ProgramResult[]): Aspect[] =>
  ASPECTS.filter((aspect) => aspect !== processorsAspect)
    .filter(
      (aspect) =>
        !SCALED_ASPECTS.includes(aspect) || !goesWithProcessors(results, results.map(asAspect(aspect))),
    )
    .map(asAspect);

const tell = (results: readonly ProgramResult[], aspects: readonly Aspect[]): string[] => {
  const columns = aspects
    .map((aspect) => results.map(aspect))
    .filter((values) => new Set(values.filter((value) => value !== '')).size > 1)
    // What goes with what is told already, as threads with processors, is not told again.
    .filter((values, at, all) => !all.slice(0, at).some((before) => sameGroups(before, values)));
  return results.map((_, at) =>
    columns
      .map((values) => values[at]!)
      .filter((part) => part !== '')
      .join(', '),
  );
};

/** Whether two lists tell the same runs apart. */
const sameGroups = (a: readonly string[], b: readonly string[]): boolean => {
  const pairs = new Set(a.map((value, at) => JSON.stringify([value, b[at]])));
  return pairs.size === new Set(a).size && pairs.size === new Set(b).size;
};

/** The machine by its name, and what a name does not say. */
const namedAspects = (results: readonly ProgramResult[], machines: readonly string[]): Aspect[] => {
  const nameOf = new Map(results.map((result, at) => [result, printable(machines[at] ?? '')]));
  return [(result) => nameOf.get(result) ?? '', asAspect(protocolAspect)];
};

const orProgram = (labels: readonly string[], results: readonly ProgramResult[]): string[] =>
  labels.map((label, at) => (label === '' ? printable(results[at]!.program.name) : label));

/** A label for each run, all different; equal runs are numbered. `machines`: what these are called. */
export const programLabels = (results: readonly ProgramResult[], machines?: readonly string[]): string[] => {
  const own = ownAspects(results);
  if (machines === undefined) {
    return numbered(orProgram(tell(results, [...own, ...MACHINE_ASPECTS, threadsAspect]), results));
  }
  const short = [...own, ...namedAspects(results, machines), asAspect(processorsAspect), threadsAspect];
  const labels = tellNamesakesApart(results, tell(results, short), (namesakes) =>
    tell(namesakes, MACHINE_ASPECTS),
  );
  return numbered(orProgram(labels, results));
};

/** A label for each run by what differs apart from processors: runs of one line of a curve have the same. */
export const seriesLabels = (results: readonly ProgramResult[], machines?: readonly string[]): string[] => {
  const own = ownAspects(results);
  if (machines === undefined) {
    return orProgram(tell(results, [...own, ...seriesAspects(results)]), results);
  }
  const short = tell(results, [...own, ...namedAspects(results, machines)]);
  const labels = tellNamesakesApart(results, short, (namesakes) => tell(namesakes, seriesAspects(namesakes)));
  return orProgram(labels, results);
};
