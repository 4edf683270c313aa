import { CohortError } from '../errors.js';

/** How a message helps on. */
interface Hints {
  /** A pair that could have been given. */
  readonly example: string;
  /** The command that lists the parameters. */
  readonly see: string;
}

/** The `name=value` pairs of `--param`; of the same name, the last. */
export const parameterValues = (
  pairs: readonly string[],
  { example, see }: Hints,
): Readonly<Record<string, string>> => {
  const values = pairs.map((pair): [name: string, value: string] => {
    const equals = pair.indexOf('=');
    if (equals < 1) {
      throw new CohortError(
        `--param "${pair}": expected name=value. Write for instance --param ${example}; "${see}" lists the parameters.`,
        2,
      );
    }
    return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
  });
  return Object.fromEntries(values);
};
