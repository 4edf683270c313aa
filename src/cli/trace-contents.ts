import { OPERATION } from '../protocol/codes.js';
import { MAX_PROCESSOR, metaBytes, metaOperation, metaProcessor, type TraceBatch } from '../traces/batch.js';

/** How many records of each operation. */
export interface OperationCounts {
  readonly read: number;
  readonly write: number;
  readonly instruction: number;
}

/** What is in a trace, counted. */
export interface TraceContents {
  readonly records: number;
  readonly operations: OperationCounts;
  /** Those that have records, in order. */
  readonly processors: readonly ({ readonly processor: number } & OperationCounts)[];
  /** First and last byte that is touched, in hexadecimal; null in an empty trace. */
  readonly addresses: { readonly lowest: string; readonly highest: string } | null;
  /** Smallest and largest access, in bytes; null in an empty trace. */
  readonly accessBytes: { readonly smallest: number; readonly largest: number } | null;
  /** Cycles of computation between the records, in total. */
  readonly gapCycles: number;
}

const OPERATIONS = 3;
const hex = (high: number, low: number): string => `0x${((BigInt(high) << 32n) | BigInt(low)).toString(16)}`;

/** Counts what is in a trace, batch by batch, in memory that does not grow with it. */
export class ContentsCounter {
  records = 0;
  private readonly counts = new Float64Array((MAX_PROCESSOR + 1) * OPERATIONS);
  private lowHigh = 0xffffffff;
  private lowLow = 0xffffffff;
  private highHigh = 0;
  private highLow = 0;
  private smallest = Number.POSITIVE_INFINITY;
  private largest = 0;
  private gapCycles = 0;

  add({ count, addresses, meta, gaps }: TraceBatch): void {
    for (let i = 0; i < count; i++) {
      const packed = meta[i]!;
      // Size 0 means that the trace does not say; such an access counts as one byte.
      const bytes = metaBytes(packed) || 1;
      this.counts[metaProcessor(packed) * OPERATIONS + metaOperation(packed)]! += 1;
      if (bytes < this.smallest) this.smallest = bytes;
      if (bytes > this.largest) this.largest = bytes;
      this.gapCycles += gaps[i]!;
      this.addAddress(addresses[2 * i]!, addresses[2 * i + 1]!, bytes);
    }
    this.records += count;
  }

  private addAddress(low: number, high: number, bytes: number): void {
    if (high < this.lowHigh || (high === this.lowHigh && low < this.lowLow)) {
      this.lowHigh = high;
      this.lowLow = low;
    }
    const end = low + bytes - 1;
    const lastHigh = end > 0xffffffff ? high + 1 : high;
    const lastLow = end % 2 ** 32;
    if (lastHigh > this.highHigh || (lastHigh === this.highHigh && lastLow > this.highLow)) {
      this.highHigh = lastHigh;
      this.highLow = lastLow;
    }
  }

  contents(): TraceContents {
    const processors = [];
    const total = { read: 0, write: 0, instruction: 0 };
    for (let processor = 0; processor <= MAX_PROCESSOR; processor++) {
      const at = (operation: number): number => this.counts[processor * OPERATIONS + operation]!;
      const read = at(OPERATION.read);
      const write = at(OPERATION.write);
      const instruction = at(OPERATION.instruction);
      if (read + write + instruction === 0) continue;
      processors.push({ processor, read, write, instruction });
      total.read += read;
      total.write += write;
      total.instruction += instruction;
    }
    const empty = this.records === 0;
    return {
      records: this.records,
      operations: total,
      processors,
      addresses: empty
        ? null
        : { lowest: hex(this.lowHigh, this.lowLow), highest: hex(this.highHigh, this.highLow) },
      accessBytes: empty ? null : { smallest: this.smallest, largest: this.largest },
      gapCycles: this.gapCycles,
    };
  }
}
