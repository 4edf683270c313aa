import { NOTHING, ratio } from './format.js';

/** The first value as it is, the others with their ratio to it. */
export const withRatios = (
  values: readonly (number | undefined)[],
  show: (value: number) => string,
): string[] => {
  const [first] = values;
  return values.map((value, at) => {
    if (value === undefined) return NOTHING;
    if (at === 0 || first === undefined) return show(value);
    return `${show(value)}  ${ratio(value, first).padStart(6)}`;
  });
};
