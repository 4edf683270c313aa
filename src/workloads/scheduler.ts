import type { TraceBatch } from '../traces/batch.js';
import { createQueues, Processor, WORDS } from './thread.js';
import type { Program } from './workload.js';

/**
 * Takes the references of all processors in turn, `quantum` references a turn, in the order of
 * their numbers. A turn is shorter where the processor waits, and skipped where it has finished.
 */
export class Scheduler {
  private readonly queues: Int32Array;
  private readonly processors: readonly Processor[];
  private turn = 0;
  /** References that the processor may still issue in this turn. */
  private left: number;

  constructor(
    program: Program,
    count: number,
    seed: number,
    private readonly quantum: number,
  ) {
    this.queues = createQueues(count);
    this.processors = Array.from({ length: count }, (_, p) => new Processor(p, seed, this.queues, p));
    for (const processor of this.processors) processor.run(program(processor));
    this.left = quantum;
  }

  /** Puts `count` references into the batch; fewer only when every processor has finished. */
  fill(batch: TraceBatch, count: number): number {
    const { processors, queues, quantum } = this;
    // Copying between arrays of one kind is twice as fast, so the batch is seen as signed words too.
    const addresses = signed(batch.addresses);
    const meta = signed(batch.meta);
    const gaps = signed(batch.gaps);
    let { turn, left } = this;
    let filled = 0;
    let idle = 0;
    while (filled < count && idle <= processors.length) {
      const processor = processors[turn]!;
      if (processor.empty && !resumed(processor, left < quantum)) idle++;
      else {
        const { tail } = processor;
        let from = processor.head;
        do {
          addresses[2 * filled] = queues[from]!;
          addresses[2 * filled + 1] = queues[from + 1]!;
          meta[filled] = queues[from + 2]!;
          gaps[filled] = queues[from + 3]!;
          from += WORDS;
          filled++;
          left--;
        } while (left > 0 && from < tail && filled < count);
        processor.head = from;
        idle = 0;
        if (left > 0) continue;
      }
      left = quantum;
      turn = turn + 1 === processors.length ? 0 : turn + 1;
    }
    this.turn = turn;
    this.left = left;
    return filled;
  }
}

const signed = (words: Uint32Array): Int32Array =>
  new Int32Array(words.buffer, words.byteOffset, words.length);

/** Runs the thread on, unless it waits and has had its part of this turn; whether it has references now. */
const resumed = (processor: Processor, begun: boolean): boolean => {
  if (processor.waiting && begun) return false;
  processor.resume();
  return !processor.empty;
};
