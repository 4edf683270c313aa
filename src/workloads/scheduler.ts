import type { TraceBatch } from '../traces/batch.js';
import type { Processor } from './thread.js';

/**
 * Takes the references of all processors in turn, `quantum` references a turn, in the order of
 * their numbers. A turn is shorter where the processor waits, and skipped where it has finished.
 */
export class Scheduler {
  private turn = 0;
  /** References that the processor may still issue in this turn. */
  private left: number;

  constructor(
    private readonly processors: readonly Processor[],
    private readonly quantum: number,
  ) {
    this.left = quantum;
  }

  /** Puts `count` references into the batch; fewer only when every processor has finished. */
  fill(batch: TraceBatch, count: number): number {
    const { processors, quantum } = this;
    let filled = 0;
    let idle = 0;
    while (filled < count && idle <= processors.length) {
      const processor = processors[this.turn]!;
      if (this.ready(processor)) {
        const issued = processor.issue(batch, filled, Math.min(this.left, count - filled));
        filled += issued;
        this.left -= issued;
        idle = 0;
        if (this.left > 0) continue;
      } else idle++;
      this.left = quantum;
      this.turn = this.turn + 1 === processors.length ? 0 : this.turn + 1;
    }
    return filled;
  }

  /** Whether the processor has a reference to issue in this turn; runs its thread if that is what it needs. */
  private ready(processor: Processor): boolean {
    if (processor.queued > 0) return true;
    if (processor.done) return false;
    if (processor.waiting && this.left < this.quantum) return false;
    while (processor.queued === 0 && !processor.done) processor.resume();
    return processor.queued > 0;
  }
}
