import { OPERATION } from '../protocol/codes.js';
import { MAX_PROCESSOR, metaBytes, metaOperation, metaProcessor, type TraceBatch } from './batch.js';
import type { TraceSource } from './source.js';
import { type Footprint, Touched } from './touched.js';

export type { Footprint };

/** Records of each operation. */
export interface OperationCounts {
  readonly reads: number;
  readonly writes: number;
  readonly instructions: number;
}

/** What is in a trace. Plain data. */
export interface TraceInfo {
  readonly name: string;
  readonly format: string;
  readonly records: number;
  readonly badRecords: number;
  readonly operations: OperationCounts;
  /** Processors that have records, in ascending order. */
  readonly processors: readonly ({ readonly processor: number } & OperationCounts)[];
  /** First and last byte touched, as `0x…`; null where there are no records. */
  readonly addresses: { readonly first: string; readonly last: string } | null;
  /** Sizes that occur, in ascending order of bytes. */
  readonly sizes: readonly { readonly bytes: number; readonly records: number }[];
  /** Cycles of computation between references, in all. */
  readonly gapCycles: number;
  /** Data lines of 64 bytes, and pages of 4096; instruction fetches are left out. */
  readonly lines: Footprint;
  readonly pages: Footprint;
  /** True if reading was stopped before the end. */
  readonly partial: boolean;
}

const LINE_BITS = 6;
const PAGE_BITS = 12;
const OPERATIONS = 3;
const SIZES = 4096;

/** Counts what is in batches, in memory that does not grow with the trace. */
export class TraceCensus {
  records = 0;
  private readonly counts = new Float64Array((MAX_PROCESSOR + 1) * OPERATIONS);
  private readonly sizes = new Float64Array(SIZES);
  private readonly lines = new Touched();
  private readonly pages = new Touched();
  private gapCycles = 0;
  private firstLow = 0xffffffff;
  private firstHigh = 0xffffffff;
  private lastLow = 0;
  private lastHigh = 0;

  add({ count, addresses, meta, gaps }: TraceBatch): void {
    for (let i = 0; i < count; i++) {
      const packed = meta[i]!;
      const processor = metaProcessor(packed);
      const operation = metaOperation(packed);
      const bytes = metaBytes(packed);
      this.counts[processor * OPERATIONS + operation]! += 1;
      this.sizes[bytes]! += 1;
      this.gapCycles += gaps[i]!;
      // A size of 0 counts as one byte.
      this.touch(addresses[2 * i]!, addresses[2 * i + 1]!, bytes || 1, processor, operation);
    }
    this.records += count;
  }

  private touch(low: number, high: number, bytes: number, processor: number, operation: number): void {
    const end = low + bytes - 1;
    const endLow = end >>> 0;
    const endHigh = end > 0xffffffff ? (high + 1) >>> 0 : high;
    if (high < this.firstHigh || (high === this.firstHigh && low < this.firstLow)) {
      this.firstHigh = high;
      this.firstLow = low;
    }
    if (endHigh > this.lastHigh || (endHigh === this.lastHigh && endLow > this.lastLow)) {
      this.lastHigh = endHigh;
      this.lastLow = endLow;
    }
    if (operation === OPERATION.instruction) return;
    const write = operation === OPERATION.write;
    this.lines.range(low, high, bytes, LINE_BITS, processor, write);
    this.pages.range(low, high, bytes, PAGE_BITS, processor, write);
  }

  /** What has been counted. */
  info(source: TraceSource, partial: boolean): TraceInfo {
    const processors: ({ processor: number } & OperationCounts)[] = [];
    const operations = { reads: 0, writes: 0, instructions: 0 };
    for (let processor = 0; processor <= MAX_PROCESSOR; processor++) {
      const of = (operation: number): number => this.counts[processor * OPERATIONS + operation]!;
      const [reads, writes, instructions] = [
        of(OPERATION.read),
        of(OPERATION.write),
        of(OPERATION.instruction),
      ];
      if (reads + writes + instructions === 0) continue;
      processors.push({ processor, reads, writes, instructions });
      operations.reads += reads;
      operations.writes += writes;
      operations.instructions += instructions;
    }
    const sizes: { bytes: number; records: number }[] = [];
    this.sizes.forEach((records, bytes) => {
      if (records > 0) sizes.push({ bytes, records });
    });
    const hex = (low: number, high: number): string =>
      `0x${((BigInt(high) << 32n) | BigInt(low)).toString(16)}`;
    return {
      name: source.name,
      format: source.format,
      records: this.records,
      badRecords: source.badRecords?.() ?? 0,
      operations,
      processors,
      addresses:
        this.records === 0
          ? null
          : { first: hex(this.firstLow, this.firstHigh), last: hex(this.lastLow, this.lastHigh) },
      sizes,
      gapCycles: this.gapCycles,
      lines: this.lines.footprint(1 << LINE_BITS),
      pages: this.pages.footprint(1 << PAGE_BITS),
      partial,
    };
  }
}

/** Reads a trace through and tells what is in it. After an abort: what was read, marked as partial. */
export const traceInfo = async (
  source: TraceSource,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (records: number) => void } = {},
): Promise<TraceInfo> => {
  const census = new TraceCensus();
  for await (const batch of source.batches(options.signal)) {
    census.add(batch);
    options.onProgress?.(census.records);
    if (options.signal?.aborted) break;
  }
  return census.info(source, options.signal?.aborted ?? false);
};
