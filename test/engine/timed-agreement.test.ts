import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TimingResult } from '../../src/result.js';
import { MODEL_PROTOCOLS } from '../model/protocols/index.js';
import { TimedModel } from '../model/time/machine.js';
import { type Subject, snapshotOf, withProtocol } from './agreement.js';
import { type TimedRecord, timedBatchOf, timedRecords, timedTrace, timing } from './any-timing.js';
import { machine } from './arbitraries/machine.js';
import { clustersRun, INVALIDATING, nodesRun } from './arbitraries/nodes.js';
import { runs } from './runs.js';
import { finished, timesOf, withTiming } from './timed.js';

/** Resources that were never used are no matter. */
const used = (result: TimingResult) => ({
  ...result,
  resources: result.resources.filter(({ uses }) => uses > 0),
});

function expectAgreementInTime(subject: Subject, records: readonly TimedRecord[], classify: boolean): void {
  const model = new TimedModel(subject.machine, subject.model, classify);
  model.run(timedBatchOf(records));
  model.finish();
  const engine = finished(subject, [timedBatchOf(records)], classify);
  expect(used(timesOf(engine))).toEqual(used(model.timing()));
  expect(engine.counters()).toEqual(model.counters());
  const { transitions, states } = snapshotOf(engine);
  expect({ transitions, states }).toEqual({ transitions: model.transitions(), states: model.states() });
}
