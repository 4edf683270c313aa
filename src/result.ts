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
}

/** Several runs over one trace, the first being what the others are compared with. */
export interface Comparison {
  readonly schema: typeof COMPARISON_SCHEMA;
  readonly results: readonly Result[];
}
