/**
 * Times of every kind that a configuration may give, small enough that everything is contended for, and
 * traces with computing between the references.
 */
import fc from 'fast-check';
import type { MachineConfig } from '../../src/config/machine.js';
import type { TimingConfig } from '../../src/config/timing.js';
import type { TraceBatch } from '../../src/traces/batch.js';
import { MODEL_PROTOCOLS } from '../model/protocols/index.js';
import type { ModelRecord } from '../model/references.js';
import { type Subject, withProtocol } from './agreement.js';
import { hierarchyRun } from './any-hierarchy.js';
import { machine } from './arbitraries/machine.js';
import { INVALIDATING, machineOfClusters, machineOfNodes } from './arbitraries/nodes.js';
import { batchOf, recordsFor, type TraceShape, traceShape } from './arbitraries/trace.js';

const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
const some = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });

/** Narrow ones, so that a line takes long, and wide ones, so that it takes one cycle. */
const bytesPerCycle = fc.oneof(some(16), fc.constantFrom(64, 4096));

/** Smaller than configurations allow, too: what matters is when the window is full. */
const windowReferences = fc.oneof(
  { weight: 3, arbitrary: some(12) },
  { weight: 1, arbitrary: fc.constantFrom(64, 1024, 65536) },
);

export const timing: fc.Arbitrary<TimingConfig> = fc.record({
  clockMHz: some(10000),
  instructionCycles: upTo(3),
  l1Cycles: some(3),
  l2Cycles: some(8),
  l3Cycles: some(20),
  snoopCycles: upTo(9),
  migrationCycles: upTo(40),
  bus: fc.record({
    split: fc.boolean(),
    arbitrationCycles: upTo(3),
    requestCycles: upTo(4),
    bytesPerCycle,
  }),
  network: fc.record({ localCycles: upTo(5), hopCycles: upTo(7), bytesPerCycle }),
  directory: fc.record({ lookupCycles: upTo(9), occupancyCycles: upTo(12) }),
  memory: fc.record({
    channels: fc.oneof(fc.constant(1), some(4)),
    banks: fc.oneof(fc.constant(1), some(8)),
    rowBytes: fc.constantFrom(64, 128, 1024, 8192),
    rows: fc.constantFrom<TimingConfig['memory']['rows'][]>('open', 'closed'),
    hitCycles: upTo(20),
    emptyCycles: upTo(40),
    conflictCycles: upTo(60),
    bytesPerCycle,
    writeQueueEntries: some(4),
  }),
  storeBuffer: fc.record({
    entries: fc.oneof(fc.constant(0), some(4), fc.constant(16)),
    forwarding: fc.boolean(),
    drain: fc.constantFrom<TimingConfig['storeBuffer']['drain'][]>('eager', 'lazy'),
  }),
  mshrs: fc.record({ entries: fc.oneof(fc.constant(0), some(4)), merging: fc.boolean() }),
  tlb: fc.record({ l2Cycles: upTo(7), walkCycles: upTo(30) }),
  windowReferences,
});

/** Cycles of computing before each record. Mostly few, so that processors meet. */
const gap: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: some(20) },
  { weight: 1, arbitrary: some(400) },
);

/** Of the records in turn, as often as there are some. */
const gapsInTurn = fc.array(gap, { minLength: 1, maxLength: 24 });

export interface TimedTrace {
  readonly shape: TraceShape;
  readonly gaps: readonly number[];
}

export const timedTrace = (maxEpisodes: number): fc.Arbitrary<TimedTrace> =>
  fc.record({ shape: traceShape(maxEpisodes), gaps: gapsInTurn });

export interface TimedRecord extends ModelRecord {
  readonly gap: number;
}

export const timedRecords = ({ shape, gaps }: TimedTrace, machine: MachineConfig): TimedRecord[] =>
  withGaps(recordsFor(shape, machine), gaps);

const withGaps = (records: readonly ModelRecord[], gaps: readonly number[]): TimedRecord[] =>
  records.map((record, i) => ({ ...record, gap: gaps[i % gaps.length]! }));

export function timedBatchOf(records: readonly TimedRecord[]): TraceBatch {
  const batch = batchOf(records);
  for (const [i, record] of records.entries()) batch.gaps[i] = record.gap;
  return batch;
}

/** A machine with its times and its protocol, and a trace for it. */
export interface TimedRun {
  readonly subject: Subject;
  readonly records: readonly TimedRecord[];
}

export const withTiming = ({ subject, records }: TimedRun, change: Partial<TimingConfig>): TimedRun => {
  const { machine } = subject;
  return {
    subject: { ...subject, machine: { ...machine, timing: { ...machine.timing, ...change } } },
    records,
  };
};

const runOn = (
  machines: fc.Arbitrary<MachineConfig>,
  protocols: readonly { readonly name: string }[],
): fc.Arbitrary<TimedRun> =>
  fc
    .record({
      config: machines,
      times: timing,
      protocol: fc.constantFrom(...protocols),
      trace: timedTrace(60),
    })
    .map(({ config, times, protocol, trace }) => {
      const subject = withProtocol({ ...config, timing: times }, protocol.name);
      return { subject, records: timedRecords(trace, subject.machine) };
    });

export const timedBusRun: fc.Arbitrary<TimedRun> = runOn(machine, MODEL_PROTOCOLS);
/** Directories that know processors, or nodes. */
export const timedNodesRun: fc.Arbitrary<TimedRun> = fc.oneof(
  runOn(machineOfNodes, INVALIDATING),
  runOn(machineOfClusters, INVALIDATING),
);
/** Threads, more levels, TLBs, prefetchers. */
export const timedHierarchyRun: fc.Arbitrary<TimedRun> = fc
  .record({ run: hierarchyRun(undefined, 60), times: timing, gaps: gapsInTurn })
  .map(({ run, times, gaps }) =>
    withTiming({ subject: run.subject, records: withGaps(run.records, gaps) }, times),
  );

export const timedRun: fc.Arbitrary<TimedRun> = fc.oneof(timedBusRun, timedNodesRun, timedHierarchyRun);
