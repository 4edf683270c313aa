/** What is told of an explored litmus test: in herd7's layout, as data, and step by step. */
import { conditionText } from './condition.js';
import type { LitmusResult, Outcome } from './explore.js';
import { memoryModelNamed } from './models/index.js';
import type { LitmusTest, Quantifier } from './test.js';
import { valueText } from './values.js';

export const KINDS: Readonly<Record<Quantifier, string>> = {
  exists: 'Allowed',
  '~exists': 'Forbidden',
  forall: 'Required',
};

export type Observation = 'Never' | 'Sometimes' | 'Always';

/** For how many of the final states the proposition holds, and for how many it does not. */
export const countsOf = ({ outcomes }: LitmusResult): { positive: number; negative: number } => {
  const positive = outcomes.filter(({ holds }) => holds).length;
  return { positive, negative: outcomes.length - positive };
};

/** How often the proposition holds at the end. */
export const observationOf = (result: LitmusResult): Observation => {
  const { positive, negative } = countsOf(result);
  if (positive === 0) return 'Never';
  return negative === 0 ? 'Always' : 'Sometimes';
};

/** `0:EAX=0; 1:EAX=0;` */
export const outcomeText = ({ observed, program }: LitmusTest, { values }: Outcome): string =>
  observed.map(({ name }, i) => `${name}=${valueText(values[i]!, program.locations)};`).join(' ');

/**
 * As herd7 prints it, without its time and hash. Positive and Negative count final states, as they are
 * listed, where herd7 counts executions; for `~exists` they are swapped, as herd7 has it.
 */
export const litmusText = (result: LitmusResult): string => {
  const { test, outcomes, ok } = result;
  const { positive, negative } = countsOf(result);
  const { quantifier } = test.condition;
  const [good, bad] = quantifier === '~exists' ? [negative, positive] : [positive, negative];
  return `${[
    `Test ${test.name} ${KINDS[quantifier]}`,
    `States ${outcomes.length}`,
    ...outcomes.map((outcome) => outcomeText(test, outcome)),
    ok ? 'Ok' : 'No',
    'Witnesses',
    `Positive: ${good} Negative: ${bad}`,
    `Condition ${conditionText(test.condition, test.program.locations)}`,
    `Observation ${test.name} ${observationOf(result)} ${positive} ${negative}`,
  ].join('\n')}\n`;
};

/** The shortest execution that decides the condition, a line a step. */
export const witnessText = ({ test, model, witness }: LitmusResult): string => {
  const { quantifier } = test.condition;
  const title = memoryModelNamed(model).title;
  if (!witness) {
    const none = quantifier === 'forall' ? 'every execution is as required' : 'no execution ends so';
    return `Under ${title} ${none}.\n`;
  }
  const { steps, outcome } = witness;
  const instructions = steps.map(({ thread, instruction }) => `P${thread}  ${instruction}`);
  const widest = Math.max(...instructions.map(({ length }) => length), 0);
  const digits = String(steps.length).length;
  return `${[
    `A shortest execution that ${quantifier === 'forall' ? 'is not as required' : 'ends so'}, under ${title}:`,
    ...steps.map(
      ({ what }, i) => `  ${String(i + 1).padStart(digits)}  ${instructions[i]!.padEnd(widest)}  ${what}`,
    ),
    `  ${''.padEnd(digits)}  ${outcomeText(test, outcome)}`,
  ].join('\n')}\n`;
};

/** Data of one result, as `--format json` prints it. */
export interface LitmusReport {
  readonly test: string;
  readonly architecture: string;
  readonly model: string;
  readonly condition: string;
  /** What the condition asks: Allowed, Forbidden or Required. */
  readonly kind: string;
  readonly ok: boolean;
  readonly observation: Observation;
  readonly positive: number;
  readonly negative: number;
  /** States of the abstract machine that were visited. */
  readonly visited: number;
  readonly states: readonly {
    readonly values: Readonly<Record<string, number | string>>;
    readonly holds: boolean;
  }[];
  readonly witness: {
    readonly steps: readonly {
      readonly thread: number;
      readonly instruction: string;
      readonly what: string;
    }[];
    readonly values: Readonly<Record<string, number | string>>;
  } | null;
}

export const valuesOf = (
  { observed, program: { locations } }: LitmusTest,
  { values }: Outcome,
): Record<string, number | string> =>
  Object.fromEntries(
    observed.map(({ name }, i) => {
      const text = valueText(values[i]!, locations);
      return [name, text === String(values[i]) ? values[i]! : text];
    }),
  );

export const litmusReport = (result: LitmusResult): LitmusReport => {
  const { test, witness } = result;
  return {
    test: test.name,
    architecture: test.architecture,
    model: result.model,
    condition: conditionText(test.condition, test.program.locations),
    kind: KINDS[test.condition.quantifier],
    ok: result.ok,
    observation: observationOf(result),
    ...countsOf(result),
    visited: result.visited,
    states: result.outcomes.map((outcome) => ({ values: valuesOf(test, outcome), holds: outcome.holds })),
    witness: witness ? { steps: witness.steps, values: valuesOf(test, witness.outcome) } : null,
  };
};
