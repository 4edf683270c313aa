/** The golden reports' numbers, from the reference model. */
import { expect, it } from 'vitest';
import { parseMachine } from '../../src/config/parse.js';
import { compare } from '../../src/simulate.js';
import { withProtocol } from '../engine/agreement.js';
import { ModelMachine } from '../model/machine.js';
import { PROTOCOLS, RECORDED } from './traces.js';

it.each(RECORDED)(
  '$name gives the counters of the reference model, processor by processor',
  async ({ open }) => {
    const results = await compare({
      trace: await open(),
      runs: PROTOCOLS.map((protocol) => ({ protocol, classify: true })),
    });
    const models = PROTOCOLS.map((protocol) => {
      const { machine, model } = withProtocol(parseMachine({}), protocol);
      return new ModelMachine(machine, model, true);
    });
    for await (const batch of (await open()).batches()) for (const model of models) model.run(batch);
    expect(models.map((model) => model.counters())).toEqual(results.map(({ processors }) => processors));
  },
);
