/** The bundled litmus tests, by name. */
import { nearestName } from '../../config/nearest.js';
import { CohortError } from '../../errors.js';
import { parseLitmus } from '../parse.js';
import type { LitmusTest } from '../test.js';
import type { CatalogueTest } from './catalogue-test.js';
import { TESTS } from './tests.js';

export type { CatalogueTest } from './catalogue-test.js';

/** A test of the catalogue with its name, and what it is about. */
export interface NamedTest extends CatalogueTest {
  readonly name: string;
  /** A line. */
  readonly about: string;
}

const HEADER = /^\S+ (\S+)\n"(.*)"/;

export const LITMUS_TESTS: readonly NamedTest[] = TESTS.map((test) => {
  const [, name = '', about = ''] = HEADER.exec(test.text) ?? [];
  return { ...test, name, about };
});

/** The test of that name, if there is one; case does not count. */
export const findLitmusTest = (name: string): NamedTest | undefined =>
  LITMUS_TESTS.find((test) => test.name.toLowerCase() === name.toLowerCase());

/** The same, read. Unknown names: CohortError (exit code 2) with the nearest one. */
export const litmusTestNamed = (name: string): LitmusTest => {
  const found = findLitmusTest(name);
  if (found) return parseLitmus(found.text, found.name);
  const near = nearestName(
    name,
    LITMUS_TESTS.map((test) => test.name),
  );
  throw new CohortError(
    `there is no litmus test ${JSON.stringify(name.slice(0, 80))}; expected a name of the catalogue (cohort list litmus) or a .litmus file.${near === undefined ? '' : ` Did you mean "${near}"?`}`,
    2,
  );
};
