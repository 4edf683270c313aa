import { CohortError } from '../errors.js';
import { createBatch, metaBytes, metaProcessor, type TraceBatch } from './batch.js';
import { compressionNamed, compressionOfName } from './compression/index.js';
import type { TraceEncoder, TraceWriter } from './formats/format.js';
import { traceFormatOfName, traceWriterNamed } from './formats/index.js';
import type { TraceSource } from './source.js';

/** How a trace is written. */
export interface WriteTraceOptions {
  /** A trace format's name; only some can be written. */
  readonly format: string;
  /** Inside a container: how its chunks are compressed. Default gzip. Other formats take no notice. */
  readonly chunks?: 'none' | 'gzip' | 'zstd';
  /** Around the whole file. Default: nothing. */
  readonly around?: 'gzip' | 'zstd';
  /** Writes the records of one processor and leaves out the others. */
  readonly processor?: number;
  readonly signal?: AbortSignal;
  /** Called after each batch with the records written so far. */
  readonly onProgress?: (records: number) => void;
}

/** What was written, and what the format had no place for. */
export interface WrittenTrace {
  records: number;
  /** Records whose gap, and whose size, the format cannot say. */
  gapsLost: number;
  sizesLost: number;
}

/** Passes on what a format without processors can take, and counts what it loses. */
class Sieve {
  readonly written: WrittenTrace = { records: 0, gapsLost: 0, sizesLost: 0 };
  private only: number | undefined;
  private room = createBatch(0);

  constructor(
    private readonly keeps: TraceWriter['keeps'],
    private readonly options: WriteTraceOptions,
  ) {}

  pass(batch: TraceBatch): TraceBatch {
    const { processor } = this.options;
    const passed = processor === undefined ? batch : this.chosen(batch, processor);
    if (!this.keeps.processors) this.checkProcessors(passed);
    for (let i = 0; i < passed.count; i++) {
      if (!this.keeps.gaps && passed.gaps[i] !== 0) this.written.gapsLost++;
      if (!this.keeps.sizes && metaBytes(passed.meta[i]!) !== 0) this.written.sizesLost++;
    }
    this.written.records += passed.count;
    return passed;
  }

  private chosen(batch: TraceBatch, processor: number): TraceBatch {
    if (this.room.meta.length < batch.count) this.room = createBatch(batch.count);
    const { room } = this;
    room.count = 0;
    for (let i = 0; i < batch.count; i++) {
      if (metaProcessor(batch.meta[i]!) !== processor) continue;
      const at = room.count++;
      room.addresses[2 * at] = batch.addresses[2 * i]!;
      room.addresses[2 * at + 1] = batch.addresses[2 * i + 1]!;
      room.meta[at] = batch.meta[i]!;
      room.gaps[at] = batch.gaps[i]!;
    }
    return room;
  }

  private checkProcessors({ count, meta }: TraceBatch): void {
    for (let i = 0; i < count; i++) {
      const processor = metaProcessor(meta[i]!);
      this.only ??= processor;
      if (processor === this.only) continue;
      throw new CohortError(
        `${this.options.format} has no place for processors, and the trace has ${this.only} and ${processor}. Choose one of them (processor), or write text or cohort`,
        2,
      );
    }
  }
}

async function* encoded(
  source: TraceSource,
  options: WriteTraceOptions,
  encoder: TraceEncoder,
  sieve: Sieve,
): AsyncIterable<Uint8Array> {
  yield encoder.begin();
  for await (const batch of source.batches(options.signal)) {
    const bytes = encoder.add(sieve.pass(batch));
    if (bytes.length > 0) yield bytes;
    options.onProgress?.(sieve.written.records);
  }
  yield encoder.end();
}

/**
 * The bytes of a file that holds a trace, made as they are asked for, in memory that does not grow
 * with it. The same trace gives the same bytes.
 *
 * After an abort the bytes end early, and are no whole file.
 *
 * @returns the bytes, to be read once, and what was written so far
 * @throws CohortError (exit code 2): a format that is unknown or cannot be written
 */
export const encodeTrace = (
  source: TraceSource,
  options: WriteTraceOptions,
): { readonly bytes: AsyncIterable<Uint8Array>; readonly written: WrittenTrace } => {
  const { format, chunks, around } = options;
  const writer = traceWriterNamed(format);
  const compression = around === undefined ? undefined : compressionNamed(around);
  const sieve = new Sieve(writer.keeps, options);
  async function* bytes(): AsyncIterable<Uint8Array> {
    const encoder = await writer.create(chunks === undefined ? {} : { compression: chunks });
    const plain = encoded(source, options, encoder, sieve);
    yield* compression ? compression.compress(plain) : plain;
  }
  return { bytes: bytes(), written: sieve.written };
};

/** How a file of that name is to be written: `x.din` as din, `x.txt.gz` as text with gzip around it. */
export const writingOfName = (fileName: string): Pick<WriteTraceOptions, 'format' | 'around'> => {
  const format = traceFormatOfName(fileName)?.name ?? 'cohort';
  const compression = compressionOfName(fileName);
  if (compression === undefined) return { format };
  if (compression.name === 'gzip' || compression.name === 'zstd') return { format, around: compression.name };
  throw new CohortError(`${fileName}: ${compression.name} is read but not written; use .gz or .zst`, 2);
};
