/** A timed run made up for the reports. */
import {
  type LatencyResult,
  type ProcessorTime,
  type Result,
  STALL_CAUSES,
  type StallCause,
  type TimingResult,
} from '../../src/result.js';
import { madeUpResult } from './made-up-result.js';

const stallsOf = (some: Partial<Record<StallCause, number>>): ProcessorTime['stalls'] => {
  const all: Partial<Record<StallCause, number>> = {};
  for (const cause of STALL_CAUSES) all[cause] = some[cause] ?? 0;
  return all as Record<StallCause, number>;
};

const processorOf = (scale: number): ProcessorTime => ({
  cycles: 10_000 * scale,
  references: 1000 * scale,
  compute: 1000 * scale,
  idle: 400 * scale,
  stalls: stallsOf({
    l1: 4000 * scale,
    busWait: 1200 * scale,
    bus: 800 * scale,
    memory: 2000 * scale,
    cache: 500 * scale,
    lineWait: 100 * scale,
  }),
  overlapped: stallsOf({ l1: 200 * scale, bus: 300 * scale, memory: 1500 * scale }),
});

const spread: LatencyResult['histogram'] = Array.from({ length: 20 }, (_, at) => ({
  upTo: 80 + 10 * at,
  count: 40 - at,
}));

const CLASSES: readonly LatencyResult[] = [
  { class: 'l1', count: 8400, cycles: 33_600, max: 4, p50: 4, p99: 4, histogram: [{ upTo: 4, count: 8400 }] },
  {
    class: 'upgrade',
    count: 150,
    cycles: 3750,
    max: 41,
    p50: 23,
    p99: 41,
    histogram: [
      { upTo: 23, count: 120 },
      { upTo: 47, count: 30 },
    ],
  },
  { class: 'memoryLocal', count: 610, cycles: 100_650, max: 270, p50: 160, p99: 270, histogram: spread },
];

/** Of so many processors on a bus. */
export const madeUpTiming = (processors = 4): TimingResult => ({
  cycles: 10_000 * processors,
  settled: 10_000 * processors,
  processors: Array.from({ length: processors }, (_, at) => processorOf(at + 1)),
  classes: CLASSES,
  resources: [
    { kind: 'bus', index: 0, uses: 760, busy: 22_000, waited: 12_000 },
    ...Array.from({ length: 4 }, (_, index) => ({
      kind: 'bank' as const,
      index,
      node: 0,
      uses: 150 - index,
      busy: 9000 - 100 * index,
      waited: 300,
    })),
    { kind: 'channel', index: 0, node: 0, uses: 600, busy: 4800, waited: 90 },
  ],
  memory: [{ node: 0, reads: 520, writes: 80, rowHits: 300, rowEmpties: 60, rowConflicts: 240 }],
});

export const madeUpTimedResult = (processors = 4): Result =>
  madeUpResult({ timing: madeUpTiming(processors) }, processors);

/** The same run with less waiting. */
export const madeUpFasterResult = (): Result => {
  const result = madeUpTimedResult();
  const timing = madeUpTiming();
  return {
    ...result,
    machine: {
      ...result.machine,
      timing: { ...result.machine.timing, memory: { ...result.machine.timing.memory, hitCycles: 30 } },
    },
    timing: {
      ...timing,
      cycles: 30_000,
      settled: 30_000,
      processors: timing.processors.map((time) => ({
        ...time,
        cycles: time.cycles - time.stalls.memory / 2,
        stalls: { ...time.stalls, memory: time.stalls.memory / 2 },
      })),
      classes: timing.classes.slice(0, 2),
    },
  };
};

/** Links and directories of several nodes. */
export const madeUpNodesTiming = (processors: number): TimingResult => ({
  ...madeUpTiming(processors),
  resources: [
    { kind: 'link', index: 0, from: 0, to: 1, uses: 900, busy: 7200, waited: 450 },
    { kind: 'link', index: 1, from: 1, to: 0, uses: 600, busy: 4800, waited: 120 },
    { kind: 'directory', index: 0, node: 0, uses: 400, busy: 4000, waited: 0 },
    { kind: 'directory', index: 1, node: 1, uses: 0, busy: 0, waited: 0 },
  ],
  memory: [
    { node: 0, reads: 520, writes: 80, rowHits: 300, rowEmpties: 60, rowConflicts: 240 },
    { node: 1, reads: 0, writes: 0, rowHits: 0, rowEmpties: 0, rowConflicts: 0 },
  ],
});
