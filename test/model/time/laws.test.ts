/** What holds of time on every machine and for every trace. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STALL_CAUSES } from '../../../src/result.js';
import { type TimedRun, timedRun, withTiming } from '../../engine/any-timing.js';
import { runs } from '../../engine/runs.js';
import { ModelMachine } from '../machine.js';
import { TimedModel } from './machine.js';

const NO_STORE_BUFFER = { entries: 0, forwarding: true, drain: 'eager' } as const;
const NO_MSHRS = { entries: 0, merging: true } as const;

const finished = ({ subject, records }: TimedRun): TimedModel => {
  const model = new TimedModel(subject.machine, subject.model, true);
  for (const record of records) model.record(record, record.gap);
  model.finish();
  return model;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const holds = (law: (run: TimedRun) => void): void => {
  fc.assert(fc.property(timedRun, law), runs(12));
};

describe('on every machine', () => {
  test('a processor’s cycles are its computing, its idling and its stalls', () => {
    holds((run) => {
      for (const { cycles, compute, idle, stalls } of finished(run).timing().processors) {
        expect(cycles).toBe(compute + idle + sum(STALL_CAUSES.map((cause) => stalls[cause])));
      }
    });
  });

  test('the run ends with its last processor', () => {
    holds((run) => {
      const { cycles, processors } = finished(run).timing();
      expect(cycles).toBe(Math.max(...processors.map((each) => each.cycles)));
    });
  });

  test('each reference is of one class', () => {
    holds((run) => {
      const { classes, processors } = finished(run).timing();
      expect(sum(classes.map(({ count }) => count))).toBe(
        sum(processors.map(({ references }) => references)),
      );
    });
  });

  test('each class has as many latencies in its buckets as references', () => {
    holds((run) => {
      for (const { count, histogram, p50, p99, max } of finished(run).timing().classes) {
        expect(sum(histogram.map((bucket) => bucket.count))).toBe(count);
        expect(p50).toBeLessThanOrEqual(p99);
        expect(p99).toBeLessThanOrEqual(max);
      }
    });
  });

  test('a processor does the references that the trace has for it', () => {
    holds((run) => {
      const model = finished(run);
      const counters = model.counters();
      for (const [p, { references }] of model.timing().processors.entries()) {
        expect(references).toBe(counters[p]!.references + counters[p]!.forwardedLoads);
      }
    });
  });

  test('processors that wait for everything stall as long as their references take', () => {
    holds((run) => {
      const waiting = withTiming(run, { storeBuffer: NO_STORE_BUFFER, mshrs: NO_MSHRS });
      const { classes, processors } = finished(waiting).timing();
      const stalled = processors.map(({ cycles, compute, idle }) => cycles - compute - idle);
      expect(sum(stalled)).toBe(sum(classes.map(({ cycles }) => cycles)));
    });
  });

  test('all that references take is waited for, or overlaps', () => {
    holds((run) => {
      const { classes, processors } = finished(withTiming(run, { storeBuffer: NO_STORE_BUFFER })).timing();
      const waited = sum(processors.map(({ cycles, compute, idle }) => cycles - compute - idle));
      const overlapped = sum(processors.flatMap((each) => Object.values(each.overlapped)));
      const taken = sum(classes.map(({ cycles }) => cycles));
      expect(overlapped).toBeLessThanOrEqual(taken);
      // What overlaps may be waited for in the end, or where registers run out.
      expect(waited + overlapped).toBeGreaterThanOrEqual(taken);
    });
  });

  test('nothing overlaps where processors wait for everything', () => {
    holds((run) => {
      const waiting = withTiming(run, { storeBuffer: NO_STORE_BUFFER, mshrs: NO_MSHRS });
      const { processors } = finished(waiting).timing();
      expect(sum(processors.flatMap(({ overlapped }) => Object.values(overlapped)))).toBe(0);
    });
  });

  test('memory reads are those that the caches count, and the lines of pages that moved', () => {
    holds((run) => {
      const model = finished(run);
      const { numa, lineBytes } = run.subject.machine;
      const linesOfPage = numa === null ? 0 : numa.placement.pageBytes / lineBytes;
      const forPages = sum(model.counters().map(({ pageMigrations }) => pageMigrations)) * linesOfPage;
      const fromMemory = sum(model.counters().map(({ memoryReads }) => memoryReads));
      expect(sum(model.timing().memory.map(({ reads }) => reads))).toBe(fromMemory + forPages);
    });
  });

  test('every access to memory finds its row open, another, or none', () => {
    holds((run) => {
      for (const use of finished(run).timing().memory) {
        expect(use.rowHits + use.rowEmpties + use.rowConflicts).toBe(use.reads + use.writes);
      }
    });
  });

  test('a window of one reference keeps the order of the trace', () => {
    holds((run) => {
      const inOrder = withTiming(run, { windowReferences: 1, storeBuffer: NO_STORE_BUFFER });
      const untimed = new ModelMachine(run.subject.machine, run.subject.model, true);
      for (const record of run.records) untimed.record(record);
      const model = finished(inOrder);
      const counters = model.counters().map((each) => ({ ...each, latePrefetches: 0 }));
      expect(counters).toEqual(untimed.counters());
      expect(model.states()).toEqual(untimed.states());
    });
  });
});
