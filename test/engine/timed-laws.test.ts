import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MachineConfig } from '../../src/config/machine.js';
import type { ProcessorTime } from '../../src/result.js';
import type { TraceBatch } from '../../src/traces/batch.js';
import { MODEL_PROTOCOLS } from '../model/protocols/index.js';
import { runEngine, snapshotOf, withProtocol } from './agreement.js';
import { type TimedRecord, timedBatchOf, timedRecords, timedTrace, timing } from './any-timing.js';
import { machine } from './arbitraries/machine.js';
import { INVALIDATING, machineOfClusters, machineOfNodes } from './arbitraries/nodes.js';
import { runs } from './runs.js';
import { finished, timesOf, withTiming } from './timed.js';

const busMachine = fc.tuple(machine, timing).map(([config, times]) => withTiming(config, times));
const nodesMachine = fc
  .tuple(fc.oneof(machineOfNodes, machineOfClusters), timing)
  .map(([config, times]) => withTiming(config, times));

const runOn = (machines: fc.Arbitrary<MachineConfig>, protocols: readonly { readonly name: string }[]) =>
  fc
    .record({
      config: machines,
      protocol: fc.constantFrom(...protocols.map(({ name }) => name)),
      trace: timedTrace(80),
    })
    .map(({ config, protocol, trace }) => {
      const subject = withProtocol(config, protocol);
      return { subject, records: timedRecords(trace, subject.machine) };
    });

const anyRun = fc.oneof(runOn(busMachine, MODEL_PROTOCOLS), runOn(nodesMachine, INVALIDATING));

const stalled = ({ stalls }: ProcessorTime): number =>
  Object.values(stalls).reduce((sum, cycles) => sum + cycles, 0);

const inBatches = (records: readonly TimedRecord[], size: number): TraceBatch[] =>
  Array.from({ length: Math.ceil(records.length / size) }, (_, i) =>
    timedBatchOf(records.slice(i * size, (i + 1) * size)),
  );

describe('time', () => {
  test('of every processor is computing, idling and stalls, and nothing else', () => {
    fc.assert(
      fc.property(anyRun, ({ subject, records }) => {
        for (const processor of timesOf(finished(subject, [timedBatchOf(records)])).processors) {
          expect(processor.compute + processor.idle + stalled(processor)).toBe(processor.cycles);
        }
      }),
      runs(150),
    );
  });

  test('is told of every reference in one class of latencies', () => {
    fc.assert(
      fc.property(anyRun, ({ subject, records }) => {
        const { classes, processors } = timesOf(finished(subject, [timedBatchOf(records)]));
        const classed = classes.reduce((sum, { count }) => sum + count, 0);
        expect(classed).toBe(processors.reduce((sum, { references }) => sum + references, 0));
        for (const { count, histogram, p50, p99, max } of classes) {
          expect(histogram.reduce((sum, bucket) => sum + bucket.count, 0)).toBe(count);
          expect(p50).toBeLessThanOrEqual(p99);
          expect(p99).toBeLessThanOrEqual(max);
          expect(histogram.at(-1)!.upTo).toBe(max);
        }
      }),
      runs(60),
    );
  });

  test('does not depend on how the trace comes in batches', () => {
    fc.assert(
      fc.property(anyRun, fc.integer({ min: 1, max: 40 }), ({ subject, records }, size) => {
        const whole = finished(subject, [timedBatchOf(records)]);
        const parts = finished(subject, inBatches(records, size));
        expect(timesOf(parts)).toEqual(timesOf(whole));
        expect(snapshotOf(parts)).toEqual(snapshotOf(whole));
      }),
      runs(60),
    );
  });
});

test('one processor without a store buffer does its references in the order of the trace', () => {
  const alone = runOn(
    busMachine.map((config) => ({
      ...config,
      processors: 1,
      shape: { ...config.shape, sockets: 1, diesPerSocket: 1, coresPerDie: 1 },
      timing: { ...config.timing, storeBuffer: { ...config.timing.storeBuffer, entries: 0 } },
    })),
    MODEL_PROTOCOLS,
  );
  fc.assert(
    fc.property(alone, fc.boolean(), ({ subject, records }, classify) => {
      const timed = finished(subject, [timedBatchOf(records)], classify);
      expect(snapshotOf(timed)).toEqual(snapshotOf(runEngine(subject, records, classify)));
    }),
    runs(100),
  );
});
