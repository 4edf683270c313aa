/** A trace as the bytes of a file of some format. */
import { CohortError } from '../errors.js';
import { metaBytes, metaProcessor, type TraceBatch } from '../traces/batch.js';
import type { EncodeOptions, TraceFormat, TraceWriter } from '../traces/formats/format.js';
import type { TraceSource } from '../traces/source.js';

/** What the records have that a format has no room for. */
class Losses {
  private processor: number | undefined;
  private bytes: number | undefined;
  private sizes = false;
  private gaps = false;

  constructor(
    private readonly format: string,
    private readonly keeps: TraceWriter['keeps'],
  ) {}

  /** Refuses what would make the trace another one, and notes what only makes it poorer. */
  look({ count, meta, gaps }: TraceBatch): void {
    const { keeps } = this;
    if (keeps.processors && keeps.sizes && keeps.gaps) return;
    for (let i = 0; i < count; i++) {
      const processor = metaProcessor(meta[i]!);
      const bytes = metaBytes(meta[i]!);
      this.processor ??= processor;
      this.bytes ??= bytes;
      if (!keeps.processors && processor !== this.processor) this.refuse(processor);
      if (bytes !== this.bytes) this.sizes = true;
      if (gaps[i] !== 0) this.gaps = true;
    }
  }

  private refuse(processor: number): never {
    throw new CohortError(
      `the trace uses processors ${this.processor} and ${processor}, but a ${this.format} file has one thread. Write another format, such as --to cohort or --to text.`,
      2,
    );
  }

  /** What was left out, for a note to the user. */
  get lost(): readonly string[] {
    return [
      ...(this.sizes && !this.keeps.sizes ? ['access sizes'] : []),
      ...(this.gaps && !this.keeps.gaps ? ['computation between references'] : []),
    ];
  }
}

/** A trace that is being written. */
export class TraceParts {
  records = 0;
  private readonly losses: Losses;

  constructor(
    private readonly source: TraceSource,
    format: TraceFormat,
    private readonly writer: TraceWriter,
    private readonly options: EncodeOptions,
  ) {
    this.losses = new Losses(format.name, writer.keeps);
  }

  get lost(): readonly string[] {
    return this.losses.lost;
  }

  /** Records that did not parse and were skipped. */
  get bad(): number {
    return this.source.badRecords?.() ?? 0;
  }

  /** The file's bytes. Each part may be used until the next is asked for. */
  async *bytes(signal: AbortSignal, onBatch: (records: number) => void): AsyncGenerator<Uint8Array> {
    const encoder = await this.writer.create(this.options);
    yield encoder.begin();
    for await (const batch of this.source.batches(signal)) {
      this.losses.look(batch);
      this.records += batch.count;
      yield encoder.add(batch);
      onBatch(this.records);
    }
    yield encoder.end();
  }
}
