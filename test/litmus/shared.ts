/** How an execution of a test can end under a model, as the values that it observes. */
import { exploreLitmus } from '../../src/litmus/explore.js';
import type { ModelName } from '../../src/litmus/models/index.js';
import type { LitmusTest } from '../../src/litmus/test.js';

export const endings = async (test: LitmusTest, model: ModelName): Promise<string[]> =>
  (await exploreLitmus(test, { model })).outcomes.map(({ values }) => values.join(',')).sort();
