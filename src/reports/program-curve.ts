/** How a number grows with processors, one line for each lock (or for whatever else differs). */
import type { ProgramResult } from '../execute/result.js';
import { seriesLabels } from './program-labels.js';
import { acquisitionsOf, SECTION_MEASURES, type SectionMeasure } from './program-measures.js';

/** One line of the curve: a value for each number of processors, where there is one. */
export interface Series {
  readonly label: string;
  readonly values: readonly (number | undefined)[];
}

export interface Curve {
  readonly title: string;
  readonly unit: string;
  /** Numbers of processors, ascending. */
  readonly processors: readonly number[];
  readonly series: readonly Series[];
}

const RUN_TIME: Pick<SectionMeasure, 'title' | 'unit' | 'of'> = {
  title: 'run time',
  unit: 'cycles',
  of: ({ cycles }) => cycles,
};

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** A curve of one measure, or nothing if processors are the same in all runs. `machines`: their names. */
export const curveOf = (
  results: readonly ProgramResult[],
  measure: Pick<SectionMeasure, 'title' | 'unit' | 'of'>,
  title: string,
  machines?: readonly string[],
): Curve | undefined => {
  const processors = distinct(results.map(({ machine }) => machine.processors)).sort((a, b) => a - b);
  if (processors.length < 2) return undefined;
  const labels = seriesLabels(results, machines);
  const series = distinct(labels).map((label): Series => {
    const own = results.filter((_, at) => labels[at] === label);
    return {
      label,
      values: processors.map((count) => {
        const found = own.find(({ machine, ending }) => machine.processors === count && ending === 'done');
        return found && measure.of(found);
      }),
    };
  });
  const drawn = series.filter(({ values }) => values.some((value) => value !== undefined));
  return drawn.length === 0 ? undefined : { title, unit: measure.unit, processors, series: drawn };
};

/** The classical curve: time per lock acquisition; of programs without locks, time of the run. */
export const classicalCurve = (
  results: readonly ProgramResult[],
  machines?: readonly string[],
): Curve | undefined =>
  results.some((result) => acquisitionsOf(result) > 0)
    ? curveOf(results, SECTION_MEASURES[0]!, 'Cycles per lock acquisition', machines)
    : curveOf(results, RUN_TIME, 'Cycles of the run', machines);

/** Traffic per acquisition, measure by measure, where it differs between runs. */
export const trafficCurves = (results: readonly ProgramResult[], machines?: readonly string[]): Curve[] =>
  SECTION_MEASURES.slice(1).flatMap((measure) => {
    const curve = curveOf(results, measure, `${measure.title} per lock acquisition`, machines);
    return curve ? [curve] : [];
  });
