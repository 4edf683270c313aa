/** What came of running a litmus test many times, held against all ways in which it can end. */
import { conditionText } from './condition.js';
import type { LitmusResult, Outcome } from './explore.js';
import type { ModelName } from './models/model.js';
import { KINDS, type Observation, outcomeText, valuesOf } from './report.js';
import type { LitmusTest } from './test.js';

/** A way in which runs ended. */
export interface SampledOutcome extends Outcome {
  /** Runs that ended so. */
  readonly count: number;
  /** Seed of the first of them. */
  readonly seed: number;
  /** Whether the exploration found it too. If not, machine and model disagree, which is a defect. */
  readonly allowed: boolean;
}

export interface SampleResult {
  readonly test: LitmusTest;
  readonly model: ModelName;
  /** Seed of the first run; each run after it has the next one. */
  readonly seed: number;
  /** Runs that were made, those that did not end included. */
  readonly runs: number;
  /** Runs whose threads went around in a loop until they were stopped. */
  readonly unfinished: number;
  /** Whether the runs were stopped before all of them were made. */
  readonly partial: boolean;
  /** Every way in which a run ended, each once, by values. */
  readonly outcomes: readonly SampledOutcome[];
  /** Every way in which the test can end under the model. */
  readonly explored: LitmusResult;
}

/** In how many of the runs that ended the proposition held, and in how many it did not. */
export const sampleCounts = ({
  outcomes,
}: Pick<SampleResult, 'outcomes'>): { positive: number; negative: number } => {
  const sum = (wanted: boolean): number =>
    outcomes.reduce((total, { holds, count }) => total + (holds === wanted ? count : 0), 0);
  return { positive: sum(true), negative: sum(false) };
};

/** Whether what the condition claims was so in the runs: `exists` in some, `~exists` in none, `forall` in all. */
export const sampleOk = (result: SampleResult): boolean => {
  const { positive, negative } = sampleCounts(result);
  const { quantifier } = result.test.condition;
  if (quantifier === 'forall') return negative === 0;
  return positive > 0 === (quantifier === 'exists');
};

export const sampleObservation = (result: SampleResult): Observation => {
  const { positive, negative } = sampleCounts(result);
  if (positive === 0) return 'Never';
  return negative === 0 ? 'Always' : 'Sometimes';
};

/** The ways to end that no run took. */
export const unseenOutcomes = ({ outcomes, explored }: SampleResult): Outcome[] => {
  const seen = new Set(outcomes.map(({ values }) => values.join(',')));
  return explored.outcomes.filter(({ values }) => !seen.has(values.join(',')));
};

/** The ways in which runs ended and the model does not: there are none, or machine and model disagree. */
export const disallowedOutcomes = ({ outcomes }: Pick<SampleResult, 'outcomes'>): SampledOutcome[] =>
  outcomes.filter(({ allowed }) => !allowed);

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** What exploring says of the states that runs ended in, and of those they did not. */
const againstExploring = (result: SampleResult): string[] => {
  const { test, model, outcomes, explored, unfinished } = result;
  const unseen = unseenOutcomes(result);
  const wrong = disallowedOutcomes(result).length;
  return [
    wrong === 0
      ? `Explored: ${outcomes.length} of ${plural(explored.outcomes.length, 'state')} that ${model} allows`
      : `Explored: ${plural(wrong, 'state')} that ${model} DOES NOT ALLOW`,
    ...unseen.map((outcome) => `Not seen: ${outcomeText(test, outcome)}`),
    ...(unfinished === 0 ? [] : [`Did not end: ${plural(unfinished, 'run')}`]),
  ];
};

/**
 * As litmus7 prints it, without its time and hash: a line for each final state with the runs that ended
 * so, `*` before those for which the proposition holds. Then what exploring says of them.
 */
export const sampleText = (result: SampleResult): string => {
  const { test, model, outcomes } = result;
  const { positive, negative } = sampleCounts(result);
  const { quantifier } = test.condition;
  const [good, bad] = quantifier === '~exists' ? [negative, positive] : [positive, negative];
  const ok = sampleOk(result);
  return `${[
    `Test ${test.name} ${KINDS[quantifier]}`,
    `Histogram (${plural(outcomes.length, 'state')})`,
    ...outcomes.map((outcome) => {
      const not = outcome.allowed ? '' : `  NOT ALLOWED under ${model}, seed ${outcome.seed}`;
      const mark = outcome.holds ? '*' : ':';
      return `${String(outcome.count).padEnd(6)}${mark}>${outcomeText(test, outcome)}${not}`;
    }),
    ok ? 'Ok' : 'No',
    'Witnesses',
    `Positive: ${good}, Negative: ${bad}`,
    `Condition ${conditionText(test.condition, test.program.locations)} is ${ok ? '' : 'NOT '}validated`,
    `Observation ${test.name} ${sampleObservation(result)} ${positive} ${negative}`,
    ...againstExploring(result),
  ].join('\n')}\n`;
};

type Values = Readonly<Record<string, number | string>>;

/** Data of the runs of one test under one model, as `--format json` prints it. */
export interface SampleReport {
  readonly test: string;
  readonly architecture: string;
  readonly model: string;
  readonly condition: string;
  /** What the condition asks: Allowed, Forbidden or Required. */
  readonly kind: string;
  readonly seed: number;
  readonly runs: number;
  readonly unfinished: number;
  readonly partial: boolean;
  /** Whether what the condition claims was so in the runs. */
  readonly ok: boolean;
  readonly observation: Observation;
  readonly positive: number;
  readonly negative: number;
  readonly states: readonly {
    readonly values: Values;
    readonly holds: boolean;
    readonly count: number;
    readonly seed: number;
    readonly allowed: boolean;
  }[];
  /** States that are allowed, and in which no run ended. */
  readonly unseen: readonly { readonly values: Values; readonly holds: boolean }[];
}

export const sampleReport = (result: SampleResult): SampleReport => {
  const { test, model, seed, runs, unfinished, partial } = result;
  return {
    test: test.name,
    architecture: test.architecture,
    model,
    condition: conditionText(test.condition, test.program.locations),
    kind: KINDS[test.condition.quantifier],
    seed,
    runs,
    unfinished,
    partial,
    ok: sampleOk(result),
    observation: sampleObservation(result),
    ...sampleCounts(result),
    states: result.outcomes.map((outcome) => ({
      values: valuesOf(test, outcome),
      holds: outcome.holds,
      count: outcome.count,
      seed: outcome.seed,
      allowed: outcome.allowed,
    })),
    unseen: unseenOutcomes(result).map((outcome) => ({
      values: valuesOf(test, outcome),
      holds: outcome.holds,
    })),
  };
};
