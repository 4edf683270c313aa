import fc from 'fast-check';
import { describe, test } from 'vitest';
import { MODEL_PROTOCOLS } from '../model/protocols/index.js';
import { expectAgreement, withProtocol, withTable, withUserTable } from './agreement.js';
import { machine } from './arbitraries/machine.js';
import { randomTable } from './arbitraries/table.js';
import { recordsFor, traceShape } from './arbitraries/trace.js';
import { userTable } from './arbitraries/user-table.js';
import { runs } from './runs.js';

describe.each(MODEL_PROTOCOLS)('under $name', ({ name }) => {
  test('engine and model agree on every counter, transition and final state', () => {
    fc.assert(
      fc.property(machine, traceShape(150), fc.boolean(), (config, trace, classify) => {
        const subject = withProtocol(config, name);
        expectAgreement(subject, recordsFor(trace, subject.machine), classify);
      }),
      runs(25),
    );
  });
});

test('engine and model agree under sound tables that a user might write, with any write policy', () => {
  fc.assert(
    fc.property(machine, userTable, traceShape(150), fc.boolean(), (config, table, trace, classify) => {
      const subject = withUserTable(config, table);
      expectAgreement(subject, recordsFor(trace, subject.machine), classify);
    }),
    runs(60),
  );
});

test('engine and model agree under tables of random cells', () => {
  fc.assert(
    fc.property(machine, randomTable, traceShape(150), fc.boolean(), (config, table, trace, classify) => {
      const subject = withTable(config, table);
      expectAgreement(subject, recordsFor(trace, subject.machine), classify);
    }),
    runs(150),
  );
});
