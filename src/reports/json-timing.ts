import {
  type LatencyResult,
  type ProcessorTime,
  type ResourceUse,
  STALL_CAUSES,
  type StallCause,
  type TimingResult,
} from '../result.js';

const byCause = (cycles: ProcessorTime['stalls']): ProcessorTime['stalls'] => {
  const ordered: Partial<Record<StallCause, number>> = {};
  for (const cause of STALL_CAUSES) ordered[cause] = cycles[cause];
  // Every cause has its cycles now.
  return ordered as Record<StallCause, number>;
};

const processor = (time: ProcessorTime): ProcessorTime => ({
  cycles: time.cycles,
  references: time.references,
  compute: time.compute,
  idle: time.idle,
  stalls: byCause(time.stalls),
  overlapped: byCause(time.overlapped),
});

const latency = (result: LatencyResult): LatencyResult => ({
  class: result.class,
  count: result.count,
  cycles: result.cycles,
  max: result.max,
  p50: result.p50,
  p99: result.p99,
  histogram: result.histogram.map(({ upTo, count }) => ({ upTo, count })),
});

const resource = ({ kind, index, from, to, node, uses, busy, waited }: ResourceUse): ResourceUse => ({
  kind,
  index,
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
  ...(node !== undefined && { node }),
  uses,
  busy,
  waited,
});

/** Times with their fields in their documented order whatever made them. */
export const orderedTiming = ({
  cycles,
  settled,
  processors,
  classes,
  resources,
  memory,
}: TimingResult): TimingResult => ({
  cycles,
  settled,
  processors: processors.map(processor),
  classes: classes.map(latency),
  resources: resources.map(resource),
  memory: memory.map(({ node, reads, writes, rowHits, rowEmpties, rowConflicts }) => ({
    node,
    reads,
    writes,
    rowHits,
    rowEmpties,
    rowConflicts,
  })),
});
