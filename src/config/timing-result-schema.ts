/** The schema of where the time of a run went. */
import * as z from 'zod';
import {
  ACCESS_CLASSES,
  type AccessClass,
  type LatencyResult,
  type MemoryUse,
  type ProcessorTime,
  RESOURCES,
  type ResourceUse,
  STALL_CAUSES,
  type StallCause,
  type TimingResult,
} from '../result.js';
import { type count, counted } from './described.js';

/** What each cause is. */
export const STALL_TEXTS: Readonly<Record<StallCause, string>> = {
  l1: 'Look-ups in L1.',
  l2: 'Look-ups in L2.',
  l3: 'Look-ups in an L3.',
  tlb: 'The second level of the TLB, and page walks.',
  busWait: 'Waiting for a bus that others held.',
  bus: 'Arbitration, request and data on a bus.',
  linkWait: 'Waiting for links that others held.',
  link: 'Messages under way.',
  directoryWait: 'Waiting for a directory that was busy, or for its recalls.',
  directory: 'Look-ups in directories.',
  memoryWait: 'Waiting for banks and channels that others held, and for room in write queues.',
  memory: 'Memory at work.',
  cache: 'Other caches, until they answered or supplied.',
  lineWait: 'Waiting for an earlier transaction on the same line.',
  storeBuffer: 'Waiting for the store buffer.',
  mshr: 'Waiting for misses under way.',
  migration: 'Pages that moved: the system’s work, and the copy from one memory to the other.',
};

/** What each class of access is. */
export const CLASS_TEXTS: Readonly<Record<AccessClass, string>> = {
  l1: 'Found in L1, without a transaction.',
  l2: 'Found in L2, or in the core’s other L1, without a transaction.',
  l3: 'Filled from the cluster’s own L3.',
  forwarded: 'Loads that took their bytes from the store buffer.',
  merged: 'Of a line that the core had under way already.',
  upgrade: 'A transaction without a fill: permission to write, or words written through.',
  cacheLocal: 'Filled from another cache of the node (of the machine, without nodes).',
  cacheRemote: 'Filled from a cache in another node.',
  memoryLocal: 'Filled from the node’s own memory (from memory, without nodes).',
  memoryRemote: 'Filled from another node’s memory.',
};

const byCauseSchema = z.object(
  // `fromEntries` forgets the names, which are all of STALL_CAUSES.
  Object.fromEntries(STALL_CAUSES.map((cause) => [cause, counted(cause, STALL_TEXTS[cause])])) as Record<
    StallCause,
    typeof count
  >,
);

const processorSchema = z.object({
  cycles: counted('Cycles', 'When it ended: compute + idle + the sum of stalls.'),
  references: counted('References', 'That it did, forwarded loads included.'),
  compute: counted('Compute', 'Cycles between references, as the trace says.'),
  idle: counted('Idle', 'Cycles without a reference, while others had some.'),
  stalls: byCauseSchema.meta({ title: 'Stalls', description: 'Cycles that it stood still, by cause.' }),
  overlapped: byCauseSchema.meta({
    title: 'Overlapped',
    description:
      'Cycles, by cause, of references that it did not wait for: of stores from when they were drained from the store buffer, and with MSHRs of misses and what joined them from when it went on. They are beside its own time, and are no part of its cycles.',
  }),
}) satisfies z.ZodType<ProcessorTime>;

const latencySchema = z.object({
  class: z.enum(ACCESS_CLASSES).meta({
    title: 'Class',
    description: `How the references were served. ${ACCESS_CLASSES.map((name) => `${name}: ${CLASS_TEXTS[name]}`).join(' ')}`,
  }),
  count: counted('Count', 'References of the class.'),
  cycles: counted('Cycles', 'Their latencies, summed.'),
  max: counted('Longest', 'The longest latency.'),
  p50: counted(
    'Median',
    'Half of them took at most so many cycles: the end of the histogram’s bucket, so exact below 16 and up to an eighth too long above.',
  ),
  p99: counted('99th percentile', '99 of 100 of them took at most so many cycles, as exact as the median.'),
  histogram: z
    .array(
      z.object({
        upTo: counted(
          'Up to',
          'The longest latency that the bucket is for; of the last one, the longest latency that there was.',
        ),
        count: counted('Count', 'References in the bucket.'),
      }),
    )
    .meta({
      title: 'Histogram',
      description:
        'By rising latency: a bucket a cycle below 16, then eight for each power of two. Empty buckets are left out.',
    }),
}) satisfies z.ZodType<LatencyResult>;

const resourceSchema = z.object({
  kind: z.enum(RESOURCES).meta({ title: 'Kind', description: 'What one at a time can use.' }),
  index: counted('Index', 'Among those of its kind.'),
  from: z.int().min(-1).meta({ title: 'From', description: 'Where a link starts.' }).exactOptional(),
  to: z.int().min(-1).meta({ title: 'To', description: 'Where a link ends.' }).exactOptional(),
  node: counted('Node', 'Node that it belongs to.').exactOptional(),
  uses: counted('Uses', 'How often it was used.'),
  busy: counted('Busy', 'Cycles in use.'),
  waited: counted('Waited', 'Cycles that its users waited for it.'),
}) satisfies z.ZodType<ResourceUse>;

const memorySchema = z.object({
  node: counted('Node', 'Whose memory; 0 on a bus.'),
  reads: counted('Reads', 'Accesses that read.'),
  writes: counted('Writes', 'Accesses that wrote.'),
  rowHits: counted('Row hits', 'Accesses whose row was open.'),
  rowEmpties: counted('Row empties', 'Accesses to a bank without an open row.'),
  rowConflicts: counted('Row conflicts', 'Accesses to a bank with another row open.'),
}) satisfies z.ZodType<MemoryUse>;

/** What a timed run adds to a result. */
export const timingResultSchema = z.object({
  cycles: counted('Cycles', 'When the last processor ended.'),
  settled: counted(
    'Settled',
    'When the last resource was free, too: what nobody waits for, as a write to memory, may end after the last processor. Shares of the time that resources are in use are of these cycles.',
  ),
  processors: z
    .array(processorSchema)
    .meta({ title: 'Processors', description: 'The time of each processor, in order.' }),
  classes: z.array(latencySchema).meta({
    title: 'Classes of access',
    description: 'Latencies by how references were served; classes that were never met are left out.',
  }),
  resources: z
    .array(resourceSchema)
    .meta({ title: 'Resources', description: 'Buses, links, directories, banks and channels.' }),
  memory: z.array(memorySchema).meta({ title: 'Memory', description: 'The memory of each node.' }),
}) satisfies z.ZodType<TimingResult>;
