/** What it means that engine and model agree on time. */
import { expect } from 'vitest';
import type { TimingResult } from '../../src/result.js';
import { TimedModel } from '../model/time/machine.js';
import { counted, modelSnapshot, type Snapshot, type Subject, snapshotOf } from './agreement.js';
import { type TimedRecord, timedBatchOf } from './any-timing.js';
import { finished, timesOf } from './timed.js';

/** Resources that were never used are no matter. */
const used = (result: TimingResult) => ({
  ...result,
  resources: result.resources.filter(({ uses }) => uses > 0),
});

const timedSnapshotOf = (model: TimedModel): Snapshot => ({
  ...modelSnapshot(model.machine),
  counters: counted(model.counters()),
  splits: model.splits,
  instructionsSkipped: model.instructionsSkipped,
});

/** Asserts that every time, counter, message and final state is the same. */
export function expectAgreementInTime(
  subject: Subject,
  records: readonly TimedRecord[],
  classify: boolean,
): void {
  const batch = timedBatchOf(records);
  const model = new TimedModel(subject.machine, subject.model, classify);
  model.run(batch);
  model.finish();
  const engine = finished(subject, [batch], classify);
  expect(used(timesOf(engine))).toEqual(used(model.timing()));
  expect(snapshotOf(engine)).toEqual(timedSnapshotOf(model));
}
