import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CohortError } from '../../src/errors.js';
import { LITMUS_TESTS } from '../../src/litmus/catalogue/index.js';
import { exploreLitmus } from '../../src/litmus/explore.js';
import { MODEL_NAMES } from '../../src/litmus/models/index.js';
import { parseLitmus } from '../../src/litmus/parse.js';

const PIECES = [
  '',
  ' ',
  ';',
  '|',
  '(',
  '[x]',
  'x',
  'P1',
  'MOV',
  'L0:',
  'JMP L0',
  'LOCK ',
  '$-1',
  '(*',
  '=',
  '0:EAX',
  '~',
];

/** A test of the catalogue with a few pieces cut out and others put in. */
const damaged = fc
  .tuple(
    fc.constantFrom(...LITMUS_TESTS.map(({ text }) => text)),
    fc.array(fc.tuple(fc.nat(400), fc.nat(6), fc.constantFrom(...PIECES)), { minLength: 1, maxLength: 3 }),
  )
  .map(([text, changes]) =>
    changes.reduce((left, [at, cut, put]) => left.slice(0, at) + put + left.slice(at + cut), text),
  );

it('a damaged test is refused, or explored, and never anything else', async () => {
  let explored = 0;
  await fc.assert(
    fc.asyncProperty(damaged, fc.constantFrom(...MODEL_NAMES), async (text, model) => {
      try {
        const { outcomes } = await exploreLitmus(parseLitmus(text), { model, limit: 2000 });
        explored++;
        expect(outcomes.every(({ values }) => values.every(Number.isInteger))).toBe(true);
      } catch (error) {
        if (!(error instanceof CohortError)) throw error;
        expect(error.message).toMatch(/expected/);
      }
    }),
    { numRuns: 500 },
  );
  expect(explored).toBeGreaterThan(0);
});
