/** How much traffic there is as a run goes on, by the clock. */
import type { MachineConfig } from '../config/machine.js';
import type { Engine } from '../engine/engine.js';
import type { Execution } from '../engine/execution.js';
import type { ProgramOptions } from './options.js';

/** Cycles of the clock between samples. */
export const SAMPLE_CYCLES = 5_000;

/** Tells of samples when they are due, and at the end. */
export class Sampler {
  private next = SAMPLE_CYCLES;

  constructor(
    private readonly engine: Engine,
    private readonly execution: Execution,
    private readonly machine: MachineConfig,
    private readonly tell: NonNullable<ProgramOptions['onSample']>,
  ) {}

  private clock(): number {
    const { processors } = this.machine;
    let last = 0;
    for (let p = 0; p < processors; p++) last = Math.max(last, Number(this.execution.clock(p)));
    return last;
  }

  /** For how many cycles of all processors to go on before it is looked again whether a sample is due. */
  stretch(): number {
    return Math.ceil(Math.max(1, (this.next - this.clock()) * Math.max(1, this.machine.processors / 4)));
  }

  /** A stretch is over, and perhaps the run. */
  see(isOver: boolean): void {
    const cycles = this.clock();
    if (cycles < this.next && !isOver) return;
    this.next = cycles + SAMPLE_CYCLES;
    this.tell({ cycles, transactions: this.engine.transactionsSoFar() });
  }
}
