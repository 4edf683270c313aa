import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODEL_NAMES, type ModelName } from '../../src/litmus/models/index.js';
import { parseLitmus } from '../../src/litmus/parse.js';
import type { LitmusTest } from '../../src/litmus/test.js';
import { AXIOMS } from './axiomatic/axioms.js';
import { axiomaticOutcomes } from './axiomatic/candidates.js';
import { cohortText, x86Text } from './random-tests.js';
import { endings } from './shared.js';

const LONG = process.env.COHORT_LONG === '1';

const byAxioms = (test: LitmusTest, model: ModelName): string[] =>
  [...axiomaticOutcomes(test, AXIOMS[model]).outcomes].sort();

const KINDS = [
  ['x86', x86Text, LONG ? 400 : 60],
  ['Cohort’s instructions', cohortText, LONG ? 4000 : 400],
] as const;

describe.each(MODEL_NAMES)('the machine of %s ends as its axioms allow', (model) => {
  it.each(KINDS)('in random tests of %s', async (_, text, numRuns) => {
    await fc.assert(
      fc.asyncProperty(text, async (source) => {
        const test = parseLitmus(source);
        expect(await endings(test, model)).toEqual(byAxioms(test, model));
      }),
      { numRuns },
    );
  });
});

describe('a weaker model', () => {
  it.each(KINDS)('allows all that a stronger one does in random tests of %s', async (_, text, numRuns) => {
    await fc.assert(
      fc.asyncProperty(text, async (source) => {
        const test = parseLitmus(source);
        const all = await Promise.all(MODEL_NAMES.map((model) => endings(test, model)));
        for (const [i, stronger] of all.slice(0, -1).entries()) {
          expect(all[i + 1]).toEqual(expect.arrayContaining(stronger));
        }
      }),
      { numRuns },
    );
  });
});
