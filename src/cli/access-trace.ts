/** The memory accesses of a program, as a trace of them. */
import type { ExecutionEvent } from '../execute/options.js';
import { createBatch, type TraceBatch } from '../traces/batch.js';
import type { TraceSource } from '../traces/source.js';
import { Relay } from './relay.js';

const BATCH = 16384;
const MOST_GAP = 0xffff_ffff;

/**
 * Takes the accesses in and gives them out, in the order in which the machine made them. The gap before
 * an access is what its processor's clock moved on since the one before, less the cycle of that one.
 */
export class AccessTrace implements TraceSource {
  readonly format = 'program';
  private readonly relay = new Relay<TraceBatch>();
  private batch = createBatch(BATCH);
  private readonly lastClocks: number[];

  constructor(
    readonly name: string,
    readonly processors: number,
  ) {
    this.lastClocks = new Array<number>(processors).fill(-1);
  }

  /** Takes accesses in; other events are none of the trace's business. Settled when there is room for more. */
  take(events: readonly ExecutionEvent[]): Promise<void> | undefined {
    let room: Promise<void> | undefined;
    for (const event of events) {
      if (event.kind !== 'access' && event.kind !== 'atomic-write') continue;
      this.add(event);
      if (this.batch.count === BATCH) room = this.hand() ?? room;
    }
    return room;
  }

  private add({ clock, a, b }: ExecutionEvent): void {
    const { batch } = this;
    const at = batch.count++;
    // As it is in a batch: processor, operation and size.
    const meta = Number(b);
    const processor = meta & 0xffff;
    const now = Number(clock);
    const since = now - (this.lastClocks[processor] ?? -1) - 1;
    this.lastClocks[processor] = now;
    batch.addresses[2 * at] = Number(a & 0xffff_ffffn);
    batch.addresses[2 * at + 1] = Number(a >> 32n);
    batch.meta[at] = meta;
    batch.gaps[at] = Math.min(Math.max(since, 0), MOST_GAP);
  }

  private hand(): Promise<void> | undefined {
    const { batch } = this;
    this.batch = createBatch(BATCH);
    return this.relay.put(batch);
  }

  /** No more accesses come. */
  end(): void {
    this.hand();
    this.relay.end();
  }

  /** What was begun is not going to be whole. */
  fail(reason: unknown): void {
    this.relay.fail(reason);
  }

  batches(): AsyncIterable<TraceBatch> {
    return this.relay;
  }
}
