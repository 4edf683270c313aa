import { CohortError } from '../errors.js';
import { MAX_PROCESSOR, metaProcessor, type TraceBatch } from './batch.js';

/** Gives the batch to fill next. */
export type NextBatch = () => TraceBatch;

/** Copies record `i` of a batch to the end of another, for a processor. */
const copyRecord = (from: TraceBatch, i: number, to: TraceBatch, meta: number): void => {
  const at = to.count++;
  to.addresses[2 * at] = from.addresses[2 * i]!;
  to.addresses[2 * at + 1] = from.addresses[2 * i + 1]!;
  to.meta[at] = meta;
  to.gaps[at] = from.gaps[i]!;
};

/** One file of several, each of which is a processor. */
class Lane {
  private readonly iterator: AsyncIterator<TraceBatch>;
  private batch: TraceBatch | undefined;
  private at = 0;
  private own: number | undefined;
  ended = false;

  constructor(
    batches: AsyncIterable<TraceBatch>,
    private readonly name: string,
    private readonly processor: number,
  ) {
    this.iterator = batches[Symbol.asyncIterator]();
  }

  /** Whether the next record has yet to be read. */
  get empty(): boolean {
    return this.batch === undefined || this.at === this.batch.count;
  }

  /** Whether there is a record; reads on for it. */
  async ready(): Promise<boolean> {
    while (!this.ended && this.empty) {
      const next = await this.iterator.next();
      this.at = 0;
      if (next.done) this.ended = true;
      else this.batch = next.value;
    }
    return !this.ended;
  }

  /** Moves up to `most` records of those that are there; gives how many. */
  move(to: TraceBatch, most: number): number {
    const batch = this.batch!;
    const count = Math.min(most, batch.count - this.at);
    for (let i = this.at; i < this.at + count; i++) {
      const meta = batch.meta[i]!;
      if (metaProcessor(meta) !== this.own) this.check(metaProcessor(meta));
      copyRecord(batch, i, to, ((meta & ~0xffff) | this.processor) >>> 0);
    }
    this.at += count;
    return count;
  }

  /** A file is one processor, whatever number it gives itself; more than one would be lost. */
  private check(processor: number): void {
    if (this.own === undefined) this.own = processor;
    else {
      throw new CohortError(
        `${this.name} holds records of processors ${this.own} and ${processor}, but of several files each is one processor. Give it alone, or split it`,
        2,
      );
    }
  }

  async close(): Promise<void> {
    if (!this.ended) await this.iterator.return?.();
    this.ended = true;
  }
}

/** A trace that is one of several, one for each processor. */
export interface LaneInput {
  readonly name: string;
  readonly batches: AsyncIterable<TraceBatch>;
}

/**
 * Several traces as one: the first is processor 0, the second processor 1, and so on. In each round
 * every trace gives `quantum` records (instruction fetches count too); one that has ended is left out.
 */
export async function* interleaveLanes(
  inputs: readonly LaneInput[],
  quantum: number,
  capacity: number,
  nextBatch: NextBatch,
): AsyncIterable<TraceBatch> {
  if (inputs.length > MAX_PROCESSOR + 1) {
    throw new CohortError(`${inputs.length} files are more than ${MAX_PROCESSOR + 1} processors`, 2);
  }
  let lanes = inputs.map(({ batches, name }, index) => new Lane(batches, name, index));
  let batch = nextBatch();
  batch.count = 0;
  try {
    while (lanes.length > 0) {
      let someEnded = false;
      for (const lane of lanes) {
        for (let left = quantum; left > 0; ) {
          if (lane.empty && !(await lane.ready())) {
            someEnded = true;
            break;
          }
          left -= lane.move(batch, Math.min(left, capacity - batch.count));
          if (batch.count < capacity) continue;
          yield batch;
          batch = nextBatch();
          batch.count = 0;
        }
      }
      if (someEnded) lanes = lanes.filter((lane) => !lane.ended);
    }
    if (batch.count > 0) yield batch;
  } finally {
    for (const lane of lanes) await lane.close();
  }
}
