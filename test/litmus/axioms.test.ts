import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exploreLitmus } from '../../src/litmus/explore.js';
import { MODEL_NAMES, type ModelName } from '../../src/litmus/models/index.js';
import { parseLitmus } from '../../src/litmus/parse.js';
import type { LitmusTest } from '../../src/litmus/test.js';
import { AXIOMS } from './axiomatic/axioms.js';
import { axiomaticOutcomes } from './axiomatic/candidates.js';
import { cohortText, x86Text } from './random-tests.js';

const LONG = process.env.COHORT_LONG === '1';

const explored = async (test: LitmusTest, model: ModelName): Promise<string[]> =>
  (await exploreLitmus(test, { model })).outcomes.map(({ values }) => values.join(',')).sort();

const byAxioms = (test: LitmusTest, model: ModelName): string[] =>
  [...axiomaticOutcomes(test, AXIOMS[model]).outcomes].sort();

describe.each(MODEL_NAMES)('the machine of %s ends as its axioms allow', (model) => {
  it.each([
    ['x86', x86Text],
    ['Cohort’s instructions', cohortText],
  ] as const)('in random tests of %s', async (_, text) => {
    await fc.assert(
      fc.asyncProperty(text, async (source) => {
        const test = parseLitmus(source);
        expect(await explored(test, model)).toEqual(byAxioms(test, model));
      }),
      { numRuns: LONG ? 3000 : 150 },
    );
  });
});
