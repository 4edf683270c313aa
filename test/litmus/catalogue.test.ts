import { describe, expect, it } from 'vitest';
import { LITMUS_TESTS } from '../../src/litmus/catalogue/index.js';
import { exploreLitmus } from '../../src/litmus/explore.js';
import { MODEL_NAMES } from '../../src/litmus/models/index.js';
import { parseLitmus } from '../../src/litmus/parse.js';
import { AXIOMS } from './axiomatic/axioms.js';
import { axiomaticOutcomes } from './axiomatic/candidates.js';
import { endings } from './shared.js';

describe('the catalogue', () => {
  it('has a name for each test', () => {
    const names = LITMUS_TESTS.map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain('');
  });

  it.each(LITMUS_TESTS.map((test) => [test.name, test] as const))(
    '%s ends under each model as was published',
    async (_, { text, reachable }) => {
      const test = parseLitmus(text);
      const found: Record<string, boolean> = {};
      for (const model of MODEL_NAMES) {
        found[model] = (await exploreLitmus(test, { model })).witness !== undefined;
      }
      expect(found).toEqual(reachable);
    },
  );
});

/** How often the threads of locks go around is not bounded, and so candidates are not. */
const LOOPS = new Set(['spinlock', 'lock+aq+rl', 'lock+po+po']);

describe.each(MODEL_NAMES)('the machine of %s', (model) => {
  it.each(LITMUS_TESTS.filter(({ name }) => !LOOPS.has(name)).map((test) => [test.name, test] as const))(
    'ends %s in the states that the axioms allow',
    async (_, { text }) => {
      const test = parseLitmus(text);
      expect(await endings(test, model)).toEqual([...axiomaticOutcomes(test, AXIOMS[model]).outcomes].sort());
    },
  );
});
