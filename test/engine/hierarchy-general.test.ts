/** The general loop on machines that need it not: it must give what the quick loops give. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MODEL_PROTOCOLS } from '../model/protocols/index.js';
import { engineFor, type Subject, snapshotOf, withProtocol } from './agreement.js';
import { machine } from './arbitraries/machine.js';
import { INVALIDATING, machineOfClusters, machineOfNodes } from './arbitraries/nodes.js';
import { batchOf, recordsFor, type TraceShape, traceShape } from './arbitraries/trace.js';
import { runs } from './runs.js';

const expectSame = (subject: Subject, trace: TraceShape, classify: boolean): void => {
  const batch = batchOf(recordsFor(trace, subject.machine));
  const [quick, general] = [false, true].map((isGeneral) => {
    const engine = engineFor(subject, classify, isGeneral);
    engine.run(batch);
    return snapshotOf(engine);
  });
  expect(general).toEqual(quick);
};

test.each(MODEL_PROTOCOLS)('gives the same as the quick loops under $name', ({ name }) => {
  fc.assert(
    fc.property(machine, traceShape(150), fc.boolean(), (config, trace, classify) => {
      expectSame(withProtocol(config, name), trace, classify);
    }),
    runs(25),
  );
});

test.each(INVALIDATING)('gives the same as the quick loops over nodes under $name', ({ name }) => {
  const anyMachine = fc.oneof(machineOfNodes, machineOfClusters);
  fc.assert(
    fc.property(anyMachine, traceShape(120), fc.boolean(), (config, trace, classify) => {
      expectSame(withProtocol(config, name), trace, classify);
    }),
    runs(16),
  );
});
