import type { TimingResult } from '../result.js';

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** References that were timed, and their processors' cycles, compute and stalls, all summed. */
export const timeTotals = ({ processors }: TimingResult) => {
  const stalls = sum(processors.flatMap((processor) => Object.values(processor.stalls)));
  return {
    references: sum(processors.map(({ references }) => references)),
    cycles: sum(processors.map(({ cycles }) => cycles)),
    compute: sum(processors.map(({ compute }) => compute)),
    idle: sum(processors.map(({ idle }) => idle)),
    stalls,
  };
};
