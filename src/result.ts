import type { MachineConfig } from './config/machine.js';
import type { Counters } from './counters.js';

/** Version of the JSON form of `Result`; grows when a field changes its meaning or goes. */
export const RESULT_SCHEMA = 'cohort.result/1';

/** Version of the JSON form of several results side by side. */
export const COMPARISON_SCHEMA = 'cohort.comparison/1';

/** One kind of state change. */
export interface Transition {
  readonly from: string;
  readonly to: string;
  /** The processor event (PrRd, PrWr, Evict) or snooped transaction (BusRd, …) that caused it. */
  readonly cause: string;
  /** How often, over all processors. Self-transitions are included. */
  readonly count: number;
}

/** What was simulated, as far as the trace tells. */
export interface TraceSummary {
  readonly name: string;
  readonly format: string;
  /** Records of the trace that were simulated (before splitting at line boundaries). */
  readonly records: number;
  /** Further references that came of splitting: references = records + splits. */
  readonly splits: number;
  /** Instruction fetches that were left out (`instructions: "skip"`). */
  readonly instructionsSkipped: number;
  /** Lines or records that did not parse and were skipped (only with strict off). */
  readonly badRecords: number;
}

/** The types of messages between nodes (Nagarajan et al., A Primer on Memory Consistency and Cache Coherence, 2020). */
export const MESSAGES = [
  'GetS',
  'GetM',
  'Upgrade',
  'WriteThrough',
  'FwdGetS',
  'FwdGetM',
  'Inv',
  'InvAck',
  'Data',
  'Ack',
  'WriteBack',
  'Put',
  'PutData',
  'PutAck',
  'Recall',
  'RecallAck',
  'RecallData',
  'PageData',
] as const;
export type MessageName = (typeof MESSAGES)[number];

/** What went between the nodes of a machine with directories. */
export interface NetworkResult {
  readonly nodes: number;
  readonly topology: string;
  /** In the order of `MESSAGES`; types that were never sent are left out. */
  readonly messages: readonly {
    readonly type: MessageName;
    readonly count: number;
    readonly bytes: number;
    /** Sum over the messages; `byHops[h]` of them crossed h links. */
    readonly hops: number;
    readonly byHops: readonly number[];
  }[];
  /** `matrix[from][to]`: messages from node to node, those within a node on the diagonal. */
  readonly matrix: readonly (readonly number[])[];
  /** The same in bytes. */
  readonly bytes: readonly (readonly number[])[];
  /** Bytes over each directed link of the topology, in its order. */
  readonly links: readonly { readonly from: number; readonly to: number; readonly bytes: number }[];
}

/** Why a processor stood still (timed mode). */
export const STALL_CAUSES = [
  'l1',
  'l2',
  'l3',
  'tlb',
  'busWait',
  'bus',
  'linkWait',
  'link',
  'directoryWait',
  'directory',
  'memoryWait',
  'memory',
  'cache',
  'lineWait',
  'storeBuffer',
  'mshr',
  'migration',
] as const;
export type StallCause = (typeof STALL_CAUSES)[number];

/** How a reference was served (timed mode). */
export const ACCESS_CLASSES = [
  'l1',
  'l2',
  'l3',
  'forwarded',
  'merged',
  'upgrade',
  'cacheLocal',
  'cacheRemote',
  'memoryLocal',
  'memoryRemote',
] as const;
export type AccessClass = (typeof ACCESS_CLASSES)[number];

/** What one at a time can use (timed mode). */
export const RESOURCES = [
  'bus',
  'requestBus',
  'dataBus',
  'nodeBus',
  'nodeDataBus',
  'link',
  'directory',
  'bank',
  'channel',
] as const;
export type ResourceKind = (typeof RESOURCES)[number];

/** Where a processor's time went, in cycles: cycles = compute + idle + the sum of stalls. */
export interface ProcessorTime {
  readonly cycles: number;
  /** References that it did, forwarded loads included. */
  readonly references: number;
  readonly compute: number;
  readonly idle: number;
  readonly stalls: Readonly<Record<StallCause, number>>;
  /**
   * What its references that it did not wait for spent their time on: stores, from when they were drained from
   * the store buffer, and with MSHRs misses and what joined them, from when it went on. That time is beside
   * its own, and beside each other's: it is no part of `cycles`.
   */
  readonly overlapped: Readonly<Record<StallCause, number>>;
}

/** The latencies of one class of access, in cycles. */
export interface LatencyResult {
  readonly class: AccessClass;
  readonly count: number;
  /** Sum over them. */
  readonly cycles: number;
  readonly max: number;
  /** The end of a bucket of `histogram`: exact below 16 cycles, up to an eighth too long above. */
  readonly p50: number;
  readonly p99: number;
  /**
   * By rising latency: a bucket a cycle below 16, then eight for each power of two. `upTo` is the
   * largest of the bucket, but never more than `max`. Empty buckets are left out.
   */
  readonly histogram: readonly { readonly upTo: number; readonly count: number }[];
}

/** How one resource was used. */
export interface ResourceUse {
  readonly kind: ResourceKind;
  readonly index: number;
  /** Ends of a link. */
  readonly from?: number;
  readonly to?: number;
  /** Node that it belongs to, where there are some. */
  readonly node?: number;
  readonly uses: number;
  /** Cycles. */
  readonly busy: number;
  /** Cycles that its users waited. */
  readonly waited: number;
}

/** What one node's memory did. */
export interface MemoryUse {
  readonly node: number;
  readonly reads: number;
  readonly writes: number;
  readonly rowHits: number;
  readonly rowEmpties: number;
  readonly rowConflicts: number;
}

/** Where the time of a run went (timed mode), in cycles. */
export interface TimingResult {
  /** When the last processor ended. */
  readonly cycles: number;
  /** When the last resource was free, too: what nobody waits for may end after the last processor. */
  readonly settled: number;
  readonly processors: readonly ProcessorTime[];
  /** In the order of `ACCESS_CLASSES`; classes that were never met are left out. */
  readonly classes: readonly LatencyResult[];
  readonly resources: readonly ResourceUse[];
  readonly memory: readonly MemoryUse[];
}

/** Where the memory went, in bytes (`--stats`). Not part of the comparison of results. */
export interface MemoryStats {
  readonly coreBytes: number;
  readonly batchBytes: number;
  readonly readerBytes: number;
}

/** The outcome of one run. Plain data: `JSON.stringify` gives the documented form. */
export interface Result {
  readonly schema: typeof RESULT_SCHEMA;
  /** True when the run was stopped before the trace's end. */
  readonly partial: boolean;
  readonly machine: MachineConfig;
  readonly protocol: { readonly name: string; readonly title: string; readonly states: readonly string[] };
  readonly trace: TraceSummary;
  /** Whether misses were classified; if not, the classified counters are 0. */
  readonly classified: boolean;
  readonly total: Counters;
  /** One entry a processor, in order. */
  readonly processors: readonly Counters[];
  /** In the order of the protocol's states, then of its events; entries with count 0 are left out. */
  readonly transitions: readonly Transition[];
  /** Traffic between nodes; null on a bus. */
  readonly network: NetworkResult | null;
  /** Where the time went; null in functional mode. */
  readonly timing: TimingResult | null;
}

/** Several runs over one trace, the first being what the others are compared with. */
export interface Comparison {
  readonly schema: typeof COMPARISON_SCHEMA;
  readonly results: readonly Result[];
}
