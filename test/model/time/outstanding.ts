/** Transactions of one core that are under way: in its miss status holding registers, or waited for. */
import type { MshrConfig } from '../../../src/config/timing.js';

interface Outstanding {
  readonly line: bigint;
  readonly end: number;
}

export class OutstandingLines {
  /** Those that a register holds. */
  private registers: Outstanding[] = [];
  /** The last of each thread that waits for its own, where there are no registers; and the last drain of each. */
  private readonly waitedFor = new Map<number, Outstanding>();
  private readonly drains = new Map<number, Outstanding>();

  constructor(private readonly config: MshrConfig) {}

  /** Frees the registers of what has ended. */
  forget(at: number): void {
    this.registers = this.registers.filter(({ end }) => end > at);
  }

  /** When the first register will be free; `null`: one is. */
  firstFree(): number | null {
    if (this.registers.length < this.config.entries || this.config.entries === 0) return null;
    return Math.min(...this.registers.map(({ end }) => end));
  }

  add(processor: number, line: bigint, end: number): void {
    if (this.config.entries > 0) this.registers.push({ line, end });
    else this.waitedFor.set(processor, { line, end });
  }

  addDrain(processor: number, line: bigint, end: number): void {
    this.drains.set(processor, { line, end });
  }

  /** When the last transaction on the line ends; 0 if there is none. */
  endOf(line: bigint): number {
    const all = [...this.registers, ...this.waitedFor.values(), ...this.drains.values()];
    return Math.max(0, ...all.filter((each) => each.line === line).map(({ end }) => end));
  }
}
